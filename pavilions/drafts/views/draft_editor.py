"""The page on which a draft is drawn. The drawing itself is made in the browser, from what `views.drafts` tells it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from pavilions.drafts.queries.draft_contents import allotments_of_hall, background_of
from pavilions.drafts.views.editor_words import editor_words
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.drawing import BackgroundMark, DrawnHall, draw_hall
from pavilions.plans.views.plan_files import WRITERS
from pavilions.states import BoothKind, ObstructionKind, PlanState


@dataclass(frozen=True)
class Tool:
    """A button of the toolbar and its key. A tool that `stays` is in hand until another is taken."""

    name: str
    key: str
    icon: str
    label: str | Promise
    stays: bool = True
    ends_group: bool = False


TOOLS = (
    Tool("select", "V", "mouse-pointer-2", _("Select")),
    Tool("hand", "H", "map", _("Pan"), ends_group=True),
    Tool("rectangle", "R", "square", _("Booth")),
    Tool("ring", "P", "pentagon", _("Corners")),
    Tool("array", "A", "grid-3x3", _("Rows"), stays=False),
    Tool("obstruction", "O", "circle-dot", _("Obstacle")),
    Tool("exit", "E", "log-out", _("Exit"), ends_group=True),
    Tool("cut", "K", "scissors", _("Cut")),
    Tool("split", "S", "grid-2x2", _("Split"), stays=False),
    Tool("merge", "M", "combine", _("Merge"), stays=False),
    Tool("duplicate", "D", "copy", _("Duplicate"), stays=False),
    Tool("renumber", "N", "list", _("Renumber"), stays=False),
)
KEYS = (
    (("←", "→", "↑", "↓"), _("move what is selected by a step of the grid; else go to the next booth")),
    (("Shift", "← → ↑ ↓"), _("move by 10 cm")),
    (("Tab",), _("next booth, while one is selected")),
    (("Space",), _("select, or no longer")),
    (("Enter", "F2"), _("change the number")),
    (("W",), _("select the whole row")),
    (("Ctrl", "A"), _("select all")),
    (("Delete",), _("remove")),
    (("Ctrl", "Z"), _("undo")),
    (("Ctrl", "Shift", "Z"), _("redo")),
    (("Esc",), _("give up, close, select nothing")),
    (("Alt",), _("while dragging: no snapping")),
    (("Space",), _("while dragging: move the view")),
    (("+", "-", "0"), _("closer, farther, whole hall")),
    (("?",), _("this list")),
)
GRID_STEPS = ((0, _("none")), (10, "0.1 m"), (25, "0.25 m"), (50, "0.5 m"), (100, "1 m"), (300, "3 m"))
DIRECTIONS = (
    ("right", _("to the right, row by row")),
    ("left", _("to the left, row by row")),
    ("snake", _("to and fro")),
    ("down", _("down, column by column")),
    ("up", _("up, column by column")),
)


FILE_NAMES = {"dxf": "DXF", "svg": "SVG", "geojson": "GeoJSON"}


@only("pavilions.plan_floor")
@require_safe
def edit(request: PersonRequest, plan: int) -> HttpResponse:
    """The editor on a draft; of any other version, that it is not to be changed."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition", "background"), pk=plan)
    outline = tuple((x, y) for x, y in found.hall.outline)
    context = {
        "plan": found,
        "is_draft": found.state == PlanState.DRAFT,
        "drawing": draw_hall(DrawnHall(found.hall.name, outline, (), (), background=_background(found))),
        "tools": TOOLS,
        "keys": KEYS,
        "grid_steps": GRID_STEPS,
        "directions": DIRECTIONS,
        "booth_kinds": BoothKind.choices,
        "obstruction_kinds": ObstructionKind.choices,
        "allotments": allotments_of_hall(found),
        "words": editor_words(),
        "generator": _generator(found),
        "file_kinds": [(kind, FILE_NAMES[kind]) for kind in WRITERS],
    }
    return render(request, "pavilions/drafts/editor.html", context)


def _generator(plan: FloorPlan) -> str:
    asked = urlencode([("edition", str(plan.edition.number)), ("hall", plan.hall.name)])
    return f"{reverse('hall_plans:generate')}?{asked}"


def _background(plan: FloorPlan) -> BackgroundMark | None:
    found = background_of(plan)
    return BackgroundMark(found["href"], found["x"], found["y"], found["width"], found["height"]) if found else None
