"""The API of halls and their plans."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from ciie.kernel.caches import LatestValues, SingleFlight
from ciie.kernel.errors import NotFound
from ciie.web.api import Listed, Page, SquareMetres, listed, refusals
from pavilions.floor.editions.queries import edition_id_of
from pavilions.floor.ledger.queries import booths_called
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.queries.halls import halls_of
from pavilions.plans.queries.plan_revisions import PlanVersion, plan_version
from pavilions.plans.queries.plans import PlannedBooth, planned_booths

VERSIONS = SingleFlight[tuple[int, str], PlanVersion | None](lambda edition_and_hall: plan_version(*edition_and_hall))
LARGEST_SMALLINT = 32_767

router = Router(tags=["halls"])


@dataclass(frozen=True)
class RenderedPlan:
    """A plan as GeoJSON, read at `read_at` (monotonic seconds), and the version that the plan had just before."""

    version: PlanVersion
    read_at: float
    body: bytes


class RenderedPlans:
    """A cache with one rendered body per plan and process. A version never recurs once anything has changed, so no body
    is ever stale.
    """

    def __init__(self) -> None:
        self._last = LatestValues[RenderedPlan]()

    def get(self, version: PlanVersion, render: Callable[[PlanVersion], bytes], *, asked_at: float) -> RenderedPlan:
        """Return the rendered plan of this version, or a newer one that was read after `asked_at` (monotonic seconds).

        While one thread renders, the others wait for it: rendering side by side would only slow all of them down.
        """
        return self._last.get_or_make(
            version.plan_id,
            lambda kept: kept.version == version or kept.read_at >= asked_at,
            lambda: RenderedPlan(version, time.monotonic(), render(version)),
        )


PLANS = RenderedPlans()


class HallShown(Schema):
    """A hall in an edition. `capacity_sqm` is what is for sale, `claimed_sqm` what is held, reserved or booked."""

    name: str
    building: str
    level: int
    gross_area_sqm: SquareMetres
    capacity_sqm: SquareMetres
    claimed_sqm: SquareMetres
    booth_count: int
    ceiling_height_m: SquareMetres | None
    floor_load_kg_sqm: int | None


class BoothProperties(Schema):
    """`ref`: hall and number. `availability`: `free`, `held`, `reserved`, `booked`, or `blocked` if not for sale.
    `usable_sqm` is `area_sqm`, which is sold, less what columns take of it.
    """

    ref: str
    number: str
    hall: str
    sector: str
    area_sqm: SquareMetres
    usable_sqm: SquareMetres
    open_sides: int
    kind: str
    availability: str


class Polygon(Schema):
    """One closed ring of [x, y] in metres of the hall's own axes: x to the right, y down."""

    type: str
    coordinates: list[list[tuple[float, float]]]


class BoothFeature(Schema):
    type: str
    id: int
    geometry: Polygon
    properties: BoothProperties


class PlanShown(Schema):
    """A GeoJSON FeatureCollection in metres, with one feature for each booth."""

    type: str
    edition: int
    hall: str
    unit: str
    features: list[BoothFeature]


def edition_numbered(number: int) -> int:
    """Return the key of the edition with this number. Raise `NotFound` if there is none."""
    edition_id = edition_id_of(number)
    if edition_id is None:
        raise NotFound(_("Edition not found."), code="not_found", field="edition")
    return edition_id


@router.get("/editions/{int:edition}/halls", response={200: Listed[HallShown], **refusals(404, 422)})
def list_halls(request: HttpRequest, edition: int, page: Query[Page]) -> dict[str, object]:
    """The halls of an edition, with their areas."""
    return listed(halls_of(edition_numbered(edition)), page, list[Hall])


@router.get("/editions/{int:edition}/halls/{hall}/plan", response={200: PlanShown, 304: None, **refusals(404)})
def show_plan(request: HttpRequest, edition: int, hall: str) -> HttpResponseBase:
    """The published plan of a hall. Send `If-None-Match` with the last `ETag`: 304 if nothing has changed since."""
    asked_at = time.monotonic()
    version = VERSIONS.get((edition, hall)) if _can_name_a_hall(edition, hall) else None
    if version is None:
        raise NotFound(_("This hall has no published plan in this edition."), code="not_found", field="hall")
    unchanged = get_conditional_response(request, etag=version.etag)
    if unchanged is not None:
        unchanged.headers["ETag"] = version.etag
        return unchanged
    plan = PLANS.get(version, partial(_rendered, edition=edition, hall=hall), asked_at=asked_at)
    headers = {"ETag": plan.version.etag, "Cache-Control": "no-cache"}
    return HttpResponse(plan.body, content_type="application/geo+json", headers=headers)


class BoothFound(Schema):
    """A booth of the plan in force."""

    id: int
    ref: str


class BoothsFound(Schema):
    """The booth of that number or, if only an earlier plan had it, the booths that resulted from it."""

    ref: str
    is_former: bool
    booths: list[BoothFound]


@router.get("/editions/{int:edition}/halls/{hall}/booths/{number}", response={200: BoothsFound, **refusals(404)})
def find_booth(request: HttpRequest, edition: int, hall: str, number: str) -> dict[str, object]:
    """Find a booth by its number. A number of an earlier plan leads to the booths that resulted from it."""
    found = booths_called(edition, hall, number) if _can_name_a_hall(edition, hall + number) else None
    if found is None:
        raise NotFound(_("No plan of this hall has, or ever had, such a booth."), code="not_found", field="number")
    is_former, booths = found
    return {"ref": f"{hall}/{number}", "is_former": is_former, "booths": booths}


def _can_name_a_hall(edition: int, hall: str) -> bool:
    """Return whether the database could have stored this number and this name at all."""
    return edition <= LARGEST_SMALLINT and "\x00" not in hall


def _rendered(version: PlanVersion, *, edition: int, hall: str) -> bytes:
    """Return the plan as GeoJSON.

    Booths are read after the version, so they may already show a later change. In that case the version is outdated
    too, and no client that has it gets a 304.
    """
    codes = dict(Sector.objects.values_list("pk", "code"))
    booths = planned_booths(Booth.objects.filter(plan_id=version.plan_id))
    plan = {
        "type": "FeatureCollection",
        "edition": edition,
        "hall": hall,
        "unit": "m",
        "features": [_feature(hall, booth, codes.get(booth.sector_id or 0, "")) for booth in booths],
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(hall: str, booth: PlannedBooth, sector: str) -> dict[str, object]:
    corners = [(x / 100, y / 100) for x, y in (*booth.ring, booth.ring[0])]
    return {
        "type": "Feature",
        "id": booth.id,
        "geometry": {"type": "Polygon", "coordinates": [corners]},
        "properties": {
            "ref": f"{hall}/{booth.number}",
            "number": booth.number,
            "hall": hall,
            "sector": sector,
            "area_sqm": float(booth.area_sqm),
            "usable_sqm": float(booth.usable_sqm),
            "open_sides": booth.open_sides,
            "kind": booth.kind,
            "availability": booth.availability,
        },
    }
