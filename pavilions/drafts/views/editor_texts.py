"""The texts of the editor's JavaScript modules, which fill in `%(name)s`."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pavilions.states import Availability, BoothKind, ObstructionKind

type Texts = dict[str, str | Promise]

MESSAGES: Final[Texts] = {
    "ready": _("Ready. Draw a booth with R, rows of booths with A; the keys are listed under ?."),
    "restored": _("Not saved before: %(count)s. It is here again and is being saved."),
    "not_loaded": _("The plan could not be loaded. Trying again…"),
    "kept": _("There is a problem, so it is not saved yet."),
    "drawn": _("Booth %(number)s drawn, %(area)s m²."),
    "obstructed": _("Drawn."),
    "moved": _("Moved: %(count)s."),
    "resized": _("Changed in size: %(number)s."),
    "turned": _("Turned: %(number)s."),
    "changed": _("Changed: %(count)s."),
    "removed": _("Removed: %(count)s. Undo brings them back."),
    "selected": _("Selected: %(count)s."),
    "too_small": _("Drag from one corner to the other. What is small needs a closer view."),
    "corners": _("%(count)s corners. Enter or a click on the first one closes the shape, Backspace takes one back."),
    "too_few_corners": _("A shape needs at least three corners that are not in one line."),
    "split_misses": _("The line does not cross a booth from wall to wall."),
    "no_figure": _("These figures do not make a shape yet."),
    "select_first": _("Select at least %(count)s first."),
    "mend_first": _("Mend or drop what is not saved first."),
    "asked_array": _("Drawing the booths…"),
    "asked_duplicate": _("Duplicating…"),
    "asked_split": _("Splitting %(number)s…"),
    "asked_merge": _("Merging %(count)s booths…"),
    "asked_renumber": _("Renumbering %(count)s booths…"),
    "conflict": _("Somebody else was faster. Choose beside the plan whose change is to stand."),
    "news": _("%(by)s changed %(numbers)s."),
    "news_gone": _("%(by)s changed the plan."),
    "lost": _("%(number)s was removed by another planner; your unsaved change to it is gone."),
    "closed": _("This version is no longer a draft. Nothing more can be changed here."),
    "tool_select": _("Select: click, Shift and click for several, drag over an area, double click for a row."),
    "tool_hand": _("Move the view: drag."),
    "tool_rectangle": _("Booth: drag from corner to corner."),
    "tool_ring": _("Booth by corners: click each corner. Shift: not only level and upright."),
    "tool_cut": _("Cut: drag a line through a booth. Shift: slanting."),
    "tool_obstruction": _("Obstruction: drag from corner to corner."),
    "tool_exit": _("Exit: drag from corner to corner."),
    "done_array": _("Drawn: %(numbers)s."),
    "done_duplicate": _("Duplicated: %(numbers)s."),
    "done_split": _("Split into %(numbers)s."),
    "done_merge": _("Merged into %(numbers)s."),
    "done_renumber": _("Renumbered: %(count)s."),
    "done_undo": _("Undone."),
    "done_redo": _("Done again."),
}
SAVING: Final[Texts] = {
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "kept": _("Not saved: %(count)s with a problem"),
    "offline": _("Not saved: no connection. Waiting: %(count)s"),
    "signed_out": _("Not saved: you are signed out. Sign in in another tab. Waiting: %(count)s"),
    "forbidden": _("Not saved: you may not change this plan any more"),
    "closed": _("No longer a draft"),
}
PROBLEMS: Final[Texts] = {
    "booths_overlap": _("%(number)s and %(other)s overlap."),
    "outside_hall": _("%(number)s is not wholly inside the hall."),
    "on_obstruction": _("%(number)s is too near to %(other)s."),
    "number_used_twice": _("The number %(number)s is used %(count)s times."),
    "booth_number_odd": _("%(number)s: a number has 1 to 20 visible characters."),
    "ring_empty": _("%(number)s encloses no area."),
    "ring_crossed": _("The outline of %(number)s crosses itself."),
    "ring_too_small": _("%(number)s is too small."),
    "ring_too_large": _("%(number)s is too large."),
    "ring_too_thin": _("%(number)s is thinner than 4 cm somewhere."),
    "ring_too_many_points": _("%(number)s has too many corners."),
    "ring_out_of_reach": _("%(number)s is too far out."),
    "refused": "%(message)s",
}
PREVIEWS: Final[Texts] = {
    "array": _("Booths: %(count)s (%(numbers)s)."),
    "duplicate": _("Booths: %(count)s (%(numbers)s)."),
    "split": _("Lines show the cuts."),
    "renumber": _("New numbers: %(numbers)s."),
    "rectangle": "",
    "ring": "",
    "problems": _("Problems: %(problems)s."),
}
EDITOR_TEXTS: Final[dict[str, str | Promise | Texts]] = {
    "listbox": _("Booths and obstructions of the hall"),
    "booths": _("Booths"),
    "obstructions": _("Obstructions"),
    "booth": _("Booth %(number)s, %(area)s m², %(kind)s, %(state)s"),
    "obstruction": _("%(kind)s, %(width)s × %(depth)s m"),
    "several": _("%(count)s selected, %(area)s m²"),
    "kinds": dict((*BoothKind.choices, *ObstructionKind.choices)),
    "states": dict(Availability.choices),
    "drop": _("Drop"),
    "mine": _("Mine again"),
    "theirs": _("Keep theirs"),
    "gone": _("what is gone"),
    "somebody": _("another planner"),
    "conflict": _("%(numbers)s: changed by %(by)s while you were changing it. Dashed: yours."),
    "said": MESSAGES,
    "saving": SAVING,
    "problems": PROBLEMS,
    "previews": PREVIEWS,
}
