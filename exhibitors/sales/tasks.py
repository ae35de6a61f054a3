"""Timers of offers. Each task finds its own work, so running it twice or missing a run does no harm."""

from celery import shared_task

from exhibitors.bookings.tasks import take_step
from exhibitors.sales.operations.offers import lapse_offer, remind_of_offer
from exhibitors.sales.queries.offers import due_lapses, due_reminders


@shared_task(name="exhibitors.remind_of_offers")
def remind_of_offers() -> None:
    take_step(remind_of_offer, due_reminders)


@shared_task(name="exhibitors.lapse_offers")
def lapse_offers() -> None:
    take_step(lapse_offer, due_lapses)
