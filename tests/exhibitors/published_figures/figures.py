"""Figures that were published before the usual `at` of tests."""

from datetime import timedelta
from decimal import Decimal

from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState
from exhibitors.promotion.published_figures.models import BOUNDS, PublishedFigure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from tests.factories import NOON, organizer

BEFORE = NOON - timedelta(days=100)
LINK = "https://www.ciie.org/"


def publish(edition: Edition, **figures: float | Decimal) -> None:
    """Write `debuts=400, deals_usd_bn=57.83` as published figures of an edition; two persons agreed to high ones."""
    for kind, value in figures.items():
        approval = agreed(edition) if value > BOUNDS[FigureKind(kind)].usual else None
        PublishedFigure.objects.create(
            edition=edition,
            kind=kind,
            value=value,
            source="CIIE Bureau",
            link=LINK,
            stated_at=BEFORE,
            approval=approval,
        )


def agreed(edition: Edition) -> Approval:
    made = Approval.objects.create(
        act=ApprovalAct.FIGURE, edition=edition, reason="x", proposed_by=organizer(), proposed_at=BEFORE
    )
    made.state, made.decided_by, made.decided_at = ApprovalState.AGREED, organizer(), BEFORE
    made.save(update_fields=["state", "decided_by", "decided_at"])
    return made
