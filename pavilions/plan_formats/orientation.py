"""Whether a plan was probably drawn upside down: its y axis grows upwards, and nobody has said so."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import StatisticsError, correlation, mean
from typing import Final

from django.utils.translation import gettext as _

from pavilions.geometry import Ring, bounds
from pavilions.plan_formats.drawing import DrawnBooth, Level, PlanProblem
from pavilions.vector_files import Lettering

UPSIDE_DOWN: Final = "plan_upside_down"
FEWEST: Final = 4
FEWEST_ROWS: Final = 3
CLEAR: Final = 0.8
MOST_TURNED: Final = 0.6
_ROW = re.compile(r"([A-Z])-?\d+", re.IGNORECASE)


def turned_letterings(letterings: Sequence[Lettering], *, upside_down: bool) -> Iterator[PlanProblem]:
    """Told by the texts of the drawing; `upside_down`: it is turned over as it is read."""
    turned = sum(lettering.upright is upside_down for lettering in letterings)
    if len(letterings) >= FEWEST and turned >= MOST_TURNED * len(letterings):
        yield _hint(_("Most texts of the drawing stand on their heads: it is probably upside down."))


def turned_booths(booths: Sequence[DrawnBooth], present: Mapping[str, Ring]) -> Iterator[PlanProblem]:
    """Told by where the same booths lie on the present plan or, where there is none, by the order of the rows."""
    pairs = [(booth.ring_cm, present[booth.number.upper()]) for booth in booths if booth.number.upper() in present]
    if len(pairs) >= FEWEST:
        across = _agreement([(bounds(one).left, bounds(other).left) for one, other in pairs])
        down = _agreement([(bounds(one).top, bounds(other).top) for one, other in pairs])
        if down < -CLEAR and across > -CLEAR:
            yield _hint(_("Compared with the present plan, the booths lie upside down."))
    elif not present:
        yield from _turned_rows(booths)


def _turned_rows(booths: Sequence[DrawnBooth]) -> Iterator[PlanProblem]:
    """Rows are mostly lettered from the top: A, B, C."""
    rows = defaultdict(list)
    for booth in booths:
        if named := _ROW.fullmatch(booth.number):
            rows[named[1].upper()].append(bounds(booth.ring_cm).top)
    if len(rows) < FEWEST_ROWS:
        return
    if _agreement([(ord(letter), round(mean(tops))) for letter, tops in rows.items()]) < -CLEAR:
        first, last = min(rows), max(rows)
        sentence = _("Row %(first)s lies at the bottom and row %(last)s at the top: the plan may be upside down.")
        yield _hint(sentence % {"first": first, "last": last}, Level.NOTE)


def _agreement(pairs: Sequence[tuple[int, int]]) -> float:
    """From 1, both grow together, to -1, one grows as the other falls; 0 where one of them is always the same."""
    try:
        return correlation([one for one, _other in pairs], [other for _one, other in pairs])
    except StatisticsError:
        return 0.0


def _hint(sentence: str, level: Level = Level.WARNING) -> PlanProblem:
    return PlanProblem(level, UPSIDE_DOWN, sentence)
