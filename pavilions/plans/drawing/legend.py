"""The key to a drawing: a swatch and a word for each thing its booths can be."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pavilions.plans.drawing.patterns import pattern_of
from pavilions.states import Availability


def draw_legend(*, with_mine: bool = False, with_selected: bool = False) -> SafeString:
    """A `<ul class="plan-legend">`, to stand beside a drawing on the same page, whose patterns it uses."""
    entries = [_entry(each.value, pattern_of(each), str(each.label), "") for each in Availability]
    if with_mine:
        entries.append(_entry("held mine", pattern_of(Availability.HELD), gettext("yours"), "star"))
    if with_selected:
        entries.append(_entry("free selected", "", gettext("selected"), "tick"))
    title = escape(gettext("Key to the plan"))
    return mark_safe(f'<ul class="plan-legend" aria-label="{title}">{"".join(entries)}</ul>')  # noqa: S308  (escaped)


def _entry(classes: str, pattern: str, words: str, glyph: str) -> str:
    drawn = f'<use href="#plan-{glyph}" x="75" y="15" width="150" height="150"/>' if glyph else ""
    return (
        f'<li><svg class="plan-swatch" viewBox="0 0 300 180" aria-hidden="true">'
        f'<g class="booth {classes}"{pattern}><path d="M6 6h288v168h-288z"/>{drawn}</g></svg>{escape(words)}</li>'
    )
