"""Finance's pages of invoices: the list, a single invoice with its actions, manual drafts, and issuing many at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page, page_of
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.documents.frozen_text import text_of
from exhibitors.money.invoices.documents.transmitting import ways_offered
from exhibitors.money.invoices.filters import FapiaoFilter, InvoiceFilter
from exhibitors.money.invoices.forms import CreditForm, FapiaoNumberForm, InvoiceForm, ManyForm, RedLetterForm
from exhibitors.money.invoices.models import EInvoice, Fapiao, Invoice, Transmission
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import discard_draft, draft_invoice
from exhibitors.money.invoices.operations.fapiaos import record_fapiao, red_letter_fapiao
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.operations.transmissions import record_transmission, transmit_invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.invoices.queries.fapiaos import listed_fapiaos, offers_fapiaos, standing_fapiao
from exhibitors.money.invoices.queries.invoices import (
    checked_series,
    drafts_of,
    listed_invoices,
    shown_invoice,
    waiting_drafts,
)
from exhibitors.money.invoices.states import FapiaoState, InvoiceKind, TransmissionState, Way
from exhibitors.money.invoices.tables import (
    FAPIAO_COLUMNS,
    INVOICE_COLUMNS,
    FapiaoTable,
    InvoiceTable,
    fapiao_rows,
    invoice_rows,
)
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import only

run = only("exhibitors.run_invoices")


@run
@require_safe
def invoices(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List all invoices of an edition, drafts before the newest, or return the same rows as a file."""
    edition, at = edition_of(request), now()
    today = day_of(at, edition.zone)
    found = InvoiceFilter(request.GET, queryset=listed_invoices(edition), today=today)
    rows = found.qs.order_by("-state", "-issued_on", "-number", "pk") if kind else found.qs
    if kind:
        files = invoice_rows(in_pieces(rows))
        return download(f"invoices-{edition.number}", kind, INVOICE_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/invoices/invoices.html",
        InvoiceTable(rows.order_by("state", "-issued_on", "-number", "-pk")),
        filter=found,
        has_any=Invoice.objects.filter(edition=edition).exists(),
        exports=export_links(request.GET, "organizer:invoices_export", edition=edition.number),
        edition=edition,
    )


@run
@require_safe
def invoice(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one invoice: a draft with its preview and the obstacles to issuing it, an issued one with its credits."""
    return _show(request, _invoice(pk))


@run
@require_POST
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    _invoice(pk)
    perform(
        request,
        lambda: issue_invoice(pk, seen=revision_seen(request), actor=request.user, at=now()),
        lambda issued: _("%(number)s has been issued.") % {"number": issued.number_text},
    )
    return redirect("organizer:invoice", pk)


@run
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    found = _invoice(pk)
    is_gone = perform(
        request,
        lambda: discard_draft(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The draft has been discarded."),
    )
    if not is_gone:
        return redirect("organizer:invoice", pk)
    if found.credits_id:
        return redirect("organizer:invoice", found.credits_id)
    return redirect(f"{reverse('organizer:invoices')}?edition={found.edition.number}")


@run
@require_POST
def credit(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft a credit note. A refusal is shown on the page of the invoice, which keeps what was entered."""
    found = _invoice(pk)
    shown = shown_invoice(found, at=now())
    form = CreditForm(request.POST, currency=found.currency, lines=shown.creditable)
    note = attempt(
        form,
        lambda: credit_invoice(
            pk, reason=form.cleaned_data["reason"], **form.asked, seen=form.seen, actor=request.user, at=now()
        ),
    )
    if note:
        messages.success(request, _("Credit note drafted. Check it, then issue it."))
        return redirect("organizer:invoice", note.pk)
    return _show(request, _invoice(pk), form)


@run
@require_POST
def transmit(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the e-invoice, or send it again."""
    _invoice(pk)
    way = request.POST.get("way", "")
    if way not in Way.values:
        raise Http404
    perform(
        request,
        lambda: transmit_invoice(pk, Way(way), actor=request.user, at=now()),
        _("The e-invoice is being transmitted."),
    )
    return redirect("organizer:invoice", pk)


@run
@require_POST
def record_outcome(request: PersonRequest, pk: int) -> HttpResponse:
    """Record whether a transmission that is in flight was delivered or failed, as the provider states elsewhere."""
    found, state = get_object_or_404(Transmission, pk=pk), request.POST.get("state", "")
    if state not in {TransmissionState.DELIVERED, TransmissionState.FAILED}:
        raise Http404
    perform(
        request,
        lambda: record_transmission(
            pk, TransmissionState(state), seen=revision_seen(request), actor=request.user, at=now()
        ),
        _("The outcome of the transmission has been recorded."),
    )
    return redirect("organizer:invoice", found.invoice_id)


@run
@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft an invoice by hand for a booking: extras, a cancellation fee, or a pro forma invoice.

    The query string may fill in the form, as does a link that charges a bank's fee.
    """
    booking = get_object_or_404(Booking.objects.select_related("company", "edition"), pk=pk)
    currency = booking.edition.currency
    initial = request.GET.dict() | {"revision": booking.revision}
    form = InvoiceForm(request.POST or None, currency=currency, initial=initial)
    drafts = attempt(
        form,
        lambda: draft_invoice(
            pk,
            kind=InvoiceKind(form.cleaned_data["kind"]),
            lines=form.lines,
            due_on=form.cleaned_data["due_on"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if drafts:
        made = ngettext("%(number)s draft made.", "%(number)s drafts made.", len(drafts)) % {"number": len(drafts)}
        messages.success(request, made)
        return redirect("organizer:invoice", drafts[0].pk)
    context = {"booking": booking, "form": form}
    return render(request, "exhibitors/invoices/new.html", context, status=422 if form.is_bound else 200)


@run
@require_http_methods(["GET", "POST"])
def many(request: PersonRequest) -> HttpResponse:
    """List the drafts of an edition, page by page, and issue those that are ticked together, all or none."""
    edition = edition_of(request)
    form = ManyForm(request.POST if request.method == "POST" else None)

    def issue_ticked() -> list[Invoice]:
        seen = dict(form.cleaned_data["drafts"])
        return issue_invoices(seen, seen=seen, actor=request.user, at=now())

    issued = attempt(form, issue_ticked)
    if issued:
        done = ngettext("%(number)s document issued.", "%(number)s documents issued.", len(issued))
        messages.success(request, done % {"number": len(issued)})
        return redirect(f"{reverse('organizer:invoices')}?edition={edition.number}")
    page = page_of(request, drafts_of(edition))
    waiting = waiting_drafts(list(page), edition, at=now())
    context = {"edition": edition, "form": form, "waiting": waiting, "page": page}
    return render(request, "exhibitors/invoices/many.html", context, status=422 if form.is_bound else 200)


@run
@require_safe
def fapiaos(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the fapiaos of an edition, requested ones first, or return the same rows as a file."""
    edition = edition_of(request)
    found = FapiaoFilter(request.GET, queryset=listed_fapiaos(edition))
    rows = found.qs.order_by("-state", "requested_at", "pk")
    if kind:
        files = fapiao_rows(in_pieces(rows))
        return download(f"fapiaos-{edition.number}", kind, FAPIAO_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/invoices/fapiaos.html",
        FapiaoTable(rows),
        filter=found,
        has_any=Fapiao.objects.filter(invoice__edition=edition).exists(),
        exports=export_links(request.GET, "organizer:fapiaos_export", edition=edition.number),
        edition=edition,
    )


@run
@require_POST
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """Record the number of a requested fapiao."""
    fapiao = get_object_or_404(Fapiao, pk=pk)
    form = FapiaoNumberForm(request.POST)
    if decided(form, record_fapiao, pk, actor=request.user):
        messages.success(request, _("The fapiao has been recorded."))
        return redirect("organizer:invoice", fapiao.invoice_id)
    return _show(request, _invoice(fapiao.invoice_id), fapiao_form=form)


@run
@require_POST
def red_letter(request: PersonRequest, pk: int) -> HttpResponse:
    fapiao = get_object_or_404(Fapiao, pk=pk)
    form = RedLetterForm(request.POST)
    if decided(form, red_letter_fapiao, pk, actor=request.user):
        messages.success(request, _("The red letter has been recorded."))
        return redirect("organizer:invoice", fapiao.invoice_id)
    return _show(request, _invoice(fapiao.invoice_id), fapiao_form=form)


@run
@require_safe
def series(request: PersonRequest) -> HttpResponse:
    """Show the series of an edition, each with its last number and the check for gaps."""
    edition = edition_of(request)
    context = {"edition": edition, "series": checked_series(edition)}
    return render(request, "exhibitors/invoices/series.html", context)


def _invoice(pk: int) -> Invoice:
    rows = Invoice.objects.select_related("booking__company", "booking__edition", "edition", "party", "credits")
    return get_object_or_404(with_balance(rows), pk=pk)


def _show(
    request: PersonRequest,
    found: Invoice,
    refused: CreditForm | None = None,
    *,
    fapiao_form: RevisionForm | None = None,
) -> HttpResponse:
    shown = shown_invoice(found, at=now())
    standing = standing_fapiao(found)
    if fapiao_form is None and standing:
        kind = FapiaoNumberForm if standing.state == FapiaoState.REQUESTED else RedLetterForm
        fapiao_form = kind(initial={"revision": standing.revision})
    initial = {"revision": found.revision, "extent": "all"}
    form = refused or CreditForm(initial=initial, currency=found.currency, lines=shown.creditable)
    context = {
        "invoice": found,
        "booking": found.booking,
        "edition": found.edition,
        "shown": shown,
        "has_preview": bool(text_of(found)),
        "credit_form": form if refused or (shown.creditable and not shown.draft_credit) else None,
        "einvoice": EInvoice.objects.filter(invoice=found).first(),
        "transmissions": list(found.transmissions.order_by("-pk")),
        "ways": [(way.value, way.label) for way in ways_offered()],
        "vat_check": found.party.vat_checks.filter(vat_id=found.party_tax_id).order_by("-checked_at").first(),
        "fapiaos": list(found.fapiaos.order_by("pk")),
        "standing": standing,
        "fapiao_form": fapiao_form,
        "offers_fapiao": offers_fapiaos(found),
    }
    status = 422 if refused or (fapiao_form and fapiao_form.is_bound) else 200
    return render(request, "exhibitors/invoices/invoice.html", context, status=status)
