"""Timers of offers and contracts. Each task finds its own work, so running it twice or missing a run does no harm."""

from celery import shared_task

from exhibitors.bookings.tasks import take_step
from exhibitors.sales.operations.contracts import finish_contract, lapse_contract, remind_of_contract
from exhibitors.sales.operations.offers import lapse_offer, remind_of_offer
from exhibitors.sales.queries.contracts import due_contract_lapses, due_contract_reminders, unfinished_contracts
from exhibitors.sales.queries.offers import due_lapses, due_reminders


@shared_task(name="exhibitors.remind_of_offers")
def remind_of_offers() -> None:
    take_step(remind_of_offer, due_reminders)


@shared_task(name="exhibitors.lapse_offers")
def lapse_offers() -> None:
    take_step(lapse_offer, due_lapses)


@shared_task(name="exhibitors.finish_contracts")
def finish_contracts() -> None:
    take_step(finish_contract, unfinished_contracts)


@shared_task(name="exhibitors.remind_of_contracts")
def remind_of_contracts() -> None:
    take_step(remind_of_contract, due_contract_reminders)


@shared_task(name="exhibitors.lapse_contracts")
def lapse_contracts() -> None:
    take_step(lapse_contract, due_contract_lapses)
