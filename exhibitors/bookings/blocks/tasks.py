"""Periodic tasks for blocks."""

from celery import shared_task

from exhibitors.bookings.blocks.operations.block_returns import return_rest, warn_of_return
from exhibitors.bookings.blocks.queries import due_returns, due_warnings
from exhibitors.bookings.tasks import take_step


@shared_task(name="exhibitors.return_rests_of_blocks")
def return_rests_of_blocks() -> None:
    take_step(return_rest, due_returns)


@shared_task(name="exhibitors.warn_of_returns_of_blocks")
def warn_of_returns_of_blocks() -> None:
    take_step(warn_of_return, due_warnings)
