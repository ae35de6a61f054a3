"""The page of the editor. The browser draws the plan from what `views.editor_api` answers."""

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
from pavilions.drafts.views.editor_texts import EDITOR_TEXTS
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.drawing import BackgroundMark, DrawnHall, draw_hall
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.views.plan_files import WRITERS
from pavilions.states import BoothKind, ObstructionKind, PlanState


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
    """The editor of a draft; for any other version, a note that it cannot be changed."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition", "background"), pk=plan)
    picture = background_of(found)
    background = BackgroundMark(*(picture[key] for key in ("href", "x", "y", "width", "height"))) if picture else None
    generator_query = urlencode([("edition", str(found.edition.number)), ("hall", found.hall.name)])
    context = {
        "plan": found,
        "is_draft": found.state == PlanState.DRAFT,
        "drawing": draw_hall(DrawnHall(found.hall.name, ring_of(found.hall.outline), (), (), background=background)),
        "tools": TOOLS,
        "keys": KEYS,
        "grid_steps": GRID_STEPS,
        "directions": DIRECTIONS,
        "booth_kinds": BoothKind.choices,
        "obstruction_kinds": ObstructionKind.choices,
        "allotments": allotments_of_hall(found),
        "words": EDITOR_TEXTS,
        "generator": f"{reverse('hall_plans:generate')}?{generator_query}",
        "file_kinds": [(kind, FILE_NAMES[kind]) for kind in WRITERS],
    }
    return render(request, "pavilions/drafts/editor.html", context)
