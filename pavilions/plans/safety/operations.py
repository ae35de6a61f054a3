"""Keep the rules of a venue, choose them for halls, and accept exceptions with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, lock_topic, require_seen, require_seen_revision
from ciie.kernel.validity import require_valid
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.checking import impossible_beside, measure_words
from pavilions.plans.safety.models import REASON_LENGTH, HallRules, RuleException, RuleSet, VenueRule
from pavilions.plans.safety.queries import check_plan, rule_of
from pavilions.plans.safety.signals import aisle_rules_changed
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import Measure, Severity, Unit, unit_of

NO_SET = _("Rule set not found.")
NO_RULE = _("Rule not found.")
HUNDRED = 100


@operation("pavilions.rule_set.loaded")
def load_rule_set(starter: str, *, actor: Actor, at: datetime) -> RuleSet:
    """Add a starter set, by its key, with all its rules."""
    require("pavilions.keep_venue_rules", actor)
    if starter not in STARTER_SETS:
        raise NotFound(_("There is no such starter set."), code="not_found")
    lock_topic("pavilions.rule_sets")
    found = STARTER_SETS[starter]
    rule_set = _saved_set(RuleSet(), found.rule_set)
    VenueRule.objects.bulk_create(VenueRule(rule_set=rule_set, **values) for values in found.rules)
    return rule_set


@operation("pavilions.rule_set.added")
def add_rule_set(values: Mapping[str, Any], *, copy_of: int | None = None, actor: Actor, at: datetime) -> RuleSet:
    """Add a rule set, empty or with copies of the rules of another."""
    require("pavilions.keep_venue_rules", actor)
    lock_topic("pavilions.rule_sets")
    rules = list(VenueRule.objects.filter(rule_set=copy_of).order_by("pk")) if copy_of is not None else []
    rule_set = _saved_set(RuleSet(), values)
    for rule in rules:
        rule.pk, rule.rule_set, rule.revision = None, rule_set, 1
        rule._state.adding = True  # noqa: SLF001  how Django copies a row
    VenueRule.objects.bulk_create(rules)
    return rule_set


@operation("pavilions.rule_set.changed")
def change_rule_set(
    rule_set_id: int, values: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> RuleSet:
    return _saved_set(_lock_set(rule_set_id, seen, actor), values)


@operation("pavilions.rule_set.removed")
def remove_rule_set(rule_set_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a set that was never chosen for a hall."""
    rule_set = _lock_set(rule_set_id, seen, actor)
    if rule_set.halls.exists():
        raise DomainError(
            _("This rule set has been chosen for halls, so it cannot be removed."), code="rule_set_in_use"
        )
    rule_set.delete()


@operation("pavilions.venue_rule.added")
def add_venue_rule(
    rule_set_id: int, values: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> VenueRule:
    """Add a rule. `seen` is the revision of its set."""
    rule_set = _lock_set(rule_set_id, seen, actor)
    return _saved_rule(VenueRule(rule_set=rule_set), values)


@operation("pavilions.venue_rule.changed")
def change_venue_rule(
    rule_id: int, values: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> VenueRule:
    require("pavilions.keep_venue_rules", actor)
    rule = lock_one(VenueRule.objects.all(), rule_id, missing=NO_RULE)
    require_seen(rule, seen)
    was_of_aisles = rule.measure == Measure.AISLE_WIDTH
    saved = _saved_rule(rule, values)
    if was_of_aisles and saved.measure != Measure.AISLE_WIDTH:
        aisle_rules_changed.send(VenueRule)
    return saved


@operation("pavilions.venue_rule.removed")
def remove_venue_rule(rule_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    require("pavilions.keep_venue_rules", actor)
    rule = lock_one(VenueRule.objects.all(), rule_id, missing=NO_RULE)
    require_seen(rule, seen)
    rule.delete()
    if rule.measure == Measure.AISLE_WIDTH:
        aisle_rules_changed.send(VenueRule)


@operation("pavilions.hall_rules.chosen")
def choose_rules(
    hall_id: int | None,
    rule_set_id: int,
    *,
    valid_from: date,
    is_sprinklered: bool,
    allows_decks: bool = True,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> HallRules:
    """Apply a set from a day on, in a hall or in every hall without its own. `seen` counts the present choices."""
    require("pavilions.keep_venue_rules", actor)
    lock_topic("pavilions.hall_rules")
    require_seen_revision(HallRules.objects.count(), seen)
    chosen = HallRules(
        hall_id=hall_id,
        rule_set_id=rule_set_id,
        valid_from=valid_from,
        is_sprinklered=is_sprinklered,
        allows_decks=allows_decks,
    )
    require_valid(chosen)
    chosen.save()
    aisle_rules_changed.send(HallRules)
    return chosen


@operation("pavilions.hall_rules.removed")
def remove_choice(choice_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    require("pavilions.keep_venue_rules", actor)
    chosen = lock_one(HallRules.objects.all(), choice_id, missing=_("This choice was not found."))
    require_seen(chosen, seen)
    chosen.delete()
    aisle_rules_changed.send(HallRules)


@operation("pavilions.rule_exception.granted")
def grant_exception(
    plan_id: int,
    measure: str,
    subjects: Sequence[str],
    *,
    reason: str,
    lapses_on: date | None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> RuleException:
    """Accept that a plan breaks a recommended rule. `seen` is the plan's revision.

    Raise `DomainError` (`finding_gone`) where the plan no longer has this finding.
    """
    require("pavilions.grant_exception", actor)
    plan = lock_one(FloorPlan.objects.select_related("hall", "edition"), plan_id, missing=_("Plan not found."))
    require_seen(plan, seen)
    today = day_of(at, plan.edition.zone)
    reason = reason.strip()
    if not reason:
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("The reason is too long."), code="reason_too_long", field="reason")
    if lapses_on is not None and lapses_on < today:
        raise Invalid(_("This day has passed."), code="day_passed", field="lapses_on")
    found = next(
        (
            judged.finding
            for judged in check_plan(plan, today=today).findings
            if judged.takes_exception
            and judged.finding.rule.measure == measure
            and list(judged.finding.subjects) == list(subjects)
        ),
        None,
    )
    if found is None:
        raise DomainError(_("The plan no longer has this problem. Nothing was saved."), code="finding_gone")
    return RuleException.objects.create(
        edition=plan.edition,
        hall=plan.hall,
        measure=measure,
        subjects=list(found.subjects),
        measured=found.measured,
        limit=found.limit,
        reason=reason,
        lapses_on=lapses_on,
        granted_by=person_of(actor),
        granted_at=at,
    )


@operation("pavilions.rule_exception.withdrawn")
def withdraw_exception(exception_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> RuleException:
    require("pavilions.grant_exception", actor)
    exception = lock_one(RuleException.objects.all(), exception_id, missing=_("Exception not found."))
    require_seen(exception, seen)
    if exception.withdrawn_at is None:
        exception.withdrawn_at, exception.withdrawn_by = at, person_of(actor)
        exception.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return exception


def _lock_set(rule_set_id: int, seen: int | None, actor: Actor) -> RuleSet:
    require("pavilions.keep_venue_rules", actor)
    rule_set = lock_one(RuleSet.objects.all(), rule_set_id, missing=NO_SET)
    require_seen(rule_set, seen)
    return rule_set


def _saved_set(rule_set: RuleSet, values: Mapping[str, Any]) -> RuleSet:
    for name, value in values.items():
        setattr(rule_set, name, value)
    require_valid(rule_set)
    rule_set.save()
    return rule_set


def _saved_rule(rule: VenueRule, values: Mapping[str, Any]) -> VenueRule:
    for name, value in values.items():
        setattr(rule, name, value)
    if rule.limit is not None and rule.limit <= 0:
        raise Invalid(_("Enter a limit above 0."), code="limit_not_positive", field="limit")
    require_valid(rule, exclude=["rule_set"])
    if unit_of(Measure(rule.measure)) == Unit.PERCENT and rule.limit > HUNDRED:
        raise Invalid(_("At most 100%."), code="limit_too_large", field="limit")
    if unit_of(Measure(rule.measure)) == Unit.COUNT and rule.limit % 1:
        raise Invalid(_("Enter a whole number."), code="limit_not_whole", field="limit")
    if rule.severity not in Severity.values:
        raise Invalid(_("Choose how strictly the rule holds."), code="severity_unknown", field="severity")
    _require_possible(rule)
    rule.save()
    if rule.measure == Measure.AISLE_WIDTH:
        aisle_rules_changed.send(VenueRule)
    return rule


def _require_possible(rule: VenueRule) -> None:
    """Raise `Invalid` (`rules_impossible`) if no plan can meet the rule, alone or together with another of its set."""
    others = {other.pk: other for other in VenueRule.objects.filter(rule_set=rule.rule_set_id).exclude(pk=rule.pk)}
    together = [other for other in others.values() if _overlap(rule, other)]
    found = impossible_beside(rule_of(rule), [rule_of(other) for other in together])
    if found is None:
        return
    if found.key not in others:
        raise Invalid(_("No plan can meet this limit."), code="rules_impossible", field="limit")
    other = others[found.key]
    raise Invalid(
        _("No plan could meet this rule together with another one of the set: %(measure)s, %(limit)s.")
        % {"measure": other.get_measure_display(), "limit": measure_words(other.limit, Measure(other.measure))},
        code="rules_impossible",
        field="limit",
    )


def _overlap(one: VenueRule, other: VenueRule) -> bool:
    """Return whether there is a day on which both rules are valid."""
    return all(
        ends.valid_until is None or begins.valid_from is None or begins.valid_from <= ends.valid_until
        for ends, begins in ((one, other), (other, one))
    )
