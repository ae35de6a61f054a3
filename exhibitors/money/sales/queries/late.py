"""Invoices that are due or late, the reminders sent about them, and what a timer has to act on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ciie.kernel.days import day_of, day_there
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import DueDateExtension, Invoice, JournalLine
from exhibitors.money.invoices.queries.balances import NOTHING
from exhibitors.money.invoices.states import Account, InvoiceState
from exhibitors.money.payments.models import BankAccount
from exhibitors.money.payments.queries.payments import open_invoices, payable
from exhibitors.money.payments.queries.statements import open_lines, proposals_for
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.models.money import Reminder, ScheduledInvoice
from exhibitors.money.sales.states import ContractState, OfferState
from exhibitors.money.sales.terms_of_sale.dunning import Sent
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps, EditionStatus


def due_date_of(invoice: Invoice) -> date:
    """Return the last day to pay an issued invoice, including any extension."""
    later = DueDateExtension.objects.filter(invoice=invoice).values_list("due_on", flat=True).first()
    return later or invoice.due_on or date.max


def sent_of(invoice: Invoice, due_on: date, edition: Edition) -> Sent:
    """Return the highest level that was sent for this due date, in one query."""
    last = Reminder.objects.filter(invoice=invoice, due_on=due_on, is_notice=False).order_by("-level").first()
    return Sent() if last is None else Sent(last.level, day_of(last.sent_at, edition.zone))


def notice_of(invoice: Invoice, due_on: date) -> Reminder | None:
    """Return the notice that the space will be released, or None, in one query."""
    return Reminder.objects.filter(invoice=invoice, due_on=due_on, is_notice=True).first()


def is_reminder_fee(invoice: Invoice) -> bool:
    """Return whether the invoice charges the fee of a reminder."""
    return ScheduledInvoice.objects.filter(invoice=invoice, instalment=None).exists()


def advance_for(invoice: Invoice) -> Decimal:
    """Return the company's unallocated payments in the invoice's currency, at least 0, in one query."""
    lines = JournalLine.objects.filter(account=Account.ADVANCE, entry__currency=invoice.currency)
    of_company = lines.filter(company__billing_parties=invoice.party_id)
    return -min(Decimal(of_company.aggregate(sum=Coalesce(Sum("amount"), NOTHING))["sum"]), Decimal(0))


def invoices_in_question() -> set[int]:
    """Return the keys of invoices that a transfer may pay which nobody has confirmed or set aside yet.

    If only the payer of a transfer is recognized, all open invoices of that company are included.
    """
    found, companies = set[int](), set[int]()
    for account in BankAccount.objects.filter(pk__in=open_lines().values("account")):
        for proposal in proposals_for(account).values():
            found |= {invoice for invoice, _amount in proposal.parts}
            if proposal.company is not None:
                companies.add(proposal.company)
    if companies:
        found |= set(open_invoices(Invoice.objects.filter(booking__company__in=companies)).values_list("pk", flat=True))
    return found


def late_invoices(at: datetime) -> list[int]:
    """Return the keys of invoices past their due date, oldest first, in editions that send reminders."""
    rows = open_invoices(Invoice.objects.filter(booking__edition__sales_settings__isnull=False))
    rows = rows.filter(booking__state__in=BOOKED_STATES, pay_by__lt=day_there(at, "booking__edition__time_zone"))
    rows = rows.exclude(booking__edition__status=EditionStatus.ARCHIVED)
    rows = rows.exclude(booking__edition__sales_settings__levels=[])
    return list(rows.order_by("pay_by", "pk").values_list("pk", flat=True))


def listed_late(edition: Edition, *, at: datetime) -> QuerySet[Any]:
    """Return open invoices of an edition past their due date, annotated with `balance`, `pay_by` and `level`.

    `level` is the last reminder level that was sent, or 0.
    """
    today = day_of(at, edition.zone)
    rows = open_invoices(Invoice.objects.filter(edition=edition)).filter(pay_by__lt=today)
    sent = Reminder.objects.filter(invoice=OuterRef("pk"), due_on=OuterRef("pay_by"), is_notice=False)
    level = Coalesce(Subquery(sent.order_by("-level").values("level")[:1]), 0)
    listed: QuerySet[Any] = rows.annotate(level=level).select_related("booking__company", "booking__edition")
    return listed


def releasing_invoices(at: datetime) -> list[int]:
    """Return the keys of late invoices in editions that release space. People decide on blocks with members."""
    shared = Block.objects.filter(booking=OuterRef("booking"), shares__state__in=BOOKED_STATES)
    rows = Invoice.objects.filter(pk__in=late_invoices(at), booking__edition__sales_settings__releases=True)
    return list(rows.filter(~Exists(shared)).order_by("pk").values_list("pk", flat=True))


def due_schedules(at: datetime) -> list[int]:
    """Return the keys of accepted offers that have a part with a due date and without a draft."""
    rows = Instalment.objects.filter(
        drafted_at=None,
        due_on__isnull=False,
        offer__state=OfferState.ACCEPTED,
        offer__booking__state__in=BOOKED_STATES,
    )
    rows = rows.exclude(offer__contract__state__in=[ContractState.SENT, ContractState.CHECKING, ContractState.VOID])
    rows = rows.exclude(offer__booking__edition__status=EditionStatus.ARCHIVED)
    return list(rows.order_by("offer").values_list("offer", flat=True).distinct())


def scheduled_drafts(at: datetime) -> list[int]:
    """Return the keys, in order, of drafts to issue automatically.

    Drafts whose e-invoice would break a rule wait for finance and are left out.
    """
    by_itself = Q(schedule__isnull=False) | Q(lines__company_charge__isnull=False)
    rows = Invoice.objects.filter(by_itself, state=InvoiceState.DRAFT, edition__sales_settings__issues_invoices=True)
    return list(rows.filter(refused_rules="").order_by("pk").values_list("pk", flat=True).distinct())


def bookings_to_confirm(at: datetime) -> list[int]:
    """Return the keys of approved bookings with an accepted offer, which may meet their edition's rule."""
    rows = Booking.objects.filter(
        state=BookingState.APPROVED, edition__booking_steps=BookingSteps.OFFER, offers__state=OfferState.ACCEPTED
    )
    return list(rows.exclude(edition__status=EditionStatus.ARCHIVED).order_by("pk").values_list("pk", flat=True))


def invoices_of(booking: Booking) -> QuerySet[Any]:
    """Return the issued charging invoices of a booking, annotated with `balance` and `pay_by`."""
    return payable(Invoice.objects.filter(booking=booking))
