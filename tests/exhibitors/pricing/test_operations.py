"""Drafting, changing and publishing rate cards, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.operations import change_company
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.operations import (
    add_rule,
    change_rule,
    discard_rate_card,
    draft_rate_card,
    mark_small_company,
    move_rule,
    publish_rate_card,
    remove_rule,
)
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.plans.queries.plan_revisions import plan_version
from pavilions.states import BoothKind, EditionStatus, OrganizerRole, Section
from tests.exhibitors.pricing.cards import Rate, RateKey, publish, publish_rules, set_price, terms
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer

if TYPE_CHECKING:
    from exhibitors.companies.models import Company

pytestmark = pytest.mark.django_db

KEY = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
RATE = Rate(Decimal(2_400), Decimal(21_600), (Decimal(0), Decimal(10), Decimal(15), Decimal(20)))
SPACE = terms(RuleKind.SPACE, Basis.SQM, 100)
TODAY = NOON.date()


def etag_of(booth: object) -> str:
    plan = booth.plan  # type: ignore[attr-defined]
    version = plan_version(plan.edition.number, plan.hall.name)
    assert version is not None
    return version.etag


@pytest.fixture
def card() -> RateCard:
    """A draft with one rule."""
    draft = draft_rate_card(EditionFactory().pk, actor=SYSTEM, at=NOON)
    add_rule(draft.pk, SPACE, actor=SYSTEM, at=NOON)
    draft.refresh_from_db()
    return draft


def refused(code: str, change: Callable[[], object]) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        change()
    assert refusal.value.code == code
    return refusal.value


def test_next_version_begins_with_the_rules_of_the_newest_in_their_order() -> None:
    edition = EditionFactory()
    discount = terms(RuleKind.DISCOUNT, Basis.PERCENT, 5, is_returning=True, only_one_of="loyalty")
    first = publish_rules(edition.pk, SPACE, discount, actor=SYSTEM, at=NOON)
    second = draft_rate_card(edition.pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    assert (first.version, second.version, second.published_at) == (1, 2, None)
    copied, original = (
        [
            (each.position, each.name, each.amount, each.is_returning, each.only_one_of)
            for each in card.rules.order_by("position")
        ]
        for card in (second, first)
    )
    assert copied == original
    assert len(copied) == 2


def test_one_draft_at_a_time(card: RateCard) -> None:
    refusal = refused("rate_card_one_draft", lambda: draft_rate_card(card.edition_id, actor=SYSTEM, at=NOON))
    assert "already a draft" in str(refusal)
    with pytest.raises(IntegrityError), transaction.atomic():
        RateCard.objects.create(edition=card.edition, version=9)


def test_rules_are_changed_moved_and_removed(card: RateCard) -> None:
    first = card.rules.get()
    second = add_rule(card.pk, SPACE | {"name": "Second"}, actor=SYSTEM, at=NOON)
    charge = add_rule(card.pk, terms(RuleKind.CHARGE, Basis.BOOKING, 800), actor=SYSTEM, at=NOON)
    third = add_rule(card.pk, SPACE | {"name": "Third"}, actor=SYSTEM, at=NOON)
    move_rule(third.pk, up=True, actor=SYSTEM, at=NOON)
    move_rule(first.pk, up=False, actor=SYSTEM, at=NOON)
    space = [each.pk for each in card.rules.filter(kind=RuleKind.SPACE).order_by("position")]
    assert space == [third.pk, first.pk, second.pk]
    refused("rate_rule_outermost", lambda: move_rule(charge.pk, up=True, actor=SYSTEM, at=NOON))
    changed = change_rule(charge.pk, {"amount": Decimal(900)}, actor=SYSTEM, at=NOON)
    assert changed.amount == 900
    remove_rule(charge.pk, actor=SYSTEM, at=NOON)
    assert card.rules.count() == 3


@pytest.mark.parametrize(
    ("rule", "code", "field", "words"),
    [
        (terms(RuleKind.DISCOUNT, Basis.PERCENT, -1), "invalid", "amount", "below 0"),
        (terms(RuleKind.DISCOUNT, Basis.PERCENT, "100.01"), "rate_rule_percent_in_bounds", "amount", "more than 100"),
        (terms(RuleKind.TAX, Basis.PERCENT, 101), "rate_rule_percent_in_bounds", "amount", "more than 100"),
        (terms(RuleKind.SURCHARGE, Basis.PERCENT, 501), "rate_rule_percent_in_bounds", "amount", "more than 500"),
        (SPACE | {"name": "  "}, "rate_rule_named_in_both_languages", "name", "both languages"),
        (SPACE | {"name_zh": ""}, "rate_rule_named_in_both_languages", "name_zh", "both languages"),
        (terms(RuleKind.SPACE, Basis.PERCENT, 5), "rate_rule_basis_fits_kind", "basis", "nothing to take it from"),
        (terms(RuleKind.CHARGE, Basis.PERCENT, 5), "rate_rule_basis_fits_kind", "basis", "nothing to take it from"),
        (terms(RuleKind.SPACE, Basis.CO_EXHIBITOR, 5), "rate_rule_basis_fits_kind", "basis", "cannot be charged"),
        (terms(RuleKind.SPACE, Basis.SQM, Decimal("1.001")), "rate_rule_decimals", "amount", "at most 2 decimals"),
        (SPACE | {"sides_from": 5}, "invalid", "sides_from", "less than or equal to 4"),
        (SPACE | {"sides_from": 3, "sides_to": 2}, "rate_rule_sides_in_order", None, "lower number first"),
        (SPACE | {"sqm_from": Decimal(9), "sqm_below": Decimal(9)}, "rate_rule_sqm_in_order", None, "smaller area"),
        (
            SPACE | {"day_from": TODAY, "day_to": TODAY - timedelta(days=1)},
            "rate_rule_days_in_order",
            None,
            "first day",
        ),
    ],
)
def test_rule_that_is_none_is_refused_in_words(
    card: RateCard, rule: dict[str, Any], code: str, field: str | None, words: str
) -> None:
    refusal = refused(code, lambda: add_rule(card.pk, rule, actor=SYSTEM, at=NOON))
    assert refusal.field == field
    assert words in str(refusal)
    assert card.rules.count() == 1


def test_published_card_cannot_be_changed(card: RateCard) -> None:
    rule = card.rules.get()
    published = publish(card, actor=SYSTEM, at=NOON)
    for change in (
        lambda: add_rule(card.pk, SPACE, actor=SYSTEM, at=NOON),
        lambda: change_rule(rule.pk, {"amount": Decimal(1)}, actor=SYSTEM, at=NOON),
        lambda: move_rule(rule.pk, up=True, actor=SYSTEM, at=NOON),
        lambda: remove_rule(rule.pk, actor=SYSTEM, at=NOON),
        lambda: publish_rate_card(card.pk, effective_from=TODAY, actor=SYSTEM, at=NOON),
        lambda: discard_rate_card(card.pk, actor=SYSTEM, at=NOON),
    ):
        assert "can no longer be changed" in str(refused("rate_card_published", change))
    for statement in (
        "UPDATE exhibitors_raterule SET amount = 1",
        "DELETE FROM exhibitors_raterule",
        (
            'INSERT INTO exhibitors_raterule SELECT (jsonb_populate_record(r, \'{"id": 9999, "position": 9}\')).*'
            " FROM exhibitors_raterule r"
        ),
        "UPDATE exhibitors_ratecard SET effective_from = effective_from + 1",
        "UPDATE exhibitors_ratecard SET published_at = NULL, effective_from = NULL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert RateCard.objects.get() == published
    assert RateRule.objects.get().amount == 100


def test_publishing_needs_a_price_of_space_and_a_day_to_come(card: RateCard) -> None:
    def from_day(days: int) -> Callable[[], object]:
        day = TODAY + timedelta(days=days)
        return lambda: publish_rate_card(card.pk, effective_from=day, actor=SYSTEM, at=NOON)

    assert refused("rate_card_in_the_past", from_day(-1)).field == "effective_from"
    change_rule(card.rules.get().pk, terms(RuleKind.TAX, Basis.PERCENT, 6), actor=SYSTEM, at=NOON)
    refused("rate_card_no_price", from_day(0))
    change_rule(card.rules.get().pk, SPACE, actor=SYSTEM, at=NOON)
    from_day(0)()
    assert RateCard.objects.get().effective_from == TODAY


def test_day_of_publishing_is_that_of_the_edition(card: RateCard) -> None:
    """Late in the evening in UTC it is tomorrow in Shanghai."""
    late = NOON.replace(hour=20)
    refused("rate_card_in_the_past", lambda: publish_rate_card(card.pk, effective_from=TODAY, actor=SYSTEM, at=late))


def test_publishing_requires_the_rules_as_they_were_seen(card: RateCard) -> None:
    add_rule(card.pk, SPACE, seen=card.revision, actor=SYSTEM, at=NOON)
    refused(
        "changed_meanwhile",
        lambda: publish_rate_card(card.pk, effective_from=TODAY, seen=card.revision, actor=SYSTEM, at=NOON),
    )
    refused("changed_meanwhile", lambda: discard_rate_card(card.pk, seen=card.revision, actor=SYSTEM, at=NOON))
    refused("changed_meanwhile", lambda: add_rule(card.pk, SPACE, seen=card.revision, actor=SYSTEM, at=NOON))
    rule = card.rules.first()
    assert rule is not None
    change_rule(rule.pk, {"amount": Decimal(5)}, seen=rule.revision, actor=SYSTEM, at=NOON)
    for change in (
        lambda: change_rule(rule.pk, {"amount": Decimal(6)}, seen=rule.revision, actor=SYSTEM, at=NOON),
        lambda: move_rule(rule.pk, up=False, seen=rule.revision, actor=SYSTEM, at=NOON),
        lambda: remove_rule(rule.pk, seen=rule.revision, actor=SYSTEM, at=NOON),
    ):
        refused("changed_meanwhile", change)


@pytest.mark.parametrize(
    ("currency", "amount", "sentence"),
    [
        ("KWD", "85.125", ""),
        ("KWD", "85.1255", "decimal"),
        ("CNY", "85.125", "Amounts in CNY have at most 2 decimals."),
        ("JPY", "85.5", "Amounts in JPY have no decimals."),
    ],
)
def test_amounts_have_the_decimals_of_the_currency(currency: str, amount: str, sentence: str) -> None:
    draft = draft_rate_card(EditionFactory(currency=currency).pk, actor=SYSTEM, at=NOON)
    for field, rule in (
        ("amount", terms(RuleKind.SPACE, Basis.SQM, Decimal(amount))),
        ("at_most", terms(RuleKind.CHARGE, Basis.BOOTH, 1, at_most=Decimal(amount))),
    ):
        if sentence:
            with pytest.raises(Invalid, match=sentence) as refusal:
                add_rule(draft.pk, rule, actor=SYSTEM, at=NOON)
            assert refusal.value.field == field
            continue
        saved = add_rule(draft.pk, rule, actor=SYSTEM, at=NOON)
        saved.refresh_from_db()
        assert getattr(saved, field) == Decimal(amount)
    with pytest.raises(Invalid, match="two decimals"):
        add_rule(draft.pk, terms(RuleKind.TAX, Basis.PERCENT, Decimal("6.125")), actor=SYSTEM, at=NOON)


def test_discarded_draft_is_gone_with_its_rules(card: RateCard) -> None:
    discard_rate_card(card.pk, actor=SYSTEM, at=NOON)
    assert not RateRule.objects.exists()
    for missing in (
        lambda: draft_rate_card(10**6, actor=SYSTEM, at=NOON),
        lambda: remove_rule(10**6, actor=SYSTEM, at=NOON),
    ):
        with pytest.raises(NotFound):
            missing()
    with pytest.raises(NotFound):
        add_rule(card.pk, SPACE, actor=SYSTEM, at=NOON)


def test_archived_edition_keeps_its_prices(card: RateCard) -> None:
    rule = card.rules.get()
    Edition.objects.update(status=EditionStatus.ARCHIVED)
    for change in (
        lambda: draft_rate_card(card.edition_id, actor=SYSTEM, at=NOON),
        lambda: add_rule(card.pk, SPACE, actor=SYSTEM, at=NOON),
        lambda: remove_rule(rule.pk, actor=SYSTEM, at=NOON),
        lambda: publish_rate_card(card.pk, effective_from=TODAY, actor=SYSTEM, at=NOON),
    ):
        refused("edition_archived", change)


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_others_set_no_prices(card: RateCard, role: OrganizerRole) -> None:
    other, rule = organizer(role), card.rules.get()
    for change in (
        lambda: draft_rate_card(card.edition_id, actor=other, at=NOON),
        lambda: add_rule(card.pk, SPACE, actor=other, at=NOON),
        lambda: change_rule(rule.pk, {"amount": Decimal(1)}, actor=other, at=NOON),
        lambda: move_rule(rule.pk, up=True, actor=other, at=NOON),
        lambda: remove_rule(rule.pk, actor=other, at=NOON),
        lambda: publish_rate_card(card.pk, effective_from=TODAY, actor=other, at=NOON),
        lambda: discard_rate_card(card.pk, actor=other, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert RateRule.objects.get().amount == 100


def test_organizers_say_who_is_a_small_company() -> None:
    company: Company = CompanyFactory()
    marked = mark_small_company(company.pk, is_small=True, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    assert marked.is_small
    with pytest.raises(DomainError):
        mark_small_company(company.pk, is_small=False, seen=company.revision, actor=SYSTEM, at=NOON)
    with pytest.raises(NotAllowed):
        mark_small_company(company.pk, is_small=False, actor=organizer(OrganizerRole.FLOOR_PLANNER), at=NOON)


def test_published_card_makes_a_new_version_of_every_plan() -> None:
    booth = BoothFactory()
    before = etag_of(booth)
    set_price(booth.plan.edition_id, KEY, RATE, actor=SYSTEM, at=NOON)
    priced = etag_of(booth)
    draft_rate_card(booth.plan.edition_id, actor=SYSTEM, at=NOON)
    assert before != priced == etag_of(booth)


def test_name_of_a_company_with_space_is_part_of_a_plans_version() -> None:
    booth = BoothFactory()
    company: Company = CompanyFactory()
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    submitted = etag_of(booth)
    approve_booking(booking.pk, actor=SYSTEM, at=NOON)
    approved = etag_of(booth)
    set_publicity(company.pk, is_named=True, actor=SYSTEM, at=NOON)
    unnamed = etag_of(booth)
    change_company(company.pk, {"name": "Renamed Ltd"}, actor=SYSTEM, at=NOON)
    renamed = etag_of(booth)
    change_company(company.pk, {"phone": "+86 21"}, actor=SYSTEM, at=NOON)
    assert len({submitted, approved, unnamed, renamed}) == 4
    assert etag_of(booth) == renamed
