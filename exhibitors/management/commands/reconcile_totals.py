"""`manage.py reconcile_totals`: prove that the running totals equal the live claims."""

from typing import Any

from django.core.management.base import BaseCommand

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.operations.reconciling import reconcile_totals
from exhibitors.queries.reconciliation import Difference


class Command(BaseCommand):
    help = "Compare the running totals with the live claims; say by how much they differ, and exit with 1 if they do."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reconcile_totals(actor=SYSTEM, at=now())
        for difference in found:
            self.stdout.write(_in_words(difference))
        if found:
            self.stderr.write(f"{len(found)} differences.")
            raise SystemExit(1)
        self.stdout.write("The running totals equal the live claims: the difference is 0.00 m².")


def _in_words(difference: Difference) -> str:
    figures = f"{difference.kept_sqm} m² kept, {difference.claimed_sqm} m² claimed: {difference.by_sqm:+} m²"
    if difference.company_id is None:
        return f"{difference.place}, claimed in all: {figures}"
    return f"{difference.place}, {difference.company} (company {difference.company_id}), {difference.state}: {figures}"
