"""The present plan of a hall and its rules, for a new layout of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.floor_plan import Obstruction as ObstructionRow
from pavilions.floor.models.venue import Hall
from pavilions.layout.generator import SHANGHAI, LayoutRules, Obstruction
from pavilions.plans.queries.plans import ring_of
from pavilions.safety.models import RuleSet
from pavilions.safety.queries import chosen_rules, rules_on
from pavilions.safety.states import AT_MOST, Measure, Severity
from pavilions.states import ObstructionKind, PlanState

NARROWEST_AISLE_CM = 100


def obstructions_of(plan: FloorPlan) -> tuple[Obstruction, ...]:
    rows = (
        ObstructionRow.objects.filter(plan=plan).order_by("pk").values_list("kind", "footprint", "clearance_cm", "name")
    )
    return tuple(
        Obstruction(ObstructionKind(kind), ring_of(ring), clearance, name) for kind, ring, clearance, name in rows
    )


def drafts_of(edition: Edition, hall: Hall) -> list[FloorPlan]:
    return list(FloorPlan.objects.filter(edition=edition, hall=hall, state=PlanState.DRAFT).order_by("version"))


def only_allotment(edition: Edition, hall: Hall) -> Allotment | None:
    """The hall's allotment in the edition, if it has exactly one."""
    found = list(Allotment.objects.filter(edition=edition, hall=hall)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class RulesOfLayout:
    """The limits that a layout keeps. The aisles are what is proposed: as wide as is required and recommended."""

    rules: LayoutRules
    aisle_cm: int
    main_aisle_cm: int
    rule_set: RuleSet | None = None


def rules_of_layout(hall: Hall | None, edition: Edition) -> RulesOfLayout:
    """By the rule set of the hall, or of halls to be, on the first day of the edition; else by planning figures.

    What is only recommended is kept as well, but narrower aisles may be asked for. Of what the set does not limit, the
    planning figures hold.
    """
    chosen = chosen_rules(hall, edition.opens_date)
    if chosen is None:
        return RulesOfLayout(SHANGHAI, SHANGHAI.aisle_cm, SHANGHAI.main_aisle_cm)
    required: dict[str, Decimal] = {}
    kept: dict[str, Decimal] = {}
    for rule in rules_on(chosen.rule_set, edition.opens_date):
        if rule.sprinklered not in {None, chosen.is_sprinklered}:
            continue
        strictest = min if rule.measure in AT_MOST else max
        for limits in (kept, required) if rule.severity == Severity.MANDATORY else (kept,):
            limits[rule.measure] = strictest(rule.limit, limits.get(rule.measure, rule.limit))
    aisle, main = _cm(required, Measure.AISLE_WIDTH) or NARROWEST_AISLE_CM, _cm(required, Measure.MAIN_AISLE) or 0
    rules = SHANGHAI._replace(
        source=chosen.rule_set.source or str(chosen.rule_set),
        aisle_cm=aisle,
        main_aisle_cm=max(aisle, main),
        longest_row_cm=_cm(kept, Measure.ROW_LENGTH) or SHANGHAI.longest_row_cm,
        wall_clearance_cm=_cm(kept, Measure.WALL_CLEARANCE) or SHANGHAI.wall_clearance_cm,
        pillar_clearance_cm=_cm(kept, Measure.COLUMN_CLEARANCE) or SHANGHAI.pillar_clearance_cm,
        equipment_clearance_cm=_cm(kept, Measure.EQUIPMENT_CLEARANCE) or SHANGHAI.equipment_clearance_cm,
        exit_clearance_cm=max(_cm(kept, Measure.EXIT_CLEARANCE) or 0, _cm(kept, Measure.EXIT_FRONT) or 0)
        or SHANGHAI.exit_clearance_cm,
        largest_fill=Decimal(1),  # the check of the layout says more
        deepest_block_cm=_cm(required, Measure.BLOCK_DEPTH) or SHANGHAI.deepest_block_cm,
    )
    usual = _cm(kept, Measure.AISLE_WIDTH) or SHANGHAI.aisle_cm
    return RulesOfLayout(rules, usual, max(usual, _cm(kept, Measure.MAIN_AISLE) or usual), chosen.rule_set)


def _cm(limits: Mapping[str, Decimal], measure: Measure) -> int | None:
    return int(limits[measure] * 100) if measure in limits else None
