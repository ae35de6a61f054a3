"""Invoices of a payment schedule: drafted when their day comes, and issued automatically if the edition says so.

A paid deposit confirms the booking. Locks are taken in the order: booking, offer, part of the schedule, invoice.
Issuing is an operation of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.bilingual import in_both
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock
from ciie.kernel.queueing import wake_on_commit
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.drafts import NewLine, company_party, make_drafts, redecide, throw_away
from exhibitors.money.invoices.signals import draft_discarded
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState, Supply, Unit
from exhibitors.money.payments.signals import booking_money_changed
from exhibitors.money.sales.models.contracts import Contract, Instalment
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.notifications import announce_confirmed
from exhibitors.money.sales.operations.steps import confirm_if_met
from exhibitors.money.sales.queries.parts import invoiced_documents, left_by_share
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import ContractState, DueAfter, OfferState, PartKind
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm, read_terms
from exhibitors.money.sales.terms_of_sale.words import share_words
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.states import BOOKED_STATES

ISSUE = "exhibitors.issue_scheduled_invoices"
AT_ONCE = frozenset({DueAfter.APPROVAL, DueAfter.ACCEPTANCE, DueAfter.SIGNATURE})
"""A deposit due after one of these events is invoiced right after it, however long the term of payment is."""


def draft_parts(booking: Booking, offer: Offer, settings: SalesSettings, *, at: datetime) -> list[Invoice]:
    """Draft invoices for the parts of a locked booking's schedule that are due for invoicing, each part once."""
    today = day_of(at, booking.edition.zone)
    waiting = offer.instalments.filter(drafted_at=None, due_on__isnull=False).values_list("pk", flat=True)
    contract = Contract.objects.filter(offer=offer).first()
    if contract is not None and contract.state != ContractState.SIGNED:
        return []
    drafts: list[Invoice] = []
    nets = list(offer.instalments.values_list("net", flat=True))
    is_alone = nets == [offer.net]
    for part in lock(Instalment.objects.all(), waiting):
        (term,) = read_terms([part.term])
        is_at_once = term.kind == PartKind.DEPOSIT and term.after in AT_ONCE
        if part.due_on is None or not (is_at_once or part.due_on - timedelta(settings.invoice_days) <= today):
            continue
        deductions = {} if is_alone else _deductions(booking, offer, part)
        made = make_drafts(
            booking,
            kind=InvoiceKind.FULL if is_alone else InvoiceKind(part.kind),
            lines=[_line(booking, offer, part, term, contract)] if deductions is None else _all_lines(offer),
            due_on=part.due_on,
            contract_version=contract.version if contract else None,
            terms_version=offer.terms.version if offer.terms else None,
            weights=left_by_share(booking, offer) if deductions is None else None,
            deductions=deductions,
            actor=SYSTEM,
            at=at,
        )
        ScheduledInvoice.objects.bulk_create(ScheduledInvoice(instalment=part, invoice=each) for each in made)
        redecide(Invoice.objects.filter(pk__in=[each.pk for each in made]), at=at)  # it is now a part of a price
        part.drafted_at = at
        part.save(update_fields=["drafted_at"])
        drafts += made
    if drafts and settings.issues_invoices:
        wake_on_commit(ISSUE)
    return drafts


def _line(booking: Booking, offer: Offer, part: Instalment, term: ScheduleTerm, contract: Contract | None) -> NewLine:
    number = contract.number if contract else booking.reference
    words = _("Deposit for exhibition space") if part.kind == PartKind.DEPOSIT else _("Balance for exhibition space")
    name, name_zh = in_both(lambda: f"{words} ({number})")
    calculation, calculation_zh = in_both(lambda: share_words(term, offer.currency))
    return NewLine(
        name=name,
        name_zh=name_zh,
        calculation=calculation,
        calculation_zh=calculation_zh,
        net=part.net,
        supply=supply_of(offer),
    )


def _all_lines(offer: Offer) -> list[NewLine]:
    """Return the lines of the offer, for one invoice of the whole price."""
    supply = supply_of(offer)
    return [
        NewLine(
            name=" ".join(part for part in (line.name, line.booth) if part),
            name_zh=" ".join(part for part in (line.name_zh, line.booth) if part),
            calculation=line.words,
            calculation_zh=line.words_zh,
            quantity=line.quantity if line.quantity and line.unit == Basis.SQM else Decimal(1),
            unit=Unit.SQM if line.quantity and line.unit == Basis.SQM else Unit.LUMP,
            net=line.amount,
            supply=supply,
        )
        for line in offer.lines.exclude(kind=RuleKind.TAX).order_by("position")
        if line.amount
    ]


def _deductions(booking: Booking, offer: Offer, part: Instalment) -> Mapping[int, Sequence[NewLine]] | None:
    """Return what other parts of the offer were invoiced, by bill-to, to deduct it from the whole in the last part.

    Return None if this part is not the last, or if the whole less the deductions is not its amount. It then has a line
    of its own.
    """
    if offer.instalments.filter(drafted_at=None, net__gt=0).exclude(pk=part.pk).exists():
        return None
    shares = booking.billing_shares.exists()
    left = left_by_share(booking, offer) if shares else [part.net]
    invoiced = invoiced_documents(offer)
    payers = (
        set(booking.billing_shares.values_list("party", flat=True)) if shares else {company_party(booking.company).pk}
    )
    if left is None or not all(left) or sum(left) != part.net or invoiced.keys() - payers:
        return None
    deductions = {party: [_deduction(*each) for each in own] for party, own in invoiced.items()}
    whole = sum((line.net for line in _all_lines(offer)), Decimal(0))
    taken_off = sum((line.net for own in deductions.values() for line in own), Decimal(0))
    return deductions if whole + taken_off == part.net else None


def _deduction(invoice: Invoice, net: Decimal) -> NewLine:
    name, name_zh = in_both(lambda: _("Less %(document)s") % {"document": invoice.get_kind_display()})
    line = invoice.lines.order_by("position").first()
    supply = Supply(line.supply) if line else Supply.PACKAGE
    return NewLine(name=name, name_zh=name_zh, net=-net, supply=supply, deducts=invoice)


def supply_of(offer: Offer) -> Supply:
    """Return what the offer as a whole supplies, as decided with its price: bare space, or space with services."""
    return Supply.PACKAGE if offer.is_package else Supply.RAW


@operation("exhibitors.schedule.drafted")
def draft_due_parts(offer_id: int, *, actor: Actor, at: datetime) -> bool:
    """Draft invoices for the parts of a schedule that are due for invoicing. Return whether there were any."""
    booking_id = Offer.objects.filter(pk=offer_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(_("Offer not found."), code="not_found")
    booking = lock_booking(booking_id)
    offers = lock(Offer.objects.select_related("terms"), [offer_id])
    if booking.state not in BOOKED_STATES or offers[0].state != OfferState.ACCEPTED:
        return False
    return bool(draft_parts(booking, offers[0], settings_of(booking.edition), at=at))


@receiver(booking_money_changed)
def confirm_paid(*, booking: Booking, at: datetime, **_kwargs: object) -> None:
    """Confirm the booking if its deposit has been paid.

    The booking is read again, because several invoices may have been paid at once.
    """
    fresh = lock_booking(booking.pk)
    if letter := confirm_if_met(fresh, at=at):
        announce_confirmed(fresh, letter, at=at)


@operation("exhibitors.booking.confirmed_by_rule")
def confirm_by_rule(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Confirm a booking that meets the rule of its edition, for example after the edition relaxed it."""
    booking = lock_booking(booking_id)
    letter = confirm_if_met(booking, at=at)
    if letter is not None:
        announce_confirmed(booking, letter, at=at)
    return letter is not None


@receiver(draft_discarded)
def draft_part_anew(*, invoice: Invoice, **_kwargs: object) -> None:
    """Discard all drafts of a part of a schedule when one is discarded, so that the timer drafts the part anew.

    Drafts that deduct the part are discarded too, and their parts are drafted anew, with the bill-tos and taxes of that
    time. If the draft is one of a correction, only the other draft of the correction is discarded, and the issued
    invoice stands.
    """
    part = Instalment.objects.filter(invoices__invoice=invoice).first()
    if part is None:
        return
    if correction := _correction_of(part, invoice):
        for other in lock(Invoice.objects.all(), correction):
            throw_away(other)
        return
    parts = Invoice.objects.filter(Q(schedule__instalment=part) | Q(lines__deducts__schedule__instalment=part))
    others = parts.exclude(pk=invoice.pk).values_list("pk", flat=True).distinct()
    drafted = Instalment.objects.filter(invoices__invoice__in=list(others)) | Instalment.objects.filter(pk=part.pk)
    keys = list(drafted.values_list("pk", flat=True))
    for other in lock(Invoice.objects.all(), others):
        if other.state != InvoiceState.DRAFT:
            raise DomainError(
                _("Invoice %(number)s of the same part of the payment schedule has been issued. Issue this one too.")
                % {"number": other.number_text},
                code="part_is_issued",
            )
        throw_away(other)
    for each in lock(Instalment.objects.all(), keys):
        each.drafted_at = None
        each.save(update_fields=["drafted_at"])


def _correction_of(part: Instalment, invoice: Invoice) -> set[int]:
    """Return the key of the other draft of a correction, or an empty set if the draft belongs to none.

    A correction is a credit note and the invoice that replaces the credited one, both drafts of the same part for the
    same bill-to.
    """
    rows = Invoice.objects.filter(schedule__instalment=part, party=invoice.party_id, state=InvoiceState.DRAFT)
    drafts = dict(rows.values_list("pk", "credits"))
    is_pair = len(drafts) > 1 and any(drafts.values()) and not all(drafts.values())
    return drafts.keys() - {invoice.pk} if is_pair else set()
