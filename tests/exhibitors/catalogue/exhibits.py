"""Exhibits for tests, made by the operations."""

from typing import Any

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import ExhibitTerms, add_exhibit, add_pavilion_exhibit
from exhibitors.promotion.catalogue.queries.exhibits import similar_debuts
from exhibitors.promotion.catalogue.states import Debut, ExhibitKind
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import OrganizerRole
from tests.exhibitors import expo
from tests.factories import (
    NOON,
    AllotmentFactory,
    BookingFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)


def terms(**changed: Any) -> ExhibitTerms:
    usual: dict[str, Any] = {"kind": ExhibitKind.PRODUCT, "category": "cheese", "name": "Comté, 24 months"}
    if "sector_id" not in changed:
        usual["sector_id"] = SectorFactory().pk
    if changed.get("debut"):
        usual["debut_grounds"] = "Sold in France only until now."
    return ExhibitTerms(**usual | changed)


def shown(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Exhibit:
    company, edition = company or CompanyFactory(), edition or Edition.objects.first() or EditionFactory()
    return add_exhibit(company.pk, edition.pk, terms(**changed), actor=owner_of(company), at=NOON)


def shown_by_pavilion(pavilion: NationalPavilion, **changed: Any) -> Exhibit:
    manager = UserFactory()
    pavilion.managers.add(manager)
    return add_pavilion_exhibit(pavilion.pk, terms(**changed), actor=manager, at=NOON)


def claimed(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Exhibit:
    return shown(company, edition, **{"debut": Debut.ASIA} | changed)


def verified(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Exhibit:
    """A debut that is verified, as a different product from those of the same name."""
    exhibit = claimed(company, edition, **changed)
    named_alike = any(each.is_verified for each in similar_debuts([exhibit])[exhibit.pk])
    return verify_debut(exhibit.pk, is_separate=named_alike, actor=organizer(OrganizerRole.REVIEWER), at=NOON)


def exhibitor(edition: Edition, *, is_public: bool = True) -> Company:
    """A company with approved space that is named in public, or not."""
    company: Company = CompanyFactory()
    set_publicity(company.pk, is_named=is_public, actor=organizer(), at=NOON)
    booking = expo.booked(BoothFactory(allotment=AllotmentFactory(edition=edition)), company=company)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return company


def named_company(edition: Edition, **fields: Any) -> Company:
    """A company with booked space that has agreed to be named in public."""
    company: Company = CompanyFactory(is_on_public_plans=True, **fields)
    booked(company, edition)
    return company


def booked(company: Company, edition: Edition) -> Booking:
    booking: Booking = BookingFactory(company=company, edition=edition, state=BookingState.DRAFT)
    for state in (BookingState.SUBMITTED, BookingState.APPROVED):
        Booking.objects.filter(pk=booking.pk).update(state=state, submitted_at=NOON, decided_at=NOON)
    return booking
