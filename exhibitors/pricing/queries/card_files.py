"""Rate cards as tables of files: what a rule writes into each column, and what cells of a row say.

Headings and choices are read in every language of the site, so that a file can be read again by a colleague.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ciie.kernel.errors import Sentence
from ciie.tables.folding import folded_words
from ciie.tables.table import Table
from ciie.tables.writing import Value
from exhibitors.pricing.models import RULE_FIELDS, RateRule
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind, Section

type Words = tuple[str, ...]

YES: Sentence = gettext_lazy("yes")
NO: Sentence = gettext_lazy("no")
CURRENCY = "currency"
COLUMNS: Mapping[str, Sentence] = {
    "kind": gettext_lazy("Kind of rule"),
    "name": gettext_lazy("Name in English"),
    "name_zh": gettext_lazy("Name in Chinese"),
    # Translators: By what a price is multiplied: per m², per booth …
    "basis": gettext_lazy("Charged"),
    CURRENCY: gettext_lazy("Currency"),
    "amount": gettext_lazy("Amount or per cent"),
    "section": gettext_lazy("Exhibition"),
    "sector": gettext_lazy("Sector"),
    "hall": gettext_lazy("Hall"),
    "booth_kind": gettext_lazy("Raw or shell"),
    "sides_from": gettext_lazy("Open sides from"),
    "sides_to": gettext_lazy("Open sides to"),
    "sqm_from": gettext_lazy("Booths from (m²)"),
    "sqm_below": gettext_lazy("Booths below (m²)"),
    "booking_sqm_from": gettext_lazy("Bookings from (m²)"),
    "day_from": gettext_lazy("Submitted from"),
    "day_to": gettext_lazy("Submitted until"),
    "is_returning": gettext_lazy("Returning exhibitors"),
    "is_small": gettext_lazy("Small and medium-sized companies"),
    "min_sqm": gettext_lazy("Charged as at least (m²)"),
    "whole_sqm": gettext_lazy("Part of a m² is charged as a whole one"),
    "at_most": gettext_lazy("At most"),
    "only_one_of": gettext_lazy("Group"),
    "of_remainder": gettext_lazy("Of what is left after the discounts above"),
    "makes_package": gettext_lazy("Makes the space a package"),
}
"""The columns in order, by the field of the rule that they hold."""
REQUIRED = ("kind", "name", "name_zh", "basis", "amount")
FLAGS = {"whole_sqm", "of_remainder", "makes_package"}
YES_OR_NO = (("True", YES), ("False", NO))
CHOICES: Mapping[str, Iterable[tuple[str, Sentence]]] = {
    "kind": RuleKind.choices,
    "basis": Basis.choices,
    "section": Section.choices,
    "booth_kind": BoothKind.choices,
    **dict.fromkeys(("is_returning", "is_small", *sorted(FLAGS)), YES_OR_NO),
}


def cells_of(rule: RateRule) -> list[Value]:
    """Return what a rule writes into each of the `COLUMNS`. Its card and edition, sector and hall must be loaded."""
    shown: dict[str, Value] = {name: getattr(rule, name) for name in RULE_FIELDS}
    shown |= {name: rule.written(name) for name in ("amount", "at_most")}
    shown |= {name: YES if shown[name] else "" for name in FLAGS}
    answers: Mapping[bool | None, Value] = {None: "", True: YES, False: NO}
    shown |= {name: answers[getattr(rule, name)] for name in ("is_returning", "is_small")}
    shown |= {name: getattr(rule, f"get_{name}_display")() for name in ("kind", "basis", "section", "booth_kind")}
    shown |= {"sector": str(rule.sector or ""), "hall": str(rule.hall or ""), CURRENCY: rule.card.edition.currency}
    return [shown[name] for name in COLUMNS]


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be read. `line` is its number in the file."""

    line: int
    field: Sentence
    reason: Sentence


@dataclass
class FileRow:
    """What a row says about each field of a rule, as a form takes it, and what of it is not understood."""

    line: int
    values: dict[str, str]
    problems: list[Problem]


def missing_columns(table: Table) -> list[str]:
    """Return the headings of columns that a file needs and does not have, in the reader's language."""
    found = set(_fields(table).values())
    return [str(COLUMNS[name]) for name in REQUIRED if name not in found]


def unknown_columns(table: Table) -> list[str]:
    known = _fields(table)
    return [column for column in table.columns if column not in known]


def rows_of(table: Table, currency: str) -> Iterator[FileRow]:
    """Yield the rows of a file of a rate card in this currency. Other columns are left out."""
    fields, known = _fields(table), _known_values()
    for line, cells in table.records():
        row = FileRow(line, {}, [])
        for column, name in fields.items():
            _read(row, name, cells[column], known)
        if row.values.pop(CURRENCY, currency) not in {currency, ""}:
            sentence = _("The amounts of this edition are in %(currency)s.") % {"currency": currency}
            row.problems.append(Problem(line, COLUMNS[CURRENCY], sentence))
        yield row


def _read(row: FileRow, name: str, text: str, known: Mapping[str, Mapping[Words, set[str]]]) -> None:
    if text and name in known:
        found = known[name].get(folded_words(text), set())
        if len(found) != 1:
            sentence = _("“%(value)s” is not known.") if not found else _("“%(value)s” is the name of several.")
            row.problems.append(Problem(row.line, COLUMNS[name], sentence % {"value": text}))
            return
        (text,) = found
    row.values[name] = "" if name in FLAGS and text == "False" else text


def _fields(table: Table) -> dict[str, str]:
    """Return the field of each column that is known by its heading."""
    names: dict[Words, str] = {}
    for name, heading in COLUMNS.items():
        names |= dict.fromkeys([folded_words(name), *_in_all_languages(heading)], name)
    found: dict[str, str] = {}
    for column in table.columns:
        name = names.get(folded_words(column), "")
        if name and name not in found.values():
            found[column] = name
    return found


def _known_values() -> dict[str, dict[Words, set[str]]]:
    """Return for each field that names something the values by the words that stand for them."""
    known: dict[str, dict[Words, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, choices in CHOICES.items():
        for value, label in choices:
            for words in (folded_words(value), *_in_all_languages(label)):
                known[name][words].add(value)
    for sector in Sector.objects.all():
        for words in filter(None, map(folded_words, (sector.code, sector.name, sector.name_zh))):
            known["sector"][words].add(str(sector.pk))
    for hall in Hall.objects.all():
        known["hall"][folded_words(hall.name)].add(str(hall.pk))
    return known


def _in_all_languages(label: Sentence) -> list[Words]:
    words = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.append(folded_words(str(label)))
    return words


@dataclass(frozen=True)
class RuleChange:
    """What a file does to a rule: `was` and `becomes` are cells under the headings that differ."""

    rule: RateRule
    is_new: bool = False
    is_removed: bool = False
    cells: Sequence[tuple[Sentence, Value, Value]] = ()


@dataclass(frozen=True)
class CardChanges:
    """How a draft would differ with the rules of a file."""

    changes: Sequence[RuleChange]
    kept: int
    is_reordered: bool

    @property
    def is_same(self) -> bool:
        return not self.changes and not self.is_reordered


def changes_between(before: Sequence[RateRule], after: Sequence[RateRule]) -> CardChanges:
    """Compare rules in their order. Those of one kind and English name are taken for the same, in turn."""
    left: dict[tuple[str, str], list[tuple[int, RateRule]]] = defaultdict(list)
    for place, rule in enumerate(before):
        left[rule.kind, rule.name].append((place, rule))
    changes, places, kept = [], [], 0
    for rule in after:
        same = left[rule.kind, rule.name]
        if not same:
            changes.append(RuleChange(rule, is_new=True))
            continue
        place, old = same.pop(0)
        places.append(place)
        pairs = zip(COLUMNS.values(), map(_shown, cells_of(old)), map(_shown, cells_of(rule)), strict=True)
        differing = [(heading, was, becomes) for heading, was, becomes in pairs if was != becomes]
        if differing:
            changes.append(RuleChange(rule, cells=differing))
        kept += not differing
    removed = [rule for rules in left.values() for _place, rule in rules]
    changes += [RuleChange(rule, is_removed=True) for rule in removed]
    return CardChanges(changes, kept, places != sorted(places))


def _shown(cell: Any) -> str:
    """Return a cell as text, so that 18 and 18.00 are the same."""
    if cell is None:
        return ""
    return f"{cell.normalize():f}" if hasattr(cell, "normalize") else str(cell)
