"""Operations that draft the next version of a rate card, change its rules, and publish it from a given day on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_keys, lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.companies.models import Company
from exhibitors.companies.operations import lock_company
from exhibitors.pricing.models import (
    AT_MOST_ALL,
    AT_MOST_PERCENT,
    BOTH_NAMES,
    FITTING_BASIS,
    HUNDRED,
    MOST_PERCENT,
    NO_BASE,
    RULE_FIELDS,
    RateCard,
    RateRule,
)
from exhibitors.pricing.rate_cards import BASES, Basis, RuleKind
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import EditionStatus

NO_CARD = _("Rate card not found.")
NO_RULE = _("Rule not found.")


@operation("exhibitors.rate_card.drafted")
def draft_rate_card(edition_id: int, *, actor: Actor, at: datetime) -> RateCard:
    """Begin the next version with the rules of the newest one. An edition has at most one draft at a time."""
    require("exhibitors.set_prices", actor)
    _require_open_list(edition_id)
    cards = RateCard.objects.filter(edition_id=edition_id)
    if cards.filter(published_at=None).exists():
        raise DomainError(_("There is already a draft of the rate card of this edition."), code="rate_card_one_draft")
    last = cards.aggregate(last=Max("version"))["last"] or 0
    card = RateCard.objects.create(edition_id=edition_id, version=last + 1)
    before = RateRule.objects.filter(card__edition=edition_id, card__version=last).order_by("position")
    RateRule.objects.bulk_create(
        RateRule(card=card, position=position, **{name: getattr(rule, name) for name in RULE_FIELDS})
        for position, rule in enumerate(before, start=1)
    )
    return card


@operation("exhibitors.rate_card.rule_added")
def add_rule(
    card_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> RateRule:
    """Add a rule after the others. `terms` are fields of `RateRule`; `seen` is the revision of the card."""
    card = _lock_draft(card_id, seen, actor)
    last = card.rules.aggregate(last=Max("position"))["last"] or 0
    rule = RateRule(card=card, position=last + 1, **terms)
    _require_sound(rule)
    rule.save()
    _count_change(card)
    return rule


@operation("exhibitors.rate_card.rule_changed")
def change_rule(
    rule_id: int, terms: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> RateRule:
    """Change the fields of a rule of the draft, except its kind."""
    rule = _lock_rule(rule_id, seen, actor)
    for name, value in terms.items():
        setattr(rule, name, value)
    _require_sound(rule)
    rule.save()
    _count_change(rule.card)
    return rule


@operation("exhibitors.rate_card.rule_moved")
def move_rule(rule_id: int, *, up: bool, seen: int | None = None, actor: Actor, at: datetime) -> RateRule:
    """Swap a rule of the draft with the previous or the next rule of its kind."""
    rule = _lock_rule(rule_id, seen, actor)
    others = rule.card.rules.filter(kind=rule.kind)
    if up:
        other = others.filter(position__lt=rule.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=rule.position).order_by("position").first()
    if other is None:
        raise DomainError(
            _("The rule cannot be moved any further among those of its kind."), code="rate_rule_outermost"
        )
    rule.position, other.position = other.position, rule.position
    other.save(update_fields=["position"])
    rule.save(update_fields=["position"])
    _count_change(rule.card)
    return rule


@operation("exhibitors.rate_card.rule_removed")
def remove_rule(rule_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a rule from the draft."""
    rule = _lock_rule(rule_id, seen, actor)
    _count_change(rule.card)
    rule.delete()


@operation("exhibitors.rate_card.rules_replaced")
def replace_rules(
    card_id: int, rules: Sequence[Mapping[str, Any]], *, seen: int | None = None, actor: Actor, at: datetime
) -> RateCard:
    """Replace all rules of the draft by these, in this order. Each has fields of `RateRule`."""
    card = _lock_draft(card_id, seen, actor)
    card.rules.all().delete()
    RateRule.objects.bulk_create(sound_rule(card, position, terms) for position, terms in enumerate(rules, start=1))
    _count_change(card)
    return card


def sound_rule(card: RateCard, position: int, terms: Mapping[str, Any]) -> RateRule:
    """Return an unsaved rule of a card, or raise `Invalid` with the field that is wrong."""
    rule = RateRule(card=card, position=position, **terms)
    _require_sound(rule)
    return rule


@operation("exhibitors.rate_card.published")
def publish_rate_card(
    card_id: int, *, effective_from: date, seen: int | None = None, actor: Actor, at: datetime
) -> RateCard:
    """Publish the draft. From this day on it replaces all earlier versions, and its rules can no longer be changed."""
    card = _lock_draft(card_id, seen, actor)
    if not card.rules.filter(kind=RuleKind.SPACE).exists():
        raise DomainError(
            _("The rate card has no price of space yet. Add one before you publish it."), code="rate_card_no_price"
        )
    if effective_from < day_of(at, card.edition.zone):
        raise Invalid(
            _("A rate card cannot come into force on a day that has passed."),
            code="rate_card_in_the_past",
            field="effective_from",
        )
    card.effective_from, card.published_at, card.published_by = effective_from, at, person_of(actor)
    card.save(update_fields=["effective_from", "published_at", "published_by"])
    bump_plan_revision(Allotment.objects.filter(edition_id=card.edition_id).values_list("pk", flat=True))
    return card


@operation("exhibitors.rate_card.discarded")
def discard_rate_card(card_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete the draft."""
    card = _lock_draft(card_id, seen, actor)
    card.delete()


@operation("exhibitors.company.marked_small")
def mark_small_company(
    company_id: int, *, is_small: bool, seen: int | None = None, actor: Actor, at: datetime
) -> Company:
    """Record whether a company is charged as a small one, where a rate card has separate prices for small companies."""
    company = lock_company(company_id)
    require("exhibitors.mark_small_companies", actor)
    require_seen(company, seen)
    company.is_small = is_small
    company.save(update_fields=["is_small"])
    return company


def _require_open_list(edition_id: int) -> None:
    """Raise an error unless the edition exists and is not archived.

    The edition is locked, so that its currency cannot change while a price in it is being written.
    """
    lock_keys(Edition, [edition_id])
    status = Edition.objects.filter(pk=edition_id).values_list("status", flat=True).first()
    if status is None:
        raise NotFound(_("Edition not found."), code="not_found")
    if status == EditionStatus.ARCHIVED:
        raise DomainError(_("The prices of an archived edition cannot be changed."), code="edition_archived")


def _lock_draft(card_id: int, seen: int | None, actor: Actor) -> RateCard:
    require("exhibitors.set_prices", actor)
    edition_id = RateCard.objects.filter(pk=card_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(NO_CARD, code="not_found")
    _require_open_list(edition_id)
    card = lock_one(RateCard.objects.select_related("edition"), card_id, missing=NO_CARD)
    require_seen(card, seen)
    if card.published_at is not None:
        raise DomainError(
            _("This rate card has been published and can no longer be changed. Draft a new version instead."),
            code="rate_card_published",
        )
    return card


def _lock_rule(rule_id: int, seen: int | None, actor: Actor) -> RateRule:
    """Lock and return the rule with its card, which is locked first."""
    require("exhibitors.set_prices", actor)
    card_id = RateRule.objects.filter(pk=rule_id).values_list("card_id", flat=True).first()
    if card_id is None:
        raise NotFound(NO_RULE, code="not_found")
    card = _lock_draft(card_id, None, actor)
    rule = lock_one(RateRule.objects.all(), rule_id, missing=NO_RULE)
    require_seen(rule, seen)
    rule.card = card
    return rule


def _count_change(card: RateCard) -> None:
    """Increase the card's revision, so that a draft is published or extended only with the rules that were seen."""
    RateCard.objects.filter(pk=card.pk).update(revision=F("revision") + 1)


def _require_sound(rule: RateRule) -> None:
    rule.name, rule.name_zh = rule.name.strip(), rule.name_zh.strip()
    for field in ("name", "name_zh"):
        if not getattr(rule, field):
            raise Invalid(BOTH_NAMES, code="rate_rule_named_in_both_languages", field=field)
    require_valid(rule, exclude=["card", "sector", "hall"])
    kind, basis = RuleKind(rule.kind), Basis(rule.basis)
    if basis not in BASES[kind]:
        sentence = NO_BASE if basis in {Basis.PERCENT, Basis.UPPER_DECK} else FITTING_BASIS
        raise Invalid(sentence, code="rate_rule_basis_fits_kind", field="basis")
    for field in ("amount", "at_most"):
        _require_decimals(rule, field)
    if rule.is_percent:
        most, sentence = (MOST_PERCENT, AT_MOST_PERCENT) if kind == RuleKind.SURCHARGE else (HUNDRED, AT_MOST_ALL)
        if rule.amount > most:
            raise Invalid(sentence, code="rate_rule_percent_in_bounds", field="amount")


def _require_decimals(rule: RateRule, field: str) -> None:
    value, places = getattr(rule, field), rule.decimals_of(field)
    if value is None or value == rule.written(field):
        return
    if field == "amount" and rule.is_percent:
        raise Invalid(_("A percentage has at most two decimals."), code="rate_rule_decimals", field=field)
    currency = rule.card.edition.currency
    if places == 0:
        sentence = _("Amounts in %(currency)s have no decimals.") % {"currency": currency}
    else:
        sentence = _("Amounts in %(currency)s have at most %(places)d decimals.") % {
            "currency": currency,
            "places": places,
        }
    raise Invalid(sentence, code="rate_rule_decimals", field=field)
