"""Deals of the sample, in every state, and the exchange rates that they are converted at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bookings.co_exhibitors.queries import takes_part
from exhibitors.management.sample.desk_work import Party
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.promotion.deals.models import ExchangeRate
from exhibitors.promotion.deals.operations.deals import (
    Confirmed,
    DealTerms,
    count_deal,
    draft_deal,
    recount_deal,
    return_deal,
    verify_deal,
    withdraw_deal,
)
from exhibitors.promotion.deals.operations.exchange_rates import correct_exchange_rate, set_exchange_rate
from exhibitors.promotion.deals.queries import DOLLARS, preview_of
from exhibitors.promotion.deals.states import DealKind, DealState
from pavilions.floor.models.edition import Edition

RATES = (
    ("EUR", date(2023, 11, 3), "1.07310000"),
    ("EUR", date(2024, 4, 30), "1.07180000"),
    ("CNY", date(2023, 11, 3), "0.19330000"),
    ("CNY", date(2024, 4, 30), "0.14080000"),
    ("JPY", date(2023, 11, 3), "0.00669000"),
    ("JPY", date(2024, 4, 30), "0.00637000"),
)
WRONG, RIGHT = ("CNY", date(2023, 11, 3)), Decimal("0.13930000")
CORRECTED_AT = datetime(2024, 5, 13, 11, tzinfo=SHANGHAI)
LARGE = Decimal(450_000_000)
SOURCE = "Invented for the sample"
GOODS = {
    "food": ("cheese and butter", "chilled beef", "infant milk powder", "wine"),
    "automobiles": ("electric cars", "fuel-cell systems"),
    "intelligent-industry": ("machine tools", "gas turbines", "chip testers"),
    "consumer-goods": ("cosmetics", "running shoes", "household appliances"),
    "medical": ("ultrasound scanners", "vaccines", "hearing aids"),
    "services": ("ship classification", "freight forwarding", "auditing"),
}
BUYERS = {
    "food": (
        ("Jinjiang Dairy", "Jiangsu trading delegation"),
        ("Linghai Import & Export", "Zhejiang trading delegation"),
        ("Yuelong Retail", "Guangdong trading delegation"),
        ("Haiyun Fresh Foods", ""),
    ),
    "automobiles": (("Chuanxi Motor Trading", "Sichuan trading delegation"), ("Beilu Fleet Leasing", "")),
    "intelligent-industry": (
        ("Chuanxi Machinery", "Sichuan trading delegation"),
        ("Donghe Turbine Works", "Liaoning trading delegation"),
    ),
    "consumer-goods": (
        ("Yuelong Retail", "Guangdong trading delegation"),
        ("Huadong Department Stores", "Shanghai trading delegation"),
        ("Meihao Online Mall", ""),
    ),
    "medical": (
        ("Beishan Hospital Supply", "Beijing trading delegation"),
        ("Jiangnan Hospital Group", "Zhejiang trading delegation"),
    ),
    "services": (("Huadong Shipping", "Shanghai trading delegation"), ("Xiyu Rail Logistics", "Xinjiang delegation")),
}
CURRENCIES = ("USD", "EUR", "CNY", "JPY")
PER_DOLLAR = {"USD": 1, "EUR": 1, "CNY": 7, "JPY": 150}
PATHS = (DealState.COUNTED, DealState.COUNTED, DealState.VERIFIED, DealState.DRAFT)
SIGNED_EARLY = 20
SIGNED_LAST_TIME = 12


@dataclass(frozen=True)
class Deciders:
    """The people who decide on deals: one verifies them and another counts them."""

    finance: User
    director: User


def play_deals(editions: Sequence[Edition], signers: Sequence[Party], deciders: Deciders) -> None:
    """Create deals of the previous edition, all counted, and early deals of this edition in every state.

    `editions` are the previous edition and this one. The first signer's deals are those that the sample exhibitor sees.
    """
    chance = Random(len(signers))  # noqa: S311  (the same every time)
    for currency, on_date, worth in RATES:
        known = datetime.combine(on_date + timedelta(days=1), time(10), SHANGHAI)
        set_exchange_rate(
            currency, on_date, Decimal(worth), source=SOURCE, is_unusual=True, actor=deciders.finance, at=known
        )
    before, current = editions
    returning = [each for each in signers if takes_part(each.company.pk, before.pk)]
    for number in range(SIGNED_LAST_TIME):
        signed = before.opens_date + timedelta(days=number % 6)
        _sign(before, returning[number % len(returning)], signed, DealState.COUNTED, deciders, chance)
    for number in range(SIGNED_EARLY):
        signed = day_of(current.booking_opens_at, SHANGHAI) + timedelta(days=9 * number)
        signer = signers[0] if number < len(PATHS) else signers[number % len(signers)]
        _sign(current, signer, signed, PATHS[number % len(PATHS)], deciders, chance)
    _enter_to_look_at(current, signers, deciders.finance, chance)
    _correct_rate(ExchangeRate.objects.get(currency=WRONG[0], on_date=WRONG[1]), current, deciders)


def _sign(edition: Edition, signer: Party, signed: date, state: DealState, deciders: Deciders, chance: Random) -> None:
    entered = datetime.combine(signed, time(16), SHANGHAI)
    deal = draft_deal(signer.company.pk, edition.pk, _terms(signer, signed, chance), actor=signer.contact, at=entered)
    if state in {DealState.VERIFIED, DealState.COUNTED}:
        verify_deal(deal.pk, actor=deciders.finance, at=entered + timedelta(days=2))
    if state == DealState.COUNTED:
        rate = preview_of(deal).rate
        counted = entered + timedelta(days=3)
        count_deal(deal.pk, rate_id=rate.pk if rate else None, actor=deciders.director, at=counted)


def _enter_to_look_at(edition: Edition, signers: Sequence[Party], finance: User, chance: Random) -> None:
    """Enter a deal returned for changes, one withdrawn, and deals that wait to be verified.

    Of these, two are the same deal entered twice, and one has a very large amount.
    """
    signed = day_of(edition.booking_opens_at, SHANGHAI) + timedelta(days=100)
    entered = datetime.combine(signed, time(16), SHANGHAI)
    returned, withdrawn = (
        draft_deal(each.company.pk, edition.pk, _terms(each, signed, chance), actor=each.contact, at=entered)
        for each in signers[:2]
    )
    return_deal(returned.pk, reason="Name the buyer's legal entity.", actor=finance, at=entered + timedelta(days=1))
    withdraw_deal(withdrawn.pk, actor=signers[1].contact, at=entered + timedelta(days=1))
    signed += timedelta(days=20)
    entered += timedelta(days=20)
    twice, large = signers[2], signers[3]
    same = _terms(twice, signed, chance)
    for hours, confirmed in enumerate((Confirmed(), Confirmed(separate=True))):
        at = entered + timedelta(hours=hours)
        draft_deal(twice.company.pk, edition.pk, same, confirmed=confirmed, actor=twice.contact, at=at)
    terms = replace(_terms(large, signed, chance), amount=LARGE, currency=DOLLARS)
    confirmed = Confirmed(amount=True)
    draft_deal(large.company.pk, edition.pk, terms, confirmed=confirmed, actor=large.contact, at=entered)


def _correct_rate(wrong: ExchangeRate, edition: Edition, deciders: Deciders) -> None:
    """Correct the wrong rate, and recount the first deal of this edition that used it."""
    reason = "Digits were swapped when the rate was typed."
    rate = correct_exchange_rate(
        wrong.pk, RIGHT, source=SOURCE, reason=reason, is_unusual=True, actor=deciders.finance, at=CORRECTED_AT
    )
    deal = wrong.deals.filter(edition=edition, state=DealState.COUNTED).order_by("pk").first()
    if deal is not None:
        again = CORRECTED_AT + timedelta(hours=1)
        recount_deal(deal.pk, rate_id=rate.pk, reason=reason, actor=deciders.director, at=again)


def _terms(signer: Party, signed: date, chance: Random) -> DealTerms:
    buyer, delegation = chance.choice(BUYERS[signer.sector.code])
    currency = chance.choice(CURRENCIES)
    return DealTerms(
        sector_id=signer.sector.pk,
        buyer=buyer,
        delegation=delegation,
        kind=DealKind.SERVICES if signer.sector.code == "services" else DealKind.GOODS,
        category=chance.choice(GOODS[signer.sector.code]),
        amount=Decimal(chance.randrange(2, 180) * 50_000 * PER_DOLLAR[currency]),
        currency=currency,
        signed_date=signed,
    )
