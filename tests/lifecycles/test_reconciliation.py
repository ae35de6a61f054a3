"""Whatever is done, in whatever order and by whatever way in, every figure still equals the rows behind it."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.operations.block_returns import return_rest
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space
from exhibitors.bookings.blocks.operations.blocks import open_block
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.holds import add_booths, drop_booth, hold_booths
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.bookings.totals.operations import fold_movements, take_snapshots
from exhibitors.bookings.totals.queries import days_to_snapshot
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import CompanyImportChoices
from exhibitors.office.imports.queries.matching import SimilarChoice
from exhibitors.office.reconciliation.queries import differences
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut, verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import add_exhibit, withdraw_exhibit
from exhibitors.promotion.catalogue.states import Debut
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import count_deal, draft_deal, uncount_deal, verify_deal
from exhibitors.promotion.deals.queries import preview_of
from exhibitors.promotion.figures.queries.release_figures import release_figures, rows_of_figure
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import cancel_roadshow, close_roadshow, open_roadshow, plan_roadshow
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.booths import release_booth, withhold_booth
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
    set_guest_of_honour,
)
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.states import OrganizerRole, PavilionStage, PlanState
from tests.exhibitors.blocks.blocks import terms as block_terms
from tests.exhibitors.catalogue.exhibits import terms as exhibit_terms
from tests.exhibitors.deals.deals import CONFIRMED, rate
from tests.exhibitors.deals.deals import terms as deal_terms
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import record as roadshow_record
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    organizer,
    owner_of,
)
from tests.lifecycles.expo import TRANSITIONS
from tests.pavilions.national_pavilions.national import national
from tests.pavilions.plan_changes import renumber, reshape, square

STEPS, MOST_ATTEMPTS = 300, 3_000
COUNTRIES = ("FR", "DE", "IS", "JP", "US", "BR")


class WholeExpo:
    """An edition with two business halls and a national one, where anybody may do anything at any time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # nothing secret
        self.at: datetime = NOON
        earlier = EditionFactory(number=5, name="5th edition")
        publish(earlier, debuts=300, deals_usd_bn=73)
        EditionFactory(number=6, name="6th edition")
        self.edition = EditionFactory(number=7, name="7th edition")
        self.halls = [AllotmentFactory(edition=self.edition, capacity_sqm=Decimal(size)) for size in (120, 90)]
        self.national = national(self.edition, capacity_sqm=200)
        for n in range(14):
            BoothFactory(allotment=self.halls[n % 2])
        for _n in range(5):
            BoothFactory(allotment=self.national, area_sqm=20)
        for country in COUNTRIES:
            CompanyFactory(country=country)
        self.directors = [organizer(OrganizerRole.DIRECTOR) for _n in range(3)]
        rate("EUR")
        self.done: Counter[str] = Counter()

    @property
    def steps(self) -> dict[str, Callable[[], object]]:
        names = [name for name in dir(type(self)) if name.startswith("do_")]
        return {name.removeprefix("do_"): getattr(self, name) for name in names}

    def step(self) -> None:
        name = self.random.choice(sorted(self.steps))
        try:
            with transaction.atomic():
                if self.steps[name]() is not None:
                    self.done[name] += 1
        except DomainError:
            return

    def any_of[T](self, rows: list[T]) -> T | None:
        return self.random.choice(rows) if rows else None

    def booths(self, count: int, *, of_national: bool = False) -> list[int]:
        allotments = [self.national] if of_national else self.halls
        rows = Booth.objects.filter(plan__state=PlanState.PUBLISHED, allotment__in=allotments)
        free = rows.exclude(pk__in=SpaceClaim.objects.live().exclude(booth=None).values("booth"))
        present = list(free.order_by("pk").values_list("pk", flat=True))
        return self.random.sample(present, min(count, len(present)))

    def company(self) -> Company:
        return self.random.choice(list(Company.objects.order_by("pk")))

    def booking(self) -> Booking | None:
        return self.any_of(list(Booking.objects.order_by("pk")))

    def do_wait(self) -> object:
        self.at += timedelta(hours=self.random.choice([5, 20, 60]))
        return self.at

    def do_hold(self) -> object:
        return hold_booths(self.company().pk, self.edition.pk, self.booths(2), actor=SYSTEM, at=self.at)

    def do_book(self) -> object:
        return book_booths(self.company().pk, self.edition.pk, self.booths(2), actor=SYSTEM, at=self.at)

    def do_apply(self) -> object:
        wanted = [Wanted(self.random.choice(self.halls).sector_id or 0, Decimal(self.random.choice([5, 9, 18])))]
        return apply_for_space(self.company().pk, self.edition.pk, wanted, actor=SYSTEM, at=self.at)

    def do_move_booking(self) -> object:
        booking = self.booking()
        return booking and TRANSITIONS[self.random.choice(sorted(TRANSITIONS))](booking.pk, self)

    do_move_booking_again = do_move_booking

    def do_approve(self) -> object:
        booking = self.booking()
        return booking and TRANSITIONS["approve"](booking.pk, self)

    def do_add_booths(self) -> object:
        booking = self.booking()
        return booking and add_booths(booking.pk, self.booths(1), actor=SYSTEM, at=self.at)

    def do_assign_booths(self) -> object:
        booking = self.booking()
        return booking and assign_booths(booking.pk, self.booths(1), actor=SYSTEM, at=self.at)

    def do_drop_booth(self) -> object:
        claim = self.any_of(list(SpaceClaim.objects.filter(state="held").exclude(booth=None).order_by("pk")))
        return claim and drop_booth(claim.holder_id, claim.booth_id or 0, actor=SYSTEM, at=self.at)

    def do_withhold(self) -> object:
        booths = self.booths(1)
        return booths and withhold_booth(booths[0], reason="Repairs", actor=SYSTEM, at=self.at)

    def do_release_for_sale(self) -> object:
        booth = self.any_of(list(Booth.objects.exclude(blocked_reason="").order_by("pk")))
        return booth and release_booth(booth.pk, actor=SYSTEM, at=self.at)

    def do_change_country(self) -> object:
        return change_company(self.company().pk, {"country": self.random.choice(COUNTRIES)}, actor=SYSTEM, at=self.at)

    def do_import(self) -> object:
        """Another country for a known company, and perhaps a new one."""
        known = self.company()
        rows = [
            {"name": known.name, "country": self.random.choice(COUNTRIES)},
            {"name": f"Imported {self.random.randrange(20)} Ltd", "country": "France"},
        ]
        choices = CompanyImportChoices("list.csv", SimilarChoice.NEW, {}, accept_good_rows=True)
        return import_companies(self.edition.pk, company_list(*rows), choices, actor=SYSTEM, at=self.at)

    def do_publish_plan(self) -> object:
        """A booth gets another number and size; its holder keeps it, takes the new area or gives it up."""
        booths = Booth.objects.filter(plan__state=PlanState.PUBLISHED, allotment__in=self.halls).order_by("pk")
        booth = self.random.choice(list(booths.select_related("plan")))
        draft = open_draft(self.edition.pk, booth.plan.hall_id, actor=SYSTEM, at=self.at)
        target = draft.booths.get(number=booth.number)
        left, top = booth.ring[0]
        reshape(
            renumber(target, f"V{draft.version}-{booth.pk}"), square(left, top, self.random.choice([200, 300]), 300)
        )
        choice = self.random.choice([ClaimChoice.KEEP, ClaimChoice.RESIZE, ClaimChoice.RELEASE])
        claims = SpaceClaim.objects.live().filter(booth=booth).values_list("pk", flat=True)
        given = None if choice == ClaimChoice.RELEASE else target.pk
        decide_claims(draft.pk, [Decision(claim, choice, given) for claim in claims], actor=SYSTEM, at=self.at)
        return publish_floor_plan(draft.pk, actor=SYSTEM, at=self.at)

    def do_put_plan_back(self) -> object:
        plan = self.any_of(list(FloorPlan.objects.filter(state=PlanState.SUPERSEDED).order_by("pk")))
        return plan and restore_floor_plan(plan.pk, actor=SYSTEM, at=self.at)

    def do_invite_country(self) -> object:
        return invite_to_national_exhibition(
            self.edition.pk, country=self.random.choice(COUNTRIES), actor=SYSTEM, at=self.at
        )

    def pavilion(self) -> NationalPavilion | None:
        return self.any_of(list(NationalPavilion.objects.order_by("pk")))

    def do_move_pavilion(self) -> object:
        pavilion = self.pavilion()
        to = self.random.choice([PavilionStage.CONFIRMED, PavilionStage.IN_DESIGN, PavilionStage.DECLINED])
        return pavilion and change_stage(pavilion.pk, to=to, actor=SYSTEM, at=self.at)

    def do_honour_guest(self) -> object:
        pavilion = self.pavilion()
        return pavilion and set_guest_of_honour(pavilion.pk, is_guest=True, actor=SYSTEM, at=self.at)

    def do_give_booths(self) -> object:
        pavilion = self.pavilion()
        return pavilion and give_booths(pavilion.pk, self.booths(1, of_national=True), actor=SYSTEM, at=self.at)

    def do_give_area(self) -> object:
        pavilion = self.pavilion()
        return pavilion and give_area(pavilion.pk, self.national.pk, area_sqm=Decimal(15), actor=SYSTEM, at=self.at)

    def do_take_back_space(self) -> object:
        claims = SpaceClaim.objects.live().filter(holder__kind="national_pavilion").order_by("pk")
        claim = self.any_of(list(claims))
        return claim and take_back_space(claim.holder_id, [claim.pk], actor=SYSTEM, at=self.at)

    def do_open_block(self) -> object:
        booking = self.any_of(list(Booking.objects.filter(state="approved", block=None).order_by("pk")))
        today = day_of(self.at, self.edition.zone)
        terms = block_terms(apply_until_date=today, returns_date=today + timedelta(days=2))
        return booking and open_block(booking.pk, terms, actor=SYSTEM, at=self.at)

    def do_allocate_share(self) -> object:
        block = self.any_of(list(Block.objects.order_by("pk")))
        if block is None:
            return None
        claims = SpaceClaim.objects.live().filter(holder_id=block.booking_id).exclude(booth=None)
        claim = self.any_of(list(claims.order_by("pk")))
        return claim and allocate_space(
            block.pk, self.company().pk, Portion([claim.booth_id or 0]), actor=SYSTEM, at=self.at
        )

    def do_return_block(self) -> object:
        block = self.any_of(list(Block.objects.order_by("pk")))
        return (block and return_rest(block.pk, actor=SYSTEM, at=self.at)) or None

    def do_draft_deal(self) -> object:
        terms = deal_terms(
            sector_id=self.halls[0].sector_id,
            amount=Decimal(self.random.randrange(1000, 9000)),
            currency=self.random.choice(["USD", "EUR"]),
        )
        return draft_deal(self.company().pk, self.edition.pk, terms, confirmed=CONFIRMED, actor=SYSTEM, at=self.at)

    def deal(self, *states: str) -> Deal | None:
        return self.any_of(list(Deal.objects.filter(state__in=states).order_by("pk")))

    def do_verify_deal(self) -> object:
        deal = self.deal("draft")
        return deal and verify_deal(deal.pk, note="Seen.", actor=self.random.choice(self.directors), at=self.at)

    def do_count_deal(self) -> object:
        deal = self.deal("verified")
        if deal is None:
            return None
        rate_seen = preview_of(deal).rate
        return count_deal(
            deal.pk,
            rate_id=rate_seen.pk if rate_seen else None,
            no_duplicate_because="Other goods.",
            actor=self.random.choice(self.directors),
            at=self.at,
        )

    def do_uncount_deal(self) -> object:
        deal = self.deal("counted")
        return deal and uncount_deal(deal.pk, reason="Void.", actor=self.directors[0], at=self.at)

    def do_add_exhibit(self) -> object:
        company = self.company()
        terms = exhibit_terms(
            sector_id=self.halls[0].sector_id, name=f"Cheese {self.random.randrange(9)}", debut=Debut.ASIA
        )
        return add_exhibit(company.pk, self.edition.pk, terms, actor=owner_of(company), at=self.at)

    def do_judge_debut(self) -> object:
        exhibit = self.any_of(list(Exhibit.objects.order_by("pk")))
        if exhibit is None:
            return None
        if self.random.random() < 0.7:
            return verify_debut(exhibit.pk, actor=self.directors[0], at=self.at)
        return refuse_debut(exhibit.pk, reason="Sold before.", actor=self.directors[0], at=self.at)

    def do_withdraw_exhibit(self) -> object:
        exhibit = self.any_of(list(Exhibit.objects.order_by("pk")))
        return exhibit and withdraw_exhibit(exhibit.pk, actor=SYSTEM, at=self.at)

    def do_plan_roadshow(self) -> object:
        day = day_of(self.at, self.edition.zone) + timedelta(days=1)
        record = roadshow_record(country=self.random.choice(COUNTRIES), held_date=day)
        show = plan_roadshow(self.edition.pk, record, actor=SYSTEM, at=self.at)
        return open_roadshow(show.pk, actor=SYSTEM, at=self.at)

    def do_close_roadshow(self) -> object:
        show = self.any_of(list(Roadshow.objects.filter(state="open").order_by("pk")))
        return show and close_roadshow(show.pk, attendance=self.random.randrange(5, 90), actor=SYSTEM, at=self.at)

    def do_cancel_roadshow(self) -> object:
        show = self.any_of(list(Roadshow.objects.filter(state="open").order_by("pk")))
        return (self.random.random() < 0.2 and show and cancel_roadshow(show.pk, actor=SYSTEM, at=self.at)) or None

    def do_fold(self) -> object:
        return fold_movements(actor=SYSTEM, at=self.at, limit=self.random.randrange(1, 30))

    def do_snapshot(self) -> object:
        taken = [
            take_snapshots(edition, days, actor=SYSTEM, at=self.at)
            for edition, days in days_to_snapshot(self.at).items()
        ]
        return taken or None


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [7, 2024])
def test_every_figure_equals_its_rows_after_300_random_operations(seed: int) -> None:
    expo = WholeExpo(seed)
    for attempt in range(MOST_ATTEMPTS):
        if expo.done.total() >= STEPS and set(expo.done) == set(expo.steps):
            break
        expo.step()
        if attempt % 200 == 0:
            assert differences() == []
    assert differences() == []
    for day in (NOON.date(), day_of(expo.at, expo.edition.zone)):
        figures = release_figures(expo.edition, day, guest="FR", at=expo.at)
        rows = {key: rows_of_figure(key, expo.edition, day, guest="FR", at=expo.at) for key in figures}
        assert {key: sum(row.counts for row in rows[key]) for key in rows} == {
            key: figure.value for key, figure in figures.items()
        }
    assert (expo.done.total() >= STEPS, set(expo.steps) - set(expo.done)) == (True, set())
