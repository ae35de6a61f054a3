"""Companies as organizers see them: the list, the list as a file, and one company's page."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.models import Company
from exhibitors.companies.queries.companies import companies_visible_to, members_of, open_invitations
from exhibitors.company_records.filters import CompanyFilter
from exhibitors.company_records.forms import RefusalForm
from exhibitors.company_records.queries.company_history import company_history
from exhibitors.company_records.queries.company_records import record_of
from exhibitors.company_records.queries.listed_companies import listed_companies
from exhibitors.company_records.tables import COMPANY_COLUMNS, CompanyTable, company_rows
from pavilions.editions.queries import current_edition
from pavilions.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def companies(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Every company on record, or the same rows as a file."""
    edition = edition_of(request)
    found = CompanyFilter(request.GET, queryset=listed_companies(request.user, edition), edition=edition)
    rows = found.qs.order_by("name", "pk")
    if kind:
        lines = company_rows(rows.iterator(chunk_size=ROWS_READ_AT_ONCE))
        return download(f"companies-{edition.number}", kind, COMPANY_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/company_records/companies.html",
        CompanyTable(rows),
        filter=found,
        exports=export_links(request.GET, "organizer:companies_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def company(request: PersonRequest, pk: int) -> HttpResponse:
    """The record of a company, its people, what it did in each edition, and what happened to it."""
    return show_company(request, get_object_or_404(companies_visible_to(request.user), pk=pk))


def show_company(request: PersonRequest, found: Company, refused: RevisionForm | None = None) -> HttpResponse:
    """`refused` is the form of a decision about it that was just refused; what was typed stays."""
    edition = current_edition()
    context = {
        "company": found,
        "edition": edition,
        "time_zone": edition.time_zone if edition else "UTC",
        "members": members_of(found.pk),
        "invitations": open_invitations(found.pk, at=now()),
        "record": record_of(found),
        "history": company_history(found, viewer=request.user),
        "refused": refused,
        "refusal": refused if isinstance(refused, RefusalForm) else RefusalForm(),
        "may_verify": allowed("exhibitors.verify_companies", request.user),
        "may_end_claims": allowed("exhibitors.end_claims", request.user),
    }
    return render(request, "exhibitors/company_records/organizer_company.html", context, status=422 if refused else 200)
