"""Rule sets to begin with, to be checked with the venue and its authority. Sources were read in November 2026.

German rules are of the model ordinance (MVStättV) and differ by state; those of the USA are by adopted code and venue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pavilions.safety.states import Measure, Severity

READ_ON = date(2026, 11, 27)
MVSTAETTV = "MVStättV"
BW = "VStättVO Baden-Württemberg"
TECHNICAL = "Technical guidelines of German venues, 4.5.1"
NFPA = "NFPA 101, as quoted by the Maine State Fire Marshal's Office for expositions"
IBC = "IBC table 1017.2, as in WAC 51-50-10170"
PHILADELPHIA = "Rules of the convention center in Philadelphia"
SHANGHAI = "Shanghai World Expo Exhibition and Convention Center, safety rules"
INVENTED = "Invented for the sample edition"
EIGHT_HALLS = "Rules of a Chinese venue with eight halls"
GERMAN_DECKS = "Technical guidelines of a German venue on stands of two floors, as copied by justsoeuro.blogspot.com"
CHINESE_STANDS = "Stand construction rules of a Chinese venue (hhxexpo.com)"


@dataclass(frozen=True)
class StarterSet:
    """A rule set with its rules, as fields of `RuleSet` and `VenueRule`."""

    label: Promise
    rule_set: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]]


def _rule(
    measure: Measure, limit: str, source: str, severity: Severity = Severity.MANDATORY, **more: Any
) -> dict[str, Any]:
    return {
        "measure": measure,
        "limit": Decimal(limit),
        "severity": severity,
        "source": source,
        "read_on": READ_ON,
        **more,
    }


BY_HEIGHT: dict[str, Any] = {
    "step_from_m": Decimal(5),
    "step_every_m": Decimal("2.5"),
    "step_adds": Decimal(5),
    "step_at_most": Decimal(60),
}
SHOULD = Severity.RECOMMENDED

STARTER_SETS: Mapping[str, StarterSet] = {
    "germany": StarterSet(
        _("Germany (MVStättV)"),
        {
            "name": "Germany (MVStättV)",
            "name_zh": "德国（MVStättV）",
            "source": MVSTAETTV,
            "persons_per_sqm": Decimal(1),
        },
        (
            _rule(Measure.ENTRANCE, "1", TECHNICAL),
            _rule(Measure.AISLE_WIDTH, "3", f"{MVSTAETTV} § 7 (5)"),
            _rule(Measure.STAND_DEPTH, "20", f"{MVSTAETTV} § 7 (5)"),
            _rule(Measure.BLOCK_DEPTH, "30", f"{MVSTAETTV} § 7 (5)"),
            _rule(Measure.TRAVEL, "30", f"{BW} § 7 (1)", **BY_HEIGHT),
            _rule(Measure.EXIT_WIDTH, "1.20", f"{BW} § 7 (4)"),
            _rule(Measure.EXIT_CAPACITY, "0.60", f"{BW} § 7 (4)"),
            _rule(Measure.EXITS, "2", f"{MVSTAETTV} § 6 (5)", from_area_sqm=Decimal(100)),
            _rule(Measure.EXIT_FREE, "100", f"{MVSTAETTV} § 7"),
            _rule(Measure.EXIT_FRONT, "3", f"{MVSTAETTV} § 7 (5)"),
            _rule(Measure.DEAD_END, "20", TECHNICAL, SHOULD),
            _rule(Measure.DECK_WAY, "20", GERMAN_DECKS),
            _rule(Measure.DECK_STAIR_WIDTH, "1", GERMAN_DECKS),
            _rule(Measure.DECK_OPPOSITE, "2", GERMAN_DECKS, from_area_sqm=Decimal("100.01")),
            _rule(Measure.DECK_STAIRS, "2", GERMAN_DECKS, from_area_sqm=Decimal("200.01"), from_persons=201),
            _rule(Measure.DECK_STAIR_WIDTH, "1.20", GERMAN_DECKS, from_area_sqm=Decimal("200.01"), from_persons=201),
        ),
    ),
    "usa": StarterSet(
        _("USA (NFPA 101, IBC)"),
        {
            "name": "USA (NFPA 101, IBC)",
            "name_zh": "美国（NFPA 101、IBC）",
            "source": f"{NFPA}; {IBC}",
            "persons_per_sqm": Decimal("0.36"),  # 30 ft² per person
        },
        (
            _rule(Measure.ENTRANCE, "1", NFPA),
            _rule(Measure.STAND_DEPTH, "15.24", NFPA),  # 50 ft
            _rule(Measure.TRAVEL, "60.96", IBC, sprinklered=False),  # 200 ft
            _rule(Measure.TRAVEL, "76.20", IBC, sprinklered=True),  # 250 ft
            _rule(Measure.AISLE_WIDTH, "2.44", PHILADELPHIA),  # 8 ft
            _rule(Measure.EXIT_FRONT, "4.57", PHILADELPHIA),  # 15 ft
            _rule(Measure.EXIT_FREE, "100", PHILADELPHIA),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.52", PHILADELPHIA),  # 5 ft
            _rule(Measure.DECK_OPPOSITE, "2", NFPA, from_area_sqm=Decimal("27.88")),  # more than 300 ft², 27.871 m²
            _rule(Measure.AISLE_WIDTH, "3.05", "Austin Convention Center: 10 ft", SHOULD),
        ),
    ),
    "china": StarterSet(
        _("China (venues in Shanghai)"),
        {
            "name": "China (venues in Shanghai)",
            "name_zh": "中国（上海展会场地）",
            "source": SHANGHAI,
            "persons_per_sqm": Decimal("0.75"),
        },
        (
            _rule(Measure.ENTRANCE, "1", SHANGHAI),
            _rule(Measure.AISLE_WIDTH, "3", SHANGHAI),
            _rule(Measure.MAIN_AISLE, "6", EIGHT_HALLS, SHOULD),
            _rule(Measure.ROW_LENGTH, "21", SHANGHAI, SHOULD),
            _rule(Measure.WALL_CLEARANCE, "0.60", SHANGHAI, SHOULD),
            _rule(Measure.COLUMN_CLEARANCE, "0.60", SHANGHAI, SHOULD),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.40", SHANGHAI),
            _rule(Measure.EXIT_FRONT, "3", SHANGHAI),
            _rule(Measure.EXIT_WIDTH, "1.40", EIGHT_HALLS),
            _rule(Measure.RESCUE_WIDTH, "12", EIGHT_HALLS, SHOULD, from_area_sqm=Decimal(10_000)),
            _rule(Measure.EXIT_FREE, "100", EIGHT_HALLS),
            _rule(Measure.DECK_ABOVE, "2", EIGHT_HALLS),
            _rule(Measure.DECK_DRAWING, "1", CHINESE_STANDS),
            _rule(Measure.FILL, "66.67", "Planning figure: booths at most twice the area of the aisles", SHOULD),
        ),
    ),
    "sample": StarterSet(
        _("Sample venue"),
        {"name": "Sample venue", "name_zh": "示例展会场地", "source": INVENTED, "persons_per_sqm": Decimal("0.75")},
        (
            _rule(Measure.ENTRANCE, "1", INVENTED),
            _rule(Measure.AISLE_WIDTH, "1", INVENTED),
            _rule(Measure.EXIT_FREE, "100", INVENTED),
            _rule(Measure.EXIT_FRONT, "3", INVENTED),
            _rule(Measure.EXITS, "2", INVENTED),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.40", INVENTED),
            _rule(Measure.AISLE_WIDTH, "3", INVENTED, SHOULD),
            _rule(Measure.DEAD_END, "15", INVENTED, SHOULD),
            _rule(Measure.DECK_SHARE, "50", INVENTED),
            _rule(Measure.DECK_AREA, "200", INVENTED),
            _rule(Measure.DECK_PERSONS, "200", INVENTED),
            _rule(Measure.DECK_WAY, "20", INVENTED),
            _rule(Measure.DECK_STAIR_WIDTH, "1", INVENTED),
            _rule(Measure.DECK_OPPOSITE, "2", INVENTED, from_area_sqm=Decimal("100.01")),
            _rule(Measure.DECK_ABOVE, "2", INVENTED),
            _rule(Measure.DECK_DRAWING, "1", INVENTED, SHOULD),
        ),
    ),
}
