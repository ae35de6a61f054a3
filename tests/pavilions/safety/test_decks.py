"""Rules of upper decks at their limits and a hundredth on either side of them; the figures are computed by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pavilions.plans.safety.checking import HallFacts, Rule
from pavilions.plans.safety.decks import MEASURED, SENTENCES, DeckFigures, measure_deck
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import OF_DECKS, Measure, Severity

HALL = HallFacts(height_m=Decimal("9.00"))
DECK = DeckFigures(
    booth_sqm=Decimal(300),
    area_sqm=Decimal(20),
    persons=10,
    stairs=2,
    is_opposite=True,
    stair_width_m=Decimal("1.20"),
    way_m=Decimal(5),
    height_m=Decimal(6),
    stamped_drawings=1,
)


def is_met(rule: Rule, facts: HallFacts = HALL, **figures: Any) -> bool:
    (result,) = measure_deck(replace(DECK, **figures), [rule], facts)
    return result.is_met


@pytest.mark.parametrize(
    ("measure", "limit", "met", "broken"),
    [
        # Half of 300 m² are 150; 150.01 of 300 are 50.0033 per cent, which rounding to 50.00 would let pass.
        (Measure.DECK_SHARE, "50", {"area_sqm": Decimal("150.00")}, {"area_sqm": Decimal("150.01")}),
        (Measure.DECK_AREA, "200", {"area_sqm": Decimal("200.00")}, {"area_sqm": Decimal("200.01")}),
        (Measure.DECK_PERSONS, "200", {"persons": 200}, {"persons": 201}),
        (Measure.DECK_WAY, "20", {"way_m": Decimal("20.00")}, {"way_m": Decimal("20.01")}),
        (Measure.DECK_STAIRS, "2", {"stairs": 2}, {"stairs": 1}),
        (Measure.DECK_OPPOSITE, "2", {"stairs": 2}, {"is_opposite": False}),
        (Measure.DECK_STAIR_WIDTH, "1", {"stair_width_m": Decimal("1.00")}, {"stair_width_m": Decimal("0.99")}),
        # 9 m of clear height less 7 m leave 2 m.
        (Measure.DECK_ABOVE, "2", {"height_m": Decimal("7.00")}, {"height_m": Decimal("7.01")}),
        (Measure.DECK_DRAWING, "1", {"stamped_drawings": 1}, {"stamped_drawings": 0}),
    ],
)
def test_limit_holds_to_the_hundredth(
    measure: Measure, limit: str, met: dict[str, Any], broken: dict[str, Any]
) -> None:
    rule = Rule(measure=measure, limit=Decimal(limit))
    assert (is_met(rule, **met), is_met(rule, **broken)) == (True, False)


def test_every_measure_of_decks_has_a_figure_and_a_sentence() -> None:
    assert set(MEASURED) == set(SENTENCES) == OF_DECKS


def test_unknown_clear_height_is_said() -> None:
    (result,) = measure_deck(DECK, [Rule(measure=Measure.DECK_ABOVE, limit=Decimal(2))], HallFacts())
    assert (result.is_met, result.message) == (
        False,
        "The clear height of the hall is not known; the rule asks for 2 m above the stand.",
    )


def applying(starter: str, **figures: Any) -> list[tuple[Measure, bool]]:
    """The rules of a starter set that apply to such a deck, and whether each is met."""
    rules = [
        Rule(
            measure=each["measure"],
            limit=each["limit"],
            severity=each["severity"],
            from_area_sqm=each.get("from_area_sqm"),
            from_persons=each.get("from_persons"),
        )
        for each in STARTER_SETS[starter].rules
    ]
    return [(result.rule.measure, result.is_met) for result in measure_deck(replace(DECK, **figures), rules, HALL)]


def test_german_decks_above_100_and_200_sqm_or_as_many_persons() -> None:
    alone = {"stairs": 1, "is_opposite": False, "stair_width_m": Decimal("1.00"), "persons": 50}
    way, width, drawing = (Measure.DECK_WAY, True), (Measure.DECK_STAIR_WIDTH, True), (Measure.DECK_DRAWING, True)
    assert applying("germany", **alone | {"area_sqm": Decimal("100.00"), "persons": 100}) == [way, width, drawing]
    two, opposite = (Measure.DECK_STAIRS, False), (Measure.DECK_OPPOSITE, False)
    both = [way, width, two, opposite, drawing]
    assert applying("germany", **alone | {"area_sqm": Decimal("100.01")}) == both
    assert applying("germany", **alone | {"area_sqm": Decimal("100.00"), "persons": 101}) == both
    assert applying("germany", **alone | {"area_sqm": Decimal("200.00")}) == both
    wide = (Measure.DECK_STAIR_WIDTH, False)
    all_of_them = [way, width, wide, two, opposite, drawing]
    assert applying("germany", **alone | {"area_sqm": Decimal("200.01")}) == all_of_them
    assert applying("germany", **alone | {"area_sqm": Decimal("100.00"), "persons": 201}) == all_of_them


def test_american_decks_above_300_square_feet_have_two_remote_exits() -> None:
    """300 ft² are 27.8709 m²."""
    way, width, drawing = (Measure.DECK_WAY, True), (Measure.DECK_STAIR_WIDTH, True), (Measure.DECK_DRAWING, True)
    few = {"persons": 49, "stairs": 2}
    assert applying("usa", area_sqm=Decimal("27.87"), is_opposite=False, **few) == [way, width, drawing]
    two, remote = (Measure.DECK_STAIRS, True), (Measure.DECK_OPPOSITE, True)
    assert applying("usa", area_sqm=Decimal("27.88"), **few) == [way, two, remote, width, drawing]
    assert applying("usa", area_sqm=Decimal("27.88"), is_opposite=False, **few) == [
        way, two, (Measure.DECK_OPPOSITE, False), width, drawing
    ]  # fmt: skip
    many = {"persons": 50, "stairs": 2, "stair_width_m": Decimal("1.11")}
    assert applying("usa", area_sqm=Decimal("27.87"), **many) == [
        way, width, (Measure.DECK_STAIR_WIDTH, False), drawing
    ]  # fmt: skip


def test_chinese_decks_have_a_stair_a_stamped_drawing_and_two_metres_above() -> None:
    small = {"area_sqm": Decimal("50.00"), "stairs": 1, "stair_width_m": Decimal("1.10"), "way_m": Decimal(10)}
    stair, above, drawing = (Measure.DECK_STAIRS, True), (Measure.DECK_ABOVE, True), (Measure.DECK_DRAWING, True)
    advised = [(Measure.DECK_STAIR_WIDTH, True), (Measure.DECK_AREA, True), (Measure.DECK_WAY, True)]
    assert applying("china", **small, height_m=Decimal("7.00")) == [stair, above, drawing, *advised]
    assert applying("china", **small | {"stairs": 0}, height_m=Decimal("7.01"), stamped_drawings=0) == [
        (Measure.DECK_STAIRS, False), (Measure.DECK_ABOVE, False), (Measure.DECK_DRAWING, False), *advised
    ]  # fmt: skip


def test_mandatory_rules_come_first_and_others_wait_for_sprinklers() -> None:
    rules = [
        Rule(measure=Measure.DECK_WAY, limit=Decimal(1), severity=Severity.RECOMMENDED),
        Rule(measure=Measure.DECK_AREA, limit=Decimal(1)),
        Rule(measure=Measure.DECK_PERSONS, limit=Decimal(1), sprinklered=True),
        Rule(measure=Measure.FILL, limit=Decimal(1)),
    ]
    assert [result.rule.measure for result in measure_deck(DECK, rules, HALL)] == ["deck_area", "deck_way"]
    sprinklered = replace(HALL, is_sprinklered=True)
    assert len(measure_deck(DECK, rules, sprinklered)) == 3


def test_rules_of_decks_say_when_their_source_was_read() -> None:
    rules = [rule for starter in STARTER_SETS.values() for rule in starter.rules if rule["measure"] in OF_DECKS]
    assert {rule["read_on"] for rule in rules} == {date(2026, 12, 1)}
    assert all(rule["source"] for rule in rules)
