"""Exhibitors' pages: documents as PDF, a company's bill-to addresses, and who pays how much of a booking.

The organizer's finance opens the same pages for any company.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.kernel.clock import now
from ciie.web.downloads import kept_document
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.views import booking_for
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for, note_company
from exhibitors.money.invoices.documents.frozen_text import text_of
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.documents.issued import invoice_pdf
from exhibitors.money.invoices.forms import FapiaoForm, PartyForm, SharesForm
from exhibitors.money.invoices.models import BillingParty, EInvoice, Fapiao
from exhibitors.money.invoices.operations.billing import (
    add_party,
    change_party,
    remove_party,
    set_own_party,
    set_shares,
)
from exhibitors.money.invoices.operations.fapiaos import request_fapiao
from exhibitors.money.invoices.queries.fapiaos import offers_fapiaos, standing_fapiao
from exhibitors.money.invoices.queries.invoices import visible_invoices
from exhibitors.money.invoices.queries.parties import as_party, own_party, parties_of, shares_shown
from exhibitors.money.invoices.states import FapiaoState


@login_required
@require_safe
@cache_control(private=True, no_cache=True)
def pdf(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """Return an invoice as a PDF in English or Chinese, for finance drafts too. Others get a 404."""
    rows = visible_invoices(request.user).select_related("booking__edition", "edition", "credits")
    found = get_object_or_404(rows, pk=pk)
    text = text_of(found)
    if language not in {ENGLISH, CHINESE} or not text:
        raise Http404
    try:
        drawn = draw_invoice(text, language) if found.is_draft else invoice_pdf(found, language)
    except FileNotFoundError as error:
        raise Http404 from error
    named = f'inline; filename="{found.number_text or "draft"}.pdf"'
    return HttpResponse(drawn, content_type="application/pdf", headers={"Content-Disposition": named})


@login_required
@require_safe
def einvoice(request: PersonRequest, pk: int) -> FileResponse:
    """Return the kept e-invoice to those who may read the invoice."""
    rows = EInvoice.objects.filter(invoice__in=visible_invoices(request.user)).exclude(file="")
    found = get_object_or_404(rows, invoice=pk)
    return kept_document(found.file, f"{found.invoice.number_text}-e-invoice.pdf", found.digest)


@login_required
@require_http_methods(["GET", "POST"])
def fapiao(request: DeskRequest, pk: int) -> HttpResponse:
    """Request a fapiao for an invoice, change the request, or see what became of it."""
    rows = visible_invoices(request.user).select_related("booking__company", "booking__edition", "edition", "party")
    invoice = get_object_or_404(rows, pk=pk)
    note_company(request, invoice.booking.company)
    require("exhibitors.request_fapiao", request.user, invoice.booking)
    found = standing_fapiao(invoice)
    revision = found.revision if found else 0
    blank = Fapiao(title=invoice.party_name, tax_id=invoice.party_tax_id[:18], address=invoice.party_address)
    form = FapiaoForm(request.POST or None, instance=found or blank, initial={"revision": revision})
    if attempt(form, lambda: request_fapiao(pk, form.terms, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The fapiao has been requested."))
        return redirect("desk:fapiao", pk)
    context = {
        "invoice": invoice,
        "booking": invoice.booking,
        "company": invoice.booking.company,
        "fapiaos": invoice.fapiaos.order_by("pk"),
        "is_offered": offers_fapiaos(invoice),
        "is_issued": found is not None and found.state == FapiaoState.ISSUED,
        "form": form,
    }
    return render(request, "exhibitors/invoices/fapiao.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def billing(request: DeskRequest, company: int) -> HttpResponse:
    """Show the bill-to addresses of a company."""
    found = company_for(request, company, permission="exhibitors.see_company")
    parties = list(parties_of(found))
    has_own = any(party.is_company for party in parties)
    context = {
        "company": found,
        "parties": parties,
        "record": None if has_own else as_party(found),
        "may_edit": allowed("exhibitors.edit_billing", request.user, found),
    }
    return render(request, "exhibitors/invoices/billing.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest, company: int) -> HttpResponse:
    found = company_for(request, company, permission="exhibitors.edit_billing")
    form = PartyForm(request.POST or None, initial={"revision": 0, "is_business": True})
    if attempt(form, lambda: add_party(found.pk, form.terms, actor=request.user, at=now())):
        messages.success(request, _("The bill-to has been added."))
        return redirect("desk:billing", found.pk)
    return _form(request, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def own(request: DeskRequest, company: int) -> HttpResponse:
    """Edit how the company itself is billed."""
    found = company_for(request, company, permission="exhibitors.edit_billing")
    party = own_party(found) or as_party(found)
    form = PartyForm(request.POST or None, instance=party, initial={"revision": party.revision})
    if attempt(form, lambda: set_own_party(found.pk, form.terms, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The bill-to has been changed."))
        return redirect("desk:billing", found.pk)
    return _form(request, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, pk: int) -> HttpResponse:
    party = get_object_or_404(BillingParty, pk=pk)
    company = company_for(request, party.company_id, permission="exhibitors.edit_billing")
    form = PartyForm(request.POST or None, instance=party, initial={"revision": party.revision})
    if attempt(form, lambda: change_party(pk, form.terms, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The bill-to has been changed."))
        return redirect("desk:billing", company.pk)
    return _form(request, company, form)


@login_required
@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    party = get_object_or_404(BillingParty, pk=pk)
    company = company_for(request, party.company_id, permission="exhibitors.edit_billing")
    perform(
        request,
        lambda: remove_party(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The bill-to has been removed."),
    )
    return redirect("desk:billing", company.pk)


@login_required
@require_http_methods(["GET", "POST"])
def shares(request: DeskRequest, pk: int) -> HttpResponse:
    """Edit who pays how much of a booking."""
    booking = booking_for(request, pk, permission="exhibitors.share_bill")
    shown = shares_shown(booking)
    form = SharesForm(request.POST or None, shares=shown, initial={"revision": booking.revision})
    saved = attempt(form, lambda: set_shares(pk, form.percents, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("Saved. Invoices drafted from now on are split this way."))
        return redirect("desk:booking", pk)
    may_add = allowed("exhibitors.edit_billing", request.user, booking.company)
    context = {"booking": booking, "company": booking.company, "form": form, "may_add": may_add}
    return render(request, "exhibitors/invoices/shares.html", context, status=422 if form.is_bound else 200)


def _form(request: DeskRequest, company: Company, form: PartyForm) -> HttpResponse:
    context = {"company": company, "form": form}
    return render(request, "exhibitors/invoices/party.html", context, status=422 if form.is_bound else 200)
