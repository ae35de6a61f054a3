"""The result of an import, for the terminal, the result page and the file of rejected rows, and its progress."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import DomainError, Sentence
from ciie.kernel.wording import figure_words, list_words
from exhibitors.companies.models import Company, Participation
from exhibitors.money.invoices.models import BillingParty
from exhibitors.office.imports.company_lists import CompanyList, Severity
from exhibitors.office.imports.company_lists.merging import MARK_LABELS
from exhibitors.office.imports.queries.comparison import CompanyImport, Outcome
from pavilions.drawings.plan_formats import Level, PlanDrawing
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import PlanState

REJECTED_COLUMNS: Final = (_("row"), _("company"), _("field"), pgettext_lazy("import", "value"), _("reason"))

LABELS: Final[Mapping[str, Sentence]] = {
    Severity.REFUSED: _("rejected"),
    Severity.LEFT_OUT: _("omitted value"),
    Severity.TO_CONFIRM: _("country or region left blank"),
    "similar": _("similar to a known company"),
    "similar_rows": _("similar to another row"),
    "skipped": _("left out"),
    "united": _("merged with an earlier row"),
    "apart": _("kept apart from an earlier row"),
    "sum": _("total of other rows, not imported"),
    Outcome.CHANGED: _("updated"),
    Outcome.NEW: _("new company"),
}


LEVEL_WORDS: Final[Mapping[Level, Sentence]] = {
    Level.ERROR: _("Rejected"),
    Level.WARNING: _("Warning"),
    Level.NOTE: _("Note"),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the report. `kind` is a key of `LABELS`."""

    kind: str
    row_number: int
    name: str
    field: str
    value: str
    sentence: str


def report_lines(company_list: CompanyList, done: CompanyImport | None) -> Iterator[ReportLine]:
    """Yield everything worth reading: refusals first, then what was left out, what is unsure and what was united."""
    names = {number: row.name for row in company_list.rows for number in row.row_numbers}
    problems = [*company_list.problems, *(done.problems if done else ())]
    for severity in Severity:
        for problem in problems:
            if problem.severity is severity:
                number, name = problem.row_number, names.get(problem.row_number, "")
                yield ReportLine(severity, number, name, problem.field, problem.value, str(problem.message))
    if done is not None:
        yield from _similar_lines(done)
    for pair in company_list.similar:
        sentence = _("similar to row %(row)s, “%(name)s”") % {
            "row": pair.row_number,
            "name": names.get(pair.row_number, ""),
        }
        name = names.get(pair.other_row_number, "")
        yield ReportLine("similar_rows", pair.other_row_number, name, "name", name, sentence)
    united = {merged.merged: merged.row_number for merged in company_list.merged}
    for number, earlier in sorted((united | (done.matching.united if done else {})).items()):
        sentence = _("the same company as row %(row)s") % {"row": earlier}
        yield ReportLine("united", number, names.get(number, ""), "name", names.get(number, ""), sentence)
    yield from _kept_apart(company_list, names)
    for number, text in company_list.sums:
        yield ReportLine("sum", number, text, "name", text, str(_("adds up other rows and is no company")))
    yield from _outcome_lines(done)


def _kept_apart(company_list: CompanyList, names: Mapping[int, str]) -> Iterator[ReportLine]:
    """Yield the rows that a person left out, and those that are companies of their own.

    The latter have an earlier row's name or number.
    """
    for row in company_list.left_out:
        yield ReportLine("skipped", row.row_number, row.name, "name", row.name, str(_("left out as you chose")))
    united = {merged.merged for merged in company_list.merged}
    for asked in company_list.asked:
        number = asked.other_row_number
        if number not in united and number in names:
            label = MARK_LABELS.get(asked.differs, _("as you chose"))
            words = {"row": asked.row_number, "name": asked.other_name, "difference": label}
            sentence = _("not the same company as row %(row)s, “%(name)s”: %(difference)s") % words
            yield ReportLine("apart", number, names[number], "name", names[number], sentence)


def rejected_rows(company_list: CompanyList, done: CompanyImport | None) -> list[tuple[int, str, str, str, str]]:
    """Return the rows of the file of rejected rows under `REJECTED_COLUMNS`: refused and left out, by row number."""
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


def _similar_lines(done: CompanyImport) -> Iterator[ReportLine]:
    skipped = {row.row_number for row in done.matching.skipped}
    for similar in done.matching.similar:
        kind = "skipped" if similar.row.row_number in skipped else "similar"
        known, _score = similar.known[0]
        sentence = _("similar to the known company “%(name)s” (%(country)s)") % {
            "name": known.name,
            "country": known.identity[1] or "–",
        }
        row = similar.row
        yield ReportLine(kind, row.row_number, row.name, "name", row.name, sentence)


MODELS: Final = (BillingParty, Participation, Company)


def _outcome_lines(done: CompanyImport | None) -> Iterator[ReportLine]:
    """Yield the rows that change something, with the labels of the fields that they change."""
    labels = {field.name: str(field.verbose_name) for model in MODELS for field in model._meta.fields}
    for outcome in (Outcome.CHANGED, Outcome.NEW):
        for row in done.outcomes if done else ():
            if row.outcome is outcome:
                changed = list_words(labels[name] for name in row.fields)
                yield ReportLine(outcome, row.row_number, row.name, "name", row.name, changed)


MOST_LINES: Final = 1_000
type Json = dict[str, object]


def companies_result(company_list: CompanyList, done: CompanyImport) -> Json:
    counts = done.companies
    sentence: Sentence
    if done.changes_nothing:
        sentence = _("Nothing changed: the file matches the existing records.")
    else:
        sentence = _("Companies: %(new)s new, %(changed)s updated, %(unchanged)s unchanged.") % {
            "new": figure_words(counts[Outcome.NEW]),
            "changed": figure_words(counts[Outcome.CHANGED]),
            "unchanged": figure_words(counts[Outcome.UNCHANGED]),
        }
    lines = [
        {
            "label": str(LABELS[line.kind]),
            "row": line.row_number,
            "subject": line.name or line.value,
            "sentence": line.sentence,
        }
        for line in report_lines(company_list, done)
    ]
    rejected = [[row, name, reason] for row, name, _field, _value, reason in rejected_rows(company_list, done)]
    return _report(sentence, lines, rejected)


PLAN_SENTENCES: Final[Mapping[tuple[bool, bool], Sentence]] = {
    (True, True): _("%(plan)s has been created and published. Number of booths: %(count)s."),
    (True, False): _(
        "%(plan)s has been created as a draft, which only the organizer's team sees. Number of booths: %(count)s."
    ),
    (False, True): _("Nothing changed: %(plan)s, which is published, already shows these booths (%(count)s)."),
    (False, False): _("Nothing changed: %(plan)s, a draft, already shows these booths (%(count)s)."),
}
"""The sentences by whether the version is new, and whether it is published."""


def floor_plan_result(drawing: PlanDrawing, plan: FloorPlan, *, is_new: bool, booths: int) -> Json:
    """Return the report on a floor plan. Shapes of a vector drawing have no row numbers that would help a reader."""
    words = {"plan": plan, "count": figure_words(booths)}
    sentence = PLAN_SENTENCES[is_new, plan.state == PlanState.PUBLISHED]
    lines: list[Json] = [
        {
            "label": str(LEVEL_WORDS[problem.level]),
            "row": "" if drawing.picture else ", ".join(map(str, problem.rows[:20])),
            "subject": ", ".join(problem.numbers[:20]),
            "sentence": str(problem.sentence),
        }
        for problem in drawing.problems
    ]
    rejected: list[list[object]] = [
        ["" if drawing.picture else row, ", ".join(error.numbers), str(error.sentence)]
        for error in drawing.errors
        for row in error.rows
    ]
    return _report(sentence % words, lines, rejected)


def refused_result(refusal: DomainError) -> Json:
    return _report(refusal.message, [], []) | {"code": refusal.code}


def _report(sentence: Sentence, lines: list[Json], rejected: list[list[object]]) -> Json:
    return {
        "sentence": str(sentence),
        "lines": lines[:MOST_LINES],
        "left_out": max(0, len(lines) - MOST_LINES),
        "rejected": rejected,
    }


KEPT_SECONDS: Final = 24 * 60 * 60


# Others cannot read the transaction of an import, so progress is kept outside the database.
def note_progress(run_id: int, done: int, total: int) -> None:
    cache.set(_key(run_id), (done, total), KEPT_SECONDS)


def progress_of(run_id: int) -> tuple[int, int]:
    """Return the number of rows done and of all rows, or zeros before the first ones are done."""
    done, total = cache.get(_key(run_id)) or (0, 0)
    return int(done), int(total)


def _key(run_id: int) -> str:
    return f"import-progress:{run_id}"
