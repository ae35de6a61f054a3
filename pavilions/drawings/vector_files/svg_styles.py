"""The part of CSS that decides whether and in which colour something is drawn, and how large a text is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import tinycss2

from pavilions.drawings.vector_files.svg_tree import Node, numbers_in

LONGEST_SHEET: Final = 500_000
LONGEST_STYLE: Final = 4_000
MOST_CLASSES: Final = 20
PROPERTIES: Final = ("fill", "stroke", "font-size", "text-anchor", "visibility", "display")
_SELECTOR = re.compile(r"[A-Za-z]*[.#]?[\w-]+")
DEFAULT_FONT_SIZE: Final = 16.0
PIXELS: Final = {"pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
NONE: Final = frozenset({"none", "transparent"})

type Declarations = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paint:
    fill: str = "#000000"
    stroke: str = "none"
    font_size: float = DEFAULT_FONT_SIZE
    anchor: str = "start"
    shown: bool = True

    @property
    def filled(self) -> bool:
        return self.fill not in NONE

    @property
    def stroked(self) -> bool:
        return self.stroke not in NONE


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules for one class, one element or one id; rules with other selectors and at-rules are skipped."""

    rules: Mapping[str, Declarations]

    @classmethod
    def parse(cls, text: str) -> "StyleSheet":
        rules: dict[str, dict[str, str]] = {}
        for rule in tinycss2.parse_stylesheet(text[:LONGEST_SHEET], skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            declared = _declared(rule.content)
            selectors = tinycss2.serialize([token for token in rule.prelude if token.type != "comment"])
            for selector in map(str.strip, selectors.split(",")):
                if _SELECTOR.fullmatch(selector):
                    rules.setdefault(selector, {}).update(declared)
        return cls(rules)

    def paint(self, node: Node, tag: str, inherited: Paint) -> Paint:
        """Return the paint of an element by its attributes, then the sheet, then its own style; the last one wins."""
        declared: dict[str, str] = {name: node.attributes[name] for name in PROPERTIES if name in node.attributes}
        classes = node.attributes.get("class", "").split()[:MOST_CLASSES]
        own = [f"#{node.attributes['id']}"] if "id" in node.attributes else []
        for selector in (tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes), *own):
            declared |= self.rules.get(selector, {})
        if style := node.attributes.get("style"):
            declared |= _inline(style[:LONGEST_STYLE])
        if not declared:
            return inherited
        hidden = declared.get("display") == "none" or declared.get("visibility") in {"hidden", "collapse"}
        return replace(
            inherited,
            fill=_colour(declared.get("fill"), inherited.fill),
            stroke=_colour(declared.get("stroke"), inherited.stroke),
            font_size=_font_size(declared.get("font-size", ""), inherited.font_size),
            anchor=declared.get("text-anchor", inherited.anchor),
            shown=inherited.shown and not hidden,
        )


@lru_cache(maxsize=4_096)
def _inline(style: str) -> Declarations:
    """Return an inline style, cached because drawings repeat a few styles thousands of times."""
    return _declared(style)


def _declared(content: str | list[Any]) -> dict[str, str]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return {each.lower_name: tinycss2.serialize(each.value).strip() for each in found if each.type == "declaration"}


def _colour(declared: str | None, inherited: str) -> str:
    if declared is None or declared in {"inherit", "currentColor"}:
        return inherited
    return " ".join(declared.casefold().split())[:40]


def _font_size(declared: str, inherited: float) -> float:
    numbers = numbers_in(declared[:30])
    if not numbers:
        return inherited
    unit = declared.strip().lstrip("+-.0123456789eE ").casefold()
    if unit in {"em", "%"}:
        return inherited * numbers[0] / (100 if unit == "%" else 1)
    return numbers[0] * PIXELS.get(unit, 1.0)
