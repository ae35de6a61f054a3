"""The venue as a map: its buildings with their halls one above the other, each with a sketch and what is free in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from exhibitors.figures.queries.public_figures import HallOnShow
from exhibitors.plan_views.queries.plan_cache import KeptPlan
from exhibitors.plan_views.queries.shown_plans import Audience
from pavilions.floor.models.venue import Hall
from pavilions.geometry import bounds
from pavilions.states import Availability


@dataclass(frozen=True)
class MappedHall:
    """One hall. `sketch` is empty and `booths` and `free` are 0 until its plan is published."""

    hall: HallOnShow
    level: int
    sketch: SafeString | str
    booths: int
    free: int


@dataclass(frozen=True)
class Building:
    """One building, its highest level first."""

    name: str
    halls: Sequence[MappedHall]


def venue_map(shown: Sequence[HallOnShow], kept: Sequence[KeptPlan], audience: Audience) -> list[Building]:
    """The buildings in the order of their first hall; one query beside what is kept. All sketches have one scale."""
    plans = {each.plan.hall_name: each for each in kept}
    frame = _frame(kept)
    places = {
        name: (building, level) for name, building, level in _places(plans.keys() | {each.name for each in shown})
    }
    buildings: defaultdict[str, list[MappedHall]] = defaultdict(list)
    for hall in shown:
        building, level = places.get(hall.name, ("", 1))
        buildings[building or hall.name].append(_mapped(hall, level, plans, audience, frame))
    return [
        Building(name, sorted(halls, key=lambda each: (-each.level, each.hall.name)))
        for name, halls in buildings.items()
    ]


def _places(names: set[str]) -> Sequence[tuple[str, str, int]]:
    return list(Hall.objects.filter(name__in=names).values_list("name", "building", "level"))


def _frame(kept: Sequence[KeptPlan]) -> tuple[int, int]:
    """A frame, in centimetres, that every hall fits into."""
    around = [bounds(each.plan.outline) for each in kept]
    return max((box.width for box in around), default=0), max((box.depth for box in around), default=0)


def _mapped(
    hall: HallOnShow, level: int, plans: Mapping[str, KeptPlan], audience: Audience, frame: tuple[int, int]
) -> MappedHall:
    kept = plans.get(hall.name)
    if kept is None:
        return MappedHall(hall, level, "", 0, 0)
    free = sum(booth.availability == Availability.FREE for booth in kept.plan.booths)
    return MappedHall(hall, level, kept.sketch(audience, frame), len(kept.plan.booths), free)
