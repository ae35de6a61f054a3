"""`manage.py reconcile_totals`: count every running figure again from the rows that it sums up."""

from typing import Any

from django.core.management.base import BaseCommand

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.reconciliation.operations import reconcile_totals
from exhibitors.reconciliation.queries import PROOFS, Difference


class Command(BaseCommand):
    help = "Recount all running figures, print each difference, and exit with 1 if there is any."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = reconcile_totals(actor=SYSTEM, at=now())
        for outcome in outcomes:
            figures = f"{outcome.compared} compared, {len(outcome.differences)} different"
            self.stdout.write(f"{PROOFS[outcome.proof].label}: {figures}")
            for difference in outcome.differences:
                self.stdout.write(f"  {_in_words(difference)}")
        found = sum(len(outcome.differences) for outcome in outcomes)
        if found:
            self.stderr.write(f"{found} differences.")
            raise SystemExit(1)
        self.stdout.write("The running totals equal the live claims: the difference is 0.00 m².")


def _in_words(difference: Difference) -> str:
    return f"{difference.what}: {difference.kept} kept, {difference.counted} counted: {difference.by:+}"
