"""Draws plans of halls on paper, from A4 to A0, as one PDF or a picture. Typst does the typesetting."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciie.kernel.bilingual import in_language
from ciie.kernel.wording import figure_words
from ciie.web.document_fonts import document_fonts
from pavilions.drawings.geometry import bounds
from pavilions.floor.models.floor_plan import PlanBackground
from pavilions.plans.drawing import BackgroundMark, BoothMark, DrawnHall, ObstructionMark, draw_hall_on_sheet, margin_mm
from pavilions.plans.drawing.lettering import cut_to
from pavilions.plans.drawing.papers import EDGE_MM, PAPERS, STRIP_EMS, Paper, placing_of
from pavilions.plans.queries.plans import HallPlan
from pavilions.plans.queries.public_names import public_names
from pavilions.states import Availability, ObstructionKind

FOLDER = Path(__file__).parent / "typst"
type Kind = Literal["pdf", "png", "svg"]

BAR_MM = 60
"""The scale bar is at most this long on paper."""
LONGEST_EMS = 45
"""Text in the title block that is wider than this is cut off; narrower text is scaled down to fit its field."""
BAR_STEPS_M = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Sheet:
    """A hall's plan and the facts for its title block. `state` is the state of the plan's version; `drawn_by` names
    people, for the team.

    On the team's sheets a draft is marked as one, and the background is drawn even if it is not public.
    """

    plan: HallPlan
    edition: str
    state: str
    is_draft: bool = False
    is_for_team: bool = False
    drawn_by: str = ""


def draw_sheets(sheets: Sequence[Sheet], *, paper: str, ratio: int | None, kind: Kind, made: str) -> bytes:
    """Return a PDF with one sheet per hall, or the picture of a single hall. `made` is the date in the title block.

    Each hall is drawn at 1 to `ratio` or, if this is None, as large as its sheet has room. As on the screen, a sheet
    shows a public background, obstructions, the names that everybody may read, and the whole legend. Raise `Invalid`
    (`hall_too_large`).
    """
    drawn: bytes = typst.compile(
        FOLDER / "sheet.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format=kind,
        ppi=float(PAPERS[paper].ppi),
        sys_inputs={
            "sheets": json.dumps([_sheet(sheet, PAPERS[paper], ratio) for sheet in sheets]),
            "words": json.dumps(
                {
                    "title": _("Plans of halls"),
                    "paper": paper,
                    "size": PAPERS[paper].letters,
                    "edge": EDGE_MM,
                    "strip": STRIP_EMS,
                    "made": made,
                    "legend": {each.value: str(each.label) for each in Availability},
                    "draft": _("DRAFT"),
                    "north": _("North"),
                    "venue": [
                        pgettext("title block", "Venue"),
                        cut_to(in_language(settings.VENUE_NAME, settings.VENUE_NAME_ZH), LONGEST_EMS),
                    ],
                    "labels": {
                        "edition": pgettext("title block", "Edition"),
                        "hall": pgettext("title block", "Hall"),
                        "version": pgettext("title block", "Version"),
                        "ratio": pgettext("title block", "Scale"),
                        "paper": pgettext("title block", "Paper"),
                        "date": pgettext("title block", "Date"),
                        "sheet": pgettext("title block", "Sheet"),
                        "drawn": pgettext("title block", "Drawn"),
                        "checked": pgettext("title block", "Checked"),
                        "approved": pgettext("title block", "Approved"),
                    },
                }
            ),
        },
    )
    return drawn


def _sheet(sheet: Sheet, paper: Paper, ratio: int | None) -> dict[str, object]:
    plan, hall = sheet.plan, bounds(sheet.plan.outline)
    placing = placing_of(plan.hall_name, hall, paper, ratio)
    margin = 2 * margin_mm(paper.letters_mm)
    bar_m = max((step for step in BAR_STEPS_M if step * 1000 / placing.ratio <= BAR_MM), default=BAR_STEPS_M[0])
    cm_per_mm = placing.ratio / 10
    return {
        "hall": plan.hall_name,
        "edition": cut_to(sheet.edition, LONGEST_EMS),
        "version": f"{plan.version} · {sheet.state}",
        "is_draft": sheet.is_draft,
        "drawn": cut_to(sheet.drawn_by, LONGEST_EMS),
        "north": plan.north_turn,
        "is_wide": placing.is_wide,
        "ratio": f"1:{figure_words(placing.ratio)}",
        "svg": draw_hall_on_sheet(_drawn(sheet), cm_per_mm=cm_per_mm, letters_mm=paper.letters_mm),
        "width": hall.width / cm_per_mm + margin,
        "height": hall.depth / cm_per_mm + margin,
        "bar": [bar_m * 1000 / placing.ratio, _("%(metres)s m") % {"metres": bar_m}],
        "fittings": {
            each.value: str(each.label)
            for each in ObstructionKind
            if any(obstruction.kind == each for obstruction in plan.obstructions)
        },
    }


def _drawn(sheet: Sheet) -> DrawnHall:
    plan = sheet.plan
    names = public_names({booth.holder_id for booth in plan.booths if booth.holder_id})
    background = None
    if plan.background is not None and (plan.background.is_public or sheet.is_for_team):
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
