"""Pages for finance: late invoices and more time for them, corrections of tax rates, and cancellations to settle."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.money.invoices.models import DueDateExtension, Invoice
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.sales.filters import BookingNamedFilter
from exhibitors.money.sales.forms.money import MoreTimeForm, SettleForm
from exhibitors.money.sales.models.money import Cancellation, Reminder
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.corrections import correct_rate
from exhibitors.money.sales.operations.reminders import extend_due_date
from exhibitors.money.sales.queries.cancellations import listed_cancellations
from exhibitors.money.sales.queries.corrections import rate_corrections
from exhibitors.money.sales.queries.late import due_date_of, invoices_of, listed_late
from exhibitors.money.sales.states import CancellationState
from exhibitors.money.sales.tables import (
    CANCELLATION_COLUMNS,
    LATE_COLUMNS,
    CancellationTable,
    LateTable,
    cancellation_rows,
    late_rows,
)
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import only


@only("exhibitors.run_invoices")
@require_safe
def late(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List open invoices past their due date, oldest first, or download the same rows as a file."""
    edition = edition_of(request)
    everything = listed_late(edition, at=now())
    found = BookingNamedFilter(request.GET, queryset=everything)
    rows = found.qs.order_by("pay_by", "pk")
    if kind:
        files = late_rows(in_pieces(rows))
        return download(f"late-invoices-{edition.number}", kind, LATE_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/sales/late.html",
        LateTable(rows),
        filter=found,
        has_any=everything.exists(),
        exports=export_links(request.GET, "organizer:late_export", edition=edition.number),
        edition=edition,
    )


@only("exhibitors.run_invoices")
@require_http_methods(["GET", "POST"])
def extend(request: PersonRequest, pk: int) -> HttpResponse:
    """Extend the due date of an invoice, and show what was sent about it."""
    invoice = get_object_or_404(Invoice.objects.select_related("booking__company", "booking__edition"), pk=pk)
    extension = DueDateExtension.objects.select_related("made_by").filter(invoice=invoice).first()
    form = MoreTimeForm(request.POST or None, initial={"revision": extension.revision if extension else 0})
    if form.is_bound and decided(form, extend_due_date, pk, actor=request.user) is not None:
        messages.success(request, _("Due date extended. The exhibitor will be notified by email."))
        return redirect(f"{reverse('organizer:late')}?edition={invoice.booking.edition.number}")
    context = {
        "invoice": invoice,
        "booking": invoice.booking,
        "edition": invoice.booking.edition,
        "pay_by": due_date_of(invoice),
        "reminders": Reminder.objects.filter(invoice=invoice).order_by("pk"),
        "extension": extension,
        "form": form,
    }
    return render(request, "exhibitors/sales/extend.html", context, status=422 if form.is_bound else 200)


@only("exhibitors.run_invoices")
@require_safe
def corrections(request: PersonRequest) -> HttpResponse:
    """List issued invoices whose tax rate is not that of the day of supply."""
    edition = edition_of(request)
    context = {"edition": edition, "corrections": rate_corrections(edition, at=now())}
    return render(request, "exhibitors/sales/corrections.html", context)


@only("exhibitors.run_invoices")
@require_POST
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft a credit note and the invoice that replaces the credited one."""
    invoice = get_object_or_404(Invoice.objects.select_related("edition"), pk=pk)
    perform(
        request,
        lambda: correct_rate(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Credit note and new invoice drafted. Check them, then issue both."),
    )
    return redirect(f"{reverse('organizer:rate_corrections')}?edition={invoice.edition.number}")


@only("exhibitors.run_invoices")
@require_safe
def cancellations(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the cancellations of an edition, those to be settled first, or download the same rows as a file."""
    edition = edition_of(request)
    everything = listed_cancellations(edition)
    found = BookingNamedFilter(request.GET, queryset=everything)
    rows = found.qs.order_by("state", "cancelled_at", "pk")
    if kind:
        files = cancellation_rows(in_pieces(rows))
        return download(f"cancellations-{edition.number}", kind, CANCELLATION_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/sales/cancellations.html",
        CancellationTable(rows),
        filter=found,
        has_any=everything.exists(),
        exports=export_links(request.GET, "organizer:cancellations_export", edition=edition.number),
        edition=edition,
    )


@only("exhibitors.run_invoices")
@require_http_methods(["GET", "POST"])
def cancellation(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the proposed settlement of a cancelled booking. Settling it drafts and issues credit notes and the fee."""
    found = get_object_or_404(
        Cancellation.objects.select_related("booking__company", "booking__edition", "offer", "settled_by"), pk=pk
    )
    may_settle = found.state == CancellationState.PROPOSED
    form = SettleForm(request.POST or None, initial={"revision": found.revision, "fee": found.fee})
    if form.is_bound:
        drafts = decided(form, settle_cancellation, pk, actor=request.user)
        if drafts is not None:
            _issue(request, drafts)
            return redirect("organizer:cancellation", pk)
    invoices = list(invoices_of(found.booking).order_by("pk"))
    charged = sum((row.total for row in invoices), Decimal(0))
    context = {
        "cancellation": found,
        "booking": found.booking,
        "edition": found.booking.edition,
        "invoices": invoices,
        "charged": charged,
        "open": sum((row.balance for row in invoices), Decimal(0)),
        "form": form if may_settle or form.is_bound else None,
    }
    return render(request, "exhibitors/sales/cancellation.html", context, status=422 if form.is_bound else 200)


def _issue(request: PersonRequest, drafts: list[int]) -> None:
    """Issue what settling has drafted. What cannot be issued stays a draft, and the refusal is shown."""
    if not drafts:
        messages.success(request, _("Cancellation settled. Nothing is credited or invoiced."))
        return
    perform(
        request,
        lambda: issue_invoices(drafts, actor=request.user, at=now()),
        _("Cancellation settled. Credit notes and fee have been issued."),
    )
