"""`manage.py retention`: delete or empty what is past its retention period, as each night, or only count it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.privacy.operations import apply_retention
from ciie.privacy.retention import RULES, due_counts


class Command(BaseCommand):
    help = "Delete or empty what is older than RETENTION_DAYS says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        for rule, count in due_counts(now()):
            kept = f"{rule.days} days" if rule.days else "for ever"
            self.stdout.write(f"{rule.name}: {count} ({rule.what}, kept {kept}, then {rule.then})")
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        for name in RULES:
            while apply_retention(name, actor=SYSTEM, at=now()):
                pass
        self.stdout.write("Done.")
