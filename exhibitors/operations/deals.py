"""Tentative deals: entered by the exhibitor, verified and counted by the organizer."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one
from ciie.kernel.rows import by_key
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from exhibitors.models import Company, Deal, ExchangeRate
from exhibitors.states import DEAL_LIFECYCLE, DealKind, DealState
from pavilions.models import Edition

DOLLARS = "USD"
CENT = Decimal("0.01")
MOVED = ("state", "reason", "rate", "amount_usd", "decided_by", "decided_at", "revision")


@dataclass(frozen=True)
class DealTerms:
    """What was signed: with whom, what for, for how much (in `currency`), and when."""

    sector_id: int
    buyer: str
    kind: DealKind
    category: str
    amount: Decimal
    currency: str
    signed_date: date
    delegation: str = ""


@operation("exhibitors.deal.drafted")
def draft_deal(company_id: int, edition_id: int, terms: DealTerms, *, actor: Actor, at: datetime) -> Deal:
    """Enter a deal of a company at an edition; an organizer verifies it next."""
    company, edition = by_key(Company, company_id), by_key(Edition, edition_id)
    if company is None or edition is None:
        raise NotFound(_("There is no such company or edition."), code="not_found")
    require("exhibitors.enter_deal", actor, company)
    deal = Deal(edition=edition, company=company, entered_at=at, entered_by=_person(actor))
    _write_terms(deal, terms, at)
    deal.save()
    return deal


@operation("exhibitors.deal.changed")
def change_deal(deal_id: int, terms: DealTerms, *, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Change a deal that is still a draft."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.enter_deal", actor, deal)
    if deal.state != DealState.DRAFT:
        raise DomainError(
            _("Only a draft can be changed; this deal is %(state)s.") % {"state": deal.get_state_display()},
            code="not_a_draft",
        )
    _write_terms(deal, terms, at)
    deal.revision += 1
    deal.save()
    return deal


@operation("exhibitors.deal.withdrawn")
def withdraw_deal(deal_id: int, *, actor: Actor, at: datetime) -> Deal:
    """Take back a deal that does not count."""
    deal = _lock_deal(deal_id)
    require("exhibitors.enter_deal", actor, deal)
    return _move(deal, DealState.WITHDRAWN, actor=actor, at=at)


@operation("exhibitors.deal.verified")
def verify_deal(deal_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Confirm that the deal was signed as it is written."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.VERIFIED, only_from=DealState.DRAFT)
    return _move(deal, DealState.VERIFIED, actor=actor, at=at)


@operation("exhibitors.deal.returned")
def return_deal(deal_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Give a deal back to the exhibitor, saying what to change."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    if not reason.strip():
        raise Invalid(_("Say what is to be changed."), code="reason_missing", field="reason")
    if deal.state == DealState.DRAFT:
        return _save(deal, reason=reason.strip(), actor=actor, at=at)
    return _move(deal, DealState.DRAFT, reason=reason.strip(), actor=actor, at=at)


@operation("exhibitors.deal.counted")
def count_deal(deal_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Add a verified deal to the totals, in US dollars by the last rate known on the day of signing.

    Raises `DomainError` (`no_exchange_rate`) if there is none.
    """
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.COUNTED)
    deal.rate = None if deal.currency == DOLLARS else _rate(deal.currency, deal.signed_date)
    worth = deal.amount if deal.rate is None else deal.amount * deal.rate.usd_per_unit
    deal.amount_usd = worth.quantize(CENT, ROUND_HALF_UP)
    return _move(deal, DealState.COUNTED, actor=actor, at=at)


@operation("exhibitors.deal.uncounted")
def uncount_deal(deal_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Take a deal out of the totals again; it stays verified."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.VERIFIED, only_from=DealState.COUNTED)
    deal.rate = deal.amount_usd = None
    return _move(deal, DealState.VERIFIED, actor=actor, at=at)


@operation("exhibitors.exchange_rate.set")
def set_exchange_rate(
    currency: str, on_date: date, usd_per_unit: Decimal, *, source: str, actor: Actor, at: datetime
) -> ExchangeRate:
    """Note what one unit of a currency was worth in US dollars on a day. What is noted stays: deals stand on it."""
    require("exhibitors.set_exchange_rate", actor)
    if currency == DOLLARS:
        raise Invalid(_("Amounts in US dollars need no rate."), code="no_rate_needed", field="currency")
    if on_date > at.date():
        raise Invalid(_("This day is still to come."), code="day_to_come", field="on_date")
    rate = ExchangeRate(
        currency=currency, on_date=on_date, usd_per_unit=usd_per_unit, source=source.strip(), set_by=_person(actor)
    )
    require_valid(rate)
    if ExchangeRate.objects.filter(currency=currency, on_date=on_date).exists():
        raise DomainError(
            _("There is a rate of this currency for this day already."),
            code="exchange_rate_once_a_day",
            field="on_date",
        )
    rate.save()
    return rate


def _lock_deal(deal_id: int, seen: int | None = None) -> Deal:
    rows = Deal.objects.select_related("company", "edition")
    deal = lock_one(rows, deal_id, missing=_("There is no such deal."))
    if seen is not None and seen != deal.revision:
        raise DomainError(
            _("This deal was changed while you looked at it; it is %(state)s now.")
            % {"state": deal.get_state_display()},
            code="changed_meanwhile",
            details={"state": deal.state, "revision": deal.revision},
        )
    return deal


def _write_terms(deal: Deal, terms: DealTerms, at: datetime) -> None:
    deal.sector_id, deal.kind = terms.sector_id, terms.kind
    deal.buyer, deal.category = terms.buyer.strip(), terms.category.strip()
    deal.delegation = terms.delegation.strip()
    deal.amount, deal.currency, deal.signed_date = terms.amount, terms.currency, terms.signed_date
    require_valid(deal, exclude=["entered_at", "entered_by", "decided_by", "rate"])
    _require_signed_in_time(deal, at)


def _require_signed_in_time(deal: Deal, at: datetime) -> None:
    """Deals of an edition are signed from the day its booking opens to the day it closes."""
    zone = deal.edition.zone
    first, last = deal.edition.booking_opens_at.astimezone(zone).date(), deal.edition.closes_date
    if not first <= deal.signed_date <= last:
        raise Invalid(
            _("Deals of this edition are signed from %(first)s to %(last)s.")
            % {"first": day_words(first), "last": day_words(last)},
            code="outside_the_edition",
            field="signed_date",
        )
    if deal.signed_date > at.astimezone(zone).date():
        raise Invalid(_("This day is still to come."), code="day_to_come", field="signed_date")


def _rate(currency: str, day: date) -> ExchangeRate:
    known = ExchangeRate.objects.filter(currency=currency, on_date__lte=day).order_by("-on_date").first()
    if known is None:
        raise DomainError(
            _("There is no exchange rate for %(currency)s on or before %(day)s. Note one first.")
            % {"currency": currency, "day": day_words(day)},
            code="no_exchange_rate",
            details={"currency": currency, "day": day.isoformat()},
        )
    return known


def _move(deal: Deal, to: DealState, *, reason: str = "", actor: Actor, at: datetime) -> Deal:
    DEAL_LIFECYCLE.require(deal.state, to)
    deal.state = to
    return _save(deal, reason=reason, actor=actor, at=at)


def _save(deal: Deal, *, reason: str, actor: Actor, at: datetime) -> Deal:
    deal.reason, deal.decided_by, deal.decided_at = reason, _person(actor), at
    deal.revision += 1
    deal.save(update_fields=MOVED)
    return deal


def _person(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None
