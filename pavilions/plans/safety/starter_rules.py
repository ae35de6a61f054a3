"""Starter rule sets, which planners check with the venue and its authority. Sources were read in November 2026.

German rules follow the model ordinance (MVStättV) and differ by state; those of the USA depend on adopted code and
venue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pavilions.plans.safety.states import Measure, Severity

READ_ON = date(2026, 12, 1)
OURS = "no figure in the law; ours"
SAXONY = "SächsVStättVO"
BW = "VStättVO Baden-Württemberg"
GERMAN_STANDS = "Technical guidelines of German venues, 4.9"
GERMAN_GUIDELINES = "Technical guidelines of German venues"
ASR = "ASR A2.2, 5.3"
IBC = "IBC, as adopted in Minnesota"
MAINE = "NFPA 101 on expositions, as quoted by the Maine State Fire Marshal's Office"
NFPA = "NFPA 101, 12.2.5.1"
PHILADELPHIA = "Rules of the convention center in Philadelphia"
GB_BUILDINGS = "GB 50016"
GB_GENERAL = "GB 55037-2022"
GB_EXTINGUISHERS = "GB 50140, 5.2.1"
CROWDED_PLACES = "Fire safety management of crowded places (XF), 8.3, by analogy with shops"
SHANGHAI = "Shanghai World Expo Exhibition and Convention Center, safety rules"
SNIEC = "Shanghai New International Expo Centre, stand rules of MWC"
EIGHT_HALLS = "Rules of a Chinese venue with eight halls"
CHINESE_STANDS = "Stand construction rules of a Chinese venue (hhxexpo.com)"
TAIWAN = "As in Taiwan; check with the venue"
INVENTED = "Invented for the sample edition"


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


def _from(sqm: str) -> dict[str, Any]:
    return {"from_area_sqm": Decimal(sqm)}


STARTER_SETS: Mapping[str, StarterSet] = {
    "germany": StarterSet(
        _("Germany (MVStättV)"),
        {
            "name": "Germany (MVStättV)",
            "name_zh": "德国（MVStättV）",
            "source": f"MVStättV, as in {SAXONY} and {BW}",
            "persons_per_sqm": Decimal(1),
            "unmeasured": "rooms within stands, stairs of the building, fire resistance, alarms, extinguishing "
            "systems, smoke extraction; ways on stands count as ways to exits, which is stricter than the law",
            "unmeasured_zh": "展位内的房间、建筑楼梯、耐火等级、报警、灭火系统、排烟；"
            "至出口的距离包括展位内的路程，比法规更严格",
        },
        (
            _rule(Measure.ENTRANCE, "1", GERMAN_GUIDELINES),
            _rule(Measure.AISLE_WIDTH, "3", f"{SAXONY} § 7 (5)"),
            _rule(Measure.WAY_WIDTH, "1.20", f"{BW} § 7 (4)"),
            _rule(Measure.STAND_DEPTH, "20", f"{SAXONY} § 7 (5)"),
            _rule(Measure.BLOCK_DEPTH, "30", f"{SAXONY} § 7 (5)"),
            _rule(Measure.TRAVEL, "30", f"{BW} § 7 (1)", **BY_HEIGHT),
            _rule(Measure.EXIT_WIDTH, "1.20", f"{BW} § 7 (4)"),
            _rule(Measure.EXIT_WIDTH, "3", f"{SAXONY} § 7 (5): exits of aisles", SHOULD),
            _rule(Measure.EXIT_CAPACITY, "0.60", f"{BW} § 7 (4)"),
            _rule(Measure.EXITS, "2", f"{SAXONY} § 6 (5)", from_area_sqm=Decimal("100.01"), from_persons=101),
            _rule(
                Measure.EXITS_APART, "33.33", f"{SAXONY} § 6 (5): as far apart as possible; {OURS}", **_from("100.01")
            ),
            _rule(Measure.EXITS_OPPOSITE, "90", f"{SAXONY} § 6 (5): opposite; {OURS}", **_from("100.01")),
            _rule(Measure.EXIT_FREE, "100", f"{SAXONY} § 31 (2)"),
            _rule(Measure.EXIT_FRONT, "3", f"{SAXONY} § 7 (5): the aisle before it; the depth is our reading"),
            _rule(Measure.DEAD_END, "20", f"{SAXONY} § 7 (5): aisles lead to opposite exits; {OURS}", SHOULD),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1", f"{GERMAN_GUIDELINES}, 2.2.1: never blocked; {OURS}"),
            _rule(Measure.EQUIPMENT_REACH, "20", ASR, SHOULD),
            _rule(Measure.DECK_WAY, "20", GERMAN_STANDS),
            _rule(Measure.DECK_STAIR_WIDTH, "1", GERMAN_STANDS),
            _rule(Measure.DECK_STAIR_WIDTH, "1.20", GERMAN_STANDS, from_area_sqm=Decimal("200.01"), from_persons=201),
            _rule(Measure.DECK_STAIRS, "2", GERMAN_STANDS, from_area_sqm=Decimal("100.01"), from_persons=101),
            _rule(Measure.DECK_OPPOSITE, "2", GERMAN_STANDS, from_area_sqm=Decimal("100.01"), from_persons=101),
            _rule(Measure.DECK_DRAWING, "1", f"{GERMAN_STANDS}.3: statics checked by the venue's engineer"),
        ),
    ),
    "usa": StarterSet(
        _("USA (NFPA 101, IBC)"),
        {
            "name": "USA (NFPA 101, IBC)",
            "name_zh": "美国（NFPA 101、IBC）",
            "source": f"{IBC}; {MAINE}",
            "persons_per_sqm": Decimal("0.36"),  # 30 ft² per person
            "unmeasured": "the main exit's share of half of all persons, common path of travel of up to 50 persons, "
            "sprinklers under covered stands and decks, fire resistance, alarms, fire watch",
            "unmeasured_zh": "主出口须承担的一半人数、50人以下的共同疏散路径、有顶展位与二层下的喷淋、"
            "耐火等级、报警、消防值守",
        },
        (
            _rule(Measure.ENTRANCE, "1", MAINE),
            _rule(Measure.AISLE_WIDTH, "2.44", PHILADELPHIA),  # 8 ft
            _rule(Measure.AISLE_WIDTH, "3.05", "Austin Convention Center: 10 ft", SHOULD),
            _rule(Measure.WAY_WIDTH, "1.12", f"{IBC}, table 1020.2"),  # 44 in
            _rule(Measure.STAND_DEPTH, "15.24", MAINE),  # 50 ft
            _rule(Measure.TRAVEL, "60.96", f"{IBC}, table 1017.2", sprinklered=False),  # 200 ft
            _rule(Measure.TRAVEL, "76.20", f"{IBC}, table 1017.2", sprinklered=True),  # 250 ft
            _rule(Measure.DEAD_END, "6.10", f"{NFPA}; {IBC}, 1020.4"),  # 20 ft
            _rule(Measure.EXIT_WIDTH, "0.81", f"{IBC}, 1010.1.1"),  # 32 in
            _rule(Measure.EXIT_CAPACITY, "0.51", f"{IBC}, 1005.3.2"),  # 0.2 in a person
            _rule(Measure.EXITS, "2", f"{IBC}, table 1006.2.1", from_persons=50),
            _rule(Measure.EXITS, "3", f"{IBC}, table 1006.3.2", from_persons=501),
            _rule(Measure.EXITS, "4", f"{IBC}, table 1006.3.2", from_persons=1_001),
            _rule(Measure.EXITS_APART, "50", f"{IBC}, 1007.1.1", sprinklered=False, from_persons=50),
            _rule(Measure.EXITS_APART, "33.33", f"{IBC}, 1007.1.1", sprinklered=True, from_persons=50),
            _rule(Measure.EXIT_FREE, "100", MAINE),
            _rule(Measure.EXIT_FRONT, "4.57", PHILADELPHIA),  # 15 ft
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.52", PHILADELPHIA),  # 5 ft
            _rule(Measure.EQUIPMENT_REACH, "22.86", f"{IBC}, 906.3", SHOULD),  # 75 ft
            _rule(Measure.DECK_WAY, "15.24", MAINE),
            _rule(Measure.DECK_STAIRS, "2", MAINE, **_from("27.88")),  # more than 300 ft², that is 27.871 m²
            _rule(Measure.DECK_OPPOSITE, "2", MAINE, **_from("27.88")),
            _rule(Measure.DECK_STAIR_WIDTH, "0.91", f"{IBC}, 1011.2"),
            _rule(Measure.DECK_STAIR_WIDTH, "1.12", f"{IBC}, 1011.2", from_persons=50),
            _rule(Measure.DECK_DRAWING, "1", "Venues: signed or stamped by a structural engineer"),
        ),
    ),
    "china": StarterSet(
        _("China (GB 50016, GB 55037 and venues)"),
        {
            "name": "China (GB 50016, GB 55037 and venues)",
            "name_zh": "中国（GB 50016、GB 55037 及展会场地规定）",
            "source": f"{GB_BUILDINGS}; {GB_GENERAL}; {SHANGHAI}",
            "persons_per_sqm": Decimal("0.75"),
            "unmeasured": "fire compartments, storeys above the second and below ground, fire resistance, smoke "
            "extraction, extinguishing systems, fire breaks outside of the hall, glass façades",
            "unmeasured_zh": "防火分区、二层以上及地下楼层、耐火等级、排烟、灭火系统、馆外防火间距、玻璃幕墙",
        },
        (
            _rule(Measure.ENTRANCE, "1", SHANGHAI),
            _rule(Measure.AISLE_WIDTH, "3", SHANGHAI),
            _rule(Measure.MAIN_AISLE, "6", SHANGHAI, SHOULD),
            _rule(Measure.WAY_WIDTH, "1.10", f"{GB_GENERAL}, 7.1.4"),
            _rule(Measure.STRAIGHT_TRAVEL, "30", f"{GB_BUILDINGS}, 5.5.17 (4)", sprinklered=False),
            _rule(Measure.STRAIGHT_TRAVEL, "37.50", f"{GB_BUILDINGS}, 5.5.17 (4)", sprinklered=True),
            _rule(Measure.TRAVEL, "45", CROWDED_PLACES, SHOULD),
            _rule(Measure.DEAD_END, "15", f"{GB_BUILDINGS}, table 5.5.17, not read; check on paper", SHOULD),
            _rule(Measure.STAND_DEPTH, "15", SNIEC, SHOULD),
            _rule(Measure.ROW_LENGTH, "21", SHANGHAI, SHOULD),
            _rule(Measure.EXIT_WIDTH, "1.40", f"{GB_BUILDINGS}, 5.5.19"),
            _rule(Measure.EXIT_CAPACITY, "0.65", f"{GB_BUILDINGS}, table 5.5.21-1: first and second storey"),
            _rule(Measure.EXITS, "2", f"{GB_GENERAL}, 7.4.1", from_area_sqm=Decimal("200.01"), from_persons=51),
            _rule(Measure.EXIT_SPACING, "5", f"{GB_BUILDINGS}, 5.5.2"),
            _rule(Measure.EXIT_FREE, "100", EIGHT_HALLS),
            _rule(Measure.EXIT_CLEARANCE, "1.40", EIGHT_HALLS),
            _rule(Measure.EXIT_FRONT, "3", SHANGHAI),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.40", SHANGHAI),
            _rule(Measure.EQUIPMENT_REACH, "20", GB_EXTINGUISHERS, SHOULD),
            _rule(Measure.WALL_CLEARANCE, "0.60", SHANGHAI, SHOULD),
            _rule(Measure.COLUMN_CLEARANCE, "0.60", SHANGHAI, SHOULD),
            _rule(Measure.RESCUE_WIDTH, "4", f"{GB_BUILDINGS}, 7.1.8", SHOULD, **_from("10000")),
            _rule(Measure.FILL, "66.67", "Planning figure: booths at most twice the area of the aisles", SHOULD),
            _rule(Measure.DECK_STAIRS, "2", TAIWAN, SHOULD, **_from("50.01")),
            _rule(Measure.DECK_OPPOSITE, "2", TAIWAN, SHOULD, **_from("50.01")),
            _rule(Measure.DECK_STAIRS, "1", f"{GB_GENERAL}, 7.4.1: every storey has a way out"),
            _rule(Measure.DECK_STAIR_WIDTH, "1.10", f"{GB_GENERAL}, 7.1.4", SHOULD),
            _rule(Measure.DECK_AREA, "100", TAIWAN, SHOULD),
            _rule(Measure.DECK_WAY, "10", TAIWAN, SHOULD),
            _rule(Measure.DECK_ABOVE, "2", EIGHT_HALLS),
            _rule(Measure.DECK_DRAWING, "1", CHINESE_STANDS),
        ),
    ),
    "sample": StarterSet(
        _("Sample venue"),
        {
            "name": "Sample venue",
            "name_zh": "示例展会场地",
            "source": INVENTED,
            "persons_per_sqm": Decimal("0.75"),
            "unmeasured": "whatever a real venue and its authority would ask beyond these rules",
            "unmeasured_zh": "真实场馆及主管部门在这些规则之外的一切要求",
        },
        (
            _rule(Measure.ENTRANCE, "1", INVENTED),
            _rule(Measure.AISLE_WIDTH, "1", INVENTED),
            _rule(Measure.AISLE_WIDTH, "3", INVENTED, SHOULD),
            _rule(Measure.WAY_WIDTH, "1.10", INVENTED),
            _rule(Measure.EXIT_FREE, "100", INVENTED),
            _rule(Measure.EXIT_FRONT, "3", INVENTED),
            _rule(Measure.EXITS, "2", INVENTED),
            _rule(Measure.EXIT_SPACING, "5", INVENTED),
            _rule(Measure.EQUIPMENT_CLEARANCE, "1.40", INVENTED),
            _rule(Measure.DEAD_END, "15", INVENTED, SHOULD),
            _rule(Measure.DECK_SHARE, "50", INVENTED),
            _rule(Measure.DECK_AREA, "200", INVENTED),
            _rule(Measure.DECK_PERSONS, "200", INVENTED),
            _rule(Measure.DECK_WAY, "20", INVENTED),
            _rule(Measure.DECK_STAIRS, "1", INVENTED),
            _rule(Measure.DECK_STAIR_WIDTH, "1", INVENTED),
            _rule(Measure.DECK_OPPOSITE, "2", INVENTED, **_from("100.01")),
            _rule(Measure.DECK_ABOVE, "2", INVENTED),
            _rule(Measure.DECK_DRAWING, "1", INVENTED, SHOULD),
        ),
    ),
}
