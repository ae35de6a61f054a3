"""From a plan as it is shown to a drawing of it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from exhibitors.plan_views.queries.shown_plans import Audience, ShownBooth, ShownPlan
from pavilions.plans.drawing import TONES, AreaMark, BackgroundMark, BoothMark, DrawnHall, Layer, ObstructionMark
from pavilions.plans.queries.plans import PlannedBackground

if TYPE_CHECKING:
    from pavilions.geometry import Ring

type Address = Callable[[ShownBooth], str | None]


def drawn_hall(
    plan: ShownPlan,
    audience: Audience,
    *,
    address: Address | None = None,
    chosen: Collection[int] = (),
    own: Collection[int] = (),
) -> DrawnHall:
    """Booths lead to `address`, or else to where the audience reads about them. `own` are holders, `chosen` booths."""
    lead = address or (to_record if audience == Audience.ORGANIZERS else _to_card)
    return DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in plan.obstructions),
        booths=tuple(
            _mark(booth, lead(booth), chosen=booth.id in chosen, mine=booth.holder_id in own) for booth in plan.booths
        ),
        areas=tuple(_areas(plan)),
        background=_background(plan.background),
        currency=plan.currency,
    )


def _to_card(booth: ShownBooth) -> str:
    return f"?{urlencode({'booth': booth.number})}#booth-{booth.id}"


def to_record(booth: ShownBooth) -> str:
    if booth.holder and booth.holder.booking_id:
        return reverse("organizer:review", args=[booth.holder.booking_id])
    return reverse("organizer:booth", args=[booth.id])


def _mark(booth: ShownBooth, href: str | None, *, chosen: bool, mine: bool) -> BoothMark:
    return BoothMark(
        id=booth.id,
        number=booth.number,
        ring=booth.ring,
        area_sqm=booth.area_sqm,
        availability=booth.availability,
        kind=booth.kind,
        open_sides=booth.open_sides,
        label=booth.holder.name if booth.holder else None,
        href=href,
        selected=chosen,
        mine=mine,
        price=booth.price,
    )


def _areas(plan: ShownPlan) -> Iterator[AreaMark]:
    """Sectors, and the booths of each national pavilion that may be named, and themed areas."""
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


def _background(background: PlannedBackground | None) -> BackgroundMark | None:
    if background is None:
        return None
    href = reverse("plan:background", args=[background.content_hash])
    return BackgroundMark(href, *background.extent)
