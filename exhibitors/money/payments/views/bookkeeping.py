"""Pages for files of the bookkeeping and the numbers of its accounts."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.downloads import CountedRows, download, in_pieces
from ciie.web.refusals import attempt
from exhibitors.companies.models import Company
from exhibitors.money.books.models import JournalExport
from exhibitors.money.invoices.models import JournalLine
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.bookkeeping import extf
from exhibitors.money.payments.forms import CodesForm, DebtorForm, PeriodForm
from exhibitors.money.payments.operations.bookkeeping import set_debtor_number, set_ledger_codes
from exhibitors.money.payments.queries.journal import (
    Chart,
    booked,
    codes_of,
    frame_of,
    journal_of,
    journal_rows_of,
    numbered_parties,
    posted,
    treatments_shown,
)
from exhibitors.money.payments.tables import JOURNAL_COLUMNS, journal_rows
from pavilions.floor.editions.views import edition_of, today_in
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

finance = only("exhibitors.run_payments")
DATEV = "datev"


@finance
@require_safe
def bookkeeping(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the numbers of accounts and the period, or return the journal of the period as a file."""
    edition = edition_of(request)
    today = today_in(edition)
    usual = {"first": date(today.year, 1, 1), "last": today}
    period = PeriodForm(request.GET if "first" in request.GET else usual, auto_id="period_%s")
    if kind == DATEV:
        period.require_one_year()
    if kind and period.is_valid():
        first, last = period.cleaned_data["first"], period.cleaned_data["last"]
        name = f"journal-{edition.number}-{first:%Y%m%d}-{last:%Y%m%d}"
        return _file(edition, kind, first, last, journal_of(edition, first, last), name)
    return _page(request, edition, period)


@finance
@require_POST
def codes(request: PersonRequest) -> HttpResponse:
    """Set the numbers of the accounts."""
    edition = edition_of(request)
    form = CodesForm(request.POST, treatments=treatments_shown(edition))

    def save() -> object:
        said = form.cleaned_data
        numbers = {account: said[account] for account in Account.values}
        return set_ledger_codes(
            edition.pk,
            numbers=numbers,
            treatments=form.treatment_numbers,
            chart=said["chart"] or "03",
            damages=said["damages"],
            first_debtor=said["first_debtor"],
            consultant=said["consultant"],
            client=said["client"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        )

    if attempt(form, save):
        messages.success(request, _("Accounts saved."))
        return redirect("organizer:bookkeeping")
    usual = {"first": date(today_in(edition).year, 1, 1), "last": today_in(edition)}
    return _page(request, edition, PeriodForm(usual, auto_id="period_%s"), form)


@finance
@require_http_methods(["GET", "POST"])
def debtor(request: PersonRequest, company: int, party: int) -> HttpResponse:
    """Edit the debtor number of a bill-to to which invoices were issued."""
    edition, owner = edition_of(request), get_object_or_404(Company, pk=company)
    found = next((each for each in numbered_parties(owner, edition) if each.party.pk == party), None)
    if found is None:
        raise Http404
    form = DebtorForm(request.POST or None, initial={"number": found.number, "revision": found.revision})

    def save() -> object:
        number = form.cleaned_data["number"]
        return set_debtor_number(edition.pk, party=party, number=number, seen=form.seen, actor=request.user, at=now())

    back = f"{reverse('organizer:account', args=[company])}?edition={edition.number}"
    if attempt(form, save):
        messages.success(request, _("Debtor number saved."))
        return redirect(back)
    context = {"form": form, "found": found, "company": owner, "edition": edition, "cancel_url": back}
    return render(request, "exhibitors/payments/debtor.html", context, status=422 if form.is_bound else 200)


@finance
@require_safe
def export(request: PersonRequest, pk: int, kind: str) -> HttpResponseBase:
    """Return an export of the journal as a file, which always has the same lines."""
    made = get_object_or_404(JournalExport.objects.select_related("edition"), pk=pk)
    rows = journal_rows_of(JournalLine.objects.filter(exported__export=made))
    name = f"journal-{made.edition.number}-export-{made.number}"
    return _file(made.edition, kind, made.first_day, made.last_day, rows, name)


def _page(request: PersonRequest, edition: Edition, period: PeriodForm, sent: CodesForm | None = None) -> HttpResponse:
    kept = codes_of(edition)
    names = ("consultant", "client", "first_debtor", "chart", "damages", *Account.values)
    initial = {name: getattr(kept, name) for name in names} | {"revision": kept.revision}
    shown = treatments_shown(edition)
    context = {"edition": edition, "period": period, "form": sent or CodesForm(initial=initial, treatments=shown)}
    status = 422 if sent or not period.is_valid() else 200
    return render(request, "exhibitors/payments/bookkeeping.html", context, status=status)


def _file(
    edition: Edition, kind: str, first: date, last: date, rows: QuerySet[JournalLine], name: str
) -> HttpResponseBase:
    chart, lines = Chart(edition), in_pieces(rows)
    if kind != DATEV:
        if kind not in {"csv", "xlsx"}:
            raise Http404
        return download(name, kind, JOURNAL_COLUMNS, journal_rows(posted(lines, chart), chart.debtors))
    entries = extf(booked(lines, chart), frame_of(edition, chart.codes, first, last, now()))
    counted = CountedRows((line,) for line in entries)
    response = StreamingHttpResponse(
        (str(cell).encode("cp1252", "replace") for row in counted for cell in row),
        content_type="text/csv; charset=windows-1252",
        headers={"Content-Disposition": f'attachment; filename="EXTF_{name}.csv"'},
    )
    response.exported = counted  # type: ignore[attr-defined]  # the security log reads it
    return response
