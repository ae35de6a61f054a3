"""Charts as plain geometry for an SVG template: no colours, no database, no inline style."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 110, 18, 44
LABEL_HEIGHT = 16
STEPS = (1, 2, 5)
WANTED_TICKS = 5


@dataclass(frozen=True)
class PacePoint:
    """The m² booked a number of days before the opening. They are estimated where no source gives the figure."""

    days_before: int
    area_sqm: int
    is_estimated: bool = False


@dataclass(frozen=True)
class PaceSeries:
    """The points of one edition. `is_current` marks the edition that the chart is about."""

    label: str
    points: tuple[PacePoint, ...]
    is_current: bool = False


@dataclass(frozen=True)
class Tick:
    at: float
    value: int


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    point: PacePoint


@dataclass(frozen=True)
class Line:
    """A polyline with its dots. `number` distinguishes lines by dash and shade; 0 is the current edition."""

    number: int
    label: str
    path: str
    dots: tuple[Dot, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True)
class PaceChart:
    """The geometry of a chart. x is days before the opening (right is later), y is m²; lengths are view box units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]


def pace_chart(series: Sequence[PaceSeries], *, capacity_sqm: int = 0, days: int = 365) -> PaceChart:
    """Draw editions together by days before the opening. The current one is drawn last, on top.

    Days after the opening are left out, and so is an edition without figures before it.
    """
    until_opening = (replace(s, points=tuple(p for p in s.points if p.days_before >= 0)) for s in series)
    drawn = [each for each in until_opening if each.points]
    y_ticks = _round_ticks(max([capacity_sqm, *(point.area_sqm for each in drawn for point in each.points)]))
    scale = _Scale(days, y_ticks[-1])
    others = [each for each in drawn if not each.is_current]
    numbered = [*enumerate(others, 1), *((0, each) for each in drawn if each.is_current)]
    lines = [_line(number, each, scale) for number, each in numbered]
    return PaceChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        x_ticks=tuple(Tick(scale.x(day), day) for day in range(days // 60 * 60, -1, -60)),
        y_ticks=tuple(Tick(scale.y(area), area) for area in y_ticks),
        lines=tuple(_apart(lines)),
    )


@dataclass(frozen=True)
class _Scale:
    days: int
    most: int

    def x(self, days_before: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (1 - min(days_before, self.days) / self.days), 1)

    def y(self, area_sqm: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * area_sqm / self.most, 1)


def _line(number: int, series: PaceSeries, scale: _Scale) -> Line:
    points = sorted(series.points, key=lambda point: -point.days_before)
    dots = tuple(Dot(scale.x(point.days_before), scale.y(point.area_sqm), point) for point in points)
    path = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
    return Line(number, series.label, path, dots, dots[-1].x + 8, dots[-1].y + 4)


def _apart(lines: Iterable[Line]) -> list[Line]:
    """Return the lines in order, with labels shifted down where two would overlap."""
    label_y: dict[int, float] = {}
    taken: list[Line] = []
    for line in sorted(lines, key=lambda line: line.label_y):
        below = [label_y[other.number] for other in taken if abs(other.label_x - line.label_x) < RIGHT]
        label_y[line.number] = max([line.label_y, *(y + LABEL_HEIGHT for y in below)])
        taken.append(line)
    return [replace(line, label_y=label_y[line.number]) for line in sorted(taken, key=lambda line: -line.number)]


def _round_ticks(most: int) -> list[int]:
    """Return about five ticks from 0 to at least `most`, a round number apart."""
    rough = max(most, 1) / WANTED_TICKS
    power = 1
    while power * 10 <= rough:
        power *= 10
    step = next((times * power for times in STEPS if times * power >= rough), 10 * power)
    return list(range(0, -(-max(most, 1) // step) * step + 1, step))
