"""The rate cards of an edition as plain values, and which of them is in force when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from ciie.kernel.days import day_of
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.rate_cards import PriceCalculator, Rule
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class PublishedCard:
    """One version with its rules in their order."""

    version: int
    effective_from: date
    published_at: datetime
    rules: Sequence[Rule]


@dataclass(frozen=True)
class PublishedCards:
    """All published rate cards of an edition, oldest version first."""

    currency: str
    cards: Sequence[PublishedCard] = ()

    def on(self, day: date, *, known_at: datetime | None = None) -> PriceCalculator:
        """By the newest version in force on this day; before the first comes into force, by the first.

        `known_at` leaves out what was published later, so that a booking keeps the prices that it was submitted under.
        """
        found = [
            card
            for card in self.cards
            if card.effective_from <= day and (known_at is None or card.published_at <= known_at)
        ]
        card = found[-1] if found else next(iter(self.cards), None)
        return PriceCalculator(self.currency, card.rules, card.version) if card else PriceCalculator(self.currency)


def published_cards(edition: Edition) -> PublishedCards:
    """One query, since every published card has a rule."""
    return published_cards_of([edition])[edition.pk]


def published_cards_of(editions: Sequence[Edition]) -> dict[int, PublishedCards]:
    """By edition; one query."""
    found: dict[int, PublishedCards] = {}
    rows = RateRule.objects.filter(card__edition__in=editions, card__published_at__isnull=False).select_related("card")
    cards: dict[int, tuple[RateCard, list[Rule]]] = {}
    for row in rows.order_by("card__version", "position"):
        cards.setdefault(row.card_id, (row.card, []))[1].append(row.as_rule())
    for edition in editions:
        published = [
            PublishedCard(card.version, card.effective_from, card.published_at, rules)
            for card, rules in cards.values()
            if card.edition_id == edition.pk and card.effective_from is not None and card.published_at is not None
        ]
        found[edition.pk] = PublishedCards(edition.currency, published)
    return found


def calculator_of(card: RateCard) -> PriceCalculator:
    """By this version, published or not; one query. Its edition must have been read."""
    rules = [rule.as_rule() for rule in card.rules.order_by("position")]
    return PriceCalculator(card.edition.currency, rules, card.version)


def calculator_on(edition: Edition, at: datetime) -> PriceCalculator:
    """By the card in force at this moment; one query."""
    return published_cards(edition).on(day_of(at, edition.zone))


def cards_of(edition: Edition) -> QuerySet[RateCard]:
    """All versions, newest first, with `rule_count`."""
    found = RateCard.objects.filter(edition=edition).select_related("published_by", "edition")
    return found.annotate(rule_count=Count("rules")).order_by("-version")


def card_in_force(edition: Edition, day: date) -> RateCard | None:
    """The version in force on a day, with its edition; None before the first."""
    published = RateCard.objects.published().filter(edition=edition, effective_from__lte=day)
    return published.select_related("edition").order_by("-version").first()


def first_card(edition: Edition) -> RateCard | None:
    """The first version that was published, whose prices stand until another is in force."""
    return RateCard.objects.published().filter(edition=edition).select_related("edition").order_by("version").first()


def rules_of(card: RateCard) -> QuerySet[RateRule]:
    """In their order, with what they are for."""
    return card.rules.select_related("sector", "hall", "card__edition").order_by("position")
