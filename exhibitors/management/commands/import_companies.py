"""`manage.py import_companies FILE --edition 7`: exhibitors from a workbook, CSV or flat JSON."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.tables.mapping import ColumnMapping
from ciie.tables.reading import read_table
from ciie.tables.table import Table
from ciie.tables.writing import csv_lines
from exhibitors.companies.country_names import recognise_country
from exhibitors.office.imports.company_lists import (
    LIST_COLUMNS,
    CompanyList,
    RowAnswer,
    propose_company_mapping,
    read_company_list,
)
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import (
    CompanyImport,
    CompanyImportChoices,
    Outcome,
    preview_companies,
)
from exhibitors.office.imports.queries.matching import SimilarChoice
from exhibitors.office.imports.queries.results import (
    LABELS,
    REJECTED_COLUMNS,
    ReportLine,
    rejected_rows,
    report_lines,
)
from pavilions.floor.models.edition import Edition

SHOWN_PER_KIND = 5


class Command(BaseCommand):
    help = "Import a list of companies and their participation in an edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        fields = ", ".join(field.name for field in LIST_COLUMNS)
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", type=int, required=True, help="number of the edition, e.g. 7")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            dest="columns",
            help=f"which column holds a field; nothing after the sign leaves the field out. Fields: {fields}",
        )
        parser.add_argument(
            "--similar",
            choices=[choice.value for choice in SimilarChoice],
            default=SimilarChoice.NEW.value,
            help="how to treat rows similar to a known company: as new companies, as the same one, or leave them out",
        )
        parser.add_argument(
            "--country",
            action="append",
            default=[],
            metavar="SPELLING=CODE",
            dest="countries",
            help="the country or region that a spelling in the list means, e.g. Korea=KR",
        )
        parser.add_argument(
            "--row",
            action="append",
            default=[],
            metavar="ROW=ANSWER",
            dest="answers",
            help="what a row is that has the name or the number of an earlier one: same, new or skip, e.g. 5=new",
        )
        parser.add_argument("--accept-good-rows", action="store_true")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--rejected", type=Path, help="where to write the rejected rows")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(**options)
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error

    def _import(self, **options: Any) -> None:
        edition = Edition.objects.filter(number=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}.")
        path: Path = options["file"]
        table = read_table(path.read_bytes())
        self.stdout.write(f"{len(table.rows)} rows in {path.name}.")
        mapping = self._mapping(table, options["columns"])
        countries, answers = _countries(options["countries"]), _answers(options["answers"])
        company_list = read_company_list(table, mapping, countries, answers)
        choices = CompanyImportChoices(
            source=path.name, similar=SimilarChoice(options["similar"]), accept_good_rows=options["accept_good_rows"]
        )
        rejected = options["rejected"] or Path(f"{path.name}.rejected.csv")
        try:
            done = self._run(edition, company_list, choices, dry_run=options["dry_run"])
        except DomainError:
            self._report(company_list, preview_companies(edition.pk, company_list, choices), rejected, options)
            raise
        self._report(company_list, done, rejected, options)
        self.stdout.write(_result(done, dry_run=options["dry_run"]))

    def _mapping(self, table: Table, pairs: list[str]) -> ColumnMapping:
        malformed = [pair for pair in pairs if "=" not in pair]
        if malformed:
            raise CommandError(f"Write --column as FIELD=COLUMN, not {malformed[0]}.")
        mapping = propose_company_mapping(table.columns).override(dict(pair.split("=", 1) for pair in pairs))
        self.stdout.write("Columns: " + ", ".join(f"{name} ← {column}" for name, column in mapping.chosen.items()))
        if mapping.unmapped:
            self.stdout.write("Not read: " + ", ".join(mapping.unmapped))
        for note in table.notes:
            self.stdout.write(str(note))
        return mapping

    def _run(
        self, edition: Edition, company_list: CompanyList, choices: CompanyImportChoices, *, dry_run: bool
    ) -> CompanyImport:
        with transaction.atomic():
            done = import_companies(edition.pk, company_list, choices, actor=SYSTEM, at=now(), progress=self._progress)
            if dry_run:
                transaction.set_rollback(True)
        return done

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done:,} of {total:,} companies", ending="\n" if done == total else "")
        self.stderr.flush()

    def _report(self, company_list: CompanyList, done: CompanyImport, rejected: Path, options: dict[str, Any]) -> None:
        """Print every row in words with `--verbosity 2`, otherwise only the first few rows of each kind."""
        shown: Counter[str] = Counter()
        for cleaned in company_list.cleaned:
            self.stdout.write(f"{cleaned.message} {cleaned.cells} cells, for example {cleaned.before}.")
        for line in report_lines(company_list, done):
            shown[line.kind] += 1
            if shown[line.kind] <= SHOWN_PER_KIND or options["verbosity"] > 1:
                self.stdout.write(
                    f"Row {line.row_number}, {line.name or line.field}: {LABELS[line.kind]}: {_said(line)}"
                )
        for kind, count in shown.items():
            if count > SHOWN_PER_KIND and options["verbosity"] < 2:  # noqa: PLR2004  # Django's own scale
                self.stdout.write(f"  … and {count - SHOWN_PER_KIND} more: {LABELS[kind]} (--verbosity 2 shows all)")
        if rows := rejected_rows(company_list, done):
            text = "".join(csv_lines(REJECTED_COLUMNS, rows))
            rejected.write_text(text, encoding="utf-8", newline="")
            self.stdout.write(f"Rejected rows and reasons: {rejected}")


def _said(line: ReportLine) -> str:
    return f"{line.sentence} [{line.value[:60]}]" if line.value and line.field != "name" else line.sentence


def _countries(pairs: list[str]) -> dict[str, str]:
    answers = {}
    for pair in pairs:
        spelling, _equals, code = pair.rpartition("=")
        guess = recognise_country(code)
        if not spelling or not guess.is_sure or guess.code is None:
            raise CommandError(f"Write --country as SPELLING=CODE, not {pair}.")
        answers[spelling.strip()] = guess.code
    return answers


def _answers(pairs: list[str]) -> dict[int, RowAnswer]:
    answers = {}
    for pair in pairs:
        row, _equals, answer = pair.partition("=")
        if not row.isdecimal() or answer not in set(RowAnswer):
            raise CommandError(f"Write --row as ROW=same, ROW=new or ROW=skip, not {pair}.")
        answers[int(row)] = RowAnswer(answer)
    return answers


def _result(done: CompanyImport, *, dry_run: bool) -> str:
    left_out = len(done.matching.skipped)
    rest = f" {left_out} similar rows left out." if left_out else ""
    if done.changes_nothing:
        return f"Nothing changed: {done.counts[Outcome.UNCHANGED]} rows say what is known already.{rest}"
    counts = ", ".join(f"{done.companies[outcome]} {outcome.value}" for outcome in Outcome if done.companies[outcome])
    rows = sum(done.counts.values())
    return f"{'Would import' if dry_run else 'Imported'} companies from {rows} rows: {counts}.{rest}"
