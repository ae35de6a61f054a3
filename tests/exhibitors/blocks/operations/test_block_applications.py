"""Companies apply for a share of a block, and are answered."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.lifecycle import TransitionRefused
from exhibitors.bookings.blocks.operations.block_applications import (
    ShareWish,
    accept_application,
    apply_to_block,
    decline_application,
    withdraw_block_application,
)
from exhibitors.bookings.blocks.operations.block_space import Portion
from exhibitors.bookings.blocks.operations.blocks import change_block
from exhibitors.bookings.blocks.queries import share_sqm
from exhibitors.office.reconciliation.queries import differences
from pavilions.states import BoothKind
from tests.exhibitors.blocks.blocks import Scene, terms
from tests.factories import NOON, BoothFactory, CompanyFactory, owner_of

pytestmark = pytest.mark.django_db
WISH = ShareWish(Decimal(9), BoothKind.RAW)


def refusal_of(scene: Scene, wish: ShareWish = WISH, **when: int) -> DomainError:
    company, owner = scene.member()
    with pytest.raises(DomainError) as refusal:
        apply_to_block(scene.block.pk, company.pk, wish, actor=owner, at=NOON + timedelta(**when))
    return refusal.value


def test_application_is_accepted_with_space_in_one_step() -> None:
    scene = Scene()
    asked = scene.applied()
    accepted = accept_application(asked.pk, Portion([scene.booths[0].pk]), actor=scene.owner, at=NOON)
    assert accepted.state == "accepted"
    assert share_sqm(accepted.share_id or 0) == 9
    assert differences() == []


def test_more_than_the_block_has_is_refused() -> None:
    scene = Scene(booths=1, floor_sqm=498)
    refused = refusal_of(scene, ShareWish(Decimal("999999.00"), BoothKind.RAW))
    assert (refused.code, refused.field, refused.details["left_sqm"]) == ("above_block", "area_sqm", "498.00")
    assert not scene.block.applications.exists()
    assert scene.applied(area_sqm=Decimal(498)).state == "submitted"


def test_refused_acceptance_leaves_the_application_waiting() -> None:
    scene = Scene()
    asked = scene.applied()
    with pytest.raises(DomainError) as refusal:
        accept_application(asked.pk, Portion([BoothFactory().pk]), actor=scene.owner, at=NOON)
    assert refusal.value.code == "not_in_block"
    asked.refresh_from_db()
    assert (asked.state, asked.share) == ("submitted", None)


def test_answered_application_is_not_answered_again_and_gives_no_space() -> None:
    scene = Scene()
    asked = scene.applied()
    withdraw_block_application(asked.pk, actor=owner_of(asked.company), at=NOON)
    with pytest.raises(TransitionRefused):
        accept_application(asked.pk, Portion([scene.booths[0].pk]), actor=scene.owner, at=NOON)
    with pytest.raises(TransitionRefused):
        decline_application(asked.pk, reason="late", actor=scene.owner, at=NOON)
    assert share_sqm(scene.block.pk) == 27


def test_deadline_is_the_end_of_its_day_where_the_expo_is() -> None:
    scene = Scene()
    last_hour = NOON.replace(month=6, day=30, hour=15)
    company, owner = scene.member()
    apply_to_block(scene.block.pk, company.pk, WISH, actor=owner, at=last_hour)
    refused = refusal_of(scene, hours=int((last_hour - NOON).total_seconds() // 3600) + 1)
    assert (refused.code, refused.details) == ("block_deadline_passed", {"apply_until_date": "2024-06-30"})


def test_closed_block_and_returned_block_take_no_applications() -> None:
    scene = Scene()
    assert refusal_of(scene, days=90).code == "block_returned"
    change_block(scene.block.pk, terms(is_open=False), actor=scene.owner, at=NOON)
    assert refusal_of(scene).code == "block_closed"


def test_wish_above_quota_for_foreign_booths_or_for_nothing_is_refused_beside_its_field() -> None:
    scene = Scene(quota_sqm=Decimal(18))
    large, foreign = (
        ShareWish(Decimal(19), BoothKind.RAW),
        ShareWish(Decimal(9), BoothKind.RAW, "", [BoothFactory().pk]),
    )
    nothing = ShareWish(Decimal(0), BoothKind.RAW)
    found = [refusal_of(scene, wish) for wish in (large, foreign, nothing)]
    assert [(each.code, each.field) for each in found] == [
        ("above_quota", "area_sqm"),
        ("not_in_block", "booths"),
        ("invalid", "area_sqm"),
    ]
    assert str(found[0]) == "A member of this block can have at most 18 m²."


def test_company_applies_once_at_a_time_and_the_agency_never() -> None:
    scene = Scene()
    asked = scene.applied()
    with pytest.raises(DomainError) as refusal:
        apply_to_block(scene.block.pk, asked.company_id, WISH, actor=owner_of(asked.company), at=NOON)
    assert refusal.value.code == "block_application_one_at_a_time"
    with pytest.raises(Invalid) as own:
        apply_to_block(scene.block.pk, scene.agency.pk, WISH, actor=scene.owner, at=NOON)
    assert own.value.code == "agency"


def test_strangers_neither_apply_for_others_nor_answer() -> None:
    scene, company = Scene(), CompanyFactory()
    with pytest.raises(NotAllowed):
        apply_to_block(scene.block.pk, company.pk, WISH, actor=owner_of(), at=NOON)
    asked = scene.applied()
    applicant = owner_of(asked.company)
    with pytest.raises(NotAllowed):
        accept_application(asked.pk, Portion([scene.booths[0].pk]), actor=applicant, at=NOON)
    with pytest.raises(NotAllowed):
        decline_application(asked.pk, reason="no", actor=applicant, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_block_application(asked.pk, actor=scene.owner, at=NOON)
