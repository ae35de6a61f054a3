"""Something of everything that public pages tell."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.operations import add_area_member
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import correct_bulletin, issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.catalogue.operations.exhibits import change_exhibit
from exhibitors.promotion.deals.operations.deals import count_deal
from exhibitors.promotion.roadshows.operations import (
    cancel_roadshow,
)
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.themed_areas.operations import change_area
from pavilions.states import BoothKind, EditionStatus, PavilionStage, Section
from tests.exhibitors.area_members.areas import area_in
from tests.exhibitors.bulletins.bulletins import drafted
from tests.exhibitors.bulletins.bulletins import issued as issue
from tests.exhibitors.catalogue.exhibits import claimed, terms
from tests.exhibitors.deals.deals import counted as counted_deal
from tests.exhibitors.deals.deals import verified as verified_deal
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.exhibitors.roadshows.roadshows import opened
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.pavilions.national_pavilions.national import pavilion_at
from tests.pavilions.themed_areas.areas import area_with
from tests.pavilions.themed_areas.areas import terms as area_terms

if TYPE_CHECKING:
    from exhibitors.pricing.models import RateCard
    from exhibitors.promotion.catalogue.models import Exhibit
    from exhibitors.promotion.deals.models import Deal
    from exhibitors.promotion.roadshows.models import Roadshow
    from pavilions.floor.models.edition import Edition
    from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
    from pavilions.plans.themed_areas.models import ThemedArea

KEY = RateKey(Section.BUSINESS, None, BoothKind.SHELL)


GUEST = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Alpine Bells", country="CH")


class World:
    """A named company with an exhibit and a guest on its stand, an area that it hosts, and something of all else."""

    def __init__(self) -> None:
        self.director = organizer()
        self.by: dict[str, Any] = {"actor": self.director, "at": NOON}
        self.booth: Booth = BoothFactory(number="A01")
        self.free: Booth = BoothFactory(number="A02", allotment=self.booth.allotment)
        self.shared: Booth = BoothFactory(number="A03", allotment=self.booth.allotment)
        self.edition: Edition = self.booth.plan.edition
        self.company: Company = CompanyFactory(name="Fromagerie", is_on_public_plans=True)
        self.owner = owner_of(self.company)
        self.owns: dict[str, Any] = {"actor": self.owner, "at": NOON}
        self.booking = self.book(self.company, self.booth)
        self.exhibit: Exhibit = claimed(self.company, self.edition)
        self.guest = enter_co_exhibitor(self.booking.pk, GUEST, **self.owns)
        self.area: ThemedArea = area_with([self.booth, self.shared], is_public=True, host_id=self.booking.pk)
        self.meadows: ThemedArea = area_in(self.edition, "Meadows")
        self.hills: ThemedArea = area_in(self.edition, "Hills")
        self.member = add_area_member(self.hills.pk, self.company.pk, **self.by)
        self.card: RateCard = set_price(self.edition.pk, KEY, Rate(Decimal(100)), **self.by)
        of_sector = RateKey(Section.BUSINESS, self.booth.allotment.sector_id, BoothKind.RAW)
        set_price(self.edition.pk, of_sector, Rate(Decimal(90)), **self.by)
        self.show: Roadshow = opened(held_date=NOON.date())
        self.over: Roadshow = cancel_roadshow(opened(title="Called off").pk, **self.by)
        self.bulletin = issue()
        self.pavilion: NationalPavilion = pavilion_at(PavilionStage.CONFIRMED, "IT")
        self.hosted: ThemedArea = area_in(self.edition, "Alps", host_id=self.pavilion.pk)
        self.before: Edition = EditionFactory(number=self.edition.number - 1, status=EditionStatus.CLOSED)
        published(self.before.pk)
        for _deal in range(2):  # sums of fewer than three deals are not shown
            counted_deal(self.company, self.before)
        self.deal: Deal = verified_deal(self.company, self.before, amount=Decimal(2_000_000_000))

    def book(self, company: Company, booth: Booth) -> Any:
        applied = book_booths(company.pk, self.edition.pk, [booth.pk], actor=owner_of(company), at=NOON)
        return approve_booking(applied.pk, **self.by)

    def another_named(self) -> Any:
        return self.book(CompanyFactory(name="Käserei", country="DE", is_on_public_plans=True), self.free)

    def change_exhibit(self, **changed: Any) -> Any:
        return change_exhibit(self.exhibit.pk, terms(sector_id=self.exhibit.sector_id, **changed), **self.owns)

    def change_area(self, **changed: Any) -> Any:
        usual = {"is_public": True, "host_id": self.booking.pk}
        return change_area(self.area.pk, area_terms(**usual | changed), **self.by)

    def count_deal(self) -> None:
        count_deal(self.deal.pk, rate_id=None, **self.by)

    def issue_another(self) -> Any:
        return self.issue(drafted("More {companies:exact} companies."))

    def issue_a_correction(self) -> Any:
        return self.issue(correct_bulletin(self.bulletin.pk, reason="A wrong figure", actor=organizer(), at=NOON))

    def issue(self, draft: Bulletin) -> Any:
        move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, **self.by)
        return issue_bulletin(draft.pk, **self.by)
