"""Whatever happens to a block, in whatever order: it is its rest and its members' shares, and every m² counts once."""

from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.blocks.operations.block_returns import return_rest
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space, remove_share
from exhibitors.bookings.blocks.queries import block_figures
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import confirm_booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.companies.operations import change_company
from exhibitors.office.reconciliation.queries import differences
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import NOON, CompanyFactory

if TYPE_CHECKING:
    from exhibitors.companies.models import Company

COMPANIES = 3
members = st.integers(0, COMPANIES - 1)


class SharedOut(RuleBasedStateMachine):
    """One agency with booths in two halls or with m² without booths, three companies, and a clock that goes on."""

    floor_sqm = 0
    at: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        halls = 1 if self.floor_sqm else 2
        self.scene = Scene(booths=2, floor_sqm=self.floor_sqm, halls=halls, quota_sqm=Decimal(27))
        self.block = self.scene.block
        self.companies: list[Company] = CompanyFactory.create_batch(COMPANIES)
        self.began_with = self.claimed()
        self.at = NOON

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def claimed(self) -> Decimal:
        area: Decimal | None = SpaceClaim.objects.live().aggregate(m=Sum("area_sqm"))["m"]
        return area or Decimal(0)

    def attempt(self, step: object) -> None:
        with suppress(DomainError), transaction.atomic():
            step()  # type: ignore[operator]  # a closure

    @rule(member=members, booths=st.sets(st.integers(0, 3), max_size=3), area=st.decimals("0.01", "30", places=2))
    def give(self, member: int, booths: set[int], area: Decimal) -> None:
        chosen = [] if self.floor_sqm else [self.scene.booths[n].pk for n in booths]
        areas = {self.scene.allotments[0].pk: area} if self.floor_sqm else {}
        company = self.companies[member].pk
        portion = Portion(chosen, areas)
        self.attempt(lambda: allocate_space(self.block.pk, company, portion, actor=SYSTEM, at=self.at))

    @rule(number=st.integers(0, 5), taken_back=st.booleans())
    def end(self, number: int, taken_back: bool) -> None:
        for pk in Booking.objects.filter(block=self.block).order_by("pk").values_list("pk", flat=True)[number:][:1]:
            if taken_back:
                self.attempt(lambda pk=pk: remove_share(pk, reason="over", actor=SYSTEM, at=self.at))
            else:
                self.attempt(lambda pk=pk: cancel_booking(pk, actor=SYSTEM, at=self.at))

    @rule(number=st.integers(0, 5))
    def confirm(self, number: int) -> None:
        everybody = Booking.objects.order_by("pk").values_list("pk", flat=True)
        for pk in everybody[number:][:1]:
            self.attempt(lambda pk=pk: confirm_booking(pk, actor=SYSTEM, at=self.at))

    @rule()
    def cancel_the_agency(self) -> None:
        self.attempt(lambda: cancel_booking(self.block.pk, actor=SYSTEM, at=self.at))

    @rule(member=members, country=st.sampled_from(["BE", "FR", "IT"]))
    def move_to(self, member: int, country: str) -> None:
        company = self.companies[member]
        record = {"name": company.name, "country": country}
        self.attempt(lambda: change_company(company.pk, record, actor=SYSTEM, at=self.at))

    @rule(days=st.integers(0, 40))
    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.attempt(lambda: return_rest(self.block.pk, actor=SYSTEM, at=self.at))

    @rule()
    def fold(self) -> None:
        fold_movements(actor=SYSTEM, at=self.at)

    @invariant()
    def block_is_rest_and_shares(self) -> None:
        figures = block_figures(self.block)
        assert figures.whole.area_sqm == self.claimed() <= self.began_with
        for lines in (figures.by_hall, figures.by_country):
            assert sum(line.members_sqm for line in lines) == figures.whole.members_sqm
            assert sum(line.rest_sqm for line in lines) == figures.whole.rest_sqm
        self.block.refresh_from_db()
        is_over = self.block.returned_at is not None or self.block.booking.state == "cancelled"
        assert is_over or self.claimed() == self.began_with

    @invariant()
    def every_square_metre_counts_once(self) -> None:
        assert differences() == []
        totals = totals_of(self.scene.edition_id, at=self.at)
        assert totals.booked_sqm == self.claimed() == sum(line.booked_sqm for line in totals.by_country)
        taken = Allotment.objects.filter(edition=self.scene.edition_id).aggregate(m=Sum("claimed_sqm"))["m"]
        assert taken == self.claimed()


class SharedFloor(SharedOut):
    floor_sqm = 60


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [SharedOut, SharedFloor])
def test_blocks_add_up_whatever_is_done_to_them(machine: type[SharedOut]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
