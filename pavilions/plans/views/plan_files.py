"""Sends a version of a hall's plan as a file for other programs."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.caches import SlotCache
from pavilions.drawings.plan_formats import PlanDrawing, write_dxf, write_geojson, write_svg
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.queries.plans import drawing_of

type Write = Callable[[PlanDrawing, FloorPlan], bytes]

KEPT: Final = SlotCache[bytes]("plan-file", slots=100, seconds=24 * 60 * 60, largest=4 * 1024 * 1024)
WRITERS: Final[dict[str, tuple[str, Write]]] = {
    "dxf": ("image/vnd.dxf", lambda drawing, _plan: write_dxf(drawing)),
    "svg": (
        "image/svg+xml",
        lambda drawing, plan: write_svg(drawing, _("Plan of hall %(hall)s") % {"hall": plan.hall.name}).encode(),
    ),
    "geojson": ("application/geo+json", lambda drawing, _plan: write_geojson(drawing).encode()),
}


PRICED: Final = frozenset({"geojson"})
"""The kinds of file that can hold a price per booth."""


@dataclass(frozen=True)
class Prices:
    """The prices of booths, by number; booths without a price are left out."""

    currency: str = ""
    by_number: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        content = repr((self.currency, sorted(self.by_number.items())))
        return hashlib.sha256(content.encode()).hexdigest()[:16] if self.by_number else ""

    def on(self, drawing: PlanDrawing) -> PlanDrawing:
        """Return the drawing with the price of each booth, and with the currency as a property of its own."""
        booths = (
            replace(booth, price=self.by_number[booth.number], properties={"currency": self.currency})
            if booth.number in self.by_number
            else booth
            for booth in drawing.booths
        )
        return replace(drawing, booths=tuple(booths))


UNPRICED: Final = Prices()


@require_safe
@only("pavilions.plan_floor")
def version_drawing(request: PersonRequest, plan: int, kind: str) -> HttpResponseBase:
    """Send any version of a plan, for floor planners."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=plan)
    return plan_file(request, found, kind, with_reasons=True)


def plan_file(
    request: HttpRequest, plan: FloorPlan, kind: str, prices: Prices = UNPRICED, *, with_reasons: bool = False
) -> HttpResponseBase:
    """Return a version of a plan as a file. `prices` are those that the requester may see.

    The file is cached for each revision of the version, and written again when its prices or its withheld booths
    change. `with_reasons` adds why booths are withheld. Raise `Http404` for an unknown kind.
    """
    if kind not in WRITERS:
        raise Http404
    shown = prices if kind in PRICED else UNPRICED
    withheld = plan.booths.exclude(blocked_reason="").order_by("pk").values_list("pk", "blocked_reason")
    digest = hashlib.sha256(repr(list(withheld)).encode()).hexdigest()[:12]  # these change without a new revision
    content = f"{shown.digest}.{digest}.{with_reasons:d}"
    etag = f'"{plan.pk}.{plan.revision}.{plan.state}.{kind}.{get_language()}{content}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content_type, write = WRITERS[kind]
    body = KEPT.get_or_make(etag, lambda: write(shown.on(drawing_of(plan, with_reasons=with_reasons)), plan))
    name = f"{plan.edition.number}-{plan.hall.name}-{plan.version}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Content-Disposition": disposition}
    return HttpResponse(body, content_type=content_type, headers=headers)
