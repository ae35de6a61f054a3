"""Timers of invoices. Each task finds its own work, so running it twice or missing a run does no harm."""

from celery import shared_task

from exhibitors.bookings.tasks import take_step
from exhibitors.invoices.documents.einvoice import has_einvoices
from exhibitors.invoices.operations.einvoices import make_einvoice
from exhibitors.invoices.queries.invoices import missing_einvoices


@shared_task(name="exhibitors.make_einvoices")
def make_einvoices() -> None:
    if has_einvoices():
        take_step(make_einvoice, missing_einvoices)
