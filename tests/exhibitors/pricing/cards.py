"""Published rate cards for tests."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ciie.kernel.actors import Actor
from ciie.kernel.days import day_of
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.operations import draft_rate_card, publish_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.states import BoothKind, Section

NONE = Decimal(0)


class Rate(NamedTuple):
    """A price per m², or per standard booth, and what one to four open sides add in per cent."""

    per_sqm: Decimal
    per_unit: Decimal | None = None
    surcharges: tuple[Decimal, Decimal, Decimal, Decimal] = (NONE, NONE, NONE, NONE)


class RateKey(NamedTuple):
    """What a rate is for."""

    section: Section
    sector_id: int | None
    kind: BoothKind


def terms(kind: RuleKind, basis: Basis, amount: object, **other: Any) -> dict[str, Any]:
    """What a rule says."""
    names = {"name": kind.value.title(), "name_zh": "规则"}
    return names | {"kind": kind, "basis": basis, "amount": Decimal(str(amount))} | other


def set_price(edition_id: int, key: RateKey, rate: Rate, *, actor: Actor, at: datetime) -> RateCard:
    """Publish a version in which space of this kind costs this much, and all else what it did; in force at once."""
    draft = draft_rate_card(edition_id, actor=actor, at=at)
    place = {"section": key.section, "booth_kind": key.kind, "sector_id": key.sector_id}
    draft.rules.filter(**place).delete()
    rules = [*draft.rules.order_by("position"), *(RateRule(card=draft, **rule, **place) for rule in _rules(rate))]
    draft.rules.all().delete()
    _write(sorted(rules, key=lambda rule: rule.sector_id is None))  # those of a sector first
    return publish(draft, actor=actor, at=at)


def publish(draft: RateCard, *, actor: Actor, at: datetime) -> RateCard:
    return publish_rate_card(draft.pk, effective_from=day_of(at, draft.edition.zone), actor=actor, at=at)


def publish_rules(edition_id: int, *rules: dict[str, Any], actor: Actor, at: datetime) -> RateCard:
    """Publish a version with just these rules."""
    draft = draft_rate_card(edition_id, actor=actor, at=at)
    draft.rules.all().delete()
    _write([RateRule(card=draft, **rule) for rule in rules])
    return publish(draft, actor=actor, at=at)


def _write(rules: list[RateRule]) -> None:
    """In this order, as rows: an operation for each rule took a sixth of the time of the tests of sales."""
    for position, rule in enumerate(rules, start=1):
        rule.pk, rule.position = None, position
    RateRule.objects.bulk_create(rules)


def _rules(rate: Rate) -> Iterator[dict[str, Any]]:
    if rate.per_unit is not None:
        yield terms(RuleKind.SPACE, Basis.UNIT, rate.per_unit)
    yield terms(RuleKind.SPACE, Basis.SQM, rate.per_sqm)
    for sides, percent in enumerate(rate.surcharges, start=1):
        if percent:
            yield terms(RuleKind.SURCHARGE, Basis.PERCENT, percent, sides_from=sides, sides_to=sides)
