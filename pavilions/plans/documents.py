"""Plans of halls on paper, from A4 to A0, as one PDF or a picture; set by typst."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst
from django.utils.translation import gettext as _

from ciie.web.document_fonts import document_fonts
from pavilions.geometry import bounds
from pavilions.plans.drawing import BoothMark, DrawnHall, ObstructionMark, draw_hall_for_print
from pavilions.plans.queries.plans import HallPlan
from pavilions.states import Availability

FOLDER = Path(__file__).parent / "typst"
PAPERS = {"a4": 8, "a3": 9, "a2": 11, "a1": 14, "a0": 18}
"""Each paper with the size of its letters in points."""

PICTURE_PPI = {"a4": 220, "a3": 200, "a2": 150, "a1": 110, "a0": 80}
"""Dots per inch of a picture, so that none is wider than about 4,000 pixels."""


@dataclass(frozen=True)
class Sheet:
    """One hall's plan with what stands over it; `note` says of which edition, version and moment it is."""

    plan: HallPlan
    note: str


def draw_sheets(sheets: Sequence[Sheet], *, paper: str, kind: Literal["pdf", "png"], made: str) -> bytes:
    """A PDF with one sheet for each hall, or the picture of the only one. `made` says when, at the foot."""
    drawn: bytes = typst.compile(
        FOLDER / "sheet.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format=kind,
        ppi=float(PICTURE_PPI[paper]),
        sys_inputs={
            "sheets": json.dumps([_written(sheet) for sheet in sheets]),
            "words": json.dumps(_words(paper, made)),
        },
    )
    return drawn


def _written(sheet: Sheet) -> dict[str, object]:
    around = bounds(sheet.plan.outline)
    return {
        "title": _("Plan of hall %(hall)s") % {"hall": sheet.plan.hall_name},
        "note": sheet.note,
        "is_wide": around.width >= around.depth,
        "svg": draw_hall_for_print(_drawn(sheet.plan)),
    }


def _words(paper: str, made: str) -> dict[str, object]:
    return {
        "title": _("Plans of halls"),
        "paper": paper,
        "size": PAPERS[paper],
        "made": made,
        "legend": {each.value: str(each.label) for each in Availability},
    }


def _drawn(plan: HallPlan) -> DrawnHall:
    return DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in plan.obstructions),
        booths=tuple(
            BoothMark(
                id=booth.id,
                number=booth.number,
                ring=booth.ring,
                area_sqm=booth.area_sqm,
                availability=booth.availability,
                kind=booth.kind,
                open_sides=booth.open_sides,
            )
            for booth in plan.booths
        ),
    )
