"""`manage.py personal_data`: print the map of personal data."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from ciie.privacy.data_map import COLUMNS, map_rows
from ciie.tables.writing import csv_lines


class Command(BaseCommand):
    help = "Print which fields hold personal data: whose, what, why, how long, and what erasure does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["markdown", "csv"], default="markdown")
        parser.add_argument("--all", action="store_true", help="with the fields that hold no personal data")
        parser.add_argument("--language", choices=["en", "zh-hans"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            rows = map_rows(with_all=options["all"])
            if options["format"] == "csv":
                for line in csv_lines(COLUMNS, rows):
                    self.stdout.write(line, ending="")
                return
            for row in (COLUMNS, ["---"] * len(COLUMNS), *rows):
                self.stdout.write(f"| {' | '.join(map(str, row))} |")
