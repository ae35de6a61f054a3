"""`manage.py load_sample_edition`: fill an empty database with the sample edition."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ciie.accounts.models import User
from ciie.audit.privileges import as_schema_owner
from exhibitors.companies.models import Company
from exhibitors.management.sample.loading import load_sample
from exhibitors.management.sample.proof import figures_of, shortcomings
from pavilions.floor.models.edition import Edition


class Command(BaseCommand):
    help = "Load the 7th CIIE (sample), as of 17 May 2024, into an empty database. The result is always the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-logins",
            action="store_true",
            help="allow sign-in with the published sample password; only for a database of your own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if any(model.objects.exists() for model in (Edition, Company, User)):
            raise CommandError("The database is not empty. The sample edition can only be loaded into an empty one.")
        began = time.monotonic()
        with as_schema_owner():  # loading runs ANALYZE, which only the owner may do
            edition = load_sample(with_logins=options["with_logins"])
        figures = figures_of(edition.pk)
        self.stdout.write(f"{edition}: loaded in {time.monotonic() - began:.1f} s")
        for label, value in figures.in_words():
            self.stdout.write(f"  {label}: {value}")
        wrong = shortcomings(figures)
        if wrong:
            raise CommandError("The sample edition is not as expected: " + "; ".join(wrong))
