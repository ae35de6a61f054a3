"""As much of CSS as says whether and in which colour something is drawn, and how large a text is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pavilions.vector_files.svg_matrices import numbers_in
from pavilions.vector_files.svg_tree import Node

LONGEST_SHEET: Final = 500_000
INHERITED: Final = ("fill", "stroke", "font-size", "text-anchor", "visibility")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"[A-Za-z]*[.#]?[\w-]+")
USUAL_LETTERS: Final = 16.0
PIXELS: Final = {"pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
NONE: Final = frozenset({"none", "transparent"})


@dataclass(frozen=True, slots=True)
class Paint:
    fill: str = "#000000"
    stroke: str = "none"
    letters: float = USUAL_LETTERS
    anchor: str = "start"
    shown: bool = True

    @property
    def filled(self) -> bool:
        return self.fill not in NONE

    @property
    def stroked(self) -> bool:
        return self.stroke not in NONE


class StyleSheet:
    """Rules for one class, one element or one id; anything longer is passed over."""

    def __init__(self, rules: Mapping[str, Mapping[str, str]]) -> None:
        self.rules = rules

    @classmethod
    def of(cls, text: str) -> "StyleSheet":
        rules: dict[str, dict[str, str]] = {}
        for selectors, body in _RULE.findall(_COMMENT.sub("", text[:LONGEST_SHEET])):
            said = declarations(body)
            for selector in selectors.split(","):
                if _SELECTOR.fullmatch(selector.strip()):
                    rules.setdefault(selector.strip(), {}).update(said)
        return cls(rules)

    def paint(self, node: Node, tag: str, inherited: Paint) -> Paint:
        """The paint of an element: its attributes, then the sheet, then its own style, the last word counts."""
        names = [name for name in (*INHERITED, "display") if name in node.attributes]
        said: dict[str, str] = {name: node.attributes[name] for name in names}
        for selector in self._selectors(node, tag):
            said |= self.rules.get(selector, {})
        said |= declarations(node.attributes.get("style", ""))
        return _painted(inherited, said) if said else inherited

    @staticmethod
    def _selectors(node: Node, tag: str) -> list[str]:
        classes = node.attributes.get("class", "").split()[:20]
        own = [f"#{node.attributes['id']}"] if "id" in node.attributes else []
        return [tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes), *own]


def declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text[:4_000].split(";") if ":" in part)
    return {name.strip().casefold(): value.replace("!important", "").strip() for name, _colon, value in pairs}


def _painted(inherited: Paint, said: Mapping[str, str]) -> Paint:
    hidden = said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"}
    return replace(
        inherited,
        fill=_colour(said.get("fill"), inherited.fill),
        stroke=_colour(said.get("stroke"), inherited.stroke),
        letters=_letters(said.get("font-size", ""), inherited.letters),
        anchor=said.get("text-anchor", inherited.anchor),
        shown=inherited.shown and not hidden,
    )


def _colour(said: str | None, inherited: str) -> str:
    if said is None or said in {"inherit", "currentColor"}:
        return inherited
    return " ".join(said.casefold().split())[:40]


def _letters(said: str, inherited: float) -> float:
    numbers = numbers_in(said[:30])
    if not numbers:
        return inherited
    unit = said.strip().lstrip("+-.0123456789eE ").casefold() if said else ""
    if unit in {"em", "%"}:
        return inherited * numbers[0] / (100 if unit == "%" else 1)
    return numbers[0] * PIXELS.get(unit, 1.0)
