"""The present plan of a hall and its rules, for a new layout of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.floor_plan import Obstruction as ObstructionRow
from pavilions.floor.models.venue import Hall
from pavilions.geometry import Ring
from pavilions.layout.generator import SHANGHAI, HallLayout, LayoutRules, Obstruction
from pavilions.layout.generator.mix import MOST_SIZES, Size, mix_of_areas, mix_of_booths, sides_of
from pavilions.layout.generator.proposals import Judgement
from pavilions.plans.queries.plans import ring_of
from pavilions.safety.models import RuleSet
from pavilions.safety.queries import ShapesCheck, check_shapes, chosen_rules, rules_on, usual_exit_clearance_cm
from pavilions.safety.states import AT_MOST, Measure, Severity
from pavilions.states import BoothKind, ObstructionKind, PlanState, Section

NARROWEST_AISLE_CM = 100
ALL_SIDES = 4


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
    """By the rule set of the hall, or of halls to be, on the first day of the edition; else by planning figures, which
    require nothing of aisles.

    What is only recommended is kept as well, but narrower aisles may be asked for. Of what the set does not limit, the
    planning figures hold.
    """
    chosen = chosen_rules(hall, edition.opens_date)
    if chosen is None:
        least = SHANGHAI._replace(
            aisle_cm=NARROWEST_AISLE_CM, main_aisle_cm=NARROWEST_AISLE_CM, exit_clearance_cm=usual_exit_clearance_cm({})
        )
        return RulesOfLayout(least, SHANGHAI.aisle_cm, SHANGHAI.main_aisle_cm)
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
        exit_clearance_cm=usual_exit_clearance_cm(kept),
        exit_front_cm=_cm(kept, Measure.EXIT_FRONT) or SHANGHAI.exit_front_cm,
        largest_fill=Decimal(1),  # the check of the layout says more
        deepest_block_cm=_cm(required, Measure.BLOCK_DEPTH) or SHANGHAI.deepest_block_cm,
    )
    usual = _cm(kept, Measure.AISLE_WIDTH) or SHANGHAI.aisle_cm
    return RulesOfLayout(rules, usual, max(usual, _cm(kept, Measure.MAIN_AISLE) or usual), chosen.rule_set)


def _cm(limits: Mapping[str, Decimal], measure: Measure) -> int | None:
    return int(limits[measure] * 100) if measure in limits else None


class ListPrices(Protocol):
    """The list price of booths of one hall, section and sector, in the edition's currency; None without a price."""

    def __call__(self, kind: BoothKind, open_sides: int, area_sqm: Decimal, /) -> Decimal | None: ...


type PriceReader = Callable[[Edition, Section, int | None, int | None], ListPrices]

_PRICES: list[PriceReader] = []


def register_prices(reader: PriceReader) -> None:
    """A reader gets the edition, the section, and keys of the sector and the hall."""
    _PRICES.append(reader)


def list_prices(edition: Edition, section: Section, sector_id: int | None, hall_id: int | None) -> ListPrices | None:
    return _PRICES[0](edition, section, sector_id, hall_id) if _PRICES else None


@dataclass(frozen=True, slots=True)
class Judged(Judgement):
    """What the rules of the hall find on a layout, with its revenue by the price list."""

    check: ShapesCheck = field(default_factory=lambda: ShapesCheck(None))


def sizes_of_last_plan(edition: Edition, hall: Hall) -> tuple[Size, ...]:
    """The mix of the hall's published plan in the last earlier edition that has one; an island has four open sides."""
    plans = FloorPlan.objects.filter(hall=hall, state=PlanState.PUBLISHED, edition__number__lt=edition.number)
    plan = plans.order_by("-edition__number").first()
    rows = Booth.objects.filter(plan=plan).order_by("pk").values_list("footprint", "open_sides") if plan else ()
    return mix_of_booths(((*sides_of(ring_of(ring)), sides == ALL_SIDES) for ring, sides in rows), MOST_SIZES)


type DemandReader = Callable[[Edition, int | None], Iterable[Decimal]]

_DEMAND: list[DemandReader] = []


def register_demand(reader: DemandReader) -> None:
    """A reader gets the edition and the key of a sector, None for all of them; m² of each application that waits."""
    _DEMAND.append(reader)


def sizes_asked_for(edition: Edition, sector_id: int | None) -> tuple[Size, ...]:
    """A booth for each application that waits for one."""
    return mix_of_areas((area for reader in _DEMAND for area in reader(edition, sector_id)), MOST_SIZES)


def judge(
    layout: HallLayout,
    *,
    hall: Hall | None,
    edition: Edition,
    outline: Ring,
    height_m: Decimal | None,
    prices: ListPrices | None,
) -> Judged:
    """Two queries."""
    check = check_shapes(
        hall,
        edition,
        outline,
        [(booth.number, booth.ring) for booth in layout.booths],
        [(each.kind, each.ring) for each in layout.obstructions],
        height_m=height_m,
    )
    found = [prices(booth.kind, booth.open_sides, booth.area_sqm) for booth in layout.booths] if prices else [None]
    revenue = None if None in found else sum((price for price in found if price is not None), Decimal())
    return Judged(check.mandatory, revenue, check)


def capacity_of(edition: Edition, hall: Hall | None, section: Section, sector_id: int | None) -> Decimal | None:
    """What companies can book of this section and sector in the hall, if that has been decided."""
    rows = Allotment.objects.filter(edition=edition, hall=hall, section=section, sector=sector_id)
    return rows.values_list("capacity_sqm", flat=True).first()
