"""Plans for everybody: the venue with all its halls, and each hall with its booths."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.revalidation import revalidated
from exhibitors.figures.queries.public_figures import halls_on_show
from exhibitors.plan_views.queries.plan_cache import PLANS, KeptPlan, kept_plans_of
from exhibitors.plan_views.queries.shown_plans import Audience, ShownBooth
from exhibitors.plan_views.tables.plans import PLAN_COLUMNS, plan_rows
from exhibitors.plan_views.views.plan_parts import LookedAt, answer_part, background_answer
from exhibitors.totals.queries.totals import totals_of
from exhibitors.versions import WHOLE
from pavilions.editions.queries import current_edition
from pavilions.floor.models.background import PlanBackground
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drawing import draw_legend, mark_drawing
from pavilions.plans.queries.live_plans import venue_revision
from pavilions.plans.queries.plan_versions import plan_version
from pavilions.plans.views.plan_files import Prices, plan_file
from pavilions.versions import BOOKING_WINDOW

A_YEAR = 365 * 24 * 3600


@require_safe
@revalidated(*WHOLE, BOOKING_WINDOW, is_live=True)
def hall_plan(request: HttpRequest, hall: str) -> HttpResponse:
    """The published plan of a hall with its prices, and the names of those who want to be named."""
    edition, kept = _published(hall)
    looked = LookedAt(request, [kept], Audience.EVERYBODY, record=_card)
    context = {
        "edition": edition,
        "takes_bookings": edition.takes_bookings(now()),
        "exports": export_links(request.GET, "plan:export", hall),
    }
    part = answer_part(request, looked, context)
    return part or _page(request, hall, kept, looked, context)


def _page(
    request: HttpRequest, hall: str, kept: KeptPlan, looked: LookedAt, context: dict[str, object]
) -> HttpResponse:
    edition: Edition = context["edition"]  # type: ignore[assignment]
    shown = halls_on_show(edition, totals_of(edition.pk, at=now()))
    drawing = mark_drawing(
        kept.drawing(Audience.EVERYBODY),
        dimmed_but=looked.found_ids,
        selected=looked.meant.id if looked.meant else None,
        layers=looked.form.shown_layers,
        carry=looked.form.address,
    )
    context |= {
        "look": looked,
        "version": kept.version,
        "drawing": drawing,
        "legend": draw_legend(),
        "hall": next(each for each in shown if each.name == hall),
        "halls": [each for each in shown if each.has_plan],
    }
    return render(request, "exhibitors/plan_views/hall_plan.html", context)


@require_safe
def export_hall(request: HttpRequest, hall: str, kind: str) -> StreamingHttpResponse | FileResponse:
    """The booths that the same query string shows, in the same order."""
    _edition, kept = _published(hall)
    looked = LookedAt(request, [kept], Audience.EVERYBODY, record=_card)
    return download(f"booths-{hall}", kind, PLAN_COLUMNS, plan_rows(looked.found, looked.sectors, looked.currency))


@require_safe
def hall_drawing(request: HttpRequest, hall: str, kind: str) -> HttpResponseBase:
    """The published plan for other programs, with the prices that the table beside it shows."""
    _edition, kept = _published(hall)
    plan = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=kept.plan.plan_id)
    prices = {booth.number: booth.price for booth in kept.plan.booths if booth.price is not None}
    return plan_file(request, plan, kind, Prices(kept.plan.currency, prices))


@require_safe
@revalidated(*WHOLE)
def venue(request: HttpRequest) -> HttpResponse:
    """All halls in one drawing, and one table and one search for all their booths."""
    edition, kept = _all_published()
    looked = LookedAt(request, kept, Audience.EVERYBODY, record=_card_in_its_hall)
    context = {"edition": edition, "exports": export_links(request.GET, "venue_export")}
    part = answer_part(request, looked, context)
    if part:
        return part
    drawing = mark_drawing(
        PLANS.venue(kept, Audience.EVERYBODY, _card_in_its_hall),
        dimmed_but=looked.found_ids,
        layers=looked.form.shown_layers,
    )
    seen = venue_revision(each.version.etag.strip('"') for each in kept)
    context |= {"look": looked, "drawing": drawing, "legend": draw_legend(), "seen": seen}
    return render(request, "exhibitors/plan_views/venue.html", context)


@require_safe
def export_venue(request: HttpRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    _edition, kept = _all_published()
    looked = LookedAt(request, kept, Audience.EVERYBODY, record=_card_in_its_hall)
    return download("booths", kind, PLAN_COLUMNS, plan_rows(looked.found, looked.sectors, looked.currency))


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def background(request: HttpRequest, content_hash: str) -> HttpResponse:
    """A drawing that lies under a plan: its name is its content, so it never changes."""
    found = get_object_or_404(PlanBackground, content_hash=content_hash)
    return background_answer(found.drawing)


def _published(hall: str) -> tuple[Edition, KeptPlan]:
    """The current edition and the hall's plan in it, or 404."""
    edition = current_edition()
    version = plan_version(edition.number, hall) if edition else None
    kept = PLANS.get(version, Audience.EVERYBODY) if version else None
    if edition is None or kept is None:
        raise Http404
    return edition, kept


def _all_published() -> tuple[Edition, list[KeptPlan]]:
    """The current edition and the plans of all its halls, or 404 where none is published."""
    edition = current_edition()
    kept = kept_plans_of(edition, Audience.EVERYBODY) if edition else []
    if edition is None or not kept:
        raise Http404
    return edition, kept


def _card_in_its_hall(booth: ShownBooth) -> str:
    return f"{reverse('plan:hall', args=[booth.hall])}{_card(booth)}"


def _card(booth: ShownBooth) -> str:
    return f"?{urlencode({'booth': booth.number})}"
