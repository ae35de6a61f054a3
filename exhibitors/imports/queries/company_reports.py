"""What an import has to say about rows, in words: for the terminal, the result page and the file of rejected rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.companies.models import Company, Participation
from exhibitors.imports.company_lists import CompanyList, CompanyRow, RowProblem, Severity
from exhibitors.imports.queries.company_comparison import CompanyImport, Outcome

REJECTED_COLUMNS: Final = (_("row"), _("company"), _("field"), _("value"), _("reason"))

LABELS: Final[Mapping[str, Sentence]] = {
    Severity.REFUSED: _("rejected"),
    Severity.LEFT_OUT: _("value left out"),
    Severity.TO_CONFIRM: _("country or region left blank"),
    "similar": _("similar to a known company"),
    "similar_rows": _("similar to another row"),
    "skipped": _("left out"),
    "united": _("merged with an earlier row"),
    Outcome.CHANGED: _("updated"),
    Outcome.NEW: _("new company"),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`kind` is a key of `LABELS`."""

    kind: str
    row_number: int
    name: str
    field: str
    value: str
    sentence: str


def report_lines(company_list: CompanyList, done: CompanyImport | None) -> Iterator[ReportLine]:
    """Everything worth a look: refusals first, then what was left out, what is unsure and what was united."""
    names = {number: row.name for row in company_list.rows for number in row.row_numbers}
    problems = [*company_list.problems, *(done.problems if done else ())]
    for severity in Severity:
        for problem in problems:
            if problem.severity is severity:
                yield _problem_line(problem, names.get(problem.row_number, ""))
    if done is not None:
        yield from _similar_lines(done)
    for pair in company_list.similar:
        sentence = _("resembles row %(row)s, “%(name)s”") % {
            "row": pair.row_number,
            "name": names.get(pair.row_number, ""),
        }
        name = names.get(pair.other_row_number, "")
        yield ReportLine("similar_rows", pair.other_row_number, name, "name", name, sentence)
    united = {merged.merged: merged.row_number for merged in company_list.merged}
    for number, earlier in sorted((united | (done.matching.united if done else {})).items()):
        sentence = _("the same company as row %(row)s") % {"row": earlier}
        yield ReportLine("united", number, names.get(number, ""), "name", names.get(number, ""), sentence)
    yield from _outcome_lines(done)


def rejected_rows(company_list: CompanyList, done: CompanyImport | None) -> list[tuple[int, str, str, str, str]]:
    """Rows of the file of rejected rows under `REJECTED_COLUMNS`: refused and left out, by row number."""
    lines = [line for line in report_lines(company_list, done) if line.kind in (Severity.REFUSED, "skipped")]
    return sorted(
        (
            line.row_number,
            line.name or company_list.refused.get(line.row_number, {}).get("name", ""),
            line.field,
            line.value,
            line.sentence,
        )
        for line in lines
    )


def _problem_line(problem: RowProblem, name: str) -> ReportLine:
    return ReportLine(problem.severity, problem.row_number, name, problem.field, problem.value, str(problem.message))


def _similar_lines(done: CompanyImport) -> Iterator[ReportLine]:
    skipped = {row.row_number for row in done.matching.skipped}
    for similar in done.matching.similar:
        kind = "skipped" if similar.row.row_number in skipped else "similar"
        known, _score = similar.known[0]
        sentence = _("resembles the known company “%(name)s” (%(country)s)") % {
            "name": known.name,
            "country": known.identity[1] or "–",
        }
        yield _row_line(kind, similar.row, sentence)


def _outcome_lines(done: CompanyImport | None) -> Iterator[ReportLine]:
    """Rows that change something, with what they change."""
    for outcome in (Outcome.CHANGED, Outcome.NEW):
        for row in done.outcomes if done else ():
            if row.outcome is outcome:
                yield ReportLine(outcome, row.row_number, row.name, "name", row.name, _in_words(row.fields))


def _in_words(fields: Iterable[str]) -> str:
    """Fields of the company's record and of its part in the edition, as people call them."""
    known = {field.name: field.verbose_name for model in (Participation, Company) for field in model._meta.fields}
    return ", ".join(str(known[name]) for name in fields)


def _row_line(kind: str, row: CompanyRow, sentence: str) -> ReportLine:
    return ReportLine(kind, row.row_number, row.name, "name", row.name, sentence)
