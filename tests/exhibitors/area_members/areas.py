"""Themed areas with companies, for tests."""

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.operations import add_area_member
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms
from pavilions.states import Section
from tests.factories import NOON, organizer, owner_of
from tests.pavilions.themed_areas.areas import with_own_booth


def stand_at(company: Company, *booths: Booth) -> Booking:
    """A booking of these booths that is approved."""
    keys = [booth.pk for booth in booths]
    asked = book_booths(company.pk, booths[0].plan.edition_id, keys, actor=owner_of(company), at=NOON)
    return approve_booking(asked.pk, actor=organizer(), at=NOON)


def member(area: ThemedArea, company: Company) -> ThemedAreaMember:
    return add_area_member(area.pk, company.pk, actor=organizer(), at=NOON)


def area_in(edition: Edition, name: str = "From farm to table", **changed: object) -> ThemedArea:
    terms = AreaTerms(Section.BUSINESS, name, "Maison <Rive>", host_country="FR", is_public=True, **changed)  # type: ignore[arg-type]
    return with_own_booth(edition, terms)
