"""Patterns and glyphs: availability shows without colour, as dots, stripes or crosses over a ground.

The style sheet gives their colours; a booth names its pattern in a `fill` attribute, since a style sheet in a file of
its own cannot point into the page that uses it.
"""

from pavilions.states import Availability

PATTERNED = frozenset({Availability.HELD, Availability.RESERVED, Availability.BLOCKED})

_GROUND = '<rect class="ground" width="90" height="90"/>'


def pattern_of(availability: Availability) -> str:
    """The `fill` attribute of a booth, with a leading space; empty where a plain ground says it."""
    return f' fill="url(#plan-{availability.value})"' if availability in PATTERNED else ""


def _pattern(availability: Availability, marks: str) -> str:
    return (
        f'<pattern id="plan-{availability.value}" class="{availability.value}" patternUnits="userSpaceOnUse"'
        f' width="90" height="90">{_GROUND}{marks}</pattern>'
    )


def _glyph(name: str, path: str) -> str:
    return f'<symbol id="plan-{name}" viewBox="0 0 24 24"><path d="{path}"/></symbol>'


DEFINITIONS = (
    "<defs>"
    + _pattern(
        Availability.HELD, '<circle class="mark" cx="22" cy="22" r="11"/><circle class="mark" cx="67" cy="67" r="11"/>'
    )
    + _pattern(Availability.RESERVED, '<path class="line" d="M-10 55L55-10M35 100L100 35"/>')
    + _pattern(Availability.BLOCKED, '<path class="line" d="M0 0L90 90M90 0L0 90"/>')
    + _glyph("tick", "M9.2 19.4 2.6 12.8 5 10.4l4.2 4.2L19 4.8l2.4 2.4z")
    + _glyph("star", "M12 1.8l3.1 6.6 7.2.9-5.3 5 1.4 7.1L12 17.9l-6.4 3.5L7 14.3l-5.3-5 7.2-.9z")
    + "</defs>"
)
