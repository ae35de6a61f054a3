"""Periodic tasks that concern halls."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from pavilions.plans.venue.operations import discard_sheets


@shared_task(name="pavilions.discard_sheets")
def discard_old_sheets() -> int:
    """Delete pictures for tracing that nobody can be working on any more, and return their number."""
    return discard_sheets(actor=SYSTEM, at=now())
