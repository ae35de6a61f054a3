"""The page of the editor. The browser draws the plan from the responses of `views.editor_api`."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.refusals import perform
from pavilions.drawings.geometry import corner_lines
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.drafts.operations.drafts import show_background
from pavilions.plans.drafts.queries.draft_contents import allotments_of_hall, background_of
from pavilions.plans.drawing import LAYER_OF_KIND, BackgroundMark, DrawnHall, Layer, draw_hall
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.queries import exit_clearance_cm
from pavilions.plans.views.plan_files import WRITERS
from pavilions.states import Availability, BoothKind, ObstructionKind, PlanState

KEYS = (
    (("←", "→", "↑", "↓"), _("move the selection by one grid step; otherwise go to the next booth")),
    (("Shift", "← → ↑ ↓"), _("move by 10 cm")),
    (("Tab",), _("next booth, while one is selected")),
    (("Space",), _("select or deselect")),
    (("Enter", "F2"), _("change the number")),
    (("W",), _("select the whole row")),
    (("Ctrl", "A"), _("select all")),
    (("Delete",), pgettext_lazy("edit", "remove")),
    (("Ctrl", "Z"), _("undo")),
    (("Ctrl", "Shift", "Z"), _("redo")),
    (("Ctrl", "C"), _("copy")),
    (("Ctrl", "V"), _("paste at the pointer, in this hall or another")),
    (("G",), _("group, or take the group apart")),
    (("Esc",), _("cancel, close, clear the selection")),
    (("Alt",), _("while dragging: no snapping")),
    (("Space",), _("while dragging: move the view")),
    (("+", "-", "0"), _("zoom in, zoom out, whole hall")),
    (("?",), _("this list")),
)
GRID_STEPS = ((0, _("none")), (10, "0.1 m"), (25, "0.25 m"), (50, "0.5 m"), (100, "1 m"), (300, "3 m"))
DIRECTIONS = (
    ("right", _("to the right, row by row")),
    ("left", _("to the left, row by row")),
    ("snake", _("back and forth")),
    ("down", _("down, column by column")),
    ("up", _("up, column by column")),
)
FILE_NAMES = {"dxf": "DXF", "svg": "SVG", "geojson": "GeoJSON"}

type Texts = dict[str, str | Promise]
"""Texts of the editor's JavaScript modules, which fill in `%(name)s`."""

MESSAGES: Final[Texts] = {
    "ready": _("Ready. Press R to draw a booth, A to draw rows of booths, and ? to see all keys."),
    "restored": _("Not saved earlier: %(count)s. Your changes have been restored and are being saved."),
    "not_loaded": _("The plan could not be loaded. Trying again…"),
    "kept": _("There is a problem, so nothing has been saved yet."),
    "drawn": _("Booth %(number)s drawn, %(area)s m²."),
    "obstructed": _("Drawn."),
    "moved": _("Moved: %(count)s."),
    "resized": _("Resized: %(number)s."),
    "turned": _("Turned: %(number)s."),
    "changed": _("Changed: %(count)s."),
    "removed": _("Removed: %(count)s. Undo brings them back."),
    "spared": _(
        "Removed: %(count)s. Undo brings them back. Obstructions and exits (%(left)s) are still there and selected; "
        "remove them separately."
    ),
    "selected": _("Selected: %(count)s."),
    "too_small": _("Drag from one corner to the other. Zoom in to draw small shapes."),
    "no_wall": _("Click a wall, or drag along it. Alt: from corner to corner, anywhere."),
    "corners": _(
        "Corners: %(count)s. Enter or a click on the first one closes the shape; Backspace removes the last one."
    ),
    "too_few_corners": _("A shape needs at least three corners that are not in one line."),
    "split_misses": _("The line does not cross a booth from side to side."),
    "no_split": _("Enter 2 to 100 parts, or an area smaller than that of the booth."),
    "no_figure": _("These values do not form a valid shape."),
    "select_first": _("Select at least %(count)s first."),
    "mend_first": _("Correct or discard the unsaved changes of %(numbers)s first."),
    "copied": _("Copied: %(count)s. Ctrl+V places them where the pointer is, in this hall or another."),
    "nothing_copied": _("Nothing has been copied. Select something and press Ctrl+C."),
    "pasted": _("Pasted: %(count)s."),
    "not_kept": _("This browser has no room left to keep copies."),
    "grouped": _("Grouped: %(count)s. They are selected together until the page is left. G takes the group apart."),
    "ungrouped": _("Taken apart: %(count)s."),
    "template_unnamed": _("Enter a name for the template."),
    "template_there": _("There is a template “%(name)s” already. Choose another name, or remove it first."),
    "template_kept": _("The template “%(name)s” has been kept."),
    "asked_array": _("Drawing the booths…"),
    "asked_duplicate": _("Duplicating…"),
    "asked_split": _("Splitting %(number)s…"),
    "asked_merge": _("Merging: %(count)s…"),
    "asked_renumber": _("Renumbering: %(count)s…"),
    "conflict": _("Someone else made a change first. Choose next to the plan which change to keep."),
    "news": _("%(by)s changed %(numbers)s."),
    "news_gone": _("%(by)s changed the plan."),
    "closed": _("This version is no longer a draft. Nothing more can be changed here."),
    "tool_select": _("Select: click, Shift and click for several, drag over an area, double click for a row."),
    "tool_hand": _("Move the view: drag."),
    "tool_rectangle": _("Booth: drag from corner to corner."),
    "tool_ring": _("Booth by corners: click each corner. Shift: any angle."),
    "tool_measure": _("Measure: drag from one point to another."),
    "measured": _("%(length)s m."),
    "tool_cut": _("Cut: drag a line through a booth. Shift: any angle."),
    "tool_obstruction": _("Fitting or text: choose its kind, then drag from corner to corner."),
    "tool_outline": _("Outline: drag a corner, or a wall where a new corner is to be; then save beside the plan."),
    "tool_exit": _("Exit: click a wall, or drag along it. Alt: from corner to corner, anywhere."),
    "done_array": _("Drawn: %(numbers)s."),
    "done_duplicate": _("Duplicated: %(numbers)s."),
    "done_split": _("Split into %(numbers)s."),
    "done_merge": _("Merged into %(numbers)s."),
    "done_renumber": _("Renumbered: %(count)s."),
    "done_undo": _("Undone."),
    "done_redo": _("Redone."),
}
SAVING: Final[Texts] = {
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "kept": _("Not saved: %(count)s with a problem"),
    "offline": _("Not saved: no connection. Waiting: %(count)s"),
    "signed_out": _("Not saved: you are signed out. Sign in in another tab. Waiting: %(count)s"),
    "forbidden": _("Not saved: you can no longer change this plan"),
    "closed": _("No longer a draft"),
}
PROBLEMS: Final[Texts] = {
    "booths_overlap": _("%(number)s and %(other)s overlap."),
    "outside_hall": _("%(number)s is not completely inside the hall."),
    "on_obstruction": _("%(number)s is too close to %(other)s."),
    "number_used_twice": _("The number %(number)s is used %(count)s times."),
    "booth_number_odd": _("%(number)s: a number has 1 to 20 visible characters."),
    "ring_empty": _("%(number)s encloses no area."),
    "ring_crossed": _("The outline of %(number)s crosses itself."),
    "ring_too_small": _("%(number)s is too small."),
    "ring_too_large": _("%(number)s is too large."),
    "ring_too_thin": _("%(number)s is narrower than 4 cm in places."),
    "ring_too_many_points": _("%(number)s has too many corners."),
    "ring_out_of_reach": _("%(number)s is outside the area that can be drawn."),
    "refused": "%(message)s",
}
PREVIEWS: Final[Texts] = {
    "array": _("Booths: %(count)s (%(numbers)s)."),
    "duplicate": _("Booths: %(count)s (%(numbers)s)."),
    "split": _("Lines show the cuts."),
    "cut": _("Lines show the cuts."),
    "measure": _("%(length)s m."),
    "renumber": _("New numbers: %(numbers)s."),
    "rectangle": "",
    "ring": "",
    "problems": _("Problems: %(problems)s."),
    "left_out": _("Left out because of a problem: %(numbers)s."),
}
EDITOR_TEXTS: Final[dict[str, str | Promise | Texts]] = {
    "listbox": _("Booths and obstructions of the hall"),
    "booths": _("Booths"),
    "obstructions": _("Obstructions"),
    "booth": _("Booth %(number)s, %(area)s m², %(kind)s, %(state)s"),
    "booth_of": _("Booth %(number)s, %(area)s m², %(kind)s, %(state)s, %(holder_name)s"),
    "others": _("Also here: %(names)s"),
    "obstruction": _("%(kind)s, %(width)s × %(depth)s m"),
    "obstruction_of": _("%(kind)s “%(name)s”, %(width)s × %(depth)s m"),
    "usable": _("Usable, without columns: %(area)s m²"),
    "several": _("%(count)s selected, %(area)s m²"),
    "kinds": dict((*BoothKind.choices, *ObstructionKind.choices)),
    "states": dict(Availability.choices),
    "drop": _("Discard"),
    "mine": _("Use mine"),
    "theirs": _("Keep theirs"),
    "gone": _("the removed objects"),
    "somebody": _("another planner"),
    "conflict": _("%(numbers)s: changed by %(by)s while you were changing it. Dashed: yours."),
    "lost": _("%(name)s: another planner removed it while you were changing it. Dashed: yours."),
    "again": _("Draw it again"),
    "template_remove": pgettext_lazy("template", "Remove"),
    "said": MESSAGES,
    "saving": SAVING,
    "problems": PROBLEMS,
    "previews": PREVIEWS,
}


@dataclass(frozen=True)
class Tool:
    """A button of the toolbar and its key. A tool that `stays` is active until another one is chosen."""

    name: str
    key: str
    icon: str
    label: str | Promise
    stays: bool = True
    ends_group: bool = False


TOOLS = (
    Tool("select", "V", "mouse-pointer-2", _("Select")),
    Tool("hand", "H", "map", _("Pan")),
    Tool("measure", "L", "ruler", pgettext_lazy("tool", "Measure"), ends_group=True),
    Tool("rectangle", "R", "square", _("Booth")),
    Tool("ring", "P", "pentagon", pgettext_lazy("tool", "Corners")),
    Tool("array", "A", "grid-3x3", pgettext_lazy("tool", "Rows"), stays=False),
    # Translators: A thing that stands in a hall, such as a column or a hydrant; a tool of the plan's editor.
    Tool("obstruction", "O", "circle-dot", _("Fitting")),
    Tool("exit", "E", "log-out", _("Exit")),
    Tool("outline", "U", "square-dashed", _("Outline"), ends_group=True),
    # Translators: Cut booths apart along a line: a tool of the plan's editor.
    Tool("cut", "K", "scissors", _("Cut")),
    # Translators: Divide a booth into equal parts: a tool of the plan's editor.
    Tool("split", "S", "grid-2x2", _("Split"), stays=False),
    Tool("merge", "M", "combine", _("Merge"), stays=False),
    # Translators: Copy shapes on the plan: a verb, a tool of the plan's editor.
    Tool("duplicate", "D", "copy", _("Duplicate"), stays=False),
    Tool("renumber", "N", "list", _("Renumber"), stays=False),
)


ARRANGEMENTS = (
    (
        pgettext_lazy("several on a plan", "Align"),
        (
            ("align x 0", pgettext_lazy("align", "left")),
            ("align x 0.5", pgettext_lazy("align", "centre")),
            ("align x 1", pgettext_lazy("align", "right")),
            ("align y 0", pgettext_lazy("align", "top")),
            ("align y 0.5", pgettext_lazy("align", "middle")),
            ("align y 1", pgettext_lazy("align", "bottom")),
        ),
    ),
    (
        pgettext_lazy("several on a plan", "Distribute"),
        (("spread x", pgettext_lazy("align", "across")), ("spread y", pgettext_lazy("align", "down"))),
    ),
    (
        pgettext_lazy("several on a plan", "Mirror"),
        (("mirror x", pgettext_lazy("align", "across")), ("mirror y", pgettext_lazy("align", "down"))),
    ),
)
"""The commands that arrange several selected items at once."""


@only("pavilions.plan_floor")
@require_safe
def edit(request: PersonRequest, plan: int) -> HttpResponse:
    """Show the editor of a draft or, for any other version, a note that it cannot be changed."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition", "background"), pk=plan)
    require("pavilions.plan_floor", request.user, found.hall)
    picture = background_of(found)
    background = BackgroundMark(*(picture[key] for key in ("href", "x", "y", "width", "height"))) if picture else None
    generator_query = urlencode([("edition", str(found.edition.number)), ("hall", found.hall.name)])
    context = {
        "plan": found,
        "is_draft": found.state == PlanState.DRAFT,
        "drawing": draw_hall(DrawnHall(found.hall.name, ring_of(found.hall.outline), (), (), background=background)),
        "exit_clearance_m": f"{exit_clearance_cm(found.hall, found.edition.opens_date) / 100:g}",
        "corners": corner_lines(found.hall.outline),
        "tools": TOOLS,
        "arrangements": ARRANGEMENTS,
        "keys": KEYS,
        "grid_steps": GRID_STEPS,
        "directions": DIRECTIONS,
        "booth_kinds": BoothKind.choices,
        "obstruction_kinds": ObstructionKind.choices,
        "layers": [*dict.fromkeys(LAYER_OF_KIND.values()), Layer.BACKGROUND],
        "allotments": allotments_of_hall(found),
        "words": EDITOR_TEXTS,
        "generator": f"{reverse('hall_plans:generate')}?{generator_query}",
        "file_kinds": [(kind, FILE_NAMES[kind]) for kind in WRITERS],
    }
    return render(request, "pavilions/drafts/editor.html", context)


@only("pavilions.plan_floor")
@require_POST
def share_background(request: PersonRequest, plan: int) -> HttpResponse:
    """Set whether the background of a draft is for everybody, or for the organizer's team alone."""
    is_public = request.POST.get("public") == "1"
    perform(
        request,
        lambda: show_background(plan, is_public=is_public, actor=request.user, at=now()),
        gettext("The background will be on public pages.") if is_public else gettext("The background is for the team."),
    )
    return redirect("drafts:editor", plan)
