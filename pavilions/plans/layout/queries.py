"""Read the present plan of a hall and its rules, for a new layout of the hall."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import Protocol

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from ciie.kernel.wording import area_words
from pavilions.drawings.geometry import Ring, area_sqm, overlaps
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan
from pavilions.floor.models.floor_plan import Obstruction as ObstructionRow
from pavilions.floor.models.venue import Hall
from pavilions.plans.drafts.edits import EDIT, Edit, Floor, FloorBooth, FloorChange, applied
from pavilions.plans.drafts.edits.numbering import natural_order, next_number, sub_numbers
from pavilions.plans.drafts.queries.draft_contents import floor_of
from pavilions.plans.layout.generator import SHANGHAI, HallLayout, LayoutRules, Obstruction
from pavilions.plans.layout.generator.hall_layout import kinds_of
from pavilions.plans.layout.generator.layout_request import refuse_long, refuse_narrow_aisles
from pavilions.plans.layout.generator.mix import MOST_SIZES, Size, mix_of_areas, mix_of_booths, sides_of, sound_mix
from pavilions.plans.layout.generator.more_booths import Ask, LocalChange, Side, Standing, more_booths, sizes_of_area
from pavilions.plans.layout.generator.packing import HallToFill
from pavilions.plans.layout.generator.spec import LayoutRefused
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.checking import Finding
from pavilions.plans.safety.models import RuleSet
from pavilions.plans.safety.queries import ShapesCheck, check_shapes, chosen_rules, rules_on, usual_exit_clearance_cm
from pavilions.plans.safety.states import AT_MOST, Measure, Severity
from pavilions.states import LIVE_CLAIMS, BoothKind, ObstructionKind, PlanState, Section

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


def revision_of_versions(edition: Edition, hall: Hall | None) -> int:
    """Return a number that changes whenever a version of the hall's plan is opened, edited or discarded.

    Return 0 for a hall that does not exist yet.
    """
    versions = FloorPlan.objects.filter(edition=edition, hall=hall)
    return versions.aggregate(seen=Sum(F("pk") + F("revision"), default=0))["seen"] if hall else 0


def only_allotment(edition: Edition, hall: Hall) -> Allotment | None:
    """Return the hall's allotment in the edition if it has exactly one."""
    found = list(Allotment.objects.filter(edition=edition, hall=hall)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class RulesOfLayout:
    """The limits that a layout keeps. The two aisles are proposals, as wide as the rules require and recommend."""

    rules: LayoutRules
    aisle_cm: int
    main_aisle_cm: int
    rule_set: RuleSet | None = None


def rules_of_layout(hall: Hall | None, edition: Edition) -> RulesOfLayout:
    """Return the rules for a layout of the hall, or of a new hall, on the first day of the edition.

    They come from the rule set of the hall, or else from planning figures, which require nothing of aisles. Recommended
    limits are kept as well, but narrower aisles may be requested. Planning figures apply where the set has no limit.
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
        largest_fill=Decimal(1),  # the check of the layout goes into more detail
        deepest_block_cm=_cm(required, Measure.BLOCK_DEPTH) or SHANGHAI.deepest_block_cm,
    )
    usual = _cm(kept, Measure.AISLE_WIDTH) or SHANGHAI.aisle_cm
    return RulesOfLayout(rules, usual, max(usual, _cm(kept, Measure.MAIN_AISLE) or usual), chosen.rule_set)


def _cm(limits: Mapping[str, Decimal], measure: Measure) -> int | None:
    return int(limits[measure] * 100) if measure in limits else None


class ListPrices(Protocol):
    """The list price of booths of one hall, section and sector, in the edition's currency, or None without a price."""

    def __call__(self, kind: BoothKind, open_sides: int, area_sqm: Decimal, /) -> Decimal | None: ...


type PriceReader = Callable[[Edition, Section, int | None, int | None], ListPrices]

_PRICES: list[PriceReader] = []


def register_prices(reader: PriceReader) -> None:
    """Register a price reader, which gets the edition, the section, and the keys of the sector and the hall."""
    _PRICES.append(reader)


def list_prices(edition: Edition, section: Section, sector_id: int | None, hall_id: int | None) -> ListPrices | None:
    return _PRICES[0](edition, section, sector_id, hall_id) if _PRICES else None


def sizes_of_last_plan(edition: Edition, hall: Hall) -> tuple[Size, ...]:
    """Return the mix of the hall's published plan in the latest earlier edition that has one.

    A booth with four open sides counts as an island.
    """
    plans = FloorPlan.objects.filter(hall=hall, state=PlanState.PUBLISHED, edition__number__lt=edition.number)
    plan = plans.order_by("-edition__number").first()
    rows = Booth.objects.filter(plan=plan).order_by("pk").values_list("footprint", "open_sides") if plan else ()
    return mix_of_booths(((*sides_of(ring_of(ring)), sides == ALL_SIDES) for ring, sides in rows), MOST_SIZES)


type DemandReader = Callable[[Edition, int | None], Iterable[Decimal]]

_DEMAND: list[DemandReader] = []


def register_demand(reader: DemandReader) -> None:
    """Register a demand reader, which gets the edition and the key of a sector, or None for all of them.

    It returns the area in m² of each waiting application.
    """
    _DEMAND.append(reader)


def sizes_asked_for(edition: Edition, sector_id: int | None) -> tuple[Size, ...]:
    """Return a mix with one booth for each waiting application."""
    return mix_of_areas((area for reader in _DEMAND for area in reader(edition, sector_id)), MOST_SIZES)


def check_layout(
    layout: HallLayout, *, hall: Hall | None, edition: Edition, outline: Ring, height_m: Decimal | None
) -> ShapesCheck:
    """Check the layout against the rules of the hall, with two queries."""
    return check_shapes(
        hall,
        edition,
        outline,
        [(booth.number, booth.ring) for booth in layout.booths],
        [(each.kind, each.ring) for each in layout.obstructions],
        height_m=height_m,
    )


def revenue_of(layout: HallLayout, prices: ListPrices | None) -> Decimal | None:
    """Return the total list price of all booths, or None if one of them has none."""
    found = [prices(booth.kind, booth.open_sides, booth.area_sqm) for booth in layout.booths] if prices else [None]
    return None if None in found else sum((price for price in found if price is not None), Decimal())


def capacity_of(edition: Edition, hall: Hall | None, section: Section, sector_id: int | None) -> Decimal | None:
    """Return the area that companies can book of this section and sector in the hall, or None if it is not yet set."""
    rows = Allotment.objects.filter(edition=edition, hall=hall, section=section, sector=sector_id)
    return rows.values_list("capacity_sqm", flat=True).first()


@dataclass(frozen=True)
class AreaOrSides:
    """The requested size of booths: m², or a width and a depth in centimetres."""

    area_sqm: Decimal | None = None
    sides_cm: Side | None = None


@dataclass(frozen=True)
class MoreBooths:
    """What would change on a draft for more booths of a size, with what the rules of the hall find before and after.

    `edit` makes the change; it is None if not even one booth fits. `at_others` is how many more there could be if
    booths that somebody has, or that are withheld, could be changed too.
    """

    floor: Floor
    asked: int
    edit: Edit | None
    change: FloorChange
    at_others: int
    check_before: ShapesCheck
    check: ShapesCheck

    @cached_property
    def after(self) -> Floor:
        return self.floor.after(self.change)

    @property
    def new(self) -> list[FloorBooth]:
        return _in_order(each for key, each in self.change.booths.items() if key not in self.floor.booths)

    @property
    def cut(self) -> list[tuple[FloorBooth, FloorBooth]]:
        """The booths that are cut, each as it is and as it would be."""
        changed = _in_order(each for key, each in self.change.booths.items() if key in self.floor.booths)
        return [(self.floor.booths[each.id], each) for each in changed]

    @property
    def gone(self) -> list[FloorBooth]:
        return _in_order(self.floor.booths[key] for key in self.change.gone)

    @property
    def missing(self) -> int:
        return self.asked - len(self.new)

    @property
    def findings(self) -> list[Finding]:
        """The findings that only the change causes."""
        known = {finding.message for finding in self.check_before.findings}
        return [finding for finding in self.check.findings if finding.message not in known]

    @property
    def digest(self) -> str:
        """A digest of the change, which proves that the change that is made is the one that was seen."""
        said = repr([(each.number, each.ring) for each in (*self.new, *(now for _was, now in self.cut), *self.gone)])
        return blake2b(said.encode(), digest_size=8).hexdigest()


def _in_order(booths: Iterable[FloorBooth]) -> list[FloorBooth]:
    return sorted(booths, key=lambda booth: natural_order(booth.number))


def net_sqm(floor: Floor) -> Decimal:
    return sum((booth.area_sqm for booth in floor.booths.values()), Decimal())


def propose_more_booths(plan: FloorPlan, count: int, size: AreaOrSides, *, aisle_cm: int) -> MoreBooths:
    """Return the smallest change of a draft that adds `count` booths of the size.

    The plan comes with its hall and edition.

    Raise `LayoutRefused` for a hall that is too long, an aisle narrower than the rules allow, or a size that they
    exclude.
    """
    asked = rules_of_layout(plan.hall, plan.edition)
    refuse_long(ring_of(plan.hall.outline))
    refuse_narrow_aisles(aisle_cm, max(aisle_cm, asked.rules.main_aisle_cm), asked.rules)
    floor, obstructions = floor_of(plan), obstructions_of(plan)
    area = size.area_sqm or Decimal()
    sides = [size.sides_cm] if size.sides_cm else sizes_of_area(area, (b.ring for b in floor.booths.values()))
    sizes = tuple((max(each), min(each)) for each in sides)
    _refuse_size(size, sizes[0], asked.rules)
    hall = HallToFill(floor.outline, obstructions, aisle_cm, aisle_cm, asked.rules)
    taken = _taken(plan)
    standing = [Standing(b.id, b.ring, b.allotment, b.id in taken) for b in floor.booths.values()]
    found = more_booths(hall, standing, Ask(count, sizes))
    at_others = 0
    if taken and len(found.new) < count:
        at_others = len(more_booths(hall, [replace(each, is_fixed=False) for each in standing], Ask(count, sizes)).new)
    edit = _edit_of(floor, found, asked.rules) if found.new else None
    change = applied(floor, edit) if edit else FloorChange()
    before, after = (
        check_shapes(
            plan.hall,
            plan.edition,
            floor.outline,
            [(booth.number, booth.ring) for booth in each.booths.values()],
            [(one.kind, one.ring) for one in floor.obstructions.values()],
        )
        for each in (floor, floor.after(change))
    )
    return MoreBooths(floor, count, edit, change, max(0, at_others - len(found.new)), before, after)


def _refuse_size(size: AreaOrSides, sides: Side, rules: LayoutRules) -> None:
    if size.area_sqm and size.area_sqm < rules.smallest_sqm:
        words = {
            "smallest": area_words(rules.smallest_sqm),
            "size": _("%(area)s m²") % {"area": area_words(size.area_sqm)},
        }
        message = _("Booths here have at least %(smallest)s m². %(size)s is smaller.") % words
        raise LayoutRefused(message, code="size_too_small", field="area_sqm")
    try:
        sound_mix([Size(*sides, count=1)], rules)
    except LayoutRefused as refusal:
        field = "width" if size.sides_cm else "area_sqm"
        raise LayoutRefused(refusal.message, code=refusal.code, field=field) from refusal


def _taken(plan: FloorPlan) -> set[int]:
    """Return the keys of a draft's booths that are held, booked or withheld."""
    claimed = BoothAncestry.objects.filter(booth__plan=plan, ancestor__claims__state__in=LIVE_CLAIMS)
    withheld = plan.booths.exclude(blocked_reason="")
    return {*claimed.values_list("booth", flat=True), *withheld.values_list("pk", flat=True)}


def _edit_of(floor: Floor, change: LocalChange, rules: LayoutRules) -> Edit:
    used = {booth.number for key, booth in floor.booths.items() if key not in change.gone}
    drawn = []
    for new in change.new:
        number = _number_of(floor, new.ring, new.beside, change, used)
        used.add(number)
        beside = floor.booths[new.beside] if new.beside is not None else None
        drawn.append(
            {
                "ring": new.ring,
                "number": number,
                "kind": kinds_of([area_sqm(new.ring)], rules, None)[0],
                "allotment": beside.allotment if beside else None,
            }
        )
    touched = chain(change.cut, change.gone)
    return EDIT.validate_python(
        {
            "edit": "rearrange",
            "seen": {f"b{key}": floor.booths[key].revision for key in touched},
            "cut": tuple({"id": key, "ring": ring} for key, ring in change.cut.items()),
            "gone": tuple(sorted(change.gone)),
            "booths": tuple(drawn),
        }
    )


def _number_of(floor: Floor, ring: Ring, beside: int | None, change: LocalChange, used: set[str]) -> str:
    """Return a number for a new booth.

    It is the first number of the booths whose place it takes, else a sub-number of the booth that is cut, else the next
    number.
    """
    places = [floor.booths[key] for key in change.gone]
    under = {places[at - 1].number for first, at in overlaps([ring, *(b.ring for b in places)]) if first == 0} - used
    if under:
        return min(under, key=natural_order)
    if beside is None:
        return next_number("A00", used)
    number = floor.booths[beside].number
    return next(sub_numbers(number, used)) if beside in change.cut else next_number(number, used)
