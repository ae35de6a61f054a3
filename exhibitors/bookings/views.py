"""Pages for applying for space without choosing booths and for confirmation letters, and access to a booking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.web.rate_limits import require_pace
from ciie.web.refusals import show_on
from exhibitors.bookings.documents.letter_pdf import letter_pdf
from exhibitors.bookings.forms import (
    RequestLines,
    WishesChangeForm,
    WishesForm,
    lines_as_sent,
    lines_of,
    request_lines,
    typed_lines,
    wishes_of,
)
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, change_application, draft_application
from exhibitors.bookings.queries.booking_prices import asked_space
from exhibitors.bookings.queries.bookings import requests_shown, visible_to, with_space
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for, note_company
from exhibitors.pricing.queries.buyers import Asked, buyers_of
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import PriceLine, Quote, quote
from exhibitors.pricing.terms.forms import AcceptanceForm
from exhibitors.pricing.terms.queries import terms_in_force
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.floor.models.edition import Edition
from pavilions.plans.queries.halls import SectorLeft, sectors_left


def booking_for(request: DeskRequest, pk: int, *, permission: str = "exhibitors.see_booking") -> Booking:
    """Return a booking with its space, company and edition. Raise the same errors as `company_for`."""
    rows = with_space(visible_to(request.user)).select_related("company", "edition", "contact")
    booking = get_object_or_404(rows, pk=pk)
    note_company(request, booking.company)
    require(permission, request.user, booking)
    return booking


def at_human_pace(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a person send this form, and all others like it together, `CLAIMS_PER_MINUTE` times a minute."""

    @wraps(view)
    def paced(request: DeskRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            require_pace("claims", request.user.pk, settings.CLAIMS_PER_MINUTE)
        return view(request, *args, **kwargs)

    return paced


@dataclass(frozen=True)
class Estimate:
    """The estimated cost of an application by the rate card in force now, with a line for each complete space."""

    wanted: Sequence[tuple[int, Wanted]]
    """The requested spaces, each with the number of its line."""
    quote: Quote

    @classmethod
    def of(cls, asked: Asked, edition: Edition, lines: RequestLines, at: datetime) -> "Estimate":
        """Return the estimate, in three queries, or seven with a tax table. The lines must be bound."""
        wanted = lines.complete()
        spaces = [asked_space(w.sector_id, w.area_sqm, w.kind, w.open_sides_min) for _number, w in wanted]
        day, (buyer,) = day_of(at, edition.zone), buyers_of([asked], at=at)
        return cls(wanted, quote(published_cards(edition).on(day), spaces, buyer, day))

    @property
    def priced(self) -> list[tuple[int, Wanted, PriceLine]]:
        return [(*each, line) for each, line in zip(self.wanted, self.quote.lines, strict=True)]

    @property
    def offer(self) -> str:
        """The cost that the page shows, as it is returned with the form; empty if there are no prices."""
        if not self.quote.has_prices:
            return ""
        prices = [line.price for line in self.quote.lines]
        return " ".join(str(price) for price in (*prices, self.quote.total)) + f" {self.quote.currency}"


@dataclass
class Page:
    """The state of an application's page: its lines and wishes, and what the sectors have left."""

    company: Company
    edition: Edition
    sectors: Sequence[SectorLeft]
    lines: Any
    wishes: WishesForm
    acceptance: AcceptanceForm
    estimate: Estimate
    booking: Booking | None = None

    @property
    def is_sent(self) -> bool:
        return bool(self.lines.is_bound)

    def is_valid(self) -> bool:
        return all([self.lines.is_valid(), self.wishes.is_valid(), self.acceptance.is_valid()])


@login_required
@require_http_methods(["GET", "POST"])
@at_human_pace
def apply(request: DeskRequest, company: int) -> HttpResponse:
    """Submit an application, or save it as a draft."""
    subject = company_for(request, company, permission="exhibitors.book_for")
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    if _asks_for_estimate(request):
        return _estimated(request, Asked(company, edition.pk), edition)
    page, is_draft = _page(request, subject, edition), "draft" in request.POST

    def draft() -> Booking:
        wanted, wishes = page.lines.wanted(), page.wishes.written()
        return draft_application(company, edition.pk, wanted, wishes, actor=request.user, at=now())

    def send() -> Booking:
        wanted, wishes, terms = page.lines.wanted(), page.wishes.written(), page.acceptance.accepted_version
        made = apply_for_space(company, edition.pk, wanted, wishes, terms=terms, actor=request.user, at=now())
        name_in_public(page.acceptance, subject, actor=request.user)
        return made

    return _answered(
        request,
        page,
        draft if is_draft else send,
        commits=not is_draft,
        done=_("Saved as a draft.") if is_draft else _("Your application has been sent."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what a draft requests."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    if _asks_for_estimate(request):
        return _estimated(request, Asked(booking.company_id, booking.edition_id, pk), booking.edition)
    page = _page(request, booking.company, booking.edition, booking)
    return _answered(
        request,
        page,
        lambda: change_application(
            pk,
            page.lines.wanted(),
            page.wishes.written(),
            seen=page.wishes.cleaned_data["revision"],
            actor=request.user,
            at=now(),
        ),
        done=_("Saved. Submit it when it is complete."),
    )


def name_in_public(form: AcceptanceForm, company: Company, *, actor: User) -> None:
    """Name the company in public after a submission if the valid form asks for it and it is not yet named."""
    may_edit = allowed("exhibitors.edit_company", actor, company)
    if form.cleaned_data.get("named") and not company.is_on_public_plans and may_edit:
        set_publicity(company.pk, is_named=True, actor=actor, at=now())


def _asks_for_estimate(request: DeskRequest) -> bool:
    return request.method == "GET" and bool(request.htmx) and request.htmx.target == "estimate"


def _estimated(request: DeskRequest, asked: Asked, edition: Edition) -> HttpResponse:
    """Render the part of the page that shows what the lines would cost while they are edited."""
    estimate = Estimate.of(asked, edition, request_lines(sectors_left(edition.pk), request.GET), now())
    return render(request, "exhibitors/bookings/estimate.html", {"estimate": estimate})


def _page(request: DeskRequest, company: Company, edition: Edition, booking: Booking | None = None) -> Page:
    """Return the page with the forms as submitted, or at first as stored.

    If a line is added or removed, the input is kept without validation.
    """
    sectors, form = sectors_left(edition.pk), WishesChangeForm if booking else WishesForm
    asked = Asked(company.pk, edition.pk, booking.pk if booking else None)
    adds_line, unwanted = "add_line" in request.POST, request.POST.get("remove_line")
    if request.method == "POST" and not adds_line and unwanted is None:
        sent = request_lines(sectors, request.POST)
        acceptance, estimate = AcceptanceForm(request.POST), Estimate.of(asked, edition, sent, now())
        return Page(company, edition, sectors, sent, form(request.POST), acceptance, estimate, booking)
    lines: list[dict[str, Any]] = lines_of(requests_shown(booking)) if booking else []
    wishes: dict[str, Any] = wishes_of(booking) if booking else {}
    if request.method == "POST":
        lines = [line for index, line in enumerate(typed_lines(request.POST)) if str(index) != unwanted]
        wishes = request.POST.dict()
    if adds_line:
        lines.append({"kind": "raw", "open_sides_min": 1})
    shown = request_lines(sectors, initial=lines)
    estimate = Estimate.of(asked, edition, request_lines(sectors, lines_as_sent(lines)), now())
    return Page(company, edition, sectors, shown, form(initial=wishes), AcceptanceForm(), estimate, booking)


def _answered(
    request: DeskRequest, page: Page, operation: Callable[[], Booking], *, done: str, commits: bool = False
) -> HttpResponse:
    """Run the operation if the page was submitted without errors, and redirect to the booking; else show the page.

    If the operation `commits` and its price is not the one that was shown, the page is shown once more. A refusal of
    too many m² is shown at the line that requests them, any other above the form.
    """
    status, is_unseen = 422 if page.is_sent else 200, False
    if page.is_sent and page.is_valid() and commits and request.POST.get("offer", "") != page.estimate.offer:
        status, is_unseen = 200, True
    elif page.is_sent and page.is_valid():
        try:
            booking = operation()
        except DomainError as refusal:
            concerns = page.acceptance if refusal.field in page.acceptance.fields else page.wishes
            show_on(_line_of(page, refusal) or concerns, refusal)
            status = refusal.status
        else:
            messages.success(request, done)
            return redirect("desk:booking", pk=booking.pk)
    context = {
        "page": page,
        "estimate": page.estimate,
        "is_unseen": is_unseen,
        "company": page.company,
        "takes_bookings": page.edition.takes_bookings(now()),
        "terms": None if page.booking else terms_in_force(page.edition.pk),
    }
    return render(request, "exhibitors/bookings/application.html", context, status=status)


def _line_of(page: Page, refusal: DomainError) -> Any:
    """Return the line that requests the refused m²; of several, one whose sector has no hall with as much."""
    if refusal.code not in {"capacity_exceeded", "larger_than_any_hall"}:
        return None
    wanted = Decimal(str(refusal.details["wanted_sqm"]))
    most = {each.sector.pk: each.in_one_hall_sqm for each in page.sectors}
    asking = [form for form in page.lines.forms if form.cleaned_data.get("area_sqm") == wanted]
    exceeding = [form for form in asking if most.get(form.cleaned_data["sector"], 0) < wanted]
    return next(iter(exceeding or asking), None)


KEPT_FOR_SECONDS = 24 * 60 * 60


@login_required
@require_safe
@cache_control(private=True, max_age=KEPT_FOR_SECONDS)
def letter(request: PersonRequest, number: str) -> HttpResponse:
    """Send a confirmation letter as a PDF to people of its company and of the organizer. Others get a 404."""
    seen = ConfirmationLetter.objects.filter(booking__in=visible_to(request.user))
    found = get_object_or_404(seen, number=number)
    try:
        pdf = letter_pdf(found)
    except FileNotFoundError as error:
        raise Http404 from error
    named = f'inline; filename="{found.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": named})
