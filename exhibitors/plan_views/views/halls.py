"""A hall's published plan with every company named; each booth leads to its booking or to its own page."""

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.web.downloads import download, export_links
from exhibitors.bookings.queries.queue import halls_of
from exhibitors.edition_choice import edition_of
from exhibitors.plan_views.queries.plan_cache import PLANS, KeptPlan
from exhibitors.plan_views.queries.plan_marks import to_record
from exhibitors.plan_views.queries.shown_plans import Audience
from exhibitors.plan_views.tables.plans import PLAN_COLUMNS, plan_rows
from exhibitors.plan_views.views.plan_parts import LookedAt, answer_part
from pavilions.permissions import for_organizers
from pavilions.plans.drawing import draw_legend, mark_drawing
from pavilions.plans.queries.plan_versions import plan_version


@for_organizers
@require_safe
def hall(request: PersonRequest, name: str) -> HttpResponse:
    edition = edition_of(request)
    kept = _published(edition.number, name)
    looked = LookedAt(request, [kept], Audience.ORGANIZERS, record=to_record)
    exports = export_links(request.GET, "organizer:hall_export", name)
    context = {"edition": edition, "exports": exports}
    part = answer_part(request, looked, context)
    if part:
        return part
    drawing = mark_drawing(
        kept.drawing(Audience.ORGANIZERS),
        dimmed_but=looked.found_ids,
        selected=looked.meant.id if looked.meant else None,
        layers=looked.form.shown_layers,
    )
    context |= {
        "look": looked,
        "version": kept.version,
        "drawing": drawing,
        "legend": draw_legend(),
        "hall": name,
        "halls": halls_of(edition),
    }
    return render(request, "exhibitors/plan_views/hall.html", context)


@for_organizers
@require_safe
def export_hall(request: PersonRequest, name: str, kind: str) -> StreamingHttpResponse | FileResponse:
    """The booths that the same query string shows, in the same order, with whoever holds them."""
    kept = _published(edition_of(request).number, name)
    looked = LookedAt(request, [kept], Audience.ORGANIZERS, record=to_record)
    return download(f"booths-{name}", kind, PLAN_COLUMNS, plan_rows(looked.found, looked.sectors, looked.currency))


def _published(edition_number: int, hall: str) -> KeptPlan:
    version = plan_version(edition_number, hall)
    kept = PLANS.get(version, Audience.ORGANIZERS) if version else None
    if kept is None:
        raise Http404
    return kept
