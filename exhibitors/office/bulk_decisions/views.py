"""Decisions on several bookings: a preview, then the progress, then the outcome for each."""

from collections.abc import Mapping, Sequence

from django.db.models import F
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.refusals import attempt, perform
from exhibitors.bookings.models import Booking, is_key
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.money.sales.queries.offers import default_last_day
from exhibitors.office.bulk_decisions.forms import ApproveForm, EndForm, OffersForm, PlaceForm, PlacingForm
from exhibitors.office.bulk_decisions.models import BulkDecision
from exhibitors.office.bulk_decisions.operations import resume_bulk_decision, start_bulk_decision
from exhibitors.office.bulk_decisions.queries.placing import Order, Way, proposals
from exhibitors.office.bulk_decisions.queries.progress import MOST_AT_ONCE, items_of, progress_of, without_offer
from exhibitors.office.bulk_decisions.rules import MAY_START
from exhibitors.office.bulk_decisions.states import PLACING, BulkKind
from exhibitors.office.review.filters import ReviewFilter
from exhibitors.office.review.queries.bulk_approval import preview_of
from exhibitors.office.review.queries.unusual_claims import WITHIN, unusual_claims
from exhibitors.states import UNDECIDED
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only

ALL = "all"
"""The parameter of the preview's URL that stands for all that the list finds, instead of bookings by key."""


@for_organizers
@require_http_methods(["GET", "POST"])
def approve_several(request: PersonRequest) -> HttpResponse:
    """Preview what would be approved. When the form is sent, each booking is approved on its own."""
    edition = edition_of(request)
    form = ApproveForm(request.POST) if request.method == "POST" else None
    if form and (begun := _begin(request, edition, BulkKind.APPROVE, form)):
        return redirect("organizer:bulk_decision", begun.pk)
    ids = _chosen(request, edition)
    context = {
        "edition": edition,
        "preview": preview_of(ids[:MOST_AT_ONCE], viewer=request.user, edition=edition),
        "form": form,
        "left_out": len(ids) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
    }
    return render(request, "exhibitors/bulk_decisions/approve.html", context, status=422 if form else 200)


def _chosen(request: PersonRequest, edition: Edition) -> list[int]:
    """Return the keys given in the URL, or those that the filters of the list find, longest waiting first."""
    if ALL in request.GET:
        rows = listed_bookings(request.user, edition)
        found = ReviewFilter(request.GET, queryset=rows, edition=edition, at=now(), viewer=request.user).qs
        waiting = found.order_by(F("submitted_at").asc(nulls_last=True), "pk").values_list("pk", flat=True)
        return list(waiting[: MOST_AT_ONCE + 1])
    return [int(each) for each in request.GET.getlist("booking") if is_key(each)]


@only(MAY_START[BulkKind.PLACE])
@require_http_methods(["GET", "POST"])
def place_several(request: PersonRequest) -> HttpResponse:
    """Propose booths for all who wait for one. They can be compared, changed by hand, and assigned together."""
    edition = edition_of(request)
    asked = PlacingForm(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    form = PlaceForm(request.POST) if request.method == "POST" else None
    chosen = _booths_by_booking(request) if form else {}
    if form and (begun := _begin_placing(request, edition, form, chosen)):
        return redirect("organizer:bulk_decision", begun.pk)
    order = Order(wanted.get("order") or Order.WAITING)
    found = proposals(edition, hall=wanted.get("hall"), sector=wanted.get("sector"), order=order, viewer=request.user)
    way = Way(wanted.get("way") or Way.MOST)
    context = {
        "edition": edition,
        "asked": asked,
        "form": form or PlaceForm(),
        "proposal": found[way],
        "ways": found.items(),
        "way": way,
        "rows": found[way].by_booking[:MOST_AT_ONCE],
        "left_out": len(found[way].by_booking) > MOST_AT_ONCE,
        "chosen": {booth for booths in chosen.values() for booth in booths},
        "most": MOST_AT_ONCE,
    }
    return render(request, "exhibitors/bulk_decisions/place.html", context, status=422 if form else 200)


def _booths_by_booking(request: PersonRequest) -> dict[int, list[int]]:
    """Return the chosen booths by booking, from fields named `booths` such as `12:345`: booking 12, booth 345."""
    found: dict[int, list[int]] = {}
    for each in request.POST.getlist("booths"):
        booking, _colon, booth = each.partition(":")
        if is_key(booking) and is_key(booth):
            found.setdefault(int(booking), []).append(int(booth))
    return found


def _begin_placing(
    request: PersonRequest, edition: Edition, form: PlaceForm, chosen: Mapping[int, Sequence[int]]
) -> BulkDecision | None:
    return attempt(
        form,
        lambda: start_bulk_decision(
            edition.pk,
            BulkKind.PLACE_AND_APPROVE if form.cleaned_data["approves"] else BulkKind.PLACE,
            [pair for pair in form.cleaned_data["seen"] if pair[0] in chosen],
            booths=chosen,
            actor=request.user,
            at=now(),
        ),
    )


@for_organizers
@require_safe
def unusual(request: PersonRequest) -> HttpResponse:
    """List undecided bookings that strangers may have made to block space. The next page ends those selected."""
    edition = edition_of(request)
    claims = unusual_claims(edition, at=now())
    context = {
        "edition": edition,
        "claims": claims[:MOST_AT_ONCE],
        "total": len(claims),
        "days": WITHIN.days,
        "may_end": allowed(MAY_START[BulkKind.END], request.user),
    }
    return render(request, "exhibitors/bulk_decisions/unusual.html", context)


@only(MAY_START[BulkKind.END])
@require_http_methods(["GET", "POST"])
def end_several(request: PersonRequest) -> HttpResponse:
    """Preview the bookings that would end. When the form is sent, each is ended on its own, with a mail."""
    edition = edition_of(request)
    form = EndForm(request.POST or None)
    if form.is_bound and (begun := _begin(request, edition, BulkKind.END, form)):
        return redirect("organizer:bulk_decision", begun.pk)
    chosen = request.POST.getlist("seen") if form.is_bound else request.GET.getlist("booking")
    keys = [int(key) for each in chosen if is_key(key := each.partition(":")[0])][: MOST_AT_ONCE + 1]
    rows = Booking.objects.filter(edition=edition, pk__in=keys).select_related("company", "edition").order_by("pk")
    context = {
        "edition": edition,
        "ending": [each for each in rows if each.state in UNDECIDED],
        "others": [each for each in rows if each.state not in UNDECIDED],
        "form": form,
        "most": MOST_AT_ONCE,
    }
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/bulk_decisions/end_several.html", context, status=status)


@only(MAY_START[BulkKind.OFFER])
@require_http_methods(["GET", "POST"])
def make_offers(request: PersonRequest) -> HttpResponse:
    """List the approved bookings without an offer. When the form is sent, an offer is made for each."""
    edition = edition_of(request)
    form = OffersForm(request.POST) if request.method == "POST" else None
    if form and (begun := _begin(request, edition, BulkKind.OFFER, form)):
        return redirect("organizer:bulk_decision", begun.pk)
    rows = without_offer(edition)
    context = {
        "edition": edition,
        "count": rows.count(),
        "bookings": rows[:MOST_AT_ONCE],
        "most": MOST_AT_ONCE,
        "form": form or OffersForm(initial={"last_day": default_last_day(edition, at=now())}),
    }
    return render(request, "exhibitors/bulk_decisions/make_offers.html", context, status=422 if form else 200)


def _begin(
    request: PersonRequest, edition: Edition, kind: BulkKind, form: ApproveForm | EndForm | OffersForm
) -> BulkDecision | None:
    return attempt(
        form,
        lambda: start_bulk_decision(
            edition.pk,
            kind,
            form.cleaned_data["seen"],
            last_day=form.cleaned_data.get("last_day"),
            reason=form.cleaned_data.get("reason", ""),
            actor=request.user,
            at=now(),
        ),
    )


@for_organizers
@require_safe
def decision(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Show the progress of a decision, and afterwards its outcome for each booking, refused ones first."""
    found = get_object_or_404(BulkDecision.objects.select_related("edition", "started_by"), pk=pk)
    progress = progress_of(found)
    context = {
        "decision": found,
        "progress": progress,
        "is_approval": found.kind == BulkKind.APPROVE,
        "is_end": found.kind == BulkKind.END,
        "is_placing": found.kind in PLACING,
        "page": page_of(request, items_of(found)) if progress.is_over else (),
    }
    template = "exhibitors/bulk_decisions/decision.html"
    part = request.headers.get("HX-Request") == "true"
    response = render(request, f"{template}#state" if part else template, context)
    if part and progress.is_over:
        response["HX-Refresh"] = "true"
    return response


@for_organizers
@require_POST
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(BulkDecision, pk=pk)
    perform(request, lambda: resume_bulk_decision(pk, actor=request.user, at=now()), _("Started again."))
    return redirect("organizer:bulk_decision", pk)
