"""Timers of offers, contracts and payments. Each task finds its own work, so running it twice does no harm."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from celery import shared_task

from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError
from exhibitors.bookings.tasks import take_step
from exhibitors.money.invoices.operations.issuing import issue_invoice, note_refusal
from exhibitors.money.sales.operations.contracts import finish_contract, lapse_contract, remind_of_contract
from exhibitors.money.sales.operations.invoicing import confirm_by_rule, draft_due_parts
from exhibitors.money.sales.operations.offers import lapse_offer, remind_of_offer
from exhibitors.money.sales.operations.reminders import announce_release, release_unpaid, remind_of_payment
from exhibitors.money.sales.operations.renewals import bookings_to_renew, renew_price
from exhibitors.money.sales.queries.contracts import due_contract_lapses, due_contract_reminders, unfinished_contracts
from exhibitors.money.sales.queries.late import (
    bookings_to_confirm,
    due_schedules,
    late_invoices,
    releasing_invoices,
    scheduled_drafts,
)
from exhibitors.money.sales.queries.offers import due_lapses, due_reminders


@shared_task(name="exhibitors.remind_of_offers")
def remind_of_offers() -> None:
    take_step(remind_of_offer, due_reminders)


@shared_task(name="exhibitors.lapse_offers")
def lapse_offers() -> None:
    take_step(lapse_offer, due_lapses)


@shared_task(name="exhibitors.renew_prices")
def renew_prices(companies: Sequence[int] = (), bookings: Sequence[int] = ()) -> None:
    """Renew letters and offers of these companies and bookings, and of no others."""
    take_step(renew_price, lambda at: bookings_to_renew(at, companies, bookings))


@shared_task(name="exhibitors.finish_contracts")
def finish_contracts() -> None:
    take_step(finish_contract, unfinished_contracts)


@shared_task(name="exhibitors.remind_of_contracts")
def remind_of_contracts() -> None:
    take_step(remind_of_contract, due_contract_reminders)


@shared_task(name="exhibitors.lapse_contracts")
def lapse_contracts() -> None:
    take_step(lapse_contract, due_contract_lapses)


@shared_task(name="exhibitors.draft_schedules")
def draft_schedules() -> None:
    take_step(draft_due_parts, due_schedules)


@shared_task(name="exhibitors.issue_scheduled_invoices")
def issue_scheduled_invoices() -> None:
    take_step(_issue, scheduled_drafts)


@shared_task(name="exhibitors.confirm_bookings")
def confirm_bookings() -> None:
    take_step(confirm_by_rule, bookings_to_confirm)


@shared_task(name="exhibitors.remind_of_payments")
def remind_of_payments() -> None:
    """Send the reminders of late invoices that are due, then announce and carry out releases."""
    take_step(remind_of_payment, late_invoices)
    take_step(announce_release, releasing_invoices)
    take_step(release_unpaid, releasing_invoices)


def _issue(invoice_id: int, /, *, actor: Actor, at: datetime) -> bool:
    """Issue a draft. If its e-invoice would break a rule, note the rules on the draft and leave it to finance."""
    try:
        issue_invoice(invoice_id, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.code != "einvoice_rules":
            raise
        note_refusal(invoice_id, cast("list[str]", refusal.details["rules"]), actor=actor, at=at)
        return False
    return True
