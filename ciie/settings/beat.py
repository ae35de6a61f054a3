"""The schedule of Celery beat. Each task finds its own work and is safe to run twice."""

from typing import Any

from celery.schedules import crontab

CLOCKS_APART_SECONDS = 120
"""How far the clocks of machines may differ: the sender's sets when a message expires, the worker's reads it."""


def every(seconds: int, task: str) -> dict[str, Any]:
    """Return a schedule entry for a task that runs at this interval.

    A message expires if no worker takes it for long after its period, because a later one finds the same work.
    """
    return {"task": task, "schedule": seconds, "options": {"expires": seconds + CLOCKS_APART_SECONDS}}


def nightly(hour: int, minute: int, task: str) -> dict[str, Any]:
    """Return a schedule entry for a task that runs once a day. The hour is in UTC: 18:00 is 02:00 in Shanghai."""
    return {"task": task, "schedule": crontab(hour=str(hour), minute=str(minute))}


TIMETABLE = {
    "worker heartbeat": every(10, "ciie.web.record_heartbeat"),
    "release expired holds": every(2, "exhibitors.release_expired_holds"),
    "remind of ending holds": every(60, "exhibitors.remind_of_ending_holds"),
    "remind organizers of overdue bookings": every(3600, "exhibitors.remind_of_overdue_bookings"),
    "warn of lapsing bookings": every(3600, "exhibitors.warn_of_lapses"),
    "lapse undecided bookings": every(3600, "exhibitors.lapse_undecided_bookings"),
    "remind of offers that lapse": every(3600, "exhibitors.remind_of_offers"),
    "lapse offers": every(600, "exhibitors.lapse_offers"),
    "finish signed contracts": every(60, "exhibitors.finish_contracts"),
    "remind of contracts to sign": every(3600, "exhibitors.remind_of_contracts"),
    "lapse contracts": every(600, "exhibitors.lapse_contracts"),
    "make e-invoices": every(60, "exhibitors.make_einvoices"),
    "transmit e-invoices": every(60, "exhibitors.transmit_einvoices"),
    "check VAT IDs": every(3600, "exhibitors.check_vat_ids"),
    "draft invoices of schedules": every(3600, "exhibitors.draft_schedules"),
    "issue invoices of schedules": every(600, "exhibitors.issue_scheduled_invoices"),
    "confirm bookings by their rule": every(3600, "exhibitors.confirm_bookings"),
    "remind of late payments": every(3600, "exhibitors.remind_of_payments"),
    "resume bulk decisions": every(60, "exhibitors.resume_bulk_decisions"),
    "resume simulations": every(60, "pavilions.resume_simulations"),
    "settle claims of companies": every(600, "exhibitors.settle_claims_of_companies"),
    "fold movements": every(10, "exhibitors.fold_movements"),
    "send waiting mail": every(15, "ciie.mail.deliver_due"),
    "remind of tasks of pavilions": every(3600, "pavilions.remind_of_tasks"),
    "return rests of blocks": every(600, "exhibitors.return_rests_of_blocks"),
    "warn of returns of blocks": every(3600, "exhibitors.warn_of_returns_of_blocks"),
    "warn of fallen figures": every(3600, "exhibitors.warn_of_fallen_figures"),
    "take the daily snapshot": nightly(16, 5, "exhibitors.take_daily_snapshot"),
    "send the daily overview": nightly(23, 0, "exhibitors.send_digests"),
    "reconcile totals": nightly(18, 0, "exhibitors.reconcile_totals"),
    "forget unconfirmed registrations": every(3600, "exhibitors.forget_unconfirmed_registrations"),
    "discard pictures for tracing": nightly(18, 45, "pavilions.discard_sheets"),
    "apply retention": nightly(18, 30, "ciie.privacy.apply_retention"),
}
