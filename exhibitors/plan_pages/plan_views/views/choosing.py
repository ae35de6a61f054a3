"""Choosing booths. The ticks are part of the address, so that every page of the list and every hall keeps them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.web.downloads import download, export_links
from ciie.web.refusals import show_on
from exhibitors.bookings.forms import address_of, address_without_choice, chosen_ids
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import contact_for
from exhibitors.bookings.operations.holds import add_booths, hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.queries.bookings import open_draft_of
from exhibitors.bookings.rules import may_submit
from exhibitors.bookings.views import at_human_pace, booking_for, name_in_public
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for, current_membership, memberships_at_hand
from exhibitors.plan_pages.plan_views.queries.booths import choice_of, own_booking_with
from exhibitors.plan_pages.plan_views.tables import BOOKABLE_COLUMNS, bookable_rows
from exhibitors.plan_pages.plan_views.views.booth_list import BookableBooths, kinds_on
from exhibitors.pricing.queries.buyers import buyer_of
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import QuotedSpace, quote
from exhibitors.pricing.terms.forms import AcceptanceForm
from exhibitors.pricing.terms.queries import terms_in_force
from exhibitors.states import BookingState
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.floor.models.edition import Edition
from pavilions.plans.drawing import draw_legend
from pavilions.plans.queries.halls import halls_by_invitation, halls_with_space


@dataclass(frozen=True)
class Purpose:
    """The purpose of choosing booths: a new booking of a company, or an existing one."""

    company: Company
    edition: Edition
    booking: Booking | None = None

    @property
    def list_url(self) -> str:
        if self.booking:
            return reverse("desk:booking_booths", args=[self.booking.pk])
        return reverse("desk:booths", args=[self.company.pk])

    @property
    def hold_url(self) -> str:
        if self.booking:
            return reverse("desk:booking_add", args=[self.booking.pk])
        return reverse("desk:hold", args=[self.company.pk])

    def exports(self, sent: QueryDict) -> list[tuple[Promise, str]]:
        asked = QueryDict(address_without_choice(sent))
        if self.booking:
            return export_links(asked, "desk:booking_booths_export", self.booking.pk)
        return export_links(asked, "desk:booths_export", self.company.pk)


@login_required
@require_safe
def take(request: DeskRequest) -> HttpResponse:
    """Redirect from a public plan to the desk of the current company, with the same booths ticked."""
    membership = current_membership(request, memberships_at_hand(request.user))
    if membership is None:
        messages.info(request, _("Register your company first, then book booths for it."))
        return redirect("desk:dashboard")
    list_url = reverse("desk:booths", args=[membership.company_id])
    return redirect(f"{list_url}?{address_of(request.GET)}")


@login_required
@require_safe
def halls(request: DeskRequest, company: int) -> HttpResponse:
    """Show the halls with the space left in each, as the way to their plans."""
    purpose = _new_booking(request, company)
    context = {
        "purpose": purpose,
        "company": purpose.company,
        "takes_bookings": purpose.edition.takes_bookings(now()),
        "halls": halls_with_space(purpose.edition.pk),
        "invited": halls_by_invitation(purpose.edition.pk),
    }
    return render(request, "exhibitors/plan_views/halls.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def booths(request: DeskRequest, company: int) -> HttpResponse:
    """Show the booths that can be booked, as a list and on the plan of a hall."""
    return _choose(request, _new_booking(request, company))


@login_required
@require_http_methods(["GET", "POST"])
def more_booths(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the booths that can be added to a booking that is still a draft."""
    return _choose(request, _existing_booking(request, pk))


@login_required
@require_safe
def export(request: DeskRequest, company: int, kind: str) -> HttpResponseBase:
    """Return the list as `csv` or `xlsx`."""
    return _export(_new_booking(request, company), request.GET, kind)


@login_required
@require_safe
def export_more(request: DeskRequest, pk: int, kind: str) -> HttpResponseBase:
    return _export(_existing_booking(request, pk), request.GET, kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@at_human_pace
def hold(request: DeskRequest, company: int) -> HttpResponse:
    """Hold all booths that are ticked, or none.

    They join what the person's open draft holds, unless a separate booking is requested. The next page reviews and
    submits what was held.
    """
    purpose = _new_booking(request, company)
    edition_id, actor = purpose.edition.pk, request.user
    draft = None if "separate" in request.POST else _open_draft(request, purpose)
    if draft:
        return _claim(request, purpose, lambda ids: add_booths(draft.pk, ids, actor=actor, at=now()), then=REVIEW)
    return _claim(
        request, purpose, lambda ids: hold_booths(company, edition_id, ids, actor=actor, at=now()), then=REVIEW
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@at_human_pace
def book(request: DeskRequest, company: int) -> HttpResponse:
    """Show what would be submitted and its price. Once confirmed, reserve and submit all of it, or nothing."""
    purpose = _new_booking(request, company)
    edition_id = purpose.edition.pk
    if request.method == "POST" and (review := _to_confirm(request, purpose)):
        return review
    form = AcceptanceForm(request.POST)
    form.is_valid()
    terms = form.accepted_version

    def submit(ids: list[int]) -> Booking:
        made = book_booths(company, edition_id, ids, terms=terms, actor=request.user, at=now())
        name_in_public(form, purpose.company, actor=request.user)
        return made

    return _claim(
        request,
        purpose,
        submit,
        done=_("Booking submitted. The organizer will reply by email; you can follow the status here."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@at_human_pace
def add(request: DeskRequest, pk: int) -> HttpResponse:
    """Hold all booths that are ticked together with what the draft already holds, or none."""
    purpose = _existing_booking(request, pk)
    return _claim(request, purpose, lambda ids: add_booths(pk, ids, actor=request.user, at=now()))


def _new_booking(request: DeskRequest, company_id: int) -> Purpose:
    company = company_for(request, company_id, permission="exhibitors.book_for")
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    return Purpose(company, edition)


def _open_draft(request: DeskRequest, purpose: Purpose) -> Booking | None:
    contact = contact_for(purpose.company, request.user)
    return open_draft_of(purpose.company.pk, purpose.edition.pk, contact, now())


def _existing_booking(request: DeskRequest, pk: int) -> Purpose:
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    return Purpose(booking.company, booking.edition, booking)


def _choose(request: DeskRequest, purpose: Purpose) -> HttpResponse:
    """Show the list. A form posted without JavaScript redirects to an address with the ticks and nothing secret."""
    if request.method == "POST":
        return redirect(f"{purpose.list_url}?{address_of(request.POST)}")
    return _page(request, purpose, request.GET)


REVIEW = "desk:booking_submit"


def _claim(
    request: DeskRequest,
    purpose: Purpose,
    operation: Callable[[list[int]], Booking],
    *,
    done: str = "",
    then: str = "desk:booking",
) -> HttpResponse:
    """Run an operation on the booths that are ticked. A later GET of the button's address leads to the list.

    A refusal is shown on the page, where the booths that are still available stay ticked. If the button is pressed
    twice, the second request is refused and leads to the booking that the first one made.
    """
    if request.method != "POST":
        return redirect(purpose.list_url)
    ids = chosen_ids(request.POST.getlist("booths"))
    try:
        if not ids:
            raise Invalid(_("Choose at least one booth on the plan or in the list."), code="nothing_chosen")
        booking = operation(ids)
    except DomainError as refusal:
        if refusal.code in TERMS_REFUSALS and (review := _to_confirm(request, purpose, refusal)):
            return review
        own = own_booking_with(purpose.company.pk, ids) if refusal.code == "booths_taken" else None
        if own is None:
            return _page(request, purpose, request.POST, refusal=refusal)
        messages.info(request, _("You already hold these booths in booking %(booking)s.") % {"booking": own})
        return redirect(then if own.state == BookingState.DRAFT else "desk:booking", pk=own.pk)
    messages.success(request, done or _("Booths held for you. Submit the booking before the hold expires."))
    return redirect(then, pk=booking.pk)


TERMS_REFUSALS = {"terms_not_accepted", "terms_changed"}


def _to_confirm(request: DeskRequest, purpose: Purpose, refusal: DomainError | None = None) -> HttpResponse | None:
    """Return the page that shows what is about to be submitted, or None if exactly that was seen and confirmed there.

    The page shows a `refusal` that concerns the terms together with the current terms.
    """
    choice = choice_of(chosen_ids(request.POST.getlist("booths")), edition_id=purpose.edition.pk)
    at = now()
    day = day_of(at, purpose.edition.zone)
    buyer = buyer_of(purpose.company.pk, purpose.edition.pk, at=at)
    spaces = [QuotedSpace.of(booth) for booth in choice.booths]
    found = quote(published_cards(purpose.edition).on(day), spaces, buyer, day)
    offer = f"{found.total} {found.currency}"
    is_seen = request.POST.get("offer") == offer
    if not choice.booths or choice.gone or (is_seen and refusal is None):
        return None
    form = AcceptanceForm(request.POST if refusal else None)
    if refusal:
        show_on(form, refusal)
    context = {
        "purpose": purpose,
        "company": purpose.company,
        "takes_bookings": purpose.edition.takes_bookings(now()),
        "choice": choice,
        "lines": list(zip(choice.booths, found.lines, strict=True)),
        "quote": found,
        "offer": offer,
        "is_changed": "offer" in request.POST and not is_seen,
        "terms": terms_in_force(purpose.edition.pk),
        "form": form,
        "back": f"{purpose.list_url}?{address_of(request.POST)}",
    }
    status = refusal.status if refusal else 200
    return render(request, "exhibitors/plan_views/submit_at_once.html", context, status=status)


def _page(
    request: DeskRequest, purpose: Purpose, sent: QueryDict, *, refusal: DomainError | None = None
) -> HttpResponse:
    """Render the list beside the plan of the requested hall, or the list alone for htmx."""
    choice = choice_of(chosen_ids(sent.getlist("booths")), edition_id=purpose.edition.pk)
    bookable = BookableBooths(purpose.edition, sent)
    context = {"purpose": purpose, "choice": choice, "exports": purpose.exports(sent), **bookable.context(choice)}
    context["may_submit"] = may_submit(request.user, purpose.company, goes_by_offer=purpose.edition.goes_by_offer)
    context |= {"booths": bookable, "takes_bookings": purpose.edition.takes_bookings(now())}
    if request.htmx and request.method != "POST":
        part = "card" if request.htmx.target == "booth-card" else "desk_list"
        return render(request, f"exhibitors/plan_views/{part}.html", context)
    context |= {
        "refusal": refusal,
        "company": purpose.company,
        "drawing": bookable.drawing(purpose.company, choice),
        "legend": draw_legend(
            with_mine=True, with_selected=True, kinds=kinds_on([bookable.plan] if bookable.plan else [])
        ),
    }
    if purpose.booking is None:
        context["open_draft"] = _open_draft(request, purpose)
    page = "desk_hall" if context["drawing"] else "desk_booths"
    status = refusal.status if refusal else 200
    return render(request, f"exhibitors/plan_views/{page}.html", context, status=status)


def _export(purpose: Purpose, sent: QueryDict, kind: str) -> HttpResponseBase:
    bookable = BookableBooths(purpose.edition, sent)
    rows = bookable_rows(bookable.found, bookable.sectors, purpose.edition.currency)
    return download(f"booths-{purpose.edition.number}", kind, BOOKABLE_COLUMNS, rows)
