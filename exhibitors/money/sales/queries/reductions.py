"""The cost of reducing the space of a signed contract, and requests to do so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.wording import area_words, list_words
from ciie.web.templatetags.interface import money
from exhibitors.bookings.co_exhibitors.queries import most_of_a_kind
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import asked_of, quote_booking, space_of
from exhibitors.bookings.queries.bookings import claims_shown, members_claims
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import InvoiceState
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.queries.cancellations import agreed_terms
from exhibitors.money.sales.queries.offers import charged_in_extras
from exhibitors.money.sales.queries.parts import credits_of_excess, credits_with_tax, is_issued
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.settlements import Settlement, day_back, freed_by, tax_of_fee
from exhibitors.money.sales.states import ContractState
from exhibitors.money.sales.terms_of_sale.cancellation import fee as fee_of
from exhibitors.money.sales.terms_of_sale.cancellation import percent_on
from exhibitors.pricing.queries.buyers import buyer_of
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import QuotedSpace
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import published_booths


@dataclass(frozen=True)
class ReductionQuote:
    """The price of a booking with less space, net and with tax, and what is owed for the space given up.

    `credited` is what has been invoiced in excess of the new price, net.
    """

    returned: tuple[str, ...]
    taken: tuple[str, ...]
    area_sqm: Decimal
    currency: str
    before: Decimal
    net: Decimal
    total_before: Decimal
    total: Decimal
    credited: Decimal
    settlement: Settlement

    @property
    def percent(self) -> Decimal:
        return self.settlement.percent

    @property
    def fee(self) -> Decimal:
        return self.settlement.fee

    @property
    def saved(self) -> Decimal:
        return self.before - self.net


def reduction_quote(
    contract: Contract,
    returned: Collection[int],
    taken: Collection[int],
    *,
    fee: Decimal | None = None,
    asked_at: datetime | None = None,
    at: datetime,
) -> ReductionQuote:
    """Return the cost of returning and taking booths, given by their keys.

    The fee follows the terms of the contract on the day of `asked_at`, or today, unless `fee` is given. The contract
    must be signed, and comes with its booking, edition and offer. Raises the errors of `require_less_space` and
    `credits_of_excess`, and `DomainError`: `booths_taken`, `offer_without_price`, or `reduced_costs_more`.
    """
    booking, offer = contract.booking, contract.offer
    claims = list(claims_shown(booking))
    gone = [claim for claim in claims if claim.booth_id in set(returned)]
    booths = list(published_booths(booking.edition_id).filter(pk__in=taken))
    come = sum((booth.area_sqm for booth in booths), Decimal(0))
    require_less_space(booking, claims, gone, come if taken else None, wanted=len(set(returned)))
    _require_free(booths)
    left = [claim for claim in claims if claim not in gone and claim.booth_id is not None]
    spaces = [*(space_of(claim) for claim in (*left, *members_claims(booking))), *map(QuotedSpace.of, booths)]
    cards = published_cards(booking.edition)
    quote = quote_booking(booking, spaces, cards, buyer_of(*asked_of(booking), at=at), at=at)
    if quote.net is None or quote.total is None:
        raise DomainError(
            _("The rate card does not cover all of this space. Ask the organizer."), code="offer_without_price"
        )
    require_lower(offer.net, quote.net, offer.currency)
    excess = _invoiced(contract) - (quote.net - charged_in_extras(booking))
    return ReductionQuote(
        returned=tuple(_name(claim.booth) for claim in gone if claim.booth is not None),
        taken=tuple(_name(booth) for booth in booths),
        area_sqm=sum((space.area_sqm for space in spaces), Decimal(0)),
        currency=offer.currency,
        before=offer.net,
        net=quote.net,
        total_before=offer.total,
        total=quote.total,
        credited=max(Decimal(0), excess),
        settlement=settlement_for(
            contract,
            before=offer.net,
            after=quote.net,
            fee=fee,
            credits_=_credits(offer, excess).items(),
            day=day_of(asked_at or at, booking.edition.zone),
            at=at,
        ),
    )


def settlement_for(
    contract: Contract,
    *,
    before: Decimal,
    after: Decimal,
    fee: Decimal | None,
    credits_: Iterable[tuple[int, Decimal]],
    day: date,
    at: datetime,
) -> Settlement:
    """Return the settlement of less space of a contract, at a net price of `after` instead of `before`.

    The fee follows the terms on `day` unless `fee` is given. `credits_` are pairs of an invoice's key and the amount
    credited, with tax.
    """
    booking, listed = contract.booking, list(credits_)
    terms, opens, currency = agreed_terms(booking, contract), booking.edition.opens_date, booking.edition.currency
    owed = fee_of(terms, day, opens, before - after, currency) if fee is None else fee
    return Settlement(
        currency=currency,
        base=before - after,
        percent=percent_on(terms, day, opens),
        fee=owed,
        tax=tax_of_fee(booking, owed, currency, at=at),
        credited=sum((amount for _invoice, amount in listed), Decimal(0)),
        freed=freed_by(listed),
        left=after,
        back_by=day_back(booking, settings_of(booking.edition).refund_days, at=at),
    )


def settlement_of_amendment(amendment: Amendment) -> Settlement:
    """Return the settlement of an amendment, whose contracts have been read with their offers."""
    before, after = amendment.amends.offer, amendment.contract.offer
    return Settlement(
        currency=after.currency,
        base=before.net - after.net,
        percent=amendment.percent,
        fee=amendment.fee,
        tax=amendment.tax,
        credited=amendment.credited or Decimal(0),
        freed=amendment.freed or Decimal(0),
        left=after.net,
        back_by=amendment.back_by,
    )


def _credits(offer: Offer, excess: Decimal) -> Mapping[int, Decimal]:
    """Return by invoice key, with tax, what the amendment would credit."""
    if excess <= 0:
        return {}
    rows = ScheduledInvoice.objects.filter(instalment__offer=offer).select_related("invoice", "instalment")
    parts = defaultdict[int, list[Invoice]](list)
    for row in rows.order_by("instalment__position", "pk"):
        parts[row.instalment_id or 0].append(row.invoice)
    issued = [invoices for invoices in parts.values() if is_issued(invoices)]
    return credits_with_tax(offer, credits_of_excess(issued, excess, offer.currency))


def require_less_space(
    booking: Booking, claims: Sequence[SpaceClaim], gone: Sequence[SpaceClaim], come: Decimal | None, *, wanted: int
) -> None:
    """Raise an error unless a booking with these claims can give up `gone` for `come` m² in other booths.

    `wanted` is how many claims should be given up, and `come` is None if no booths are taken. Raises `DomainError`:
    `booth_not_held`, `nothing_chosen`, `nothing_left`, `not_smaller`, or `too_many_co_exhibitors`.
    """
    if len(gone) < wanted:
        raise DomainError(
            _("The booking no longer has one of these booths. Look at it again."),
            code="booth_not_held",
            field="returned",
        )
    if not gone:
        raise Invalid(_("Choose the booths that are returned."), code="nothing_chosen", field="returned")
    if len(gone) == len(claims) and come is None:
        raise DomainError(
            _("Nothing would be left of the booking. Cancel it instead."), code="nothing_left", field="returned"
        )
    given_up, more = sum((claim.area_sqm for claim in gone), Decimal(0)), come or Decimal(0)
    if more >= given_up:
        raise DomainError(
            _("The booths instead total %(come)s m², the returned ones %(gone)s m². A contract can only be reduced.")
            % {"come": area_words(more), "gone": area_words(given_up)},
            code="not_smaller",
            field="taken",
            details={"returned_sqm": str(given_up), "taken_sqm": str(more)},
        )
    _require_room(booking, sum((claim.area_sqm for claim in claims), Decimal(0)) - given_up + more)


def _require_room(booking: Booking, area: Decimal) -> None:
    """Raise `DomainError` unless the remaining area has room for the companies on the stand."""
    most = most_of_a_kind(area)
    for kind in CoExhibitorKind:
        present = booking.co_exhibitors.filter(kind=kind).count()
        if present > most:
            raise DomainError(
                _("A stand of %(area)s m² can have at most %(most)d companies of this kind. Added so far: %(present)d.")
                % {"area": area_words(area), "most": most, "present": present},
                code="too_many_co_exhibitors",
                field="returned",
                details={"area_sqm": str(area), "most": most, "present": present},
            )


def require_lower(before: Decimal, after: Decimal, currency: str) -> None:
    """Raise `DomainError` (`reduced_costs_more`) if less space costs more, as it may by steps of a rate card."""
    if after > before:
        raise DomainError(
            _("By the rate card the smaller space costs more: %(after)s instead of %(before)s.")
            % {"after": money(after, currency), "before": money(before, currency)},
            code="reduced_costs_more",
        )


def _require_free(booths: Sequence[Booth]) -> None:
    held = SpaceClaim.objects.live().filter(booth__in=booths).values_list("booth", flat=True)
    if taken := [_name(booth) for booth in booths if booth.pk in set(held)]:
        raise DomainError(
            _("Taken by someone else: %(booths)s.") % {"booths": list_words(taken)}, code="booths_taken", field="taken"
        )


def _name(booth: Booth) -> str:
    return f"{booth.plan.hall.name}/{booth.number}"


def _invoiced(contract: Contract) -> Decimal:
    """Return the net amount invoiced for the schedule, less what was credited, in one query."""
    rows = ScheduledInvoice.objects.filter(instalment__offer=contract.offer, invoice__state=InvoiceState.ISSUED)
    found = [row.invoice for row in rows.select_related("invoice")]
    return sum((-each.net if each.credits_id else each.net for each in found), Decimal(0))


def reducible_contract(booking: Booking) -> Contract | None:
    """Return the signed contract of a standing booking with what its quote needs, or None, in at most one query."""
    if booking.state not in BOOKED_STATES:
        return None
    rows = Contract.objects.select_related("booking__company", "booking__edition", "offer")
    return rows.filter(booking=booking, state=ContractState.SIGNED).first()


def latest_request(booking: Booking) -> ReductionRequest | None:
    """Return the newest request of a booking, or None, in one query."""
    rows = ReductionRequest.objects.select_related("contract__booking__edition")
    return rows.filter(booking=booking).order_by("-pk").first()


def listed_requests(edition: Edition) -> QuerySet[ReductionRequest]:
    """Return every request of an edition with its booking and company."""
    rows = ReductionRequest.objects.filter(booking__edition=edition)
    return rows.select_related("booking__company", "booking__edition", "contract__offer", "decided_by")
