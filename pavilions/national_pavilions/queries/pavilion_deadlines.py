"""What is due next for a pavilion, and by when: its own day, else the edition's deadline, else the usual one.

A pavilion has at least `LEAST_TIME` for its next stage: one that is invited after a deadline is not late at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ciie.kernel.days import day_of
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_stages import StageDeadline
from pavilions.states import PavilionStage

USUALLY = {
    PavilionStage.CONFIRMED: timedelta(days=-180),
    PavilionStage.IN_DESIGN: timedelta(days=-150),
    PavilionStage.DESIGN_APPROVED: timedelta(days=-90),
    PavilionStage.UNDER_CONSTRUCTION: timedelta(days=-14),
    PavilionStage.OPEN: timedelta(0),
}
"""From the day the edition opens; pavilions close on the day it closes."""

LEAST_TIME = {
    PavilionStage.CONFIRMED: timedelta(days=28),
    PavilionStage.IN_DESIGN: timedelta(days=14),
    PavilionStage.DESIGN_APPROVED: timedelta(days=28),
    PavilionStage.UNDER_CONSTRUCTION: timedelta(days=14),
}
"""How long a pavilion has at least for its next stage, at most until the edition opens."""

FOLLOWING = {
    PavilionStage.INVITED: PavilionStage.CONFIRMED,
    PavilionStage.CONFIRMED: PavilionStage.IN_DESIGN,
    PavilionStage.IN_DESIGN: PavilionStage.DESIGN_APPROVED,
    PavilionStage.DESIGN_APPROVED: PavilionStage.UNDER_CONSTRUCTION,
    PavilionStage.UNDER_CONSTRUCTION: PavilionStage.OPEN,
    PavilionStage.OPEN: PavilionStage.CLOSED,
}
"""The stage after each on the way that is hoped for."""

type Deadlines = Mapping[PavilionStage, date]


@dataclass(frozen=True)
class Due:
    """The next stage of a pavilion; `days_late` is negative while there is time."""

    stage: PavilionStage
    due_date: date
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def days_left(self) -> int:
        return -self.days_late


def deadlines_of(edition: Edition) -> dict[PavilionStage, date]:
    """The deadline of each stage that has one, in the order of stages; one query."""
    usual = {stage: edition.opens_date + days for stage, days in USUALLY.items()}
    usual[PavilionStage.CLOSED] = edition.closes_date
    rows = StageDeadline.objects.filter(edition=edition).values_list("stage", "due_date")
    return usual | {PavilionStage(stage): due_date for stage, due_date in rows}


def revision_of_deadlines(edition: Edition) -> int:
    """One number for all deadlines of an edition; it grows with each change, since they are set and never removed."""
    return sum(StageDeadline.objects.filter(edition=edition).values_list("revision", flat=True))


def due_of(pavilion: NationalPavilion, deadlines: Deadlines, *, today: date) -> Due | None:
    """The next stage of a pavilion of `with_claims`; None for one at the end of its way."""
    stage = FOLLOWING.get(PavilionStage(pavilion.stage))
    if stage is None:
        return None
    due_date = pavilion.next_due_date or max(deadlines[stage], _earliest(pavilion, stage))
    return Due(stage, due_date, (today - due_date).days)


def _earliest(pavilion: NationalPavilion, stage: PavilionStage) -> date:
    since: datetime = pavilion.stage_since  # type: ignore[attr-defined]  # annotated by with_claims
    reached = day_of(since, pavilion.edition.zone)
    return min(reached + LEAST_TIME.get(stage, timedelta(0)), pavilion.edition.opens_date)
