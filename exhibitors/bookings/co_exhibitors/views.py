"""Pages of companies on other exhibitors' stands: of one booking with charges, and of an edition for organizers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.bilingual import shown
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from ciie.web.templatetags.interface import money
from exhibitors.bookings.blocks.queries import share_sqm
from exhibitors.bookings.co_exhibitors.filters import CoExhibitorFilter
from exhibitors.bookings.co_exhibitors.forms import ENTRY_FIELDS, CoExhibitorChangeForm, CoExhibitorForm
from exhibitors.bookings.co_exhibitors.operations import change_co_exhibitor, enter_co_exhibitor, remove_co_exhibitor
from exhibitors.bookings.co_exhibitors.queries import (
    bookings_charged,
    charges_of,
    co_exhibitors_in,
    co_exhibitors_of,
    companies_on_show,
    company_cost,
    most_of_a_kind,
    payer_of,
    rules_for_companies,
)
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.co_exhibitors.tables import (
    CO_EXHIBITOR_COLUMNS,
    CoExhibitorTable,
    StandTable,
    co_exhibitor_rows,
)
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.price_changes import PriceChange
from exhibitors.bookings.views import booking_for
from exhibitors.companies.views.access import DeskRequest
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers


@login_required
@require_safe
def index(request: DeskRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """List the companies on a booking's stand with their charges, or export the same rows."""
    booking = booking_for(request, pk)
    payer = payer_of(booking)
    rows, charges = co_exhibitors_of(booking), charges_of([payer], at=now())
    found = CoExhibitorFilter(request.GET, queryset=rows)
    if kind:
        return download(f"on-the-stand-{pk}", kind, CO_EXHIBITOR_COLUMNS, co_exhibitor_rows(found.qs, charges))
    return list_page(
        request,
        "exhibitors/co_exhibitors/desk_co_exhibitors.html",
        StandTable(found.qs, charges=charges),
        filter=found,
        has_any=rows.exists(),
        exports=export_links(request.GET, "desk:co_exhibitors_export", pk),
        booking=booking,
        most=most_of_a_kind(share_sqm(pk)),
        charges=charges.get(pk),
        may_name=allowed("exhibitors.name_co_exhibitors", request.user, booking),
    )


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: DeskRequest, pk: int) -> HttpResponse:
    """Add a company at the price that the page shows. The input is kept if the price has changed."""
    booking = booking_for(request, pk, permission="exhibitors.name_co_exhibitors")
    costs = _costs(booking)
    form = CoExhibitorForm(request.POST or None, initial={"cost": costs.line})
    at = now()
    if attempt(
        form,
        lambda: enter_co_exhibitor(pk, form.entry(), cost=costs.seen(form), actor=request.user, at=at),
    ):
        messages.success(request, " ".join([_("Added. It has its own catalogue entry."), costs.words(form)]).strip())
        return redirect("desk:co_exhibitors", pk)
    if form.is_bound:
        form.show_anew(costs.line)
    context = {"booking": booking, "form": form, "row": None, "may_name": True, "costs": costs}
    return render(request, "exhibitors/co_exhibitors/co_exhibitor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, pk: int, entry: int) -> HttpResponse:
    """Show an entry, and let those with permission change it."""
    permission = "exhibitors.name_co_exhibitors" if request.method == "POST" else "exhibitors.see_booking"
    booking = booking_for(request, pk, permission=permission)
    row = get_object_or_404(co_exhibitors_of(booking), pk=entry)
    costs = _costs(booking, leaving=row.kind)
    shown = {**model_to_dict(row, ENTRY_FIELDS), "revision": row.revision, "cost": costs.line}
    form = CoExhibitorChangeForm(request.POST or None, initial=shown)
    if attempt(
        form,
        lambda: change_co_exhibitor(
            entry, form.entry(), cost=costs.seen(form), seen=form.seen, actor=request.user, at=now()
        ),
    ):
        messages.success(request, _("The entry has been saved."))
        return redirect("desk:co_exhibitors", pk)
    if form.is_bound:
        form.show_anew(costs.line)
    may_name = allowed("exhibitors.name_co_exhibitors", request.user, booking)
    payer = payer_of(booking)
    charges = charges_of([payer], at=now()).get(payer.pk)
    charge = money(charges.each.get(row.kind), charges.currency) if charges else ""
    context = {"booking": booking, "form": form, "row": row, "may_name": may_name, "costs": costs, "charge": charge}
    return render(request, "exhibitors/co_exhibitors/co_exhibitor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove(request: DeskRequest, pk: int, entry: int) -> HttpResponse:
    booking = booking_for(request, pk, permission="exhibitors.name_co_exhibitors")
    get_object_or_404(co_exhibitors_of(booking), pk=entry)
    cost = None if booking.block_id else request.POST.get("cost", "")
    perform(
        request,
        lambda: remove_co_exhibitor(entry, cost=cost, seen=revision_seen(request), actor=request.user, at=now()),
        _("Removed from the stand."),
    )
    return redirect("desk:co_exhibitors", pk)


@dataclass(frozen=True)
class _Costs:
    """The changes in a booking's price by each kind of company that enters, and by one that leaves (`leaving`).

    It is empty for a share of a block: the organizer charges the block's holder, whose price others do not see.
    """

    by_kind: Mapping[str, PriceChange | None]
    leaving: PriceChange | None = None

    @property
    def line(self) -> str:
        """The costs as the form carries them."""
        shown = [f"{kind}={found.cost if found else ''}" for kind, found in self.by_kind.items()]
        return "|".join(shown) or "none"

    @property
    def rows(self) -> list[tuple[object, PriceChange]]:
        """The changes in price with the names of their kinds, without those that have no price."""
        return [(CoExhibitorKind(kind).label, found) for kind, found in self.by_kind.items() if found]

    def seen(self, form: CoExhibitorForm) -> str | None:
        return form.cost_seen if self.by_kind else None

    def words(self, form: CoExhibitorForm) -> str:
        """Return a sentence with the change of the total. The form must be valid."""
        found = self.by_kind.get(form.cleaned_data["kind"])
        if found is None or not found.total:
            return ""
        totals = {
            "before": money(found.before.total, found.currency),
            "after": money(found.after.total, found.currency),
        }
        return _("The total of the booking goes from %(before)s to %(after)s.") % totals


def _costs(booking: Booking, *, leaving: str = "") -> _Costs:
    if booking.block_id is not None:
        return _Costs({})
    at, kinds = now(), [kind for kind in CoExhibitorKind if kind != leaving]
    found = {kind.value: company_cost(booking, entering=kind, leaving=leaving, at=at) for kind in kinds}
    return _Costs(found, company_cost(booking, leaving=leaving, at=at) if leaving else None)


@for_organizers
@require_safe
def co_exhibitors(request: PersonRequest) -> HttpResponseBase:
    """List the companies with their figures, and the rules by which they are charged."""
    edition, at = edition_of(request), now()
    found = _narrowed(request, edition)
    bookings = list(bookings_charged(edition))
    return list_page(
        request,
        "exhibitors/co_exhibitors/organizer_co_exhibitors.html",
        CoExhibitorTable(found.qs, charges=charges_of(bookings, at=at)),
        filter=found,
        exports=export_links(request.GET, "organizer:co_exhibitors_export", edition=edition.number),
        edition=edition,
        figures=companies_on_show(edition.pk),
        rules=[(shown(rule, "name"), rule) for rule in rules_for_companies(edition, at=at)],
    )


@for_organizers
@require_safe
def export(request: PersonRequest, kind: str) -> HttpResponseBase:
    edition = edition_of(request)
    found = in_pieces(_narrowed(request, edition).qs)
    rows = co_exhibitor_rows(found, charges_of(list(bookings_charged(edition)), at=now()))
    return download(f"co-exhibitors-{edition.number}", kind, CO_EXHIBITOR_COLUMNS, rows)


def _narrowed(request: PersonRequest, edition: Edition) -> CoExhibitorFilter:
    return CoExhibitorFilter(request.GET, queryset=co_exhibitors_in(edition).order_by("name", "pk"))
