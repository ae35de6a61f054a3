"""Queries for the rate cards of an edition as plain values, and for the card in force on a day."""

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
    """One published version of a rate card, with its rules in order."""

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
        """Return the calculator of the newest version in force on this day, or of the first before any is in force.

        `known_at` leaves out versions published later, so that a booking keeps the prices under which it was submitted.
        """
        found = [
            card
            for card in self.cards
            if card.effective_from <= day and (known_at is None or card.published_at <= known_at)
        ]
        card = found[-1] if found else next(iter(self.cards), None)
        return PriceCalculator(self.currency, card.rules, card.version) if card else PriceCalculator(self.currency)


def published_cards(edition: Edition) -> PublishedCards:
    """Return the published rate cards of an edition in one query, since every published card has a rule."""
    return published_cards_of([edition])[edition.pk]


def published_cards_of(editions: Sequence[Edition]) -> dict[int, PublishedCards]:
    """Return the published rate cards by the key of the edition, in one query."""
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
    """Return the calculator of this version, published or not, in one query. Its edition must have been loaded."""
    rules = [rule.as_rule() for rule in card.rules.order_by("position")]
    return PriceCalculator(card.edition.currency, rules, card.version)


def calculator_on(edition: Edition, at: datetime) -> PriceCalculator:
    """Return the calculator of the card in force at this moment, in one query."""
    return published_cards(edition).on(day_of(at, edition.zone))


def cards_of(edition: Edition) -> QuerySet[RateCard]:
    """Return all versions, newest first, with `rule_count`."""
    found = RateCard.objects.filter(edition=edition).select_related("published_by", "edition")
    return found.annotate(rule_count=Count("rules")).order_by("-version")


def card_in_force(edition: Edition, day: date) -> RateCard | None:
    """Return the version in force on a day, with its edition, or None before the first."""
    published = RateCard.objects.published().filter(edition=edition, effective_from__lte=day)
    return published.select_related("edition").order_by("-version").first()


def first_card(edition: Edition) -> RateCard | None:
    """Return the first published version, whose prices apply until another is in force."""
    return RateCard.objects.published().filter(edition=edition).select_related("edition").order_by("version").first()


def rules_of(card: RateCard) -> QuerySet[RateRule]:
    """Return the rules of a card in order, with the sectors and halls to which they apply."""
    return card.rules.select_related("sector", "hall", "card__edition").order_by("position")
