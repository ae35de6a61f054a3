"""Paper sizes, and the ratio at which a hall fits on one. The module is pure; lengths on paper are in millimetres."""

import math
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import Box
from pavilions.plans.drawing.sheets import margin_mm

POINT_MM: Final = 25.4 / 72
EDGE_MM: Final = 8
STRIP_EMS: Final = 12
"""The height of the legend and the title block together with the space above them, in multiples of the letter size."""

RATIOS: Final = (100, 200, 250, 500, 1000)


@dataclass(frozen=True)
class Paper:
    """A paper size in portrait format, the size of its letters in points, and the dots per inch of a picture of it.

    The dots per inch are chosen so that no picture is wider than about 4,000 pixels.
    """

    name: str
    width: int
    height: int
    letters: int
    ppi: int

    @property
    def letters_mm(self) -> float:
        """The size of the letters around the drawing, in millimetres."""
        return 0.85 * self.letters * POINT_MM

    def room(self, *, is_wide: bool) -> tuple[float, float]:
        """Return the width and the height that the sheet has for the hall itself, in millimetres."""
        across, down = (self.height, self.width) if is_wide else (self.width, self.height)
        around = 2 * (EDGE_MM + margin_mm(self.letters_mm))
        return across - around, down - around - STRIP_EMS * self.letters * POINT_MM


PAPERS: Final = {
    each.name: each
    for each in (
        Paper("a4", 210, 297, 8, 220),
        Paper("a3", 297, 420, 9, 200),
        Paper("a2", 420, 594, 11, 150),
        Paper("a1", 594, 841, 14, 110),
        Paper("a0", 841, 1189, 18, 80),
    )
}


@dataclass(frozen=True)
class Placing:
    """How a hall lies on its sheet: 1 to `ratio`, on paper that lies on its long side if `is_wide`."""

    ratio: int
    is_wide: bool


def placing_of(hall_name: str, hall: Box, paper: Paper, ratio: int | None) -> Placing:
    """Place the hall at this ratio or, if it is None, as large as it fits. Raise `Invalid` (`hall_too_large`)."""
    fitting = min((_fitting(hall, paper, is_wide=is_wide) for is_wide in (True, False)), key=lambda each: each.ratio)
    if ratio is None:
        return fitting
    if ratio >= fitting.ratio:
        return Placing(ratio, fitting.is_wide)
    words = {
        "hall": hall_name,
        "size": f"{hall.width / 100:g} × {hall.depth / 100:g} m",
        "paper": paper.name.upper(),
        "ratio": f"1:{figure_words(ratio)}",
    }
    smaller = next((each for each in RATIOS if each >= fitting.ratio), None)
    if smaller is None:
        sentence = _("Hall %(hall)s (%(size)s) does not fit on %(paper)s at %(ratio)s. Choose “to fit”.")
    else:
        words["smaller"] = f"1:{figure_words(smaller)}"
        sentence = _("Hall %(hall)s (%(size)s) does not fit on %(paper)s at %(ratio)s. It fits at %(smaller)s.")
    raise Invalid(sentence % words, code="hall_too_large", field="ratio")


def _fitting(hall: Box, paper: Paper, *, is_wide: bool) -> Placing:
    across, down = paper.room(is_wide=is_wide)
    return Placing(max(1, math.ceil(max(hall.width * 10 / across, hall.depth * 10 / down))), is_wide)
