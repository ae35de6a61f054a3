"""Plans of halls on paper, from A4 to A0, as one PDF or a picture; typeset by Typst."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst
from django.utils.translation import gettext as _

from ciie.web.document_fonts import document_fonts
from pavilions.floor.models.floor_plan import PlanBackground
from pavilions.geometry import bounds
from pavilions.plans.drawing import BackgroundMark, BoothMark, DrawnHall, ObstructionMark, draw_hall_for_print
from pavilions.plans.queries.plans import HallPlan
from pavilions.plans.queries.public_names import public_names
from pavilions.states import Availability, ObstructionKind

FOLDER = Path(__file__).parent / "typst"
PAPERS = {"a4": 8, "a3": 9, "a2": 11, "a1": 14, "a0": 18}
"""The font size in points for each paper."""

PICTURE_PPI = {"a4": 220, "a3": 200, "a2": 150, "a1": 110, "a0": 80}
"""Dots per inch of a picture, so that none is wider than about 4,000 pixels."""


@dataclass(frozen=True)
class Sheet:
    """A hall's plan with its header; `note` says of which edition and day it is."""

    plan: HallPlan
    note: str


def draw_sheets(sheets: Sequence[Sheet], *, paper: str, kind: Literal["pdf", "png", "svg"], made: str) -> bytes:
    """A PDF with one sheet for each hall, or the picture of the only one. `made` is the date in the footer.

    A background that is public, obstructions, the names that everybody may read and the whole legend are on it, as on
    the screen.
    """
    drawn: bytes = typst.compile(
        FOLDER / "sheet.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format=kind,
        ppi=float(PICTURE_PPI[paper]),
        sys_inputs={
            "sheets": json.dumps(
                [
                    {
                        "title": _("Plan of hall %(hall)s") % {"hall": sheet.plan.hall_name},
                        "note": sheet.note,
                        "is_wide": around.width >= around.depth,
                        "svg": draw_hall_for_print(_drawn(sheet.plan)),
                        "fittings": {
                            each.value: str(each.label)
                            for each in ObstructionKind
                            if any(obstruction.kind == each for obstruction in sheet.plan.obstructions)
                        },
                    }
                    for sheet in sheets
                    for around in [bounds(sheet.plan.outline)]
                ]
            ),
            "words": json.dumps(
                {
                    "title": _("Plans of halls"),
                    "paper": paper,
                    "size": PAPERS[paper],
                    "made": made,
                    "legend": {each.value: str(each.label) for each in Availability},
                }
            ),
        },
    )
    return drawn


def _drawn(plan: HallPlan) -> DrawnHall:
    names = public_names({booth.holder_id for booth in plan.booths if booth.holder_id})
    background = None
    if plan.background is not None and plan.background.is_public:
        drawing = PlanBackground.objects.values_list("drawing", flat=True).get(
            content_hash=plan.background.content_hash
        )
        href = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
        background = BackgroundMark(href, *plan.background.extent)
    return DrawnHall(
        name=plan.hall_name,
        outline=plan.outline,
        obstructions=tuple(ObstructionMark(each.kind, each.ring, each.name) for each in plan.obstructions),
        booths=tuple(
            BoothMark(
                id=booth.id,
                number=booth.number,
                ring=booth.ring,
                area_sqm=booth.area_sqm,
                availability=booth.availability,
                kind=booth.kind,
                open_sides=booth.open_sides,
                label=names.get(booth.holder_id or 0),
            )
            for booth in plan.booths
        ),
        background=background,
    )
