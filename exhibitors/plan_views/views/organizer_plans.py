"""Hall plans on organizers' pages: who holds which booth, and the booths in question lit."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from exhibitors.bookings.models.booking import Booking
from pavilions.plans.drawing import BoothMark, DrawnHall, ObstructionMark, draw_hall, draw_legend
from pavilions.plans.queries.plans import HallPlan, PlannedBooth, published_plan

type Link = Callable[[PlannedBooth], str | None]


@dataclass(frozen=True)
class LitPlan:
    """A hall's drawing and its key, for `pavilions/plans/viewer.html`; `booths` are those on it."""

    hall: str
    drawing: SafeString
    legend: SafeString
    booths: tuple[PlannedBooth, ...]


def light_up(edition_id: int, hall_name: str, lit: Collection[int], link: Link) -> LitPlan | None:
    """The published plan with these booths lit and every company named; three queries, and one for the names."""
    plan = published_plan(edition_id, hall_name)
    if plan is None:
        return None
    drawing = draw_hall(_drawn(plan, lit, link))
    return LitPlan(plan.hall_name, drawing, draw_legend(with_selected=True), plan.booths)


def to_its_booking(booth: PlannedBooth) -> str | None:
    """Where a booth that somebody holds leads to."""
    return reverse("organizer:review", args=[booth.holder_id]) if booth.holder_id else None


def to_nowhere(booth: PlannedBooth) -> None:
    """Booths that are chosen with the boxes beside the plan."""


def _drawn(plan: HallPlan, lit: Collection[int], link: Link) -> DrawnHall:
    names = _company_names(booth.holder_id for booth in plan.booths if booth.holder_id)
    return DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in plan.obstructions),
        booths=tuple(_mark(booth, names, lit, link) for booth in plan.booths),
    )


def _mark(booth: PlannedBooth, names: dict[int, str], lit: Collection[int], link: Link) -> BoothMark:
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
        href=link(booth) if name or not booth.holder_id else None,  # a national pavilion has no page here
        selected=booth.id in lit,
    )


def _company_names(holder_ids: Iterable[int]) -> dict[int, str]:
    return dict(Booking.objects.filter(pk__in=set(holder_ids)).values_list("pk", "company__name"))
