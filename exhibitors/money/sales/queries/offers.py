"""Offers of a booking and of an edition, what an offer would state now, and those that a timer has to act on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ciie.kernel.bilingual import in_both, in_language
from ciie.kernel.days import day_of, day_there
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.co_exhibitors.queries import Charge, tell_offered
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import asked_of, has_price, priceable, quote_booking, space_of
from exhibitors.bookings.queries.bookings import charged_claims, of_bookings_in
from exhibitors.money.invoices.queries.balances import NOTHING
from exhibitors.money.invoices.states import InvoiceState
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import CompanyCharge
from exhibitors.money.sales.models.offers import Offer, OfferLine
from exhibitors.money.sales.states import STANDING, ContractState, OfferState
from exhibitors.money.sales.text import Offered, OfferedLine, kept
from exhibitors.pricing.queries.buyers import buyer_of
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import Quote, QuoteLine
from exhibitors.pricing.rate_cards import OF_COMPANIES
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

SOON = timedelta(days=7)
ZONE = "booking__edition__time_zone"
OFFERED = tuple(field.name for field in fields(OfferedLine))


@dataclass(frozen=True)
class QuotedOffer:
    """What would be offered, the version of the rate card, the kind of taxation, and the note on taxes."""

    offered: Offered
    rate_card: int
    is_package: bool
    tax_note: str
    tax_note_zh: str


def offered_now(booking: Booking, *, at: datetime) -> QuotedOffer | None:
    """Return what the booking's booths cost by its quote, for a block with its shares.

    Return None if there is no total.
    """
    claims = [claim for claim in charged_claims(booking) if claim.booth_id or claim.holder_id != booking.pk]
    if not claims or not has_price(booking):
        return None
    buyer = buyer_of(*asked_of(booking), at=at)
    spaces = [space_of(claim) for claim in claims]
    quote = quote_booking(booking, spaces, published_cards(booking.edition), buyer, at=at)
    if quote.total is None or quote.net is None or quote.version is None:
        return None
    area = sum((line.space.area_sqm for line in quote.lines), Decimal(0))
    lines = tuple(_offered_line(line) for line in quote.details)
    offered = Offered(area, quote.currency, quote.net, quote.total, lines)
    return QuotedOffer(offered, quote.version, quote.is_package, *in_both(lambda: quote.tax_note))


def unnamed_claims(booking: Booking) -> QuerySet[SpaceClaim]:
    """Return the claims of a block and its shares for m² that have no booth yet.

    Other bookings give up such claims when they are approved.
    """
    own = Q(holder=booking.pk) | Q(holder__booking__block=booking.pk)
    return SpaceClaim.objects.live().filter(own, booth=None)


def _offered_line(line: QuoteLine) -> OfferedLine:
    words, words_zh = in_both(lambda: line.words)
    return OfferedLine(
        kind=str(line.rule.kind),
        booth=line.label,
        name=line.rule.name,
        name_zh=line.rule.name_zh,
        words=words,
        words_zh=words_zh,
        unit=str(line.rule.basis),
        quantity=None if line.quantity is None else kept(line.quantity),
        rate=kept(line.rule.amount),
        base=None if line.base is None else kept(line.base),
        amount=line.amount,
    )


def offered_in(offer: Offer) -> Offered:
    """Return what an offer states, in one query."""
    lines = tuple(OfferedLine(*line) for line in offer.lines.order_by("position").values_list(*OFFERED))
    return Offered(offer.area_sqm, offer.currency, offer.net, offer.total, lines)


def charges_offered(booking_ids: Sequence[int]) -> dict[int, list[Charge]]:
    """Return, by booking, the company charges of standing offers and of extra invoices, in three queries."""
    standing = Offer.objects.filter(booking__in=booking_ids, state__in=STANDING)
    found: dict[int, list[Charge]] = {booking: [] for booking in standing.values_list("booking_id", flat=True)}
    lines = OfferLine.objects.filter(offer__in=standing, unit__in=OF_COMPANIES).select_related("offer")
    for line in lines.order_by("offer", "position"):
        charge = Charge(line.unit, line.shown_name, line.shown_words, int(line.quantity or 0), line.amount)
        found[line.offer.booking_id].append(charge)
    extras = extra_charges().filter(line__invoice__booking__in=found, unit__in=OF_COMPANIES)
    for extra in not_amended(extras).order_by("pk"):
        found[extra.line.invoice.booking_id].append(_extra_charge(extra, extra.line.net - extra.gone))
    return found


def extra_charges() -> QuerySet[Any]:
    """Return the lines of extra invoices, annotated with `gone`, the net amount that was credited."""
    rows = CompanyCharge.objects.select_related("line__invoice")
    return rows.annotate(gone=Coalesce(Sum("line__credited_by__net"), NOTHING))


def not_amended(charges: QuerySet[Any]) -> QuerySet[Any]:
    """Return the charges that the offer of a later version of the contract does not include."""
    version = OuterRef("line__invoice__contract_version")
    ended = Contract.objects.filter(booking=OuterRef("line__invoice__booking"), version=version)
    return charges.filter(~Exists(ended.filter(state=ContractState.VOID)))


def charged_in_extras(booking: Booking) -> Decimal:
    """Return the net amount of a booking's issued extra invoices, less what was credited, in one query.

    A draft belongs to the offer that it follows, so it does not count.
    """
    found = extra_charges().filter(line__invoice__booking=booking, line__invoice__state=InvoiceState.ISSUED)
    return sum((charge.line.net - charge.gone for charge in found), Decimal(0))


def _extra_charge(extra: CompanyCharge, net: Decimal) -> Charge:
    number = extra.line.invoice.number_text
    words = _("extra invoice %(number)s") % {"number": number} if number else _("extra invoice, not issued yet")
    return Charge(extra.unit, in_language(extra.line.name, extra.line.name_zh), words, 0, net)


tell_offered(charges_offered)


def is_outdated(offer: Offer, booking: Booking, *, at: datetime) -> bool:
    """Return whether the booths or their prices differ from those in the offer."""
    present = offered_now(booking, at=at)
    return present is None or _essence(present.offered) != _essence(offered_in(offer))


def is_taxed_otherwise(offer: Offer, present: Quote | Offered | None) -> bool:
    """Return whether the offer would now have the same net and another total, which means another tax."""
    return present is not None and present.net == offer.net and present.total not in {None, offer.total}


def open_offers(bookings: Sequence[Booking], *, at: datetime) -> dict[int, Offer]:
    """Return the offers of these bookings that can still be accepted, by booking, in one query."""
    sent = Offer.objects.filter(booking__in=bookings, state=OfferState.SENT).select_related("booking__edition")
    return {offer.booking_id: offer for offer in sent if offer.last_day >= day_of(at, offer.booking.edition.zone)}


def offers_taxed_otherwise(bookings: Sequence[Booking], *, at: datetime) -> set[int]:
    """Return the keys of bookings whose open offer would now have another total at the same net.

    The number of queries does not depend on the number of bookings.
    """
    offers = open_offers(bookings, at=at)
    found = priceable([booking for booking in bookings if booking.pk in offers], at=at)
    return {each.booking.pk for each in found if is_taxed_otherwise(offers[each.booking.pk], each.quote(at=at))}


def _essence(offered: Offered) -> tuple[object, ...]:
    """Return what two offers are compared by. Lines are unordered, because booths that are shared out change order."""
    lines = Counter((each.kind, each.booth, each.unit, each.quantity, each.rate, each.amount) for each in offered.lines)
    return offered.area_sqm, offered.currency, offered.net, offered.total, lines


def default_last_day(edition: Edition, *, at: datetime) -> date:
    """Return the day that is the edition's `offer_days` after today, but not after the last day of the expo."""
    today = day_of(at, edition.zone)
    return max(today, min(today + timedelta(days=edition.offer_days), edition.closes_date))


def latest_offer(booking: Booking) -> Offer | None:
    """Return the newest offer of a booking, with what pages show of it, or None, in one query."""
    rows = Offer.objects.select_related("terms__edition", "made_by", "answered_by", "acceptance")
    return rows.filter(booking=booking).order_by("-version").first()


@dataclass(frozen=True)
class ShownOffer:
    """The newest offer of a booking with its lines."""

    offer: Offer
    lines: tuple[OfferLine, ...]
    days_left: int
    """The number of days until the last day, negative once it has passed."""

    @property
    def is_open(self) -> bool:
        return self.offer.state == OfferState.SENT and self.days_left >= 0


def shown_offer(booking: Booking, *, at: datetime) -> ShownOffer | None:
    """Return the newest offer of a booking, or None, in two queries, or in one if there is none."""
    offer = latest_offer(booking)
    if offer is None:
        return None
    left = offer.last_day - day_of(at, booking.edition.zone)
    return ShownOffer(offer, tuple(offer.lines.order_by("position")), left.days)


def listed_offers(edition: Edition) -> QuerySet[Offer]:
    """Return every offer of an edition with its booking and company."""
    rows = Offer.objects.select_related("booking__company", "booking__edition")
    return of_bookings_in(rows, edition)


def lapsing_soon(offers: QuerySet[Offer], edition: Edition, *, at: datetime) -> QuerySet[Offer]:
    """Return the offers that await an answer and whose last day is within a week, or has passed."""
    return offers.filter(state=OfferState.SENT, last_day__lte=day_of(at, edition.zone) + SOON)


@dataclass(frozen=True)
class OfferCounts:
    """The numbers of an edition's offers that await an answer, and of those that lapse within a week."""

    sent: int
    soon: int
    has_any: bool


def offer_counts(edition: Edition, *, at: datetime) -> OfferCounts:
    """Return the counts of an edition, in one query."""
    sent = Q(state=OfferState.SENT)
    soon = Q(last_day__lte=day_of(at, edition.zone) + SOON)
    rows = of_bookings_in(Offer.objects.all(), edition)
    counts = rows.aggregate(sent=Count("pk", filter=sent), soon=Count("pk", filter=sent & soon), has_any=Count("pk"))
    return OfferCounts(counts["sent"], counts["soon"], bool(counts["has_any"]))


def due_reminders(at: datetime) -> list[int]:
    """Return the keys of offers due for their reminder: the last day is near, and none was sent.

    The edition's `offer_reminder_days` say how near.
    """
    today = day_there(at, ZONE)
    until = ExpressionWrapper(today + F("booking__edition__offer_reminder_days"), output_field=DateField())
    found = _in_progress().filter(reminded_at=None, last_day__gte=today, last_day__lte=until)
    return _keys(found.filter(booking__edition__offer_reminder_days__gt=0))


def due_lapses(at: datetime) -> list[int]:
    """Return the keys of offers whose last day has passed, except of blocks with members, which no timer ends."""
    shared = Block.objects.filter(booking=OuterRef("booking"), shares__state__in=BOOKED_STATES)
    return _keys(_in_progress().filter(~Exists(shared), last_day__lt=day_there(at, ZONE)))


def _in_progress() -> QuerySet[Offer]:
    return Offer.objects.filter(state=OfferState.SENT).exclude(booking__edition__status=EditionStatus.ARCHIVED)


def _keys(offers: QuerySet[Offer]) -> list[int]:
    return list(offers.order_by("last_day", "pk").values_list("pk", flat=True))
