"""The exhibitor's desk: what to do next, the list of bookings, and the page of one booking with its actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.lifecycle import TransitionRefused
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.rate_limits import require_pace
from ciie.web.refusals import announce_refusal, attempt, decided
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.blocks.queries import place_in_blocks
from exhibitors.bookings.filters import OwnBookingFilter
from exhibitors.bookings.forms import CancelForm, SubmissionForm, WishesPageForm, wishes_of
from exhibitors.bookings.handling.forms import CommentForm
from exhibitors.bookings.handling.operations import comment_as_exhibitor
from exhibitors.bookings.handling.queries import comments_of
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import change_wishes, drop_booth, reopen_booking
from exhibitors.bookings.operations.submission import cancel_booking, submit_booking, withdraw_booking
from exhibitors.bookings.queries.booking_prices import priced
from exhibitors.bookings.queries.bookings import (
    booking_history,
    booths_of_ended_hold,
    claims_shown,
    requests_shown,
    with_space,
)
from exhibitors.bookings.queries.queue import with_space_named
from exhibitors.bookings.questions.queries import questionnaire_of
from exhibitors.bookings.rules import may_submit
from exhibitors.bookings.tables import OWN_BOOKING_COLUMNS, OwnBookingTable, own_booking_rows
from exhibitors.bookings.upper_decks.queries import booking_decks
from exhibitors.bookings.views import at_human_pace, booking_for, name_in_public
from exhibitors.companies.company_ownership.queries import requests_of
from exhibitors.companies.forms import FirstCompanyForm
from exhibitors.companies.queries import invitations_for, signers_of
from exhibitors.companies.views.access import COMPANY_KEY, DeskRequest, current_membership, memberships_at_hand
from exhibitors.desk.queries import desk_booking, desk_of
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.invoices import invoices_of
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.payments.gateway import is_offered
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.queries.cancellations import cancellation_preview, settlement_of
from exhibitors.money.sales.queries.path import SalesPath, path_of
from exhibitors.money.sales.queries.settlements import Settlement
from exhibitors.pricing.terms.queries import acceptance_of, terms_in_force
from exhibitors.promotion.area_members.queries import areas_of_exhibitors
from exhibitors.states import BOOKED_STATES, BOOKING_LIFECYCLE, BookingState
from pavilions.floor.editions.queries import others_on_sale
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.queries.national_pavilions import invitations_to_pavilions


@login_required
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    """Show what to do next for each company of this person."""
    at, edition = now(), edition_shown(request)
    memberships = memberships_at_hand(request.user)
    context = {
        "edition": edition,
        "form": None if memberships else FirstCompanyForm(),
        "takes_bookings": edition is not None and edition.takes_bookings(at),
        "others": others_on_sale(edition, at),
        "current": current_membership(request, memberships),
        "companies": desk_of(request.user, edition, at=at),
        "invitations": invitations_for(request.user, at=at),
        "pavilion_invitations": invitations_to_pavilions(request.user, at=at),
        "ownership_requests": requests_of(request.user),
    }
    return render(request, "exhibitors/desk/dashboard.html", context)


@login_required
@require_POST
def switch_company(request: PersonRequest) -> HttpResponse:
    """Make another company of this person the one that the menu is about."""
    wanted = request.POST.get("company", "")
    if wanted in {str(pk) for pk in request.user.memberships.values_list("company_id", flat=True)}:
        request.session[COMPANY_KEY] = int(wanted)
    return redirect("desk:dashboard")


@login_required
@require_safe
def index(request: DeskRequest, kind: str = "") -> HttpResponseBase:
    """List the bookings of this person's companies in every edition, or download the same rows, newest first."""
    companies = [(each.company_id, each.company.name) for each in memberships_at_hand(request.user)]
    own = Booking.objects.filter(company__in=[pk for pk, _name in companies])
    editions = Edition.objects.filter(pk__in=own.values("edition")).order_by("-number")
    found = OwnBookingFilter(
        request.GET,
        queryset=with_space(own),
        companies=companies,
        editions=list(editions.values_list("number", "name")),
    )
    rows = found.qs if found.is_valid() else own.none()
    if kind:
        named = with_space_named(rows).order_by("-edition__number", "-pk")
        return download("bookings", kind, OWN_BOOKING_COLUMNS, own_booking_rows(in_pieces(named)))
    return list_page(
        request,
        "exhibitors/desk/bookings.html",
        OwnBookingTable(rows.select_related("company", "edition")),
        filter=found,
        has_any=own.exists(),
        exports=export_links(request.GET, "desk:bookings_export"),
    )


@login_required
@require_safe
def show(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what a booking holds, what it waits for, and what has happened to it."""
    return _show_booking(request, booking_for(request, pk), CommentForm(auto_id="comment_%s"))


@login_required
@require_POST
def comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a comment on a booking to the organizer. If it is refused, the form keeps the text."""
    booking = booking_for(request, pk, permission="exhibitors.comment_as_exhibitor")
    form = CommentForm(request.POST, auto_id="comment_%s")

    def send() -> object:
        require_pace("comments", request.user.pk, settings.COMMENTS_PER_MINUTE)
        return comment_as_exhibitor(pk, form.cleaned_data["text"], actor=request.user, at=now())

    if attempt(form, send):
        messages.success(request, _("Your comment has been sent to the organizer."))
        return redirect(f"{reverse('desk:booking', args=[pk])}#comments")
    return _show_booking(request, booking, form)


def _show_booking(request: DeskRequest, booking: Booking, comment_form: CommentForm) -> HttpResponse:
    key = booking.company_id, None
    claims, requests = list(claims_shown(booking)), list(requests_shown(booking))
    sales, invoices = path_of(booking, at=now()), list(invoices_of(booking, request.user))
    context = {
        "booking": booking,
        "company": booking.company,
        "desk": desk_booking(booking, at=now()),
        "claims": claims,
        "requests": requests,
        "space": priced(booking, claims, requests, at=now()),
        "due": _due(booking, invoices, sales, at=now()),
        "pays_online": is_offered(),
        "acceptance": acceptance_of(booking.pk),
        "letters": booking.letters.defer("snapshot").order_by("-issued_at"),
        "history": booking_history(booking, viewer=request.user),
        "place": place_in_blocks(booking),
        "areas": areas_of_exhibitors(booking.edition_id, [key]).get(key, []),
        "may": _may(request, booking),
        "questionnaire": questionnaire_of(booking),
        "upper": booking_decks(booking),
        "comments": comments_of(booking, viewer=request.user),
        "sales": sales,
        "invoices": invoices,
        "settlement": _settlement(booking),
        "may_share_bill": allowed("exhibitors.share_bill", request.user, booking),
        "may_comment": allowed("exhibitors.comment_as_exhibitor", request.user, booking),
        "comment_form": comment_form,
    }
    return render(request, "exhibitors/desk/booking.html", context, status=422 if comment_form.is_bound else 200)


def _settlement(booking: Booking) -> Settlement | None:
    """Return the settlement of a cancelled booking, empty if none was proposed, or None if it is not cancelled."""
    if booking.state != BookingState.CANCELLED:
        return None
    found = Cancellation.objects.filter(booking=booking).first()
    return settlement_of(found) if found else Settlement(currency=booking.edition.currency)


@dataclass(frozen=True)
class _Due:
    """The invoice that is to be paid next. `confirms` says whether its payment confirms the booking."""

    invoice: Invoice
    is_late: bool
    confirms: bool


def _due(booking: Booking, invoices: list[Any], sales: SalesPath | None, *, at: datetime) -> _Due | None:
    open_ones = [each for each in invoices if each.balance > 0]
    if not open_ones:
        return None
    first = min(open_ones, key=lambda each: (each.pay_by, each.pk))
    confirms = sales is not None and sales.waits_for_deposit and first.kind in {InvoiceKind.DEPOSIT, InvoiceKind.FULL}
    return _Due(first, first.pay_by < day_of(at, booking.edition.zone), confirms)


def _may(request: DeskRequest, booking: Booking) -> dict[str, Any]:
    """Return which buttons to show: those that the role allows and the state admits."""
    at, state = now(), booking.state
    may_change = allowed("exhibitors.change_booking", request.user, booking)
    may_book = may_change and booking.edition.takes_bookings(at)
    is_late = day_of(at, booking.edition.zone) > booking.edition.cancel_until_date
    cancelling = "exhibitors.cancel_late" if is_late else "exhibitors.cancel_booking"
    return {
        "change": may_change,
        "edit": may_book and state == BookingState.DRAFT,
        "submit": may_book and state == BookingState.DRAFT,
        "reopen": may_book and state == BookingState.EXPIRED,
        "is_closed": may_change and not may_book and state in {BookingState.DRAFT, BookingState.EXPIRED},
        "withdraw": may_change and BOOKING_LIFECYCLE.allows(state, BookingState.WITHDRAWN),
        "is_booked": state in BOOKED_STATES,
        "cancel": state in BOOKED_STATES and allowed(cancelling, request.user, booking),
        "is_late": is_late,
    }


@login_required
@require_http_methods(["GET", "POST"])
def wishes(request: DeskRequest, pk: int) -> HttpResponse:
    """Change the special requests of a draft. If the draft has changed in the meantime, the form keeps the text."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    form = WishesPageForm(request.POST or None, initial=wishes_of(booking))
    if form.is_valid():
        saved = attempt(form, lambda: change_wishes(pk, form.written(), seen=form.seen, actor=request.user, at=now()))
        if saved:
            messages.success(request, _("Your special requests have been saved."))
            return redirect("desk:booking", pk=pk)
    context = {"booking": booking, "company": booking.company, "form": form}
    return render(request, "exhibitors/bookings/wishes.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
@at_human_pace
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Show all that would be submitted, then submit the booking.

    A refusal is shown on the same page with what has changed.
    """
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    if booking.state == BookingState.SUBMITTED:
        return redirect("desk:booking", pk=pk)
    form = SubmissionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        terms = form.accepted_version
        if attempt(form, lambda: submit_booking(pk, terms=terms, seen=form.seen, actor=request.user, at=now())):
            name_in_public(form, booking.company, actor=request.user)
            messages.success(
                request, _("Booking submitted. The organizer will reply by email; you can follow the status here.")
            )
            return redirect("desk:booking", pk=pk)
        booking = booking_for(request, pk)
    claims, requests = list(claims_shown(booking)), list(requests_shown(booking))
    context = {
        "booking": booking,
        "company": booking.company,
        "desk": desk_booking(booking, at=now()),
        "claims": claims,
        "requests": requests,
        "space": priced(booking, claims, requests, at=now()),
        "terms": terms_in_force(booking.edition_id),
        "form": form,
        "may_submit": may_submit(request.user, booking, goes_by_offer=booking.goes_by_offer),
        "signers": signers_of(booking.company_id),
    }
    return render(request, "exhibitors/desk/submit.html", context, status=409 if form.is_bound else 200)


@login_required
@require_POST
def drop(request: DeskRequest, pk: int, booth: int) -> HttpResponse:
    return _carry_out(
        request, pk, lambda: drop_booth(pk, booth, actor=request.user, at=now()), done=_("Booths removed.")
    )


@login_required
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    return _carry_out(
        request,
        pk,
        lambda: withdraw_booking(pk, seen=revision_seen(request), actor=request.user, at=now()),
        done=_("Booking withdrawn. Its space is available again."),
        wanted=BookingState.WITHDRAWN,
    )


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what cancelling costs, then cancel the booking. A refusal shows the current figures and keeps the text."""
    booking = booking_for(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and booking.state == BookingState.CANCELLED:
        return redirect("desk:booking", pk=pk)
    cancelled = decided(form, cancel_booking, pk, actor=request.user) if form.is_bound else None
    if cancelled is not None:
        messages.success(request, _("Booking cancelled. Its space is available again."))
        return redirect(f"{reverse('desk:booking', args=[pk])}#cancellation")
    booking = booking_for(request, pk)
    if not form.is_bound and not _may(request, booking)["cancel"]:
        return redirect("desk:booking", pk=pk)
    found = cancellation_preview(booking, at=now())
    if form.is_bound:
        form.show_anew(found.cost, booking.revision)
    else:
        form.initial = {"cost": found.cost, "revision": booking.revision}
    context = {"booking": booking, "company": booking.company, "settlement": found, "form": form}
    return render(request, "exhibitors/desk/cancel.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
@at_human_pace
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Hold the same booths again. If some are taken, redirect to the choice of booths with the rest selected."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    try:
        reopen_booking(pk, actor=request.user, at=now())
    except TransitionRefused:
        return redirect("desk:booking", pk=pk)
    except DomainError as refusal:
        announce_refusal(request, refusal)
        if refusal.code not in {"booths_taken", "booths_blocked"}:
            return redirect("desk:booking", pk=pk)
        ticks = "&".join(f"booths={booth}" for booth in booths_of_ended_hold(pk))
        return redirect(f"{reverse('desk:booths', kwargs={'company': booking.company_id})}?{ticks}")
    messages.success(request, _("Booths held again. Submit the booking before the hold expires."))
    return redirect("desk:booking", pk=pk)


def _carry_out(
    request: DeskRequest,
    pk: int,
    operation: Callable[[], object],
    *,
    done: str,
    wanted: BookingState | None = None,
) -> HttpResponse:
    """Run an operation and return to the booking, with the reason if it was refused.

    A refusal is not shown if the booking is in the `wanted` state already.
    """
    booking_for(request, pk)
    try:
        operation()
    except TransitionRefused as refusal:
        if refusal.details["state"] != wanted:
            announce_refusal(request, refusal)
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, done)
    return redirect("desk:booking", pk=pk)
