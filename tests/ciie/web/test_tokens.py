"""WCAG 2.2 contrast of the colours that are used on one another, measured from the stylesheets, light and dark."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

TOKENS = Path("ciie/static/css/tokens.css")
SPACE = Path("pavilions/static/pavilions/space.css")
LIGHT_DARK = re.compile(r"--ciie-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
ALWAYS = re.compile(r"--ciie-([\w-]+): (#\w{6});")
GROUNDS = ("canvas", "surface", "sunken", "raised", "hover")
TEXTS = ("ink", "ink-soft", "ink-faint", "accent", "accent-strong", "good", "warn", "bad", "note")
MEANINGS = ("accent", "good", "warn", "bad", "note")
BADGES = ("outline", "amber", "blue", "green", "violet", "red", "pale", "dark", "grey")
AVAILABILITIES = ("free", "held", "reserved", "booked", "blocked", "chosen", "own")
TEXT, SHAPE = 4.5, 3.0

PAIRS = [
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    *((meaning, f"{meaning}-soft", TEXT) for meaning in MEANINGS),
    *(("ink", f"{meaning}-soft", TEXT) for meaning in MEANINGS),
    *(("on-accent", ground, TEXT) for ground in ("accent", "accent-strong")),
    ("on-bad", "bad-strong", TEXT),
    *((text, "bar", TEXT) for text in ("bar-ink", "bar-ink-soft")),
    ("bar-ink", "bar-hover", TEXT),
    *((f"{badge}-ink", f"{badge}-ground", TEXT) for badge in BADGES),
    *((f"{state}-ink", f"{state}-fill", TEXT) for state in AVAILABILITIES),
    *((f"{state}-line", "surface", SHAPE) for state in AVAILABILITIES),
    *(("lit-line", ground, SHAPE) for ground in ("surface", "sunken")),
    *(("line-strong", ground, SHAPE) for ground in ("canvas", "surface", "raised")),
    *(("focus", ground, SHAPE) for ground in ("canvas", "surface")),
    *((f"series-{number}", "surface", SHAPE) for number in range(1, 5)),
]


@pytest.fixture(scope="module")
def colours() -> dict[str, tuple[str, str]]:
    css = TOKENS.read_text() + SPACE.read_text()
    always = {name: (colour, colour) for name, colour in ALWAYS.findall(css)}
    return always | {name: (light, dark) for name, light, dark in LIGHT_DARK.findall(css)}


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_can_be_distinguished(colours: dict[str, tuple[str, str]], front: str, back: str, least: float) -> None:
    for one, other in zip(colours[front], colours[back], strict=True):
        assert contrast(one, other) >= least


@pytest.mark.parametrize("theme", [0, 1])
def test_taken_booths_differ_from_free_ones_in_lightness(colours: dict[str, tuple[str, str]], theme: int) -> None:
    """Free ones are the brightest, and held, reserved and booked can be distinguished on a grey print too."""
    fills = [luminance(colours[f"{state}-fill"][theme]) for state in ("free", "held", "reserved", "booked")]
    assert fills == sorted(fills, reverse=True)
    assert all(abs(one - other) > 0.05 for one, other in pairwise(fills))
