"""Hall plans on organizers' pages: who holds which booth, with some booths highlighted."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from exhibitors.bookings.models import Booking
from pavilions.plans.drawing import BoothMark, DrawnHall, ObstructionMark, draw_hall, draw_legend
from pavilions.plans.queries.plans import PlannedBooth, published_plan

type Link = Callable[[PlannedBooth], str | None]


@dataclass(frozen=True)
class HighlightedPlan:
    """A hall's drawing and its key, for `pavilions/plans/viewer.html`; `booths` are those on it."""

    hall: str
    drawing: SafeString
    legend: SafeString
    booths: tuple[PlannedBooth, ...]


def highlighted_plan(edition_id: int, hall_name: str, booth_ids: Collection[int], link: Link) -> HighlightedPlan | None:
    """The published plan with these booths highlighted and every company named; four queries."""
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
            href=link(booth) if name or not booth.holder_id else None,  # a national pavilion has no page here
            selected=booth.id in booth_ids,
        )

    hall = DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in plan.obstructions),
        booths=tuple(mark(booth) for booth in plan.booths),
    )
    return HighlightedPlan(plan.hall_name, draw_hall(hall), draw_legend(with_selected=True), plan.booths)


def to_its_booking(booth: PlannedBooth) -> str | None:
    """Where a booth that somebody holds leads to."""
    return reverse("organizer:review", args=[booth.holder_id]) if booth.holder_id else None


def to_nowhere(booth: PlannedBooth) -> None:
    """Booths that are chosen with the boxes beside the plan."""
