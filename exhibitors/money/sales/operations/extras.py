"""Extra invoices for companies and upper decks that are added to a stand after the acceptance of its offer.

They also charge for companies added to a share of a block, and for upper decks approved later. Each change drafts what
is due by the quote, less what the offer and earlier extra invoices charge. There is one draft, which is kept up to
date; nothing is credited automatically. The caller must hold the lock on the booking.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from ciie.kernel.actors import SYSTEM
from ciie.kernel.bilingual import in_both, in_language
from ciie.kernel.locking import lock
from ciie.kernel.queueing import wake_on_commit
from ciie.web.templatetags.interface import money
from exhibitors.bookings.co_exhibitors.signals import stand_changed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.signals import booking_ended, price_changed
from exhibitors.money.invoices.models import Invoice, InvoiceLine
from exhibitors.money.invoices.operations.drafts import NewLine, make_drafts, throw_away
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import CompanyCharge
from exhibitors.money.sales.models.offers import Offer, OfferLine
from exhibitors.money.sales.operations.invoicing import ISSUE, supply_of
from exhibitors.money.sales.queries.offers import extra_charges, not_amended, offered_now
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import ContractState, OfferState
from exhibitors.money.sales.text import OfferedLine
from exhibitors.pricing.rate_cards import OF_COMPANIES, Basis, RuleKind
from exhibitors.states import BOOKED_STATES

type Key = tuple[str, str]
"""The unit that a rule charges by, and its English name, with the booth if it is for one."""
AFTERWARDS = (*OF_COMPANIES, Basis.UPPER_DECK)
"""The units of charges that may be added to a stand at any time."""


@receiver(stand_changed)
def charge_for_change(*, booking: Booking, at: datetime, **_kwargs: object) -> None:
    """Draft extra invoices after companies were entered, changed or removed."""
    draft_extras(booking, at=at)


@receiver(price_changed)
def charge_for_price(*, booking: Booking, at: datetime, **_kwargs: object) -> None:
    """Draft extra invoices after an upper deck was approved or its approval was revoked."""
    draft_extras(booking, at=at)


@receiver(booking_ended)
def charge_without_ended(*, booking: Booking, at: datetime, **_kwargs: object) -> None:
    """Draft extra invoices without the companies of an ended share. The booking of its block is already locked."""
    if booking.block_id is not None:
        draft_extras(lock_booking(booking.block_id), at=at)


def draft_extras(booking: Booking, *, at: datetime) -> list[Invoice]:
    """Draft what is due for companies and upper decks beyond the binding offer of a locked booking.

    The previous draft is discarded. Nothing is drafted while the offer can still be replaced, because the next offer
    will include it.
    """
    offer = Offer.objects.select_related("terms").filter(booking=booking, state=OfferState.ACCEPTED).first()
    contract = Contract.objects.filter(offer=offer).first() if offer else None
    is_binding = contract is None or contract.state == ContractState.SIGNED
    if offer is None or not is_binding or booking.state not in BOOKED_STATES:
        return []
    throw_away_extras(booking)
    found = offered_now(booking, at=at)
    before = _charged(booking, offer)
    due = _due(found.offered.lines, offer) if found else []
    more = {_key(line): line for line in due if line.amount > before[_key(line)]}
    if not more:
        return []
    made = make_drafts(
        booking,
        kind=InvoiceKind.EXTRA,
        lines=[_line(booking, offer, line, before[key]) for key, line in more.items()],
        contract_version=contract.version if contract else None,
        terms_version=offer.terms.version if offer.terms else None,
        actor=SYSTEM,
        at=at,
    )
    units = {name: unit for unit, name in more}
    CompanyCharge.objects.bulk_create(
        CompanyCharge(line=line, unit=units[line.name], name=line.name)
        for line in InvoiceLine.objects.filter(invoice__in=[draft.pk for draft in made]).order_by("pk")
    )
    if settings_of(booking.edition).issues_invoices:
        wake_on_commit(ISSUE)
    return made


def _key(line: OfferedLine | OfferLine) -> Key:
    return line.unit, f"{line.name} {line.booth}".strip()


def _due(lines: Sequence[OfferedLine], offer: Offer) -> list[OfferedLine]:
    """Return the lines for charges that may be added at any time.

    The amount of an upper deck is reduced by the amount by which the discounts of its booth have grown since the offer.
    """
    offered = list(offer.lines.filter(Q(kind=RuleKind.DISCOUNT) | Q(unit=Basis.UPPER_DECK)))
    due = []
    for line in lines:
        if line.unit in OF_COMPANIES:
            due.append(line)
        elif line.unit == Basis.UPPER_DECK:
            more = _discounts(lines, line.booth) - _discounts(offered, line.booth)
            is_more = line.amount > sum(each.amount for each in offered if _key(each) == _key(line))
            due.append(replace(line, amount=line.amount + (min(more, Decimal(0)) if is_more else 0)))
    return due


def _discounts(lines: Sequence[OfferedLine | OfferLine], booth: str) -> Decimal:
    of_booth = [line for line in lines if line.kind == RuleKind.DISCOUNT and line.booth == booth]
    return sum((line.amount for line in of_booth), Decimal(0))


def throw_away_extras(booking: Booking) -> None:
    """Discard the drafts of extra invoices: the next offer or draft includes what is due."""
    charges = CompanyCharge.objects.filter(line__invoice__booking=booking, line__invoice__state=InvoiceState.DRAFT)
    for draft in lock(Invoice.objects.all(), set(charges.values_list("line__invoice", flat=True))):
        throw_away(draft)


def _charged(booking: Booking, offer: Offer) -> Mapping[Key, Decimal]:
    """Return the net amounts charged by the offer and extra invoices, less what these credited, in two queries."""
    charged: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for line in offer.lines.filter(unit__in=AFTERWARDS):
        charged[_key(line)] += line.amount
    for charge in not_amended(extra_charges().filter(line__invoice__booking=booking)):
        charged[charge.unit, charge.name] += charge.line.net - charge.gone
    return charged


def _line(booking: Booking, offer: Offer, line: OfferedLine, before: Decimal) -> NewLine:
    def words() -> str:
        due = in_language(line.words, line.words_zh)
        charged = {"words": due, "before": money(before, offer.currency)}
        return _("%(words)s, less %(before)s charged before") % charged if before else due

    calculation, calculation_zh = in_both(words)
    return NewLine(
        name=_key(line)[1],
        name_zh=f"{line.name_zh} {line.booth}".strip(),
        calculation=calculation,
        calculation_zh=calculation_zh,
        net=line.amount - before,
        supply=supply_of(offer),
    )
