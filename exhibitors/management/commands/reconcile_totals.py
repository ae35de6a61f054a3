"""`manage.py reconcile_totals`: recount the running figures of editions from the rows that they summarize."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.queries import PROOFS, compared_editions, current_editions, last_digest
from pavilions.floor.models.edition import Edition


class Command(BaseCommand):
    help = "Recount the running figures of editions, print each difference, and exit with 1 if there is any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--edition", type=int, metavar="NUMBER", help="this edition alone, archived or not")
        which.add_argument("--all", action="store_true", help="all editions, archived ones too")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = self._chosen(**options)
        found = [each for edition in editions for each in reconcile_totals(edition.pk, actor=SYSTEM, at=now())]
        compared, different = Counter[str](), Counter[str]()
        for outcome in found:
            compared[outcome.proof] += outcome.compared
            different[outcome.proof] += len(outcome.differences)
        for key, proof in PROOFS.items():
            self.stdout.write(f"{proof.label}: {compared[key]} compared, {different[key]} different")
            differing = [each for outcome in found if outcome.proof == key for each in outcome.differences]
            self.stdout.writelines(f"  {proof.say(each.what, each.kept, each.counted)}\n" for each in differing)
        for last in filter(None, map(last_digest, editions)):
            self.stdout.write(f"Digest of edition {last.edition.number} up to {last.day}: {last.digest}")
        self.stdout.write(_scope(editions))
        if different.total():
            self.stderr.write(f"{different.total()} differences.")
            raise SystemExit(1)
        self.stdout.write(
            "All figures match the rows behind them: the difference is 0.00 m² and 0.00 in every currency."
        )

    def _chosen(self, *, edition: int | None, **options: Any) -> list[Edition]:
        if options["all"]:
            return list(Edition.objects.order_by("number"))
        if edition is None:
            return list(current_editions())
        if chosen := Edition.objects.filter(number=edition).first():
            return [chosen]
        raise CommandError(f"There is no edition {edition}.")


def _scope(compared: list[Edition]) -> str:
    """Return which editions were compared, and when the others were last compared."""
    numbers = ", ".join(str(each.number) for each in compared) or "none"
    others = [each for each in compared_editions() if each.edition not in compared]
    words = f"Editions compared: {numbers}."
    if others:
        words += f" Not compared now: {len(others)}"
        if moments := [each.at for each in others if each.at]:
            words += f", {len(moments)} of them before, the longest ago at {min(moments):%Y-%m-%d %H:%M} UTC"
        words += "."
    return words
