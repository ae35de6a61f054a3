"""Drawings of plans: one hall for its audience, the whole venue, sketches on the map, halls with highlighted booths.

Each process keeps the last version of each published plan, so that many viewers at once cost one reading.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import batched

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ciie.kernel.caches import LatestValues
from ciie.kernel.country_names import names_version
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.plan_pages.plan_views.queries.shown_plans import Audience, ShownBooth, ShownPlan, shown_plan
from exhibitors.promotion.figures.queries.public_figures import HallOnShow
from pavilions.drawings.geometry import Ring, bounds
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.plans.drawing import (
    TONES,
    AreaMark,
    BackgroundMark,
    BoothMark,
    DrawnHall,
    Layer,
    ObstructionMark,
    Place,
    draw_hall,
    draw_legend,
    draw_lightly,
    draw_venue,
)
from pavilions.plans.queries.plan_revisions import PlanVersion, plan_versions
from pavilions.plans.queries.plans import PlannedBooth, published_plan
from pavilions.states import Availability

type Address = Callable[[ShownBooth], str | None]


def drawn_hall(
    plan: ShownPlan,
    audience: Audience,
    *,
    address: Address | None = None,
    chosen: Collection[int] = (),
    own: Collection[int] = (),
) -> DrawnHall:
    """Return a hall's drawing for this audience.

    Booths link to `address`, or else to their cards. `own` are the keys of the viewer's holders, `chosen` those of
    booths.
    """
    lead = address or _to_card
    booths = tuple(
        BoothMark(
            id=booth.id,
            number=booth.number,
            ring=booth.ring,
            area_sqm=booth.area_sqm,
            availability=booth.availability,
            kind=booth.kind,
            open_sides=booth.open_sides,
            label=booth.holder.name if booth.holder else None,
            href=lead(booth),
            selected=booth.id in chosen,
            mine=booth.holder_id in own,
            price=booth.price,
        )
        for booth in plan.booths
    )
    background = None
    if plan.background is not None:
        href = reverse("plan:background", args=[plan.background.content_hash])
        background = BackgroundMark(href, *plan.background.extent)
    return DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring, each.name) for each in plan.obstructions),
        booths=booths,
        areas=tuple(_areas(plan)),
        background=background,
        currency=plan.currency,
        is_holders=audience != Audience.ORGANIZERS,
    )


def _to_card(booth: ShownBooth) -> str:
    return f"?{urlencode({'booth': booth.number})}#booth-{booth.id}"


def _areas(plan: ShownPlan) -> Iterator[AreaMark]:
    """Yield the areas of sectors, of national pavilions that may be named, and of themed areas."""
    sectors: defaultdict[int, list[Ring]] = defaultdict(list)
    pavilions: defaultdict[str, list[Ring]] = defaultdict(list)
    themes: defaultdict[tuple[int, str], list[Ring]] = defaultdict(list)
    for booth in plan.booths:
        if booth.id in plan.themes:
            themes[plan.themes[booth.id]].append(booth.ring)
        if booth.sector_id is not None:
            sectors[booth.sector_id].append(booth.ring)
        if booth.holder and booth.holder.booking_id is None:
            pavilions[booth.holder.name].append(booth.ring)
    for sector_id, rings in sorted(sectors.items()):
        yield AreaMark(Layer.SECTORS, _tone(sector_id), "", tuple(rings))
    for place, (name, rings) in enumerate(sorted(pavilions.items())):
        yield AreaMark(Layer.PAVILIONS, _tone(place), name, tuple(rings))
    for (area, name), rings in sorted(themes.items()):
        yield AreaMark(Layer.THEMES, _tone(area), name, tuple(rings))


def _tone(place: int) -> int:
    return place % TONES + 1


@dataclass
class KeptPlan:
    """One version of a plan with the prices of a day and the names of countries at that time.

    It keeps its drawings by language.
    """

    version: PlanVersion
    day: date
    plan: ShownPlan
    country_names: str
    _drawings: dict[str, SafeString] = field(default_factory=dict)

    def drawing(self, audience: Audience) -> SafeString:
        """Return the drawing in the active language, without anything that depends on a single visitor."""
        language = get_language() or ""
        if language not in self._drawings:
            self._drawings[language] = draw_hall(drawn_hall(self.plan, audience))
        return self._drawings[language]

    def sketch(self, audience: Audience, frame: tuple[int, int]) -> SafeString:
        """Return the hall as a simplified sketch in a frame, the same in every language."""
        key = f"{frame}"
        if key not in self._drawings:
            self._drawings[key] = draw_lightly(drawn_hall(self.plan, audience), frame=frame)
        return self._drawings[key]


class KeptPlans:
    """One version of a plan per hall and audience, kept in the process.

    A version never comes back once anything has changed.
    """

    def __init__(self) -> None:
        self._last = LatestValues[KeptPlan | None]()
        self._venues: dict[
            tuple[str, Audience], tuple[list[tuple[PlanVersion, date, str, Place | None]], SafeString]
        ] = {}

    def get(self, version: PlanVersion, audience: Audience, day: date) -> KeptPlan | None:
        """Return the plan at this version, or as it is now if it has changed since, or None if it no longer exists."""
        return self._last.get_or_make(
            (version.edition_id, version.hall_id, audience),
            lambda kept: (
                kept is not None and (kept.version, kept.day, kept.country_names) == (version, day, names_version())
            ),
            lambda: self._read(version, audience, day),
        )

    def venue(
        self, kept: Sequence[KeptPlan], places: Mapping[int, Place], audience: Audience, address: Address
    ) -> SafeString:
        """Draw all these halls together, in the active language. `places` maps the halls' keys to where they lie."""
        key = get_language() or "", audience
        seen = [(each.version, each.day, each.country_names, places.get(each.version.hall_id)) for each in kept]
        before = self._venues.get(key)
        if before is None or before[0] != seen:
            halls = [
                replace(drawn_hall(each.plan, audience, address=address), place=places.get(each.version.hall_id))
                for each in kept
            ]
            before = self._venues[key] = seen, draw_venue(list(batched(halls, HALLS_IN_A_ROW)))
        return before[1]

    def _read(self, version: PlanVersion, audience: Audience, day: date) -> KeptPlan | None:
        country_names = names_version()
        plan = shown_plan(version, audience, day)
        return KeptPlan(version, day, plan, country_names) if plan else None


HALLS_IN_A_ROW = 4
PLANS = KeptPlans()


def kept_plans_of(edition: Edition, audience: Audience, at: datetime) -> list[KeptPlan]:
    """Return the published plans of an edition in the order of halls; one query if all of them are kept."""
    day = day_of(at, edition.zone)
    kept = (PLANS.get(version, audience, day) for version in plan_versions(edition.number))
    return [each for each in kept if each]


def places_of_halls() -> dict[int, Place]:
    """Return where halls lie in the venue, by their keys; one query."""
    rows = Hall.objects.filter(venue_x_m__isnull=False).values_list(
        "pk", "level", "venue_x_m", "venue_y_m", "venue_turn"
    )
    return {
        pk: Place(level, 100 * x, 100 * y, turn) for pk, level, x, y, turn in rows if x is not None and y is not None
    }


@dataclass(frozen=True)
class MappedHall:
    """A hall on the map. `sketch` is empty and `booths` and `free` are 0 until its plan is published."""

    hall: HallOnShow
    level: int
    sketch: SafeString | str
    booths: int
    free: int


@dataclass(frozen=True)
class Building:
    """A building with its halls, from the highest level down."""

    name: str
    halls: Sequence[MappedHall]


def venue_map(shown: Sequence[HallOnShow], kept: Sequence[KeptPlan], audience: Audience) -> list[Building]:
    """Return the buildings in the order of their first halls; one query if all plans are kept.

    All sketches have the same scale.
    """
    plans = {each.plan.hall_name: each for each in kept}
    around = [bounds(each.plan.outline) for each in kept]
    frame = max((box.width for box in around), default=0), max((box.depth for box in around), default=0)
    halls = Hall.objects.filter(name__in=plans.keys() | {each.name for each in shown})
    places = {name: (building, level) for name, building, level in halls.values_list("name", "building", "level")}
    buildings: defaultdict[str, list[MappedHall]] = defaultdict(list)
    for hall in shown:
        building, level = places.get(hall.name, ("", 1))
        mapped = MappedHall(hall, level, "", 0, 0)
        if found := plans.get(hall.name):
            free = sum(booth.availability == Availability.FREE for booth in found.plan.booths)
            mapped = MappedHall(hall, level, found.sketch(audience, frame), len(found.plan.booths), free)
        buildings[building or hall.name].append(mapped)
    return [
        Building(name, sorted(halls_of_it, key=lambda each: (-each.level, each.hall.name)))
        for name, halls_of_it in buildings.items()
    ]


type Link = Callable[[PlannedBooth], str | None]


@dataclass(frozen=True)
class HighlightedPlan:
    """A hall's drawing, its legend and its booths, for `pavilions/plans/viewer.html`."""

    hall: str
    drawing: SafeString
    legend: SafeString
    booths: tuple[PlannedBooth, ...]


def highlighted_plan(edition_id: int, hall_name: str, booth_ids: Collection[int], link: Link) -> HighlightedPlan | None:
    """Return the published plan with these booths highlighted and every company named, or None; four queries."""
    plan = published_plan(edition_id, hall_name)
    if plan is None:
        return None
    holders = {booth.holder_id for booth in plan.booths if booth.holder_id}
    names = dict(Booking.objects.filter(pk__in=holders).values_list("pk", "company__name"))

    def mark(booth: PlannedBooth) -> BoothMark:
        name = names.get(booth.holder_id) if booth.holder_id else None
        return BoothMark(
            id=booth.id,
            number=booth.number,
            ring=booth.ring,
            area_sqm=booth.area_sqm,
            availability=booth.availability,
            kind=booth.kind,
            open_sides=booth.open_sides,
            label=name,
            href=link(booth) if name or not booth.holder_id else None,  # national pavilions have no page here
            selected=booth.id in booth_ids,
        )

    hall = DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring, each.name) for each in plan.obstructions),
        booths=tuple(mark(booth) for booth in plan.booths),
    )
    kinds = {each.kind for each in plan.obstructions}
    return HighlightedPlan(plan.hall_name, draw_hall(hall), draw_legend(with_selected=True, kinds=kinds), plan.booths)


def to_its_booking(booth: PlannedBooth) -> str | None:
    """Return the address of the booking that holds a booth, or None if nobody does."""
    return reverse("organizer:review", args=[booth.holder_id]) if booth.holder_id else None


def to_nowhere(booth: PlannedBooth) -> None:
    """Link to no page, since these booths are chosen with the checkboxes beside the plan."""
