"""Check a plan by the rules of its hall on the first day of its edition."""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.core.cache import cache
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import ngettext

from ciie.audit.history import events_of
from ciie.kernel.wording import area_words, figure_words, in_sequence
from pavilions.drawings.geometry import AISLE_CM, Ring, area_sqm, open_sides_of_plan
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.floor.queries import natural
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.checking import (
    Finding,
    HallFacts,
    HeightSteps,
    Measured,
    Result,
    Rule,
    applies,
    findings_of,
    limit_of,
    measure,
    named,
)
from pavilions.plans.safety.decks import ApprovedDeck, DeckFigures, DeckResult, measure_deck
from pavilions.plans.safety.measuring import KnownFronts, MeasuredHall, known_fronts
from pavilions.plans.safety.models import HallRules, RuleException, RuleSet, VenueRule
from pavilions.plans.safety.states import ALONG_WAYS, AT_MOST, OF_DECKS, ON_PLANS, Measure, Severity
from pavilions.states import ObstructionKind, PlanState

REMEMBERED_SECONDS: Final = 3_600
MOST_SHOWN: Final = 30
EXIT_CLEARANCE_CM: Final = 140
"""The clearance around an exit without a rule, as a venue in China requires it (`EIGHT_HALLS` of `starter_rules`)."""
MOST_WHOLE: Final = 2_000
"""The most booths, in shapes that are no plan yet, that are also measured along ways."""
STANDING: Final = frozenset(
    kind for kind in ObstructionKind if kind.is_closed and kind not in {ObstructionKind.COLUMN, ObstructionKind.HYDRANT}
)
"""Obstructions that nobody can walk through, except columns and equipment, which are measured separately."""


@dataclass(frozen=True)
class JudgedFinding:
    """A finding and the exception that covers it.

    An exception that has lapsed, or that was granted for a better measured value, does not cover it.
    """

    finding: Finding
    exception: RuleException | None

    @property
    def stops_publishing(self) -> bool:
        return self.finding.rule.severity == Severity.MANDATORY or self.exception is None

    @property
    def takes_exception(self) -> bool:
        return self.finding.rule.severity == Severity.RECOMMENDED and self.exception is None


@dataclass(frozen=True)
class PlanCheck:
    """What the rules of a hall find on a plan. Without chosen rules there are no findings, and pages say so."""

    plan: FloorPlan
    chosen: HallRules | None
    rules: Sequence[VenueRule]
    findings: Sequence[JudgedFinding]
    measured: Measured | None = None
    results: Sequence[Result] = ()

    @property
    def unmeasured(self) -> list[Measure]:
        """The measures of plans that no rule of the hall limits."""
        return unmeasured_by(self.results)

    @property
    def unmeasured_words(self) -> str:
        return in_sequence(measure.label for measure in self.unmeasured)

    @property
    def stopping(self) -> list[JudgedFinding]:
        return [judged for judged in self.findings if judged.stops_publishing]


@dataclass(frozen=True)
class BuiltInColumns:
    """The booths of a plan with columns in them, and the total area in m² that the columns take."""

    numbers: Sequence[str]
    sqm: Decimal

    @property
    def message(self) -> str:
        count = len(self.numbers)
        sentence = ngettext(
            "A column takes %(area)s m² of booth %(booths)s, which is sold with its whole area.",
            "Columns take %(area)s m² of %(count)s booths, which are sold with their whole areas: %(booths)s.",
            count,
        )
        return sentence % {
            "area": area_words(self.sqm),
            "count": figure_words(count),
            "booths": named(self.numbers),
        }


@dataclass(frozen=True)
class ShapesCheck:
    """What the rules of a hall find on shapes that are no plan yet.

    `is_whole` is false where there are too many booths for measures along ways.
    """

    chosen: HallRules | None
    results: Sequence[Result] = ()
    is_whole: bool = True

    @cached_property
    def findings(self) -> Sequence[Finding]:
        return findings_of(self.results)

    @property
    def unmeasured_words(self) -> str:
        """The labels of the measures that no rule limits, and of those for which only a draft is measured."""
        return in_sequence(measure.label for measure in unmeasured_by(self.results))

    @property
    def shown(self) -> Sequence[Finding]:
        return self.findings[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return len(self.findings) - len(self.shown)

    @property
    def mandatory(self) -> int:
        return sum(finding.rule.severity == Severity.MANDATORY for finding in self.findings)


def check_shapes(
    hall: Hall | None,
    edition: Edition,
    outline: Ring,
    booths: Iterable[tuple[str, Ring]],
    standing: Iterable[tuple[ObstructionKind, Ring]],
    *,
    height_m: Decimal | None = None,
) -> ShapesCheck:
    """Check numbered booths and obstructions by the rules in force on the first day of the edition, with two queries.

    `hall` is None for a hall that does not exist yet. No exceptions are considered.
    """
    chosen = chosen_rules(hall, edition.opens_date)
    if chosen is None:
        return ShapesCheck(None)
    rules = [rule_of(row) for row in rules_on(chosen.rule_set, edition.opens_date)]
    named = dict(enumerate(booths, start=1))
    is_whole = len(named) <= MOST_WHOLE
    facts = facts_of(chosen, hall.ceiling_height_m if hall else height_m)
    measured = measured_shapes(outline, named, dict(enumerate(standing, start=1)), facts)
    return ShapesCheck(
        chosen, measure(measured, [rule for rule in rules if is_whole or rule.measure not in ALONG_WAYS]), is_whole
    )


def unmeasured_by(results: Iterable[Result]) -> list[Measure]:
    done = {result.rule.measure for result in results}
    return [measure for measure in Measure if measure in ON_PLANS and measure not in done]


def built_in_columns(plan: FloorPlan) -> BuiltInColumns | None:
    """Return the booths with columns, or None if there are none, with one query."""
    rows = list(plan.booths.filter(obstructed_sqm__gt=0).order_by(natural("number")))
    sqm = sum((row.obstructed_sqm for row in rows), Decimal(0))
    return BuiltInColumns([row.number for row in rows], sqm) if rows else None


def chosen_rules(hall: Hall | None, day: date) -> HallRules | None:
    """Return the rules of the hall on a day: its own if it has any by then, else those of every hall.

    A hall that does not exist yet, None, has those of every hall.
    """
    rows = HallRules.objects.filter(Q(hall=hall) | Q(hall=None), valid_from__lte=day).select_related("rule_set", "hall")
    return rows.order_by(F("hall").asc(nulls_last=True), "-valid_from").first()


def least_aisle_cm(hall: Hall | None, day: date) -> int:
    """Return the least width of an aisle that the hall's mandatory rules allow on a day, with two queries.

    Without such rules it is a metre.
    """
    chosen = chosen_rules(hall, day)
    if chosen is None:
        return AISLE_CM
    area = area_sqm(ring_of(hall.outline)) if hall else None
    facts = facts_of(chosen, hall.ceiling_height_m if hall else None)
    rules = rules_on(chosen.rule_set, day).filter(measure=Measure.AISLE_WIDTH, severity=Severity.MANDATORY)
    widths = [limit_of(rule, facts) for rule in map(rule_of, rules) if applies(rule, area, facts)]
    return max([AISLE_CM, *(int(width * 100) for width in widths)])


def exit_clearance_cm(hall: Hall | None, day: date) -> int:
    """Return what a new exit keeps clear all around by the hall's rules on a day.

    `usual_exit_clearance_cm` derives it from their limits.
    """
    chosen = chosen_rules(hall, day)
    rules = rules_on(chosen.rule_set, day) if chosen else VenueRule.objects.none()
    sprinklered = bool(chosen and chosen.is_sprinklered)
    applying = [rule for rule in map(rule_of, rules) if rule.sprinklered in {None, sprinklered}]
    return usual_exit_clearance_cm({rule.measure: rule.limit for rule in applying})


def usual_exit_clearance_cm(limits: Mapping[str, Decimal]) -> int:
    """Return what a new exit keeps clear all around, by limits in metres.

    It is the limit for that. Without one, it is nothing where rules require free floor before exits, which is measured,
    and `EXIT_CLEARANCE_CM` otherwise.
    """
    if Measure.EXIT_CLEARANCE in limits:
        return int(limits[Measure.EXIT_CLEARANCE] * 100)
    return 0 if limits.keys() & {Measure.EXIT_FRONT, Measure.EXIT_FREE} else EXIT_CLEARANCE_CM


def have_aisle_rules_changed(*, since: datetime) -> bool:
    """Return whether a rule on aisle width, or the rules of a hall, have changed since then, with two queries."""
    of_aisles = events_of(VenueRule).filter(measure=Measure.AISLE_WIDTH)
    return any(rows.filter(pgh_created_at__gt=since).exists() for rows in (events_of(HallRules), of_aisles))


def recounted_sides(plan: FloorPlan) -> list[tuple[Booth, int]]:
    """Return the booths whose number of open sides would differ if it were counted today, with that number.

    The count depends on what stands in the hall and on the rules on aisles. The plan comes with its hall and edition;
    there are four queries.
    """
    booths = list(plan.booths.order_by(natural("number")))
    standing = [each.ring for each in plan.obstructions.all() if ObstructionKind(each.kind).is_closed]
    aisle_cm = least_aisle_cm(plan.hall, plan.edition.opens_date)
    rings = [booth.ring for booth in booths]
    sides = open_sides_of_plan(rings, ring_of(plan.hall.outline), standing, aisle_cm=aisle_cm)
    return [(booth, now) for booth, now in zip(booths, sides, strict=True) if booth.open_sides != now]


def sides_of_next_version(plan: FloorPlan) -> str:
    """Return a sentence on what a new version of a published plan would count differently, since rules have changed.

    Return "" if nothing differs.
    """
    if plan.state != PlanState.PUBLISHED:
        return ""
    found = [
        f"{booth.number} ({booth.open_sides} → {now})"
        for booth, now in recounted_sides(plan)
        if booth.open_sides_override is None
    ]
    if not found:
        return ""
    return ngettext(
        "By the rules of today %(count)s booth has another number of open sides: %(booths)s. This version keeps what "
        "was published; a new version counts by these rules.",
        "By the rules of today %(count)s booths have another number of open sides: %(booths)s. This version keeps what "
        "was published; a new version counts by these rules.",
        len(found),
    ) % {"count": figure_words(len(found)), "booths": named(found)}


def rules_on(rule_set: RuleSet, day: date) -> QuerySet[VenueRule]:
    return rule_set.rules.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    ).order_by("pk")


def check_plan(plan: FloorPlan, *, today: date) -> PlanCheck:
    """Measure the plan, with its hall and edition, by the rules in force on the first day of its edition.

    `today` decides which exceptions have lapsed.
    """
    return _check(plan, today, ON_PLANS, with_figures=True)


def check_drawn(plan: FloorPlan, *, along_ways: bool, today: date) -> PlanCheck:
    """Return a part of `check_plan` for the editor: the measures along ways through the hall, or all the others.

    The others are quick after an edit, since fronts are remembered and only those near a change are measured again.
    """
    if along_ways:
        return _check(plan, today, ALONG_WAYS)
    name = f"known_fronts_of_plan_{plan.pk}"
    known = cache.get(name)
    found = _check(plan, today, ON_PLANS - ALONG_WAYS, known)
    if found.measured:
        now_known = known_fronts(found.measured.hall, found.measured.fronts, ahead_cm=found.measured.ahead_cm)
        cache.set(name, now_known, timeout=REMEMBERED_SECONDS)
    return found


def _check(
    plan: FloorPlan,
    today: date,
    measures: Container[str],
    known: KnownFronts | None = None,
    *,
    with_figures: bool = False,
) -> PlanCheck:
    day = plan.edition.opens_date
    chosen = chosen_rules(plan.hall, day)
    if chosen is None:
        return PlanCheck(plan, None, (), ())
    rules = [rule for rule in rules_on(chosen.rule_set, day) if rule.measure in measures]
    exceptions = list(
        RuleException.objects.filter(edition=plan.edition, hall=plan.hall, withdrawn_at=None)
        .filter(Q(lapses_on=None) | Q(lapses_on__gte=today))
        .select_related("granted_by")
    )
    measured = replace(measured_plan(plan, chosen), known=known, with_figures=with_figures)
    results = measure(measured, [rule_of(row) for row in rules])
    judged = [JudgedFinding(finding, _covering(finding, exceptions)) for finding in findings_of(results)]
    return PlanCheck(plan, chosen, rules, judged, measured, results)


def measured_plan(plan: FloorPlan, chosen: HallRules | None = None) -> Measured:
    """Return the plan's shapes, ready to be measured even where no rules are chosen, with two queries."""
    booths = list(
        plan.booths.order_by("pk").annotate(text=Cast("footprint", TextField())).values_list("pk", "number", "text")
    )
    rings = json.loads(f"[{','.join(text for _key, _number, text in booths)}]")  # one parse takes a third of the time
    standing = plan.obstructions.order_by("pk").values_list("pk", "kind", "footprint")
    return measured_shapes(
        ring_of(plan.hall.outline),
        {key: (number, ring_of(ring)) for (key, number, _text), ring in zip(booths, rings, strict=True)},
        {key: (ObstructionKind(kind), ring_of(footprint)) for key, kind, footprint in standing},
        facts_of(chosen, plan.hall.ceiling_height_m) if chosen else HallFacts(),
    )


def facts_of(chosen: HallRules, height_m: Decimal | None) -> HallFacts:
    return HallFacts(
        height_m=height_m, is_sprinklered=chosen.is_sprinklered, persons_per_sqm=chosen.rule_set.persons_per_sqm
    )


def measured_shapes(
    outline: Ring,
    booths: Mapping[int, tuple[str, Ring]],
    standing: Mapping[int, tuple[ObstructionKind, Ring]],
    facts: HallFacts,
) -> Measured:
    """Return booths with their numbers and obstructions with their kinds, both by id, ready to be measured."""

    def rings(*kinds: ObstructionKind) -> dict[int, Ring]:
        return {key: ring for key, (kind, ring) in standing.items() if kind in kinds}

    exits = rings(ObstructionKind.EXIT)
    hall = MeasuredHall(
        outline,
        {key: ring for key, (_number, ring) in booths.items()},
        standing=list(rings(*STANDING).values()),
        columns=rings(ObstructionKind.COLUMN),
        exit_rings=exits,
        equipment=rings(ObstructionKind.HYDRANT),
        rescue=rings(ObstructionKind.RESCUE),
    )
    names = {key: number for key, (number, _ring) in booths.items()}
    return Measured(hall, names, facts, exit_numbers={key: number for number, key in enumerate(exits, start=1)})


def rule_of(row: VenueRule) -> Rule:
    steps = None
    if row.step_from_m is not None and row.step_every_m and row.step_adds and row.step_at_most:
        steps = HeightSteps(
            from_m=row.step_from_m, every_m=row.step_every_m, adds=row.step_adds, at_most=row.step_at_most
        )
    return Rule(
        measure=Measure(row.measure),
        limit=row.limit,
        severity=Severity(row.severity),
        key=row.pk,
        source=row.source,
        steps=steps,
        from_area_sqm=row.from_area_sqm,
        from_persons=row.from_persons,
        sprinklered=row.sprinklered,
    )


def _covering(finding: Finding, exceptions: Iterable[RuleException]) -> RuleException | None:
    if finding.rule.severity == Severity.MANDATORY:
        return None
    return next((each for each in exceptions if covers(each, finding)), None)


def covers(exception: RuleException, finding: Finding) -> bool:
    is_worse = (
        finding.measured > exception.measured
        if finding.rule.measure in AT_MOST
        else finding.measured < exception.measured
    )
    return (
        exception.measure == finding.rule.measure and set(finding.subjects) <= set(exception.subjects) and not is_worse
    )


@dataclass(frozen=True)
class DeckCheck:
    """What the rules of a hall find on an upper deck. Without chosen rules there are no findings, and pages say so."""

    chosen: HallRules | None
    results: Sequence[DeckResult] = ()

    @property
    def is_allowed(self) -> bool:
        return self.chosen is None or self.chosen.allows_decks

    @property
    def forbidden(self) -> list[DeckResult]:
        return [result for result in self.results if result.is_mandatory and not result.is_met]

    @property
    def advised_against(self) -> list[DeckResult]:
        return [result for result in self.results if not result.is_mandatory and not result.is_met]


type DeckReader = Callable[[FloorPlan], Sequence[ApprovedDeck]]

_DECKS: list[DeckReader] = []


def register_decks(reader: DeckReader) -> None:
    """Register a reader that returns the approved upper decks on the booths of a plan."""
    _DECKS.append(reader)


def decks_on(check: PlanCheck) -> list[tuple[ApprovedDeck, list[DeckResult]]]:
    """Return the approved upper decks on a plan, each measured by the rules of the edition's first day."""
    found = [deck for reader in _DECKS for deck in reader(check.plan)]
    if not found or check.chosen is None:
        return []
    rules = [rule_of(row) for row in rules_on(check.chosen.rule_set, check.plan.edition.opens_date)]
    facts = facts_of(check.chosen, check.plan.hall.ceiling_height_m)
    return [(deck, measure_deck(deck.figures, rules, facts)) for deck in found]


def check_deck(hall: Hall, edition: Edition, figures: DeckFigures) -> DeckCheck:
    """Check a deck by the rules in force on the first day of the edition, with two queries."""
    chosen = chosen_rules(hall, edition.opens_date)
    if chosen is None:
        return DeckCheck(None)
    rows = rules_on(chosen.rule_set, edition.opens_date).filter(measure__in=OF_DECKS)
    return DeckCheck(
        chosen, measure_deck(figures, [rule_of(row) for row in rows], facts_of(chosen, hall.ceiling_height_m))
    )
