"""Doorbells of the booking desk. Each finds its own work, so that it may ring twice or be missed once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog
from celery import shared_task

from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from exhibitors.blocks.operations.block_returns import return_rest, warn_of_return
from exhibitors.blocks.queries.blocks import due_returns, due_warnings
from exhibitors.bookings.operations import answering, movements
from exhibitors.bookings.operations.expiring import expire_booking, remind_of_ending_hold
from exhibitors.bookings.operations.lapsing import lapse_booking, remind_of_overdue, warn_of_lapse
from exhibitors.bookings.queries.due_holds import ended_holds, ending_holds
from exhibitors.bookings.queries.undecided import due_lapse_warnings, due_lapses, editions_in_progress
from exhibitors.imports.operations.import_runs import run_import as carry_out_import
from exhibitors.imports.queries.import_progress import note_progress
from exhibitors.reconciliation import operations as reconciliation
from exhibitors.roadshows import operations as roadshows
from exhibitors.totals import operations as snapshots
from exhibitors.totals.queries.missing_days import days_to_snapshot
from pavilions.plan_files.models import ImportRun

log = structlog.get_logger(__name__)


class Step(Protocol):
    def __call__(self, booking_id: int, /, *, actor: Actor, at: datetime) -> bool: ...


@shared_task(name="exhibitors.release_expired_holds")
def release_expired_holds() -> None:
    _take(expire_booking, ended_holds)


@shared_task(name="exhibitors.remind_of_ending_holds")
def remind_of_ending_holds() -> None:
    _take(remind_of_ending_hold, ending_holds)


@shared_task(name="exhibitors.remind_of_overdue_bookings")
def remind_of_overdue_bookings() -> None:
    at = now()
    for edition in editions_in_progress():
        remind_of_overdue(edition.pk, actor=SYSTEM, at=at)


@shared_task(name="exhibitors.warn_of_lapses")
def warn_of_lapses() -> None:
    _take(warn_of_lapse, due_lapse_warnings)


@shared_task(name="exhibitors.lapse_undecided_bookings")
def lapse_undecided_bookings() -> None:
    _take(lapse_booking, due_lapses)


@shared_task(name="exhibitors.fold_movements")
def fold_movements(limit: int = 20_000) -> None:
    """Fold until nothing is left that another folder does not hold."""
    while movements.fold_movements(actor=SYSTEM, at=now(), limit=limit):
        pass


@shared_task(name="exhibitors.reconcile_totals")
def reconcile_totals() -> None:
    reconciliation.reconcile_totals(actor=SYSTEM, at=now())


@shared_task(name="exhibitors.take_daily_snapshot")
def take_daily_snapshot() -> None:
    """Write every day that is over and not yet written, so that a night without a worker leaves no gap."""
    at = now()
    for edition_id, days in days_to_snapshot(at).items():
        snapshots.take_snapshots(edition_id, days, actor=SYSTEM, at=at)


@shared_task(name="exhibitors.forget_old_answers")
def forget_old_answers() -> None:
    """Forget until nothing is left that is old enough."""
    while answering.forget_old_answers(actor=SYSTEM, at=now()):
        pass


@shared_task(name="exhibitors.forget_unconfirmed_registrations")
def forget_unconfirmed_registrations() -> None:
    roadshows.forget_unconfirmed_registrations(actor=SYSTEM, at=now())


def _take(step: Step, due: Callable[[datetime], Iterable[int]]) -> None:
    """Take a step with each due booking on its own: one that fails is logged and does not hold up the others."""
    at = now()
    for booking_id in due(at):
        try:
            step(booking_id, actor=SYSTEM, at=at)
        except Exception:
            log.exception("booking.step_failed", booking=booking_id)


@shared_task(name="exhibitors.run_import")
def run_import(run_id: int) -> None:
    """Carry out an import that was started; a second ring finds it over or in other hands."""
    run = ImportRun.objects.select_related("started_by").defer("content").get(pk=run_id)
    carry_out_import(run_id, actor=run.started_by or SYSTEM, at=now(), progress=partial(note_progress, run_id))


@shared_task(name="exhibitors.return_rests_of_blocks")
def return_rests_of_blocks() -> None:
    _take(return_rest, due_returns)


@shared_task(name="exhibitors.warn_of_returns_of_blocks")
def warn_of_returns_of_blocks() -> None:
    _take(warn_of_return, due_warnings)
