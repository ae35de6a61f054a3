"""The editor's page on a draft of so many booths, for measuring, and what it would fetch from the server."""

import json
from typing import Any

from django.template.loader import render_to_string

from pavilions.drawings.geometry import label_point
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.drafts.views.editor import DIRECTIONS, EDITOR_TEXTS, GRID_STEPS, KEYS, TOOLS
from pavilions.plans.drawing import BoothMark, DrawnHall, draw_hall
from pavilions.plans.layout.generator.model_venue import BENCH_HALL
from pavilions.states import BoothKind, ObstructionKind
from tests.pavilions.plans.drawing.marks import marks_of

STYLES = (
    "vendor/bootstrap-5.3.9/bootstrap.min",
    *(
        f"css/{name}"
        for name in ("tokens", "bootstrap-theme", "topbar", "shell", "parts", "badges", "feedback", "lists")
    ),
    *(f"pavilions/{name}" for name in ("space", "plan/plan", "plan-editor/editor", "plan-editor/panels")),
)
ALLOTMENT = {"id": 1, "section": "business", "sector": "food", "name": "Food & Agricultural Products"}


def editor_pages(booths: int) -> tuple[str, str, str]:
    """The page, the draft's contents, and that nothing has changed since."""
    news = {
        "revision": 0,
        "state": "draft",
        "everything": False,
        "changed": {"booths": [], "obstructions": []},
        "by": [],
        "others": [],
    }
    return _page(), json.dumps({**draft_contents(booths), "others": []}), json.dumps(news)


def draft_contents(booths: int) -> dict[str, Any]:
    """As `contents_of` says it of a plan in the database."""
    layout = BENCH_HALL.lay_out()
    return {
        "plan": 1,
        "hall": BENCH_HALL.name,
        "edition": 7,
        "version": 2,
        "state": "draft",
        "revision": 0,
        "outline": BENCH_HALL.outline,
        "booths": [_booth(mark) for mark in marks_of(layout)[:booths]],
        "obstructions": [
            {"id": place, "revision": 0, "kind": each.kind, "ring": each.ring, "clearance_cm": each.clearance_cm}
            for place, each in enumerate(layout.obstructions, start=1)
        ],
        "allotments": [ALLOTMENT],
        "background": None,
        "problems": [],
    }


def _booth(mark: BoothMark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "revision": 0,
        "number": mark.number,
        "ring": mark.ring,
        "area_sqm": str(mark.area_sqm),
        "open_sides": mark.open_sides,
        "open_sides_override": None,
        "obstructed_sqm": "0.00",
        "kind": mark.kind,
        "allotment": ALLOTMENT["id"],
        "blocked_reason": "",
        "label": label_point(mark.ring),
        "ancestors": [mark.number],
        "availability": mark.availability,
        "holder": None,
        "holder_name": "",
    }


def _page() -> str:
    hall = Hall(pk=1, name=BENCH_HALL.name, outline=[list(point) for point in BENCH_HALL.outline])
    context = {
        "plan": FloorPlan(pk=1, hall=hall, edition=Edition(pk=1, number=7, name="7th edition"), version=2),
        "is_draft": True,
        "drawing": draw_hall(DrawnHall(BENCH_HALL.name, BENCH_HALL.outline, (), ())),
        "tools": TOOLS,
        "keys": KEYS,
        "grid_steps": GRID_STEPS,
        "directions": DIRECTIONS,
        "booth_kinds": BoothKind.choices,
        "obstruction_kinds": ObstructionKind.choices,
        "allotments": [ALLOTMENT],
        "words": EDITOR_TEXTS,
    }
    links = "".join(f'<link rel="stylesheet" href="/static/{name}.css">' for name in STYLES)
    return (
        '<!doctype html><html lang="en" data-scripted><meta charset="utf-8"><title>Draft</title>'
        f'<link rel="icon" href="/static/img/mark.svg">{links}'
        '<script type="module" src="/static/pavilions/plan-editor/editor.js"></script>'
        f"<body class='drawing'>{render_to_string('pavilions/drafts/editor.html#desk', context)}</body></html>"
    )
