"""Whatever organizers and managers do with a pavilion, in whatever order, its stage, designs and space agree."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionMove
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
)
from pavilions.national.national_pavilions.operations.pavilion_designs import (
    approve_design,
    return_design,
    send_design,
    submit_design,
    withdraw_design,
)
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.national.national_pavilions.states import DESIGN_LIFECYCLE
from pavilions.states import PAVILION_LIFECYCLE, PavilionStage
from tests.factories import NOON, EditionFactory
from tests.pavilions.national_pavilions.national import OPENING, national, national_booth, pdf

pytestmark = [pytest.mark.django_db]
DESIGN_MOVES: dict[str, Callable[[int, int], object]] = {
    "submit": lambda pk, key: submit_design(pk, key, actor=SYSTEM, at=NOON),
    "withdraw": lambda pk, key: withdraw_design(pk, key, actor=SYSTEM, at=NOON),
    "approve": lambda pk, key: approve_design(pk, key, actor=SYSTEM, at=NOON),
    "return": lambda pk, key: return_design(pk, key, comment="Lower.", actor=SYSTEM, at=NOON),
}


class Pavilion(RuleBasedStateMachine):
    """One pavilion, two booths and some m² more, and every move there is, legal or not."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        edition = EditionFactory()
        self.allotment = national(edition, 40)
        self.booths = [national_booth(edition, allotment=self.allotment).pk for _n in range(2)]
        self.pk = invite_to_national_exhibition(edition.pk, country="FR", actor=SYSTEM, at=NOON).pk
        self.sent = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, operation: Callable[[], object]) -> None:
        with suppress(DomainError), transaction.atomic():
            operation()

    @rule(to=st.sampled_from(PavilionStage))
    def move(self, to: PavilionStage) -> None:
        before = NationalPavilion.objects.get(pk=self.pk).stage
        self.attempt(lambda: change_stage(self.pk, to=to, actor=SYSTEM, at=OPENING))
        after = NationalPavilion.objects.get(pk=self.pk).stage
        assert after == before or PAVILION_LIFECYCLE.allows(before, after)

    @rule()
    def move_on(self) -> None:
        """The hoped-for way, so that late stages are reached."""
        stages = list(PavilionStage)
        following = stages[stages.index(PavilionStage(NationalPavilion.objects.get(pk=self.pk).stage)) + 1 :]
        if following and following[0] != PavilionStage.DECLINED:
            self.attempt(lambda: change_stage(self.pk, to=following[0], actor=SYSTEM, at=OPENING))

    @rule()
    def send(self) -> None:
        self.sent += 1
        self.attempt(lambda: send_design(self.pk, pdf(str(self.sent)), actor=SYSTEM, at=NOON))

    @rule(name=st.sampled_from(sorted(DESIGN_MOVES)))
    def decide(self, name: str) -> None:
        newest = PavilionDesign.objects.filter(pavilion=self.pk).order_by("-version").first()
        if newest is not None:
            self.attempt(lambda: DESIGN_MOVES[name](self.pk, newest.pk))
            after = PavilionDesign.objects.get(pk=newest.pk).state
            assert after == newest.state or DESIGN_LIFECYCLE.allows(newest.state, after)

    @rule(booth=st.integers(0, 1))
    def give(self, booth: int) -> None:
        self.attempt(lambda: give_booths(self.pk, [self.booths[booth]], actor=SYSTEM, at=NOON))

    @rule(area=st.integers(0, 50))
    def give_area(self, area: int) -> None:
        self.attempt(lambda: give_area(self.pk, self.allotment.pk, area_sqm=Decimal(area), actor=SYSTEM, at=NOON))

    @rule()
    def take_back(self) -> None:
        claim = SpaceClaim.objects.live().filter(holder_id=self.pk).first()
        if claim is not None:
            self.attempt(lambda: take_back_space(self.pk, [claim.pk], actor=SYSTEM, at=NOON))

    @invariant()
    def stage_has_what_it_stands_for(self) -> None:
        pavilion = NationalPavilion.objects.get(pk=self.pk)
        live = SpaceClaim.objects.live().filter(holder_id=self.pk)
        approved = PavilionDesign.objects.filter(pavilion=self.pk, state="approved").count()
        if pavilion.stage in {PavilionStage.OPEN, PavilionStage.CLOSED}:
            assert live.exists()
        if pavilion.stage in {PavilionStage.DESIGN_APPROVED, PavilionStage.UNDER_CONSTRUCTION, PavilionStage.OPEN}:
            assert approved == 1
        if pavilion.stage == PavilionStage.DECLINED:
            assert not live.exists()
        expected = "reserved" if pavilion.stage == PavilionStage.INVITED else "committed"
        assert set(live.values_list("state", flat=True)) <= {expected}

    @invariant()
    def moves_lead_from_one_to_the_next(self) -> None:
        moves = list(PavilionMove.objects.filter(pavilion=self.pk).order_by("pk"))
        reached = ["", *(move.to_stage for move in moves)]
        assert [move.from_stage for move in moves] == reached[:-1]
        assert reached[-1] == NationalPavilion.objects.get(pk=self.pk).stage

    @invariant()
    def capacity_is_the_sum_of_live_claims(self) -> None:
        live = SpaceClaim.objects.live().filter(allotment=self.allotment)
        claimed = live.aggregate(sum=Sum("area_sqm"))["sum"] or 0
        assert Allotment.objects.get(pk=self.allotment.pk).claimed_sqm == claimed <= self.allotment.capacity_sqm


def test_pavilion_keeps_its_promises_whatever_happens(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    run_state_machine_as_test(Pavilion, settings=EXPLORED)


EXPLORED = settings(max_examples=25, stateful_step_count=30, deadline=None)
