"""The tasks of the nightly reconciliation, and of one that a person has requested."""

import structlog
from celery import shared_task

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.office.reconciliation import operations as reconciliation
from exhibitors.office.reconciliation.queries import archived_in_turn, current_editions

log = structlog.get_logger(__name__)


@shared_task(name="exhibitors.reconcile_totals")
def reconcile_totals() -> None:
    """Compare every edition that is not archived, and the archived ones whose turn it is.

    A failure is logged and does not stop the others.
    """
    for edition in [*current_editions(), *archived_in_turn()]:
        try:
            reconciliation.reconcile_totals(edition.pk, actor=SYSTEM, at=now())
        except Exception:
            log.exception("totals.not_reconciled", edition=edition.number)


@shared_task(name="exhibitors.reconcile_edition")
def reconcile_edition(*, edition: int, person: int) -> None:
    """Compare one edition for the person who requested it on the page."""
    reconciliation.reconcile_totals(edition, actor=User.objects.get(pk=person), at=now())
