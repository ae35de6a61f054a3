"""Draws two versions of a hall's plan as one: booths added, gone and changed, each in its pattern."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pavilions.drawings.geometry import Ring, bounds
from pavilions.plans.drawing.booths import Wording, define_pattern, legend_entry, legend_of, shape_of
from pavilions.plans.drawing.halls import draw_scale_bar, draw_surroundings, view_box
from pavilions.plans.drawing.lettering import Words, letter
from pavilions.plans.drawing.marks import DrawnHall


class Appearance(StrEnum):
    SAME = "same"
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedBooth:
    """A booth of either version; `words` say what changed, `label` is its holder, if any."""

    id: int
    number: str
    ring: Ring
    area_sqm: Decimal
    appearance: Appearance
    words: str = ""
    label: str | None = None
    href: str | None = None


_PATTERNS = {
    Appearance.ADDED: '<path class="line" d="M45 20V70M20 45H70"/>',
    Appearance.GONE: '<path class="line" d="M0 0L90 90M90 0L0 90"/>',
    Appearance.CHANGED: '<path class="line" d="M-10 55L55-10M35 100L100 35"/>',
}
DEFINITIONS = f"<defs>{''.join(define_pattern(each.value, marks) for each, marks in _PATTERNS.items())}</defs>"


def draw_changes(hall: DrawnHall, booths: Sequence[ChangedBooth]) -> SafeString:
    """Return an `<svg class="plan">` of a hall with these booths instead of its own. Booths that are gone lie
    underneath.
    """
    box = view_box(hall.outline)
    title = escape(gettext("Changes to the plan of hall %(hall)s") % {"hall": hall.name})
    in_order = sorted(booths, key=lambda booth: booth.appearance != Appearance.GONE)
    wording = Wording(hall.name)
    drawn = "".join(_booth(booth, hall.name, wording, tab=0 if at == 0 else -1) for at, booth in enumerate(in_order))
    return mark_safe(  # noqa: S308  (every value in it is a number or went through escape)
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan plan-changes" viewBox="{box}" role="group"'
        f' aria-label="{title}">{DEFINITIONS}{draw_surroundings(hall)}'
        f'<g class="booths" text-anchor="middle">{drawn}</g>{draw_scale_bar(bounds(hall.outline))}</svg>'
    )


def _booth(booth: ChangedBooth, hall_name: str, wording: Wording, *, tab: int) -> str:
    area = wording.area(booth.area_sqm)
    name = ", ".join(filter(None, (f"{hall_name}/{booth.number}", area, booth.words, booth.label)))
    tag, link = ("a", f' href="{escape(booth.href)}"') if booth.href else ("g", ' role="img"')
    shape = shape_of(booth.ring)
    middle = (shape.room.left + shape.room.right) // 2
    lines = "".join(
        f'<tspan x="{middle}" y="{line.baseline}" font-size="{line.size}">{escape(line.text)}</tspan>'
        for line in letter(shape.room, Words(booth.number, area, name=booth.words or booth.label or ""))
    )
    text = (
        f'<text aria-hidden="true"{shape.turned()}>{lines}</text>'
        if lines and booth.appearance != Appearance.GONE
        else ""
    )
    return (
        f'<{tag} id="booth-{booth.id}" class="booth {booth.appearance.value}"{_pattern_of(booth.appearance)}{link}'
        f' tabindex="{tab}"'
        f' aria-label="{escape(name)}" data-number="{escape(booth.number)}" data-area="{booth.area_sqm}">'
        f'<path d="{shape.path}"/>{text}</{tag}>'
    )


def draw_legend_of_changes() -> SafeString:
    """Return a `<ul class="plan-legend">` for the page of a drawing of changes, whose patterns it uses."""
    words = {
        Appearance.ADDED: gettext("new"),
        Appearance.GONE: gettext("removed, or as it was"),
        Appearance.CHANGED: gettext("changed"),
        Appearance.SAME: gettext("unchanged"),
    }
    return legend_of(
        legend_entry(appearance.value, _pattern_of(appearance), text, swatch="plan-swatch plan-changes")
        for appearance, text in words.items()
    )


def _pattern_of(appearance: Appearance) -> str:
    return f' fill="url(#plan-{appearance.value})"' if appearance in _PATTERNS else ""
