"""Pages with a plan in its viewer, for measuring: one hall of 1,500 booths, or a venue of 5,000."""

from dataclasses import replace
from itertools import batched

from django.template.loader import render_to_string

from pavilions.plans.drawing import DrawnHall, ObstructionMark, draw_hall, draw_legend, draw_venue
from pavilions.plans.layout.generator.model_venue import BENCH_HALL, HALLS, VenueHall
from tests.pavilions.plans.drawing.marks import marks_of

HALLS_IN_A_ROW = 4
HALL_BOOTHS = 1_500


def viewer_page(booths: int) -> str:
    """A page with exactly so many booths, holders' names on a fifth of them, as the public pages have it."""
    drawing = draw_hall(_drawn(BENCH_HALL, booths)) if booths <= HALL_BOOTHS else _venue(booths)
    plan = render_to_string("pavilions/plans/viewer.html", {"drawing": drawing, "legend": draw_legend()})
    return (
        '<!doctype html><html lang="en" data-scripted><meta charset="utf-8"><title>Plan</title>'
        '<link rel="icon" href="/static/img/mark.svg"><link rel="stylesheet" href="/static/css/tokens.css">'
        '<link rel="stylesheet" href="/static/pavilions/space.css">'
        '<link rel="stylesheet" href="/static/pavilions/plan/plan.css">'
        '<link rel="stylesheet" href="/static/pavilions/plan/page.css">'
        f"{render_to_string('pavilions/plans/scripts.html')}<body>{plan}</body></html>"
    )


def _venue(booths: int) -> str:
    halls = [_drawn(hall, booths) for hall in HALLS]
    rest = booths - sum(len(hall.booths) for hall in halls)
    first = max(booth.id for hall in halls for booth in hall.booths) + 1
    halls.append(_drawn(BENCH_HALL, rest))
    apart = [
        replace(hall, booths=tuple(replace(booth, id=first * place + booth.id) for booth in hall.booths))
        for place, hall in enumerate(halls)
    ]
    return draw_venue(list(batched(apart, HALLS_IN_A_ROW)))


def _drawn(hall: VenueHall, most: int) -> DrawnHall:
    layout = hall.lay_out()
    obstructions = tuple(ObstructionMark(each.kind, each.ring) for each in layout.obstructions)
    priced = tuple(replace(mark, price=mark.area_sqm * 2_160) for mark in marks_of(layout)[:most])
    return DrawnHall(hall.name, hall.outline, obstructions, priced, currency="CNY")
