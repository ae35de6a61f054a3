"""The preview of a list of exhibitors: its columns, what would change, who resembles whom, what is wrong."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ciie.accounts.requests import PersonRequest
from ciie.kernel.errors import DomainError
from ciie.tables.mapping import ColumnMapping
from exhibitors.company_lists import propose_company_mapping
from exhibitors.forms.imports import MOST_DECISIONS, CompanyChoicesForm
from exhibitors.operations.import_readings import COMPANIES, CompaniesReading, open_upload, read_companies
from exhibitors.queries.company_comparison import CompanyImport, preview_companies
from exhibitors.queries.company_reports import LABELS, ReportLine, report_lines
from exhibitors.views.imports.choosing import keep_choices
from pavilions.models import ImportRun

ROWS_SHOWN = 20


def preview_companies_page(request: PersonRequest, run: ImportRun) -> HttpResponse:
    try:
        reading = read_companies(run)
    except DomainError as refusal:
        return _unreadable(request, run, refusal)
    preview = preview_companies(run.edition_id, reading.company_list, reading.choices)
    form = CompanyChoicesForm(
        request.POST or None,
        mapping=reading.read.mapping,
        similar_companies=preview.matching.similar,
        initial=_initial(run),
    )
    if request.method == "POST" and (answer := keep_choices(request, run, form)):
        return answer
    context = {"run": run, "form": form} | _findings(reading, preview)
    return render(request, "exhibitors/imports/companies.html", context, status=422 if form.is_bound else 200)


def _unreadable(request: PersonRequest, run: ImportRun, refusal: DomainError) -> HttpResponse:
    """Choose columns although the file says nothing with those chosen so far."""
    mapping = propose_company_mapping(open_upload(COMPANIES, bytes(run.content)))
    form = CompanyChoicesForm(request.POST or None, mapping=mapping, initial=_initial(run))
    if request.method == "POST" and (answer := keep_choices(request, run, form)):
        return answer
    context = {"run": run, "form": form, "refusal": refusal}
    return render(request, "exhibitors/imports/companies.html", context, status=422 if form.is_bound else 200)


def _initial(run: ImportRun) -> dict[str, Any]:
    kept = run.choices
    columns = {f"column_{name}": column for name, column in (kept.get("columns") or {}).items()}
    decisions = {f"row_{row}": said for row, said in (kept.get("decisions") or {}).items()}
    return columns | decisions | {name: kept[name] for name in ("similar", "accept_good_rows") if name in kept}


def _findings(reading: CompaniesReading, preview: CompanyImport) -> dict[str, Any]:
    lines = list(report_lines(reading.company_list, preview))
    refused = len(reading.company_list.refused) + len(preview.refused_rows)
    return {
        "rows": reading.read.rows,
        "notes": reading.read.notes,
        "cleaned": reading.company_list.cleaned,
        "counts": {outcome.value: count for outcome, count in preview.counts.items()},
        "refused": refused,
        "groups": grouped(lines),
        "first_rows": reading.company_list.rows[:5],
        "undecided": max(0, len(preview.matching.similar) - MOST_DECISIONS),
        "not_read": _not_read(reading.read.mapping),
    }


def _not_read(mapping: ColumnMapping) -> str:
    return ", ".join(mapping.unmapped)


def grouped(lines: list[ReportLine]) -> list[dict[str, Any]]:
    """Lines by kind, in the order in which they come, with the first rows of each."""
    groups = []
    for kind, members in groupby(sorted(lines, key=lambda line: list(LABELS).index(line.kind)), lambda line: line.kind):
        found = list(members)
        groups.append({"label": LABELS[kind], "count": len(found), "lines": found[:ROWS_SHOWN]})
    return groups
