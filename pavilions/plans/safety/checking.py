"""Check a hall's plan against the rules of its venue. Pure.

Each finding is a sentence with its measure, limit and place.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import chain, combinations
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ciie.kernel.wording import area_words, figure_words, list_words
from pavilions.drawings.geometry import Polygons, Ring, bounds, pairs_within, polygon, polygons
from pavilions.plans.safety import measuring
from pavilions.plans.safety.measuring import KnownFronts, MeasuredHall, Routes
from pavilions.plans.safety.states import AT_MOST, ON_PLANS, Measure, Severity, Unit, unit_of

CENT = Decimal("0.01")
SLACK = Decimal("0.005")
"""Half a centimetre, or half of a hundredth, since measures are rounded to whole centimetres."""
MOST_NAMED = 8
PERSONS_PER_STEP = 100
DIFFERENT_CM = 1
DOOR_CM = 60
"""A booth is entered where at least this much of a front lies at a way."""

type Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeightSteps:
    """The growth of a limit with height.

    The limit grows by `adds` for every `every_m` of clear height above `from_m`, but never beyond `at_most`.
    """

    from_m: Decimal
    every_m: Decimal
    adds: Decimal
    at_most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its `limit` in the unit of the measure: metres, m², per cent, or a count.

    `key` is that of its row.
    """

    measure: Measure
    limit: Decimal
    severity: Severity = Severity.MANDATORY
    key: int = 0
    source: str = ""
    steps: HeightSteps | None = None
    from_area_sqm: Decimal | None = None
    from_persons: int | None = None
    sprinklered: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFacts:
    """What rules need to know about a hall beside its plan. Without a height no limit grows with it."""

    height_m: Decimal | None = None
    is_sprinklered: bool = False
    persons_per_sqm: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that is not met. `subjects` name the booths or the exit concerned, the same in every language.

    `lines` show the place. `sentence` is translated into the reader's language, with `words` beside those that all
    sentences have.
    """

    rule: Rule
    sentence: str
    measured: Decimal
    limit: Decimal
    booths: tuple[int, ...] = ()
    obstructions: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return gettext(self.sentence) % {
            "booths": named(self.subjects),
            "measured": measure_words(self.measured, self.rule.measure),
            "limit": measure_words(self.limit, self.rule.measure),
            **{name: figure_words(number) for name, number in self.words.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a rule of the hall found. `nearest` is the measure that comes nearest to the limit without breaking it.

    It is None where a limit is broken, where the plan has nothing of the kind, or where no figures were requested.
    """

    rule: Rule
    limit: Decimal
    findings: Sequence[Finding]
    nearest: Finding | None

    @property
    def is_met(self) -> bool:
        return not self.findings

    @property
    def label(self) -> str:
        label = str(self.rule.measure.label)
        return label[:1].upper() + label[1:]

    @property
    def limit_words(self) -> str:
        words = gettext("at most %(limit)s") if self.rule.measure in AT_MOST else gettext("at least %(limit)s")
        return words % {"limit": measure_words(self.limit, self.rule.measure)}

    @property
    def measured_words(self) -> str:
        return "–" if self.measured is None else measure_words(self.measured, self.rule.measure)

    @property
    def measured(self) -> Decimal | None:
        """The worst measured value, or None where the plan has nothing of the kind."""
        values = [finding.measured for finding in self.findings]
        if values:
            return max(values) if self.rule.measure in AT_MOST else min(values)
        return self.nearest.measured if self.nearest else None


@dataclass(frozen=True)
class Measured:
    """A hall and its measures, each made when a rule first needs it. `names` are the booths' numbers.

    `known` are fronts of the hall as it was; only what may have changed since is measured again. `with_figures` also
    measures what comes nearest to the limits that are kept, which takes longer.
    """

    hall: MeasuredHall
    names: Mapping[int, str]
    facts: HallFacts
    ahead_cm: int = 600
    exit_numbers: Mapping[int, int] = field(default_factory=dict)
    known: KnownFronts | None = None
    with_figures: bool = False

    @cached_property
    def fronts(self) -> list[measuring.Front]:
        return measuring.fronts_of(self.hall, ahead_cm=self.ahead_cm, known=self.known)

    @cached_property
    def widths_at_ways(self) -> list[float]:
        """The width of each front, in cm, that lies at a way to an exit."""
        return measuring.widths_at_ways(self.hall, self.fronts)

    @cached_property
    def doors(self) -> list[measuring.Front]:
        """The fronts through which booths are entered."""
        return [front for front, width in zip(self.fronts, self.widths_at_ways, strict=True) if width >= DOOR_CM]

    @cached_property
    def routes(self) -> Routes:
        return Routes(self.hall.ways, self.hall.usable_exits)

    @cached_property
    def stands(self) -> dict[int, measuring.Stand]:
        return measuring.stands_of(self.hall, self.doors, self.routes)

    @cached_property
    def blocks(self) -> list[measuring.Block]:
        return measuring.blocks_of(self.hall)

    @property
    def floor_sqm(self) -> Decimal:
        return _two(self.hall.floor.area / 10_000)

    @property
    def persons(self) -> int:
        return persons_on(self.floor_sqm, self.facts)


def check(measured: Measured, rules: Sequence[Rule]) -> list[Finding]:
    """Return the findings of the rules that apply, in their order, mandatory rules first."""
    return findings_of(measure(measured, rules))


def findings_of(results: Iterable[Result]) -> list[Finding]:
    """Return the findings in the order of the rules, mandatory rules first."""
    findings = [finding for result in results for finding in result.findings]
    return sorted(findings, key=lambda finding: finding.rule.severity != Severity.MANDATORY)


def measure(measured: Measured, rules: Sequence[Rule]) -> list[Result]:
    """Return what each applicable rule of plans finds, in the order of the rules."""
    widest = max((rule.limit for rule in rules if rule.measure == Measure.AISLE_WIDTH), default=Decimal())
    if widest * 100 > measured.ahead_cm:  # aisles this wide need a look farther ahead than usual
        measured = replace(measured, ahead_cm=math.ceil(widest * 100))
    return [
        _result(measured, rule)
        for rule in rules
        if rule.measure in ON_PLANS and applies(rule, measured.floor_sqm, measured.facts)
    ]


def _result(measured: Measured, rule: Rule) -> Result:
    limit = limit_of(rule, measured.facts)
    found = list(CHECKS[rule.measure](measured, rule))
    broken = [each for each in found if _breaks(each.measured, rule, each.limit)]
    kept = [each for each in found if not _breaks(each.measured, rule, each.limit)]
    pick = max if rule.measure in AT_MOST else min
    nearest = pick(kept, key=lambda each: each.measured) if kept and not broken else None
    return Result(rule=rule, limit=nearest.limit if nearest else limit, findings=broken, nearest=nearest)


AGAINST_EACH_OTHER: Final = (
    (Measure.EXIT_CLEARANCE, Measure.TRAVEL),
    (Measure.EXIT_CLEARANCE, Measure.STRAIGHT_TRAVEL),
    (Measure.EQUIPMENT_CLEARANCE, Measure.EQUIPMENT_REACH),
)
"""Pairs of a least and a greatest distance from the same thing."""
MOST_OF: Final = {
    Measure.MAIN_AISLE: measuring.WIDEST_WAY_CM // 100,
    Measure.WAY_WIDTH: measuring.WIDEST_WAY_CM // 100,
    Measure.EXITS_OPPOSITE: 180,
    Measure.DECK_OPPOSITE: 2,
    Measure.DECK_DRAWING: 1,
}
"""The greatest value that is ever measured, in the unit of the measure."""
LEAST_OF: Final = {Measure.BLOCK_AREA: Decimal("0.25")}
"""The area in m² below which there is no booth."""


def impossible_beside(rule: Rule, others: Iterable[Rule]) -> Rule | None:
    """Return a mandatory rule that no plan with booths can meet together with this one, or None.

    Return the rule itself if it cannot be met alone.
    """
    if rule.severity != Severity.MANDATORY:
        return None
    if rule.limit > MOST_OF.get(rule.measure, rule.limit) or rule.limit < LEAST_OF.get(rule.measure, rule.limit):
        return rule
    for other in others:
        least, most = (rule, other) if rule.measure not in AT_MOST else (other, rule)
        if (
            other.severity == Severity.MANDATORY
            and (least.measure, most.measure) in AGAINST_EACH_OTHER
            and (None in {least.sprinklered, most.sprinklered} or least.sprinklered == most.sprinklered)
            and least.limit >= (most.steps.at_most if most.steps else most.limit)
        ):
            return other
    return None


def limit_of(rule: Rule, facts: HallFacts) -> Decimal:
    """Return the rule's limit in a hall, including what the hall's height adds."""
    steps = rule.steps
    if steps is None or facts.height_m is None or facts.height_m <= steps.from_m:
        return rule.limit
    return min(rule.limit + (facts.height_m - steps.from_m) // steps.every_m * steps.adds, steps.at_most)


def applies(rule: Rule, floor_sqm: Decimal | None, facts: HallFacts) -> bool:
    """Return whether the rule applies in a hall, from an area or from a number of persons on, whichever comes first.

    Without an area, no rule that depends on one of the two applies.
    """
    if rule.sprinklered not in {None, facts.is_sprinklered}:
        return False
    if rule.from_area_sqm is None and rule.from_persons is None:
        return True
    if floor_sqm is None:
        return False
    is_large = rule.from_area_sqm is not None and floor_sqm >= rule.from_area_sqm
    return is_large or (rule.from_persons is not None and persons_on(floor_sqm, facts) >= rule.from_persons)


def persons_on(floor_sqm: Decimal, facts: HallFacts) -> int:
    return math.ceil(floor_sqm * facts.persons_per_sqm)


def measure_words(value: Decimal, measure: Measure) -> str:
    """Return a measure with its unit, as people write it: "2.40 m", "51.5%"."""
    unit = unit_of(measure)
    if unit == Unit.METRES:
        return gettext("%(metres)s m") % {"metres": area_words(value)}
    if unit == Unit.SQUARE_METRES:
        return gettext("%(area)s m²") % {"area": area_words(value)}
    if unit == Unit.DEGREES:
        return gettext("%(angle)s°") % {"angle": figure_words(value)}
    return gettext("%(share)s%%") % {"share": figure_words(value)} if unit == Unit.PERCENT else figure_words(value)


def _two(value: float | Decimal) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def _metres(cm: float) -> Decimal:
    return _two(cm / 100)


def _breaks(value: Decimal, rule: Rule, limit: Decimal) -> bool:
    return value > limit if rule.measure in AT_MOST else value < limit


def named(numbers: Sequence[str]) -> str:
    """Return at most eight numbers, and how many more there are."""
    shown = list_words(list(numbers[:MOST_NAMED]))
    more = len(numbers) - MOST_NAMED
    return (
        gettext("%(numbers)s and %(count)s more") % {"numbers": shown, "count": figure_words(more)}
        if more > 0
        else shown
    )


def _of_booths(
    measured: Measured, rule: Rule, sentence: str, value: Decimal, limit: Decimal, booths: Sequence[int], *lines: Line
) -> Finding:
    return Finding(
        rule=rule,
        sentence=sentence,
        measured=value,
        limit=limit,
        booths=tuple(booths),
        subjects=tuple(measured.names[booth] for booth in booths),
        lines=lines,
    )


def _of_exit(
    measured: Measured, rule: Rule, sentence: str, value: Decimal, limit: Decimal, key: int, *lines: Line
) -> Finding:
    number = measured.exit_numbers[key]
    return Finding(
        rule=rule,
        sentence=sentence,
        measured=value,
        limit=limit,
        obstructions=(key,),
        subjects=(f"exit {number}",),
        lines=lines,
        words={"exit": number},
    )


def _of_hall(rule: Rule, sentence: str, value: Decimal, limit: Decimal) -> Finding:
    return Finding(rule=rule, sentence=sentence, measured=value, limit=limit)


def _aisles(measured: Measured, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each stretch of aisle that is too narrow, with the booths beside it."""
    limit = limit_of(rule, measured.facts)
    limit_cm = float(limit) * 100
    fronts = [front for front in measured.fronts if front.width_cm < limit_cm + 1 and _metres(front.width_cm) < limit]
    passages = measuring.narrow_passages(measured.hall, limit_cm)
    narrow: list[measuring.Front | measuring.Passage] = [*fronts, *passages]
    if not narrow:
        if measured.with_figures and measured.fronts:
            widest = min(measured.fronts, key=lambda front: front.width_cm)
            if math.isfinite(widest.width_cm):
                yield _of_booths(measured, rule, AISLE, _metres(widest.width_cm), limit, [widest.booth], widest.across)
        return
    across = np.array([each.line for each in passages]).reshape(-1, 2, 2)
    aisles = np.concatenate([_before(fronts), shapely.linestrings(across)])
    one, other = pairs_within(aisles, 2 * DIFFERENT_CM)
    beside = [*((front.booth,) for front in fronts), *(passage.booths for passage in passages)]
    for together in measuring.joined(len(narrow), one, other):
        worst = min((narrow[at] for at in together), key=lambda each: each.width_cm)
        booths = set(chain.from_iterable(beside[at] for at in together))
        line = worst.across if isinstance(worst, measuring.Front) else worst.line
        sentence = AISLE if booths else _("An aisle is only %(measured)s wide; the rule asks for at least %(limit)s.")
        yield _of_booths(measured, rule, sentence, _metres(worst.width_cm), limit, sorted(booths), line)


AISLE: Final = _("The aisle at %(booths)s is only %(measured)s wide; the rule asks for at least %(limit)s.")


def _ways(measured: Measured, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each narrow place, with all booths behind it."""
    limit = limit_of(rule, measured.facts)
    found = measuring.narrow_ways(measured.hall, measured.doors, float(limit) * 100)
    for each in found:
        lines = [each.line] if each.line else []
        if each.exit is not None:
            yield _of_exit(measured, rule, TO_EXIT, _metres(each.width_cm), limit, each.exit, *lines)
            continue
        sentence = (
            _("The way from %(booths)s to an exit is only %(measured)s wide in one place; the rule asks for %(limit)s.")
            if each.booths
            else _("A part of the floor can be left only by a way %(measured)s wide; the rule asks for %(limit)s.")
        )
        yield _of_booths(measured, rule, sentence, _metres(each.width_cm), limit, each.booths, *lines)
    if measured.with_figures and not found:
        width = measuring.narrowest_way(measured.hall, measured.doors)
        if width:
            yield _of_hall(
                rule, _("The narrowest way to an exit is %(measured)s wide."), max(_metres(width), limit), limit
            )


TO_EXIT: Final = _("The way to exit %(exit)s is only %(measured)s wide in one place; the rule asks for %(limit)s.")


def _before(fronts: Sequence[measuring.Front]) -> Polygons:
    """Return the aisle before each front, as wide as the front."""
    points = np.array([(each.start, each.end, *each.across) for each in fronts]).reshape(-1, 4, 2)
    start, end, near, far = points.swapaxes(0, 1)
    return np.asarray(shapely.polygons(np.stack([start, end, end + far - near, start + far - near], axis=1)))


def _metres_or_more(cm: float) -> Decimal:
    return _metres(cm) if math.isfinite(cm) else Decimal(99_999)


def _main_aisle(measured: Measured, rule: Rule) -> Iterator[Finding]:
    yield _of_hall(
        rule,
        _("The widest way between two exits is %(measured)s wide; the rule asks for at least %(limit)s."),
        _metres(measuring.widest_way_between_exits(measured.hall)),
        limit_of(rule, measured.facts),
    )


def _entrances(measured: Measured, rule: Rule) -> Iterator[Finding]:
    """Yield findings for booths without a front of the required width from which an exit can be reached.

    If no exit can be used, one finding names all booths.
    """
    limit = limit_of(rule, measured.facts)
    if not measured.hall.usable_exits:
        if measured.hall.booths:
            yield _of_booths(measured, rule, _without_exits(measured), Decimal(0), limit, list(measured.hall.booths))
        return
    widest: dict[int, float] = dict.fromkeys(measured.hall.booths, 0.0)
    for front, at_way in zip(measured.fronts, measured.widths_at_ways, strict=True):
        widest[front.booth] = max(widest[front.booth], at_way)
    widths = {booth: _metres(width) for booth, width in widest.items()}
    narrow = [booth for booth, width in widths.items() if width < limit]
    for booth in narrow or sorted(widths, key=lambda each: widths[each])[:1]:
        sentence = (
            _("%(booths)s can be entered only through %(measured)s; the rule asks for at least %(limit)s.")
            if widest[booth]
            else _("%(booths)s cannot be entered: no side of it is at an aisle that leads to an exit.")
        )
        yield _of_booths(measured, rule, sentence, widths[booth], limit, [booth])


def _without_exits(measured: Measured) -> str:
    if measured.hall.exits:
        return _("No exit has a way before it, so these booths cannot be reached: %(booths)s.")
    return _("No exit is drawn on the plan, so these booths cannot be reached: %(booths)s. Draw the exits of the hall.")


def _depths(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    found = measuring.deeper_than(measured.hall, measured.doors, float(limit) * 100)
    if measured.with_figures and not found:
        found = measuring.deepest(measured.hall, measured.doors)
    for booth, (depth, _where) in found.items():
        yield _of_booths(
            measured,
            rule,
            _("A point of %(booths)s is %(measured)s from the nearest aisle; the rule allows at most %(limit)s."),
            _metres(depth),
            limit,
            [booth],
        )


def _travel(measured: Measured, rule: Rule) -> Iterator[Finding]:
    """Yield one finding, with the way of the farthest booth. Another rule covers booths that cannot be entered."""
    limit = limit_of(rule, measured.facts)
    entered = sorted(
        (stand for stand in measured.stands.values() if stand.can_be_entered), key=lambda stand: -stand.to_exit_cm
    )
    far = [stand for stand in entered if _metres(stand.to_exit_cm) > limit] or entered[:1]
    if not far:
        return
    way = (far[0].farthest, *measured.routes.way(far[0].leaves_at))
    yield _of_booths(
        measured,
        rule,
        _("The way from %(booths)s to an exit is up to %(measured)s long; the rule allows at most %(limit)s."),
        _metres(far[0].to_exit_cm),
        limit,
        [stand.booth for stand in far],
        way,
    )


def _straight_travel(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    exits = shapely.GeometryCollection(measured.hall.usable_exits)
    if exits.is_empty or not measured.hall.booths:
        return
    corners, booth = shapely.get_coordinates(measured.hall.booth_shapes, return_index=True)
    distances = np.zeros(len(measured.hall.booths))
    np.maximum.at(distances, booth, shapely.distance(shapely.points(corners), exits))
    farthest = dict(zip(measured.hall.booths, distances.tolist(), strict=True))
    by_distance = sorted(farthest, key=lambda each: -farthest[each])
    far = [booth for booth in by_distance if _metres(farthest[booth]) > limit] or by_distance[:1]
    if far:
        yield _of_booths(
            measured,
            rule,
            _("%(booths)s: up to %(measured)s in a straight line from an exit; the rule allows at most %(limit)s."),
            _metres(farthest[far[0]]),
            limit,
            far,
        )


def _dead_ends(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    for end in measuring.dead_ends_of(measured.hall, measured.fronts):
        yield _of_booths(
            measured,
            rule,
            _("The aisle at %(booths)s is a dead end of %(measured)s; the rule allows at most %(limit)s."),
            _metres(end.depth_cm),
            limit,
            end.booths,
            end.mouth,
        )


def _block_lengths(measured: Measured, rule: Rule) -> Iterator[Finding]:
    sentences: dict[Measure, str] = {
        Measure.BLOCK_DEPTH: _("The block of %(booths)s is %(measured)s deep; the rule allows at most %(limit)s."),
        Measure.ROW_LENGTH: _("The block of %(booths)s is %(measured)s long; the rule allows at most %(limit)s."),
        Measure.BLOCK_AREA: _("The block of %(booths)s has %(measured)s; the rule allows at most %(limit)s."),
    }
    limit = limit_of(rule, measured.facts)
    for block in measured.blocks:
        if rule.measure == Measure.ROW_LENGTH and len(block.booths) == 1:
            continue  # one large stand is not a row
        if rule.measure == Measure.BLOCK_AREA:
            rings = [measured.hall.booths[each] for each in block.booths]
            value = _two(float(shapely.area(polygons(rings)).sum()) / 10_000)
        else:
            value = _metres(block.depth_cm if rule.measure == Measure.BLOCK_DEPTH else block.length_cm)
        yield _of_booths(measured, rule, sentences[rule.measure], value, limit, block.booths)


def _each_exit(measured: Measured, rule: Rule) -> Iterator[Finding]:
    sentences: dict[Measure, str] = {
        Measure.EXIT_WIDTH: _("Exit %(exit)s is %(measured)s wide; the rule asks for at least %(limit)s."),
        Measure.EXIT_FREE: _("Only %(measured)s of the width of exit %(exit)s is free; the rule asks for %(limit)s."),
        Measure.EXIT_FRONT: _(
            "Only %(measured)s is free in front of exit %(exit)s; the rule asks for at least %(limit)s."
        ),
    }
    limit = limit_of(rule, measured.facts)
    for key, each in measured.hall.exits.items():
        line: list[Line] = []
        if rule.measure == Measure.EXIT_FRONT:
            depth, across = measuring.free_before(measured.hall, key, ahead_cm=math.ceil(limit * 100))
            value, line = _metres_or_more(depth), [across]
        elif rule.measure == Measure.EXIT_FREE:
            value = _two(each.free_cm * 100 / each.width_cm)
        else:
            value = _metres(each.width_cm)
        sentence = sentences[rule.measure]
        if rule.measure == Measure.EXIT_FREE and not each.free_cm:
            sentence = NO_WAY if each.leads_out else NO_EXIT
        yield _of_exit(measured, rule, sentence, value, limit, key, *line)


NO_EXIT: Final = _("Exit %(exit)s is neither at the hall's outline nor a door in a wall, so it does not count.")
NO_WAY: Final = _("No way leads from the booths to exit %(exit)s, so it does not count.")


def _rescue_widths(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    if not measured.hall.rescue:
        sentence = _("No rescue access is drawn; the rule asks for one at least %(limit)s wide.")
        yield _of_hall(rule, sentence, Decimal(0), limit)
    for number, key in enumerate(measured.hall.rescue, start=1):
        free, line = measuring.clear_width(measured.hall, key)
        yield Finding(
            rule=rule,
            sentence=_("Rescue access %(number)s is only %(measured)s wide; the rule asks for at least %(limit)s."),
            measured=_metres(free),
            limit=limit,
            obstructions=(key,),
            subjects=(f"rescue access {number}",),
            lines=(line,),
            words={"number": number},
        )


def _exit_capacity(measured: Measured, rule: Rule) -> Iterator[Finding]:
    each_step = limit_of(rule, measured.facts)
    needed = _two(Decimal(math.ceil(measured.persons / PERSONS_PER_STEP)) * each_step)
    finding = _of_hall(
        rule,
        _("All exits together are %(measured)s wide; for %(persons)s persons the rule asks for %(limit)s."),
        _metres(sum(each.free_cm for each in measured.hall.exits.values())),
        needed,
    )
    yield replace(finding, words={"persons": measured.persons})


def _exits(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    value = Decimal(len(measured.hall.usable_exits))
    yield _of_hall(rule, _("Exits that can be reached: %(measured)s; required: %(limit)s."), value, limit)


def _exits_apart(measured: Measured, rule: Rule) -> Iterator[Finding]:
    centres = [shapely.centroid(each) for each in measured.hall.usable_exits]
    box = bounds(measured.hall.outline)
    farthest = max((one.distance(other) for one in centres for other in centres), default=0.0)
    yield _of_hall(
        rule,
        _("Exits are at most %(measured)s of the hall's diagonal apart; the rule asks for at least %(limit)s."),
        _two(farthest * 100 / math.hypot(box.width, box.depth)),
        limit_of(rule, measured.facts),
    )


def _exits_opposite(measured: Measured, rule: Rule) -> Iterator[Finding]:
    middle = shapely.get_coordinates(measured.hall.floor.centroid)[0]
    towards = [shapely.get_coordinates(shapely.centroid(each))[0] - middle for each in measured.hall.usable_exits]
    turns = [math.degrees(math.atan2(y, x)) for x, y in towards]
    between = [abs((one - other + 180) % 360 - 180) for one in turns for other in turns]
    yield _of_hall(
        rule,
        _("Seen from the middle of the hall, exits are at most %(measured)s apart; the rule asks for %(limit)s."),
        _two(max(between, default=0.0)),
        limit_of(rule, measured.facts),
    )


def _exit_spacing(measured: Measured, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each pair of exits that are too near to each other, or else for the nearest pair."""
    limit = limit_of(rule, measured.facts)
    counting = [key for key, each in measured.hall.exits.items() if each.free_cm]
    pairs = [
        (
            shapely.shortest_line(polygon(measured.hall.exit_rings[one]), polygon(measured.hall.exit_rings[other])),
            one,
            other,
        )
        for one, other in combinations(counting, 2)
    ]
    for line, one, other in sorted(pairs, key=lambda pair: shapely.length(pair[0])):
        value = _metres(shapely.length(line))
        numbers = [measured.exit_numbers[key] for key in (one, other)]
        yield Finding(
            rule=rule,
            sentence=_("Exits %(one)s and %(other)s are %(measured)s apart; the rule asks for at least %(limit)s."),
            measured=value,
            limit=limit,
            obstructions=(one, other),
            subjects=tuple(f"exit {number}" for number in numbers),
            lines=(tuple((x, y) for x, y in line.coords),),
            words={"one": numbers[0], "other": numbers[1]},
        )
        if value >= limit:
            return


def _clearances(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    reach = float(limit) * 100
    hall = measured.hall
    near: list[measuring.Nearness] = []
    others: Mapping[int, Ring] = {}
    if rule.measure == Measure.WALL_CLEARANCE:
        near = measuring.nearer_to_walls(hall, reach)
        sentence = _("%(booths)s is %(measured)s from a wall of the hall; the rule asks for at least %(limit)s.")
    elif rule.measure == Measure.EXIT_CLEARANCE:
        others = hall.exit_rings
        sentence = _("%(booths)s is %(measured)s from an exit; the rule asks for at least %(limit)s.")
    elif rule.measure == Measure.EQUIPMENT_CLEARANCE:
        others = hall.equipment
        sentence = _("%(booths)s is %(measured)s from fire equipment; the rule asks for at least %(limit)s.")
    else:
        others = hall.columns_outside
        sentence = _("%(booths)s is %(measured)s from a column; the rule asks for at least %(limit)s.")
    near += measuring.nearer_than(hall, others, reach)
    if measured.with_figures and not near:
        near = measuring.nearest_of(hall, others)
    for each in near:
        yield _of_booths(measured, rule, sentence, _metres(each.distance_cm), limit, [each.booth], each.line)


def _equipment_reach(measured: Measured, rule: Rule) -> Iterator[Finding]:
    limit = limit_of(rule, measured.facts)
    places = [polygon(ring).buffer(measuring.WAY_CM) for ring in measured.hall.equipment.values()]
    reached = [place for place in places if place.intersects(measured.hall.ways)]
    routes = Routes(measured.hall.ways, [place.intersection(measured.hall.ways) for place in reached])
    stands = measuring.stands_of(measured.hall, measured.doors, routes).values()
    entered = sorted((stand for stand in stands if stand.can_be_entered), key=lambda stand: -stand.to_exit_cm)
    far = [stand for stand in entered if _metres(stand.to_exit_cm) > limit] or entered[:1]
    if far:
        yield _of_booths(
            measured,
            rule,
            _("The way from %(booths)s to fire equipment is %(measured)s long; the rule allows at most %(limit)s."),
            _metres(far[0].to_exit_cm),
            limit,
            [stand.booth for stand in far],
        )


def _fill(measured: Measured, rule: Rule) -> Iterator[Finding]:
    yield _of_hall(
        rule,
        _("Booths take %(measured)s of the hall's floor; the rule allows at most %(limit)s."),
        _two(float(shapely.area(measured.hall.booth_shapes).sum()) * 100 / measured.hall.floor.area),
        limit_of(rule, measured.facts),
    )


CHECKS: Final[Mapping[Measure, Callable[[Measured, Rule], Iterator[Finding]]]] = {
    Measure.AISLE_WIDTH: _aisles,
    Measure.WAY_WIDTH: _ways,
    Measure.MAIN_AISLE: _main_aisle,
    Measure.ENTRANCE: _entrances,
    Measure.STAND_DEPTH: _depths,
    Measure.TRAVEL: _travel,
    Measure.STRAIGHT_TRAVEL: _straight_travel,
    Measure.DEAD_END: _dead_ends,
    Measure.BLOCK_DEPTH: _block_lengths,
    Measure.ROW_LENGTH: _block_lengths,
    Measure.BLOCK_AREA: _block_lengths,
    Measure.EXIT_WIDTH: _each_exit,
    Measure.EXIT_FREE: _each_exit,
    Measure.EXIT_FRONT: _each_exit,
    Measure.EXIT_CLEARANCE: _clearances,
    Measure.EXIT_CAPACITY: _exit_capacity,
    Measure.EXITS: _exits,
    Measure.EXITS_APART: _exits_apart,
    Measure.EXITS_OPPOSITE: _exits_opposite,
    Measure.EXIT_SPACING: _exit_spacing,
    Measure.EQUIPMENT_CLEARANCE: _clearances,
    Measure.EQUIPMENT_REACH: _equipment_reach,
    Measure.COLUMN_CLEARANCE: _clearances,
    Measure.RESCUE_WIDTH: _rescue_widths,
    Measure.WALL_CLEARANCE: _clearances,
    Measure.FILL: _fill,
}
