"""The maps of a letter, drawn as SVG from what the letter has frozen: greys, and the confirmed booths in colour."""

from html import escape
from typing import Any

HALL_MARGIN = 0.01
"""Room around a hall, as a share of its longer side."""
NEAR_MARGIN_CM = 1_200
NEAR_PROPORTION = 2.2
"""Width to depth, as the page has room for."""
WORTH_A_CLOSE_LOOK = 0.7
"""Where the booths with their surroundings take a smaller share than this of the hall's width, they are drawn apart."""
HAIRLINES = 900
"""Lines of the plan, from one side to the other: a line is a nine-hundredth of the drawing."""
LARGEST_NUMBER, SMALLEST_NUMBER = 1 / 24, 1 / 150
"""Heights of booth numbers, as shares of the drawing's longer side; a smaller one could not be read."""


def draw_whole(frozen: dict[str, Any]) -> str:
    """The hall with all its booths."""
    margin = round(max(frozen["box"][2:]) * HALL_MARGIN)
    return _svg(frozen, _grown(frozen["box"], margin))


def draw_near(frozen: dict[str, Any]) -> str:
    """The lit booths with a dozen metres or more around; empty where that would be most of the hall."""
    near = _widened(_grown(frozen["around"], NEAR_MARGIN_CM))
    hall_width = frozen["box"][2]
    return _svg(frozen, near) if near[2] < WORTH_A_CLOSE_LOOK * hall_width else ""


def _svg(frozen: dict[str, Any], view: list[int]) -> str:
    line = max(view[2:]) / HAIRLINES
    lit = "".join(f'<path d="{booth["path"]}"/>' for booth in frozen["lit"])
    numbers = "".join(_number(booth, max(view[2:])) for booth in frozen["lit"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, view))}">'
        f'<path d="{frozen["outline"]}" fill="#ffffff" stroke="#1b2430" stroke-width="{3 * line:.1f}"/>'
        f'<path d="{frozen["plan"]}" fill="#eef1f4" stroke="#9aa5b1" stroke-width="{line:.1f}"/>'
        f'<path d="{frozen["fixtures"] or "M0 0"}" fill="#5b6776"/>'
        f'<g fill="#0b6770" stroke="#04363b" stroke-width="{1.5 * line:.1f}">{lit}</g>'
        f'<g fill="#ffffff" font-family="Noto Sans SC" font-weight="600" text-anchor="middle">{numbers}</g></svg>'
    )


def _number(booth: dict[str, Any], view_side: int) -> str:
    """The booth's number inside it, as large as fits; nothing where it would be too small to read."""
    left, top, width, depth = booth["room"]
    size = min(1.3 * width / len(booth["number"]), 0.6 * depth, view_side * LARGEST_NUMBER)
    if size < view_side * SMALLEST_NUMBER:
        return ""
    x, y = left + width / 2, top + depth / 2 + size * 0.36
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:.0f}">{escape(booth["number"])}</text>'


def _grown(box: list[int], margin: int) -> list[int]:
    left, top, width, depth = box
    return [left - margin, top - margin, width + 2 * margin, depth + 2 * margin]


def _widened(box: list[int]) -> list[int]:
    left, top, width, depth = box
    missing = max(0, round(depth * NEAR_PROPORTION) - width)
    return [left - missing // 2, top, width + missing, depth]
