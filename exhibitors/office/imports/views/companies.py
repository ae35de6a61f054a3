"""The preview of a list of exhibitors: its columns, changes, similar companies and problems."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ciie.accounts.requests import PersonRequest
from ciie.kernel.errors import DomainError
from ciie.kernel.wording import list_words
from ciie.tables.writing import Value
from exhibitors.office.imports.company_lists import DoubtfulCountry, propose_company_mapping
from exhibitors.office.imports.forms import BAND_LABELS, MOST_DECISIONS, CompanyChoicesForm
from exhibitors.office.imports.queries.comparison import CompanyImport, preview_companies
from exhibitors.office.imports.queries.readings import (
    COMPANIES,
    CompaniesReading,
    digest_of_list,
    open_upload,
    read_companies,
)
from exhibitors.office.imports.queries.results import LABELS, ReportLine, report_lines
from exhibitors.office.imports.views.choosing import keep_choices
from pavilions.plans.plan_files.models import ImportRun

ROWS_SHOWN = 20
SIMILAR_COLUMNS: Sequence[Value] = (
    _("row"),
    _("company"),
    _("country or region"),
    _("known company"),
    _("its country or region"),
    _("% similar"),
    _("group"),
)


def preview_companies_page(request: PersonRequest, run: ImportRun) -> HttpResponse:
    """Show the preview. Columns can be chosen even if the file cannot be read with the present ones."""
    said, initial = request.POST or None, _initial(run)
    findings: Callable[[], dict[str, Any]]
    try:
        reading = read_companies(run)
    except DomainError as refusal:
        mapping = propose_company_mapping(open_upload(COMPANIES, bytes(run.content)))
        form, findings = CompanyChoicesForm(said, mapping=mapping, initial=initial), partial(dict, refusal=refusal)
    else:
        preview = preview_companies(run.edition_id, reading.company_list, reading.choices)
        doubtful = reading.company_list.doubtful
        form = CompanyChoicesForm(
            said,
            mapping=reading.read.mapping,
            similar_companies=preview.matching.similar,
            doubtful=doubtful,
            asked=reading.company_list.asked,
            initial=initial | _answers(run, doubtful) | {"previewed": digest_of_list(preview)},
        )
        findings = partial(_findings, reading, preview)
    if request.method == "POST" and (answer := keep_choices(request, run, form)):
        return answer
    context = {"run": run, "form": form} | findings()
    return render(request, "exhibitors/imports/companies.html", context, status=422 if form.is_bound else 200)


def _initial(run: ImportRun) -> dict[str, Any]:
    kept = run.choices
    columns = {f"column_{name}": column for name, column in (kept.get("columns") or {}).items()}
    decisions = {f"row_{row}": said for row, said in (kept.get("decisions") or {}).items()}
    merged = {f"merged_{row}": said for row, said in (kept.get("merged") or {}).items()}
    bands = {f"band_{band}": said for band, said in (kept.get("bands") or {}).items()}
    shown = {"revision": run.revision}
    return (
        columns
        | decisions
        | merged
        | bands
        | shown
        | {name: kept[name] for name in ("similar", "accept_good_rows") if name in kept}
    )


def _answers(run: ImportRun, doubtful: Sequence[DoubtfulCountry]) -> dict[str, str]:
    """Return the names of the countries given, by the position of the spelling among those that are not certain."""
    kept = run.choices.get("countries") or {}
    return {
        f"spelling_{position}": str(countries.name(kept[each.text]))
        for position, each in enumerate(doubtful)
        if each.text in kept
    }


def similar_rows(run: ImportRun) -> Iterator[tuple[Value, ...]]:
    """Yield, under `SIMILAR_COLUMNS`, each row that resembles a known company, with the one that is most like it."""
    reading = read_companies(run)
    for similar in preview_companies(run.edition_id, reading.company_list, reading.choices).matching.similar:
        known, score = similar.known[0]
        yield (
            similar.row.row_number,
            similar.row.name,
            similar.row.sure_country,
            known.name,
            known.identity[1],
            round(100 * score),
            BAND_LABELS[similar.band],
        )


def _findings(reading: CompaniesReading, preview: CompanyImport) -> dict[str, Any]:
    lines = list(report_lines(reading.company_list, preview))
    refused = len(reading.company_list.refused) + len(preview.refused_rows)
    return {
        "rows": reading.read.rows,
        "notes": reading.read.notes,
        "cleaned": reading.company_list.cleaned,
        "counts": {outcome.value: count for outcome, count in preview.companies.items()},
        "refused": refused,
        "all_countries": [str(name) for _code, name in countries],
        "doubtful_left": max(0, len(reading.company_list.doubtful) - MOST_DECISIONS),
        "groups": grouped(lines),
        "first_rows": reading.company_list.rows[:5],
        "unasked": max(0, len(reading.company_list.asked) - MOST_DECISIONS),
        "undecided": max(0, len(preview.matching.similar) - MOST_DECISIONS),
        "not_read": list_words(reading.read.mapping.unmapped),
    }


def grouped(lines: list[ReportLine]) -> list[dict[str, Any]]:
    """Group lines by kind, in the order of `LABELS`, with the first lines of each."""
    groups = []
    for kind, members in groupby(sorted(lines, key=lambda line: list(LABELS).index(line.kind)), lambda line: line.kind):
        found = list(members)
        groups.append({"label": LABELS[kind], "count": len(found), "lines": found[:ROWS_SHOWN]})
    return groups
