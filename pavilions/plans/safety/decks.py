"""Check the upper deck of a stand against the rules of its hall: each rule with its measured value. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from pavilions.plans.safety.checking import CENT, HallFacts, Rule, limit_of, measure_words
from pavilions.plans.safety.states import AT_MOST, OF_DECKS, Measure, Severity

LANGUAGES: Final = ("en", "zh-hans")
OPPOSITE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckFigures:
    """The figures of a deck to be built: areas in m² and lengths in metres, with two decimals each.

    `booth_sqm` is the area of the booth below, `stair_width_m` the clear width of the narrowest stair, `way_m` the
    longest walking distance from a point of the deck to a stair, and `height_m` the height of the whole stand.
    """

    booth_sqm: Decimal
    area_sqm: Decimal
    persons: int
    stairs: int
    is_opposite: bool
    stair_width_m: Decimal
    way_m: Decimal
    height_m: Decimal
    stamped_drawings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedDeck:
    """An approved deck on the booth with this number.

    `reason` is why it was approved against a recommendation; it is empty where the deck meets all rules.
    """

    booth: str
    figures: DeckFigures
    reason: str


@dataclass(frozen=True, slots=True)
class DeckResult:
    """A rule that applies to a deck. `measured` is None where the hall's clear height is unknown."""

    rule: Rule
    measured: Decimal | None
    limit: Decimal

    @property
    def is_met(self) -> bool:
        if self.measured is None:
            return False
        return self.measured <= self.limit if self.rule.measure in AT_MOST else self.measured >= self.limit

    @property
    def is_mandatory(self) -> bool:
        return self.rule.severity == Severity.MANDATORY

    @property
    def measured_words(self) -> str:
        return "" if self.measured is None else measure_words(self.measured, self.rule.measure)

    @property
    def limit_words(self) -> str:
        words = gettext("at most %(limit)s") if self.rule.measure in AT_MOST else gettext("at least %(limit)s")
        return words % {"limit": measure_words(self.limit, self.rule.measure)}

    @property
    def label(self) -> str:
        label = str(self.rule.measure.label)
        return label[:1].upper() + label[1:]

    @property
    def message(self) -> str:
        """The reason why the rule is not met, in the reader's language."""
        sentence = UNKNOWN_HEIGHT if self.measured is None else SENTENCES[self.rule.measure]
        limit = measure_words(self.limit, self.rule.measure)
        return gettext(sentence) % {"measured": self.measured_words, "limit": limit}


UNKNOWN_HEIGHT: Final = _("The clear height of the hall is not known; the rule asks for %(limit)s above the stand.")
SENTENCES: Final[Mapping[Measure, str]] = {
    Measure.DECK_SHARE: _("The deck has %(measured)s of the booth's area; the rule allows at most %(limit)s."),
    Measure.DECK_AREA: _("The deck has %(measured)s; the rule allows at most %(limit)s."),
    Measure.DECK_PERSONS: _("The deck is for %(measured)s persons; the rule allows at most %(limit)s."),
    Measure.DECK_WAY: _("The way to a stair is up to %(measured)s long; the rule allows at most %(limit)s."),
    Measure.DECK_STAIRS: _("Number of stairs: %(measured)s; required: %(limit)s."),
    Measure.DECK_OPPOSITE: _("Stairs on opposite sides: %(measured)s; required: %(limit)s."),
    Measure.DECK_STAIR_WIDTH: _("A stair is only %(measured)s wide; the rule asks for at least %(limit)s."),
    Measure.DECK_ABOVE: _("Only %(measured)s is free above the stand; the rule asks for at least %(limit)s."),
    Measure.DECK_DRAWING: _("Drawings stamped by an engineer: %(measured)s; required: %(limit)s."),
}


def _share(deck: DeckFigures, _facts: HallFacts) -> Decimal:
    """Return the share in per cent, rounded up, so that a hundredth of a m² too much is never rounded away."""
    return (deck.area_sqm * 100 / deck.booth_sqm).quantize(CENT, ROUND_CEILING)


def _opposite(deck: DeckFigures, _facts: HallFacts) -> Decimal:
    return Decimal(OPPOSITE if deck.is_opposite and deck.stairs >= OPPOSITE else min(deck.stairs, 1))


def _above(deck: DeckFigures, facts: HallFacts) -> Decimal | None:
    return None if facts.height_m is None else facts.height_m - deck.height_m


MEASURED: Final[Mapping[Measure, Callable[[DeckFigures, HallFacts], Decimal | None]]] = {
    Measure.DECK_SHARE: _share,
    Measure.DECK_AREA: lambda deck, _facts: deck.area_sqm,
    Measure.DECK_PERSONS: lambda deck, _facts: Decimal(deck.persons),
    Measure.DECK_WAY: lambda deck, _facts: deck.way_m,
    Measure.DECK_STAIRS: lambda deck, _facts: Decimal(deck.stairs),
    Measure.DECK_OPPOSITE: _opposite,
    Measure.DECK_STAIR_WIDTH: lambda deck, _facts: deck.stair_width_m,
    Measure.DECK_ABOVE: _above,
    Measure.DECK_DRAWING: lambda deck, _facts: Decimal(deck.stamped_drawings),
}


def holds_for(rule: Rule, deck: DeckFigures, facts: HallFacts) -> bool:
    """Return whether a rule applies to the deck, from an area or from a number of persons on, whichever comes first."""
    if rule.measure not in OF_DECKS or rule.sprinklered not in {None, facts.is_sprinklered}:
        return False
    if rule.from_area_sqm is None and rule.from_persons is None:
        return True
    is_large = rule.from_area_sqm is not None and deck.area_sqm >= rule.from_area_sqm
    return is_large or (rule.from_persons is not None and deck.persons >= rule.from_persons)


def measure_deck(deck: DeckFigures, rules: Sequence[Rule], facts: HallFacts) -> list[DeckResult]:
    """Return the result of every applicable rule, in their order, mandatory rules first."""
    results = [
        DeckResult(rule, MEASURED[rule.measure](deck, facts), limit_of(rule, facts))
        for rule in rules
        if holds_for(rule, deck, facts)
    ]
    return sorted(results, key=lambda result: not result.is_mandatory)


def written(result: DeckResult) -> dict[str, Any]:
    """Return a result as JSON that is stored with a decision.

    A rule that is not met has a sentence in every language.
    """
    sentences = {}
    for language in LANGUAGES if not result.is_met else ():
        with translation.override(language):
            sentences[language] = result.message
    return {
        "measure": result.rule.measure,
        "measured": None if result.measured is None else str(result.measured),
        "limit": str(result.limit),
        "severity": result.rule.severity,
        "source": result.rule.source,
        "is_met": result.is_met,
        "sentence": sentences,
    }
