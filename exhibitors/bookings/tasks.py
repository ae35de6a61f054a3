"""Periodic tasks of bookings. Each task finds its own work, so running it twice or missing a run does no harm."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

import structlog
from celery import shared_task

from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from exhibitors.bookings.operations.holds import expire_booking, remind_of_ending_hold
from exhibitors.bookings.operations.undecided_expiry import lapse_booking, remind_of_overdue, warn_of_lapse
from exhibitors.bookings.queries.deadlines import (
    due_lapse_warnings,
    due_lapses,
    editions_in_progress,
    ended_holds,
    ending_holds,
)

log = structlog.get_logger(__name__)


class Step(Protocol):
    def __call__(self, booking_id: int, /, *, actor: Actor, at: datetime) -> bool: ...


@shared_task(name="exhibitors.release_expired_holds")
def release_expired_holds() -> None:
    take_step(expire_booking, ended_holds)


@shared_task(name="exhibitors.remind_of_ending_holds")
def remind_of_ending_holds() -> None:
    take_step(remind_of_ending_hold, ending_holds)


@shared_task(name="exhibitors.remind_of_overdue_bookings")
def remind_of_overdue_bookings() -> None:
    at = now()
    for edition in editions_in_progress():
        remind_of_overdue(edition.pk, actor=SYSTEM, at=at)


@shared_task(name="exhibitors.warn_of_lapses")
def warn_of_lapses() -> None:
    take_step(warn_of_lapse, due_lapse_warnings)


@shared_task(name="exhibitors.lapse_undecided_bookings")
def lapse_undecided_bookings() -> None:
    take_step(lapse_booking, due_lapses)


def take_step(step: Step, due: Callable[[datetime], Iterable[int]]) -> None:
    """Run a step for each due booking on its own. A failed step is logged and does not hold up the others."""
    at = now()
    for booking_id in due(at):
        try:
            step(booking_id, actor=SYSTEM, at=at)
        except Exception:
            log.exception("booking.step_failed", booking=booking_id)
