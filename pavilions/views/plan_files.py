"""A hall's plan as a file for other programs: the published one for everybody, any version for floor planners."""

from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from pavilions.models import FloorPlan
from pavilions.plan_files import PlanDrawing, write_dxf, write_geojson, write_svg
from pavilions.queries.editions import current_edition
from pavilions.queries.plan_drawings import drawing_of, newest_published
from pavilions.views.gate import only

type Write = Callable[[PlanDrawing, FloorPlan], bytes]

KEPT_SECONDS: Final = 24 * 60 * 60
WRITERS: Final[dict[str, tuple[str, Write]]] = {
    "dxf": ("image/vnd.dxf", lambda drawing, _plan: write_dxf(drawing)),
    "svg": ("image/svg+xml", lambda drawing, plan: write_svg(drawing, _title(plan)).encode()),
    "geojson": ("application/geo+json", lambda drawing, _plan: write_geojson(drawing).encode()),
}


@require_safe
def hall_drawing(request: HttpRequest, hall: str, kind: str) -> HttpResponseBase:
    """The plan of the hall that is published in the current edition."""
    edition = current_edition()
    plan = newest_published(edition.pk, hall) if edition else None
    if plan is None:
        raise Http404
    return _file(request, plan, kind)


@require_safe
@only("pavilions.plan_floor")
def version_drawing(request: PersonRequest, plan: int, kind: str) -> HttpResponseBase:
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=plan)
    return _file(request, found, kind)


def _file(request: HttpRequest, plan: FloorPlan, kind: str) -> HttpResponseBase:
    """Written once for each revision of a version."""
    if kind not in WRITERS:
        raise Http404
    etag = f'"{plan.pk}.{plan.revision}.{plan.state}.{kind}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content_type, write = WRITERS[kind]
    body = cache.get_or_set(f"plan-file:{etag}", lambda: write(drawing_of(plan), plan), KEPT_SECONDS)
    name = f"{plan.edition.number}-{plan.hall.name}-{plan.version}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Content-Disposition": disposition}
    return HttpResponse(body, content_type=content_type, headers=headers)


def _title(plan: FloorPlan) -> str:
    return _("Plan of hall %(hall)s") % {"hall": plan.hall.name}
