"""Whatever people do, in whatever order, the ledger, the capacity and the totals say the same."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.holds import add_booths, drop_booth, hold_booths
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
)
from exhibitors.bookings.totals.models import SpaceMovement, SpaceTotal
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.states import BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.queries import present_booths
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.states import ClaimState, PlanState
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory
from tests.lifecycles.expo import TRANSITIONS
from tests.pavilions.plan_changes import renumber, reshape, square

BOOTHS, COMPANIES = 6, 3
booth_choices = st.sets(st.integers(0, BOOTHS - 1), min_size=1, max_size=3)


class Expo(RuleBasedStateMachine):
    """Two sectors in one edition, six booths, three companies, and a clock that only goes on."""

    at: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        edition = EditionFactory()
        self.allotments = [
            AllotmentFactory(edition=edition, capacity_sqm=Decimal(27)),
            AllotmentFactory(edition=edition, capacity_sqm=Decimal(18)),
        ]
        self.edition_id = edition.pk
        self.booths = [BoothFactory(allotment=self.allotments[n % 2]).pk for n in range(BOOTHS)]
        self.companies = [CompanyFactory().pk for _n in range(COMPANIES)]
        self.bookings: list[int] = []
        self.states: dict[int, str] = {}
        self.at = NOON

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, change: Callable[[], object]) -> None:
        with suppress(DomainError), transaction.atomic():
            done = change()
            if isinstance(done, Booking) and done.pk not in self.bookings:
                self.bookings.append(done.pk)

    @rule(company=st.integers(0, COMPANIES - 1), chosen=booth_choices, at_once=st.booleans())
    def choose(self, company: int, chosen: set[int], at_once: bool) -> None:
        operation = book_booths if at_once else hold_booths
        booths = [self.booths[n] for n in chosen]
        self.attempt(lambda: operation(self.companies[company], self.edition_id, booths, actor=SYSTEM, at=self.at))

    @rule(company=st.integers(0, COMPANIES - 1), sector=st.integers(0, 1), area=st.sampled_from([5, 9, 18, 30]))
    def apply(self, company: int, sector: int, area: int) -> None:
        wanted = [Wanted(self.allotments[sector].sector_id or 0, Decimal(area))]
        self.attempt(
            lambda: apply_for_space(self.companies[company], self.edition_id, wanted, actor=SYSTEM, at=self.at)
        )

    @precondition(lambda self: self.bookings)
    @rule(data=st.data(), move=st.sampled_from(sorted(TRANSITIONS)))
    def move(self, data: st.DataObject, move: str) -> None:
        pk = data.draw(st.sampled_from(self.bookings))
        self.attempt(lambda: TRANSITIONS[move](pk, self))

    @precondition(lambda self: self.bookings)
    @rule(data=st.data(), chosen=booth_choices, by_organizer=st.booleans())
    def change_booths(self, data: st.DataObject, chosen: set[int], by_organizer: bool) -> None:
        pk = data.draw(st.sampled_from(self.bookings))
        operation = assign_booths if by_organizer else add_booths
        self.attempt(lambda: operation(pk, [self.booths[n] for n in chosen], actor=SYSTEM, at=self.at))

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        pk, booth_id = data.draw(st.sampled_from(self.held()))
        self.attempt(lambda: drop_booth(pk, booth_id, actor=SYSTEM, at=self.at))

    def held(self) -> list[tuple[int, int]]:
        claims = SpaceClaim.objects.live().filter(state=ClaimState.HELD)
        return [(holder, booth) for holder, booth in claims.values_list("holder_id", "booth_id") if booth]

    @rule(
        data=st.data(),
        side=st.sampled_from([200, 300, 390]),
        choice=st.sampled_from([ClaimChoice.KEEP, ClaimChoice.RESIZE, ClaimChoice.RELEASE]),
    )
    def publish_changed_plan(self, data: st.DataObject, side: int, choice: ClaimChoice) -> None:
        """A booth, claimed if one is, gets another number and perhaps another size; its holder is decided about."""
        claims = SpaceClaim.objects.live().exclude(booth=None).order_by("booth")
        pk = data.draw(st.sampled_from(list(claims.values_list("booth_id", flat=True)) or self.booths))
        self.attempt(lambda: self.publish(Booth.objects.get(pk=pk), side, choice))
        self.find_booths_again()

    def publish(self, booth: Booth, side: int, choice: ClaimChoice) -> None:
        draft = open_draft(self.edition_id, booth.plan.hall_id, actor=SYSTEM, at=self.at)
        target = draft.booths.get(number=booth.number)
        left, top = booth.ring[0]
        reshape(renumber(target, f"V{draft.version}-{booth.pk}"), square(left, top, side, 300))
        claims = SpaceClaim.objects.live().filter(booth=booth).values_list("pk", flat=True)
        given = None if choice == ClaimChoice.RELEASE else target.pk
        decided = [Decision(claim, choice, given) for claim in claims]
        decide_claims(draft.pk, decided, actor=SYSTEM, at=self.at)
        publish_floor_plan(draft.pk, actor=SYSTEM, at=self.at)

    @rule(position=st.integers(0, BOOTHS - 1))
    def put_plan_back(self, position: int) -> None:
        base = Booth.objects.get(pk=self.booths[position]).plan.base_id
        if base is not None:
            self.attempt(lambda: restore_floor_plan(base, actor=SYSTEM, at=self.at))
            self.find_booths_again()

    def find_booths_again(self) -> None:
        """What the booths are on the plans in force now: each of them is exactly one."""
        became = present_booths(self.booths)
        self.booths = [became[pk][0].id if pk in became else pk for pk in self.booths]

    @rule(minutes=st.sampled_from([1, 31, 73 * 60]))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(limit=st.integers(1, 4))
    def fold(self, limit: int) -> None:
        fold_movements(actor=SYSTEM, at=self.at, limit=limit)

    @invariant()
    def no_booth_has_two_holders(self) -> None:
        live = list(SpaceClaim.objects.live().exclude(booth=None).values_list("booth_id", flat=True))
        assert len(live) == len(set(live))

    @invariant()
    def nobody_holds_a_booth_of_a_plan_that_is_gone(self) -> None:
        claims = SpaceClaim.objects.live().exclude(booth=None)
        assert claims.exclude(booth__plan__state=PlanState.PUBLISHED).count() == 0

    @invariant()
    def claimed_is_the_sum_of_live_claims_within_capacity(self) -> None:
        for allotment in Allotment.objects.filter(edition_id=self.edition_id):
            claims = SpaceClaim.objects.live().filter(allotment=allotment)
            assert allotment.claimed_sqm == (claims.aggregate(m=Sum("area_sqm"))["m"] or 0)
            assert allotment.claimed_sqm <= allotment.capacity_sqm

    @invariant()
    def totals_and_unfolded_movements_are_the_live_claims_by_state(self) -> None:
        counted: dict[tuple[int, str], Decimal] = {}
        waiting = SpaceMovement.objects.filter(folded_at=None)
        for rows in (SpaceTotal.objects.all(), waiting):
            for allotment, state, area in rows.values_list("allotment_id", "state", "area_sqm"):
                counted[allotment, state] = counted.get((allotment, state), Decimal(0)) + area
        claims = SpaceClaim.objects.live().values_list("allotment_id", "holder__booking__state")
        claimed = {(place, state): area for place, state, area in claims.annotate(m=Sum("area_sqm"))}
        assert {key: area for key, area in counted.items() if area} == claimed

    @invariant()
    def bookings_moved_only_as_their_table_says(self) -> None:
        for pk, state in Booking.objects.values_list("pk", "state"):
            before = self.states.get(pk, state)
            assert before == state or BOOKING_LIFECYCLE.allows(before, state)
            self.states[pk] = state

    @invariant()
    def only_live_states_hold_space(self) -> None:
        ended = [BookingState.REJECTED, BookingState.WITHDRAWN, BookingState.CANCELLED, BookingState.EXPIRED]
        assert SpaceClaim.objects.live().filter(holder__booking__state__in=ended).count() == 0


@pytest.mark.django_db
def test_expo_keeps_its_books_whatever_people_do() -> None:
    run_state_machine_as_test(Expo, settings=settings(max_examples=40, stateful_step_count=16, deadline=None))
