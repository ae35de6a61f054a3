"""What the result page of an import shows, as JSON beside the run."""

from typing import Final

from django.utils.translation import gettext as _

from ciie.kernel.errors import DomainError
from ciie.kernel.wording import figure_words
from exhibitors.imports.company_lists import CompanyList
from exhibitors.imports.queries.company_comparison import CompanyImport, Outcome
from exhibitors.imports.queries.company_reports import LABELS, rejected_rows, report_lines
from pavilions.plan_formats import PlanDrawing

MOST_LINES: Final = 1_000
type Json = dict[str, object]


def companies_result(company_list: CompanyList, done: CompanyImport) -> Json:
    counts = done.companies
    if done.changes_nothing:
        sentence = _("Nothing changed: the file says what is known already.")
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


def floor_plan_result(drawing: PlanDrawing, plan: str, *, is_new: bool, booths: int) -> Json:
    words = {"plan": plan, "count": booths}
    sentence = (
        _("%(plan)s is written with %(count)s booths.")
        if is_new
        else _("Nothing changed: %(plan)s shows these %(count)s booths already.")
    )
    lines: list[Json] = [
        {
            "label": problem.level.value,
            "row": ", ".join(map(str, problem.rows[:20])),
            "subject": ", ".join(problem.numbers[:20]),
            "sentence": str(problem.sentence),
        }
        for problem in drawing.problems
    ]
    return _report(sentence % words, lines, plan_rejections(drawing))


def plan_rejections(drawing: PlanDrawing) -> list[list[object]]:
    return [[row, ", ".join(p.numbers), str(p.sentence)] for p in drawing.errors for row in p.rows]


def refused_result(refusal: DomainError) -> Json:
    return _report(str(refusal.message), [], []) | {"code": refusal.code}


def _report(sentence: str, lines: list[Json], rejected: list[list[object]]) -> Json:
    return {
        "sentence": sentence,
        "lines": lines[:MOST_LINES],
        "left_out": max(0, len(lines) - MOST_LINES),
        "rejected": rejected,
    }
