"""Pages of what companies owe, and of one company's account, for finance and for the company itself."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for
from exhibitors.money.invoices.models import Invoice, Seller
from exhibitors.money.invoices.queries.parties import as_party, own_party
from exhibitors.money.payments.documents.account_pdf import AccountSheet, draw_account
from exhibitors.money.payments.filters import ReceivableFilter
from exhibitors.money.payments.gateway import is_offered
from exhibitors.money.payments.models import Allocation, Payment
from exhibitors.money.payments.queries.journal import numbered_parties
from exhibitors.money.payments.queries.payments import payable, with_rest
from exhibitors.money.payments.queries.receivables import account_of, ageing, standings, sums_of
from exhibitors.money.payments.tables import (
    ACCOUNT_COLUMNS,
    AGEING_COLUMNS,
    AgeingTable,
    account_rows,
    ageing_rows,
)
from pavilions.floor.editions.views import edition_of, today_in
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

finance = only("exhibitors.run_payments")
PDF_KINDS = {"pdf-en": ENGLISH, "pdf-zh-hans": CHINESE}
PDF_LABELS = {"pdf-en": _("PDF in English"), "pdf-zh-hans": _("PDF in Chinese")}


@finance
@require_safe
def receivables(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List what companies owe by how late it is, or return the same rows as a file."""
    edition = edition_of(request)
    today = today_in(edition)
    found = ReceivableFilter(request.GET, queryset=Invoice.objects.filter(edition=edition), today=today)
    is_narrowed = any(request.GET.get(name) for name in ("search", "late"))
    payments = Payment.objects.none() if is_narrowed else Payment.objects.filter(edition=edition)
    rows = ageing(found.qs, payments, today)
    if kind:
        return download(f"receivables-{edition.number}", kind, AGEING_COLUMNS, ageing_rows(rows))
    return list_page(
        request,
        "exhibitors/payments/receivables.html",
        AgeingTable(rows, edition=edition.number),
        filter=found,
        exports=export_links(request.GET, "organizer:receivables_export", edition=edition.number),
        edition=edition,
        sums=sums_of(rows),
    )


@finance
@require_safe
def account(request: PersonRequest, company: int, kind: str = "") -> HttpResponseBase:
    """Show a company's invoices, payments and account at an edition, or return the account as a file."""
    edition = edition_of(request)
    found = get_object_or_404(Company, pk=company)
    if kind:
        return _file(found, edition, kind)
    numbers = numbered_parties(found, edition)
    template = "exhibitors/payments/account.html"
    return _account(request, found, edition, template, "organizer:account_export", debtors=numbers)


@login_required
@require_safe
def own_account(request: DeskRequest, company: int, kind: str = "") -> HttpResponseBase:
    """Show a company's account to its owners, as `account` shows it to finance."""
    found = company_for(request, company, permission="exhibitors.see_account")
    edition = edition_of(request)
    if kind:
        return _file(found, edition, kind)
    invoiced = Invoice.objects.filter(party__company=found).values("edition")
    editions = Edition.objects.filter(Q(pk=edition.pk) | Q(pk__in=invoiced)).order_by("-number")
    template = "exhibitors/payments/desk_account.html"
    return _account(request, found, edition, template, "desk:account_export", editions=editions)


def _file(company: Company, edition: Edition, kind: str) -> HttpResponseBase:
    if kind in PDF_KINDS:
        return _pdf(company, edition, PDF_KINDS[kind])
    return download(
        f"account-{edition.number}-{company.pk}", kind, ACCOUNT_COLUMNS, account_rows(account_of(company, edition))
    )


def _pdf(company: Company, edition: Edition, language: str) -> HttpResponse:
    today = today_in(edition)
    invoices = payable(Invoice.objects.filter(party__company=company, edition=edition))
    sheet = AccountSheet(
        edition=edition,
        seller=Seller.objects.filter(edition=edition).first(),
        party=own_party(company) or as_party(company),
        today=today,
        accounts=account_of(company, edition),
        invoices=standings(invoices, today),
    )
    name = f"account-{edition.number}-{company.pk}-{today:%Y%m%d}.pdf"
    return HttpResponse(
        draw_account(sheet, language, at=now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-cache"},
    )


def _account(
    request: PersonRequest, company: Company, edition: Edition, template: str, export: str, **more: object
) -> HttpResponse:
    rows = Invoice.objects.filter(party__company=company, edition=edition)
    used_here = Allocation.objects.filter(invoice__edition=edition).values("payment")
    payments = Payment.objects.filter(Q(edition=edition) | Q(pk__in=used_here), company=company)
    paid = with_rest(payments).select_related("edition").order_by("-received_on", "-pk")
    context = {
        "company": company,
        "edition": edition,
        "today": today_in(edition),
        "invoices": standings(payable(rows), today_in(edition)),
        "payments": paid,
        "accounts": account_of(company, edition),
        "pays_online": is_offered(),
        "exports": [
            *(
                (label, f"{reverse(export, args=[company.pk, kind])}?edition={edition.number}")
                for kind, label in PDF_LABELS.items()
            ),
            *export_links(request.GET, export, company.pk, edition=edition.number),
        ],
    }
    return render(request, template, context | more)
