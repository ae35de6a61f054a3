"""Operations on tentative deals: the exhibitor enters one, an organizer verifies it and another one counts it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words, figure_words
from exhibitors.bookings.co_exhibitors.queries import takes_part
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.promotion.deals.models import LARGEST_AMOUNT_USD, Deal, DealCount, ExchangeRate
from exhibitors.promotion.deals.notifications import announce_deal_returned
from exhibitors.promotion.deals.queries import DOLLARS, in_dollars, nearest_rate, possible_duplicates, rate_on
from exhibitors.promotion.deals.states import DEAL_LIFECYCLE, DealKind, DealState
from pavilions.floor.models.edition import Edition

NOTE_LENGTH = 500
NOT_TYPED = (
    "normalized_buyer",
    "entered_at",
    "entered_by",
    "decided_by",
    "verified_by",
    "counted_by",
    "rate",
)


@dataclass(frozen=True)
class DealTerms:
    """The terms of a deal: buyer, goods or services, amount (in `currency`) and day of signing."""

    sector_id: int
    buyer: str
    kind: DealKind
    category: str
    amount: Decimal
    currency: str
    signed_date: date
    delegation: str = ""


@dataclass(frozen=True)
class Confirmed:
    """The exhibitor's confirmations: a very large amount is correct, and a similar deal is a separate one."""

    amount: bool = False
    separate: bool = False


@operation("exhibitors.deal.drafted")
def draft_deal(
    company_id: int,
    edition_id: int,
    terms: DealTerms,
    *,
    confirmed: Confirmed = Confirmed(),
    actor: Actor,
    at: datetime,
) -> Deal:
    """Enter a deal of a company that takes part in an edition. An organizer verifies it next.

    A very large amount or a possible duplicate is refused unless it is `confirmed`.
    """
    company, edition = Company.objects.filter(pk=company_id).first(), Edition.objects.filter(pk=edition_id).first()
    if company is None or edition is None:
        raise NotFound(_("Company or edition not found."), code="not_found")
    require("exhibitors.enter_deal", actor, company)
    deal = Deal(edition=edition, company=company, entered_at=at, entered_by=person_of(actor))
    _require_participation(deal)
    _write_terms(deal, terms, confirmed, at)
    deal.save()
    return deal


@operation("exhibitors.deal.changed")
def change_deal(
    deal_id: int,
    terms: DealTerms,
    *,
    confirmed: Confirmed = Confirmed(),
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Deal:
    """Change a deal that is still a draft."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.enter_deal", actor, deal)
    if deal.state != DealState.DRAFT:
        raise DomainError(
            _("Only a draft can be changed; this deal is %(state)s.") % {"state": deal.get_state_display()},
            code="not_a_draft",
        )
    _write_terms(deal, terms, confirmed, at)
    deal.revision += 1
    deal.save()
    return deal


@operation("exhibitors.deal.withdrawn")
def withdraw_deal(deal_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Withdraw a deal that does not count."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.enter_deal", actor, deal)
    return _move(deal, DealState.WITHDRAWN, actor=actor, at=at)


@operation("exhibitors.deal.verified")
def verify_deal(deal_id: int, *, note: str = "", seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Confirm that the deal was signed as written. For a very large amount, the note must say what was checked."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.VERIFIED, only_from=DealState.DRAFT)
    if needs_second_look(deal) and not note.strip():
        raise Invalid(
            _("This is a very large amount. State what you checked it against."), code="note_missing", field="note"
        )
    deal.verified_by, deal.verification_note = _a_person(actor), _short(note, "note")
    return _move(deal, DealState.VERIFIED, actor=actor, at=at)


@operation("exhibitors.deal.returned")
def return_deal(deal_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Return a deal to the exhibitor with the changes that it needs."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    if not reason.strip():
        raise Invalid(_("State what needs to be changed."), code="reason_missing", field="reason")
    if deal.state == DealState.DRAFT:
        _save(deal, reason=reason.strip(), actor=actor, at=at)
    else:
        deal.verified_by, deal.verification_note = None, ""
        _move(deal, DealState.DRAFT, reason=reason.strip(), actor=actor, at=at)
    announce_deal_returned(deal)
    return deal


@operation("exhibitors.deal.counted")
def count_deal(
    deal_id: int,
    *,
    rate_id: int | None,
    no_duplicate_because: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Deal:
    """Add a verified deal to the totals, in US dollars by the last rate known on the day of signing.

    `rate_id` is the rate that the actor saw. The deal is refused (`changed_meanwhile`) if another rate is valid by now,
    and (`possible_duplicate`) if a similar deal already counts and no explanation is given.
    """
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.COUNTED)
    _require_another_person(deal, actor)
    _require_participation(deal)
    lock_topic(f"counted deals of company {deal.company_id}")
    _require_no_duplicate(deal, no_duplicate_because)
    deal.rate = _rate_as_seen(deal, rate_id)
    deal.counted_by, deal.duplicate_note = _a_person(actor), _short(no_duplicate_because, "no_duplicate_because")
    _enter(deal, actor=actor, at=at)
    return _move(deal, DealState.COUNTED, actor=actor, at=at)


@operation("exhibitors.deal.uncounted")
def uncount_deal(deal_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Deal:
    """Remove a deal from the totals from now on. It stays verified."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.VERIFIED, only_from=DealState.COUNTED)
    _leave(deal, reason=_required(reason), actor=actor, at=at)
    deal.rate = deal.amount_usd = deal.counted_by = None
    return _move(deal, DealState.VERIFIED, actor=actor, at=at)


@operation("exhibitors.deal.recounted")
def recount_deal(
    deal_id: int, *, rate_id: int | None, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Deal:
    """Count a deal again by the rate now valid for its day, after its old rate was corrected."""
    deal = _lock_deal(deal_id, seen)
    require("exhibitors.count_deals", actor, deal)
    DEAL_LIFECYCLE.require(deal.state, DealState.VERIFIED, only_from=DealState.COUNTED)
    _require_another_person(deal, actor)
    rate = _rate_as_seen(deal, rate_id)
    if rate == deal.rate:
        raise DomainError(_("This deal already counts at the rate of its day."), code="nothing_changed")
    _leave(deal, reason=_required(reason), actor=actor, at=at)
    deal.rate, deal.counted_by = rate, _a_person(actor)
    _enter(deal, reason=_required(reason), actor=actor, at=at)
    return _save(deal, reason="", actor=actor, at=at)


def needs_second_look(deal: Deal) -> bool:
    """Return whether the amount is so large that the exhibitor confirms it and the verifier notes what was checked.

    If no rate of its currency is known, the number alone decides.
    """
    rate = None if deal.currency == DOLLARS else nearest_rate(deal.currency, deal.signed_date)
    return bool(in_dollars(deal.amount, rate) > settings.DEAL_SECOND_LOOK_USD)


def _lock_deal(deal_id: int, seen: int | None = None) -> Deal:
    rows = Deal.objects.select_related("company", "edition")
    deal = lock_one(rows, deal_id, missing=_("Deal not found."))
    require_seen(deal, seen)
    return deal


def _write_terms(deal: Deal, terms: DealTerms, confirmed: Confirmed, at: datetime) -> None:
    deal.sector_id, deal.kind = terms.sector_id, terms.kind
    deal.buyer, deal.category = terms.buyer.strip(), terms.category.strip()
    deal.normalized_buyer = normalise_company_name(deal.buyer)
    deal.delegation = terms.delegation.strip()
    deal.amount, deal.currency, deal.signed_date = terms.amount, terms.currency, terms.signed_date
    deal.is_amount_confirmed, deal.is_separate = confirmed.amount, confirmed.separate
    require_valid(deal, exclude=NOT_TYPED)
    _require_signed_in_time(deal, at)
    _require_confirmed(deal)


def _require_confirmed(deal: Deal) -> None:
    if deal.currency == DOLLARS and deal.amount > LARGEST_AMOUNT_USD:
        raise _too_large("amount")
    if not deal.is_amount_confirmed and needs_second_look(deal):
        raise Invalid(
            _("%(amount)s %(currency)s is a very large amount. Check it and confirm that it is correct.")
            % {"amount": figure_words(deal.amount), "currency": deal.currency},
            code="large_amount",
            field="amount_confirmed",
        )
    duplicate = None if deal.is_separate else possible_duplicates(deal).first()
    if duplicate:
        raise Invalid(
            _(
                "A deal with %(buyer)s for the same amount, signed on %(day)s, has already been entered. "
                "If this is a different deal, please confirm that."
            )
            % {"buyer": duplicate.buyer, "day": day_words(duplicate.signed_date)},
            code="possible_duplicate",
            field="separate",
        )


def _require_signed_in_time(deal: Deal, at: datetime) -> None:
    """Raise `Invalid` for a day of signing in the future, or outside booking's opening to the edition's last day."""
    zone = deal.edition.zone
    first, last = day_of(deal.edition.booking_opens_at, zone), deal.edition.closes_date
    if not first <= deal.signed_date <= last:
        raise Invalid(
            _("Deals of this edition must be signed between %(first)s and %(last)s.")
            % {"first": day_words(first), "last": day_words(last)},
            code="outside_the_edition",
            field="signed_date",
        )
    if deal.signed_date > day_of(at, zone):
        raise Invalid(_("This date is in the future."), code="day_to_come", field="signed_date")


def _require_participation(deal: Deal) -> None:
    if not takes_part(deal.company_id, deal.edition_id):
        raise DomainError(
            _("%(company)s has no approved space at %(edition)s. Only deals of exhibitors can be entered and counted.")
            % {"company": deal.company.name, "edition": deal.edition},
            code="no_participant",
        )


def _require_another_person(deal: Deal, actor: Actor) -> None:
    if deal.verified_by_id is None:
        raise DomainError(
            _("There is no record of who verified this deal. Return it and verify it again."), code="verifier_unknown"
        )
    if deal.verified_by_id == actor.pk:
        raise NotAllowed(
            _("You verified this deal, so another person must count it."), code="deal_counted_by_another_person"
        )


def _require_no_duplicate(deal: Deal, because: str) -> None:
    duplicate = possible_duplicates(deal).filter(state=DealState.COUNTED).first()
    if duplicate and not because.strip():
        raise Invalid(
            _(
                "A deal for the same amount with %(buyer)s, signed on %(day)s, already counts. Confirm "
                "that this is a different deal, and state how you know."
            )
            % {"buyer": duplicate.buyer, "day": day_words(duplicate.signed_date)},
            code="possible_duplicate",
            field="no_duplicate_because",
        )


def _rate_as_seen(deal: Deal, seen_id: int | None) -> ExchangeRate | None:
    """Return the rate valid on the day of signing, or None for US dollars.

    Raise `DomainError` if no rate is known (`no_exchange_rate`) or it is not the one seen (`changed_meanwhile`).
    """
    if deal.currency == DOLLARS:
        return None
    known = rate_on(deal.currency, deal.signed_date)
    if known is None:
        raise DomainError(
            _("There is no exchange rate for %(currency)s on or before %(day)s. Enter one first.")
            % {"currency": deal.currency, "day": day_words(deal.signed_date)},
            code="no_exchange_rate",
            details={"currency": deal.currency, "day": deal.signed_date.isoformat()},
        )
    if known.pk != seen_id:
        raise DomainError(
            _(
                "The exchange rate for this deal has changed since you opened the page. Check it before "
                "you count the deal."
            ),
            code="changed_meanwhile",
            details={"rate": known.pk},
        )
    return known


def _too_large(field: str | None) -> Invalid:
    return Invalid(
        _("The value of a deal is at most %(most)s US dollars.") % {"most": figure_words(LARGEST_AMOUNT_USD)},
        code="amount_too_large",
        field=field,
    )


def _enter(deal: Deal, *, reason: str = "", actor: Actor, at: datetime) -> None:
    """Enter a deal in the totals by the rate that has been set on it."""
    worth = in_dollars(deal.amount, deal.rate)
    if worth > LARGEST_AMOUNT_USD:
        raise _too_large(None)
    deal.amount_usd = worth
    DealCount.objects.create(
        deal=deal,
        deals=1,
        amount_usd=worth,
        rate=deal.rate,
        sector_id=deal.sector_id,
        kind=deal.kind,
        country=deal.company.country,
        reason=reason,
        noted_by=person_of(actor),
        happened_at=at,
    )


def _leave(deal: Deal, *, reason: str, actor: Actor, at: datetime) -> None:
    """Remove a deal from the totals with the values it entered with, even if its company's country has changed."""
    entered = deal.counts.filter(deals=1).latest("pk")
    DealCount.objects.create(
        deal=deal,
        deals=-1,
        amount_usd=-entered.amount_usd,
        rate=entered.rate,
        sector_id=entered.sector_id,
        kind=entered.kind,
        country=entered.country,
        reason=reason,
        noted_by=person_of(actor),
        happened_at=at,
    )


def _move(deal: Deal, to: DealState, *, reason: str = "", actor: Actor, at: datetime) -> Deal:
    DEAL_LIFECYCLE.require(deal.state, to)
    deal.state = to
    return _save(deal, reason=reason, actor=actor, at=at)


def _save(deal: Deal, *, reason: str, actor: Actor, at: datetime) -> Deal:
    deal.reason, deal.decided_by, deal.decided_at = reason, person_of(actor), at
    deal.revision += 1
    deal.save()
    return deal


def _required(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("State the reason."), code="reason_missing", field="reason")
    return _short(reason, "reason")


def _short(note: str, field: str) -> str:
    if len(note.strip()) > NOTE_LENGTH:
        raise Invalid(_("Use at most %(most)d characters.") % {"most": NOTE_LENGTH}, code="note_too_long", field=field)
    return note.strip()


def _a_person(actor: Actor) -> User:
    if not isinstance(actor, User):
        raise NotAllowed(_("Deals can be verified and counted by people only."), code="not_a_person")
    return actor
