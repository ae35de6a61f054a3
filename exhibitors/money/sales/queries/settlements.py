"""Settlements of space that is given up: the fee with its tax, what is credited, and what is refunded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ciie.kernel.days import day_of
from ciie.kernel.wording import day_words
from ciie.web.templatetags.interface import figure, money
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import asked_of
from exhibitors.money.invoices.amounts import ZERO
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.payments.queries.payments import AllocationRow, standing_allocations, taken_back
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm, fee_on, percent_on
from exhibitors.pricing.queries.buyers import buyer_of


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What an exhibitor owes and gets back for space that is given up, in `currency`.

    The fee is `percent` of `base`, a net price, unless another fee was agreed. `credited` is the amount credited on
    issued invoices, with tax, and `freed` is how much of their payments this releases. `tax` is None if no tax table
    decides it yet.
    """

    currency: str
    base: Decimal = ZERO
    percent: Decimal = ZERO
    fee: Decimal = ZERO
    tax: Decimal | None = ZERO
    credited: Decimal = ZERO
    freed: Decimal = ZERO
    left: Decimal = ZERO
    """The net price of the space that stays."""
    back_by: date | None = None
    """The day by which money is refunded, if the edition promises one."""
    rises_on: date | None = None
    """The first day on which the fee is higher than today's."""
    rises_to: Decimal = ZERO
    """The percentage from that day on."""

    @property
    def total(self) -> Decimal:
        """The fee with its tax, or without it while that is undecided."""
        return self.fee + (self.tax or ZERO)

    @property
    def back(self) -> Decimal:
        """The amount that was paid in excess of the fee."""
        return max(ZERO, self.freed - self.total)

    @property
    def to_pay(self) -> Decimal:
        """The part of the fee that has not been paid."""
        return max(ZERO, self.total - self.freed)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is owed, credited or refunded."""
        return not (self.fee or self.credited or self.freed)

    @property
    def is_by_terms(self) -> bool:
        """Whether the fee follows the terms, rather than being agreed otherwise."""
        return self.fee == fee_on(self.base, self.percent, self.currency)

    @property
    def cost(self) -> str:
        """The figures in one line, which a form carries to record what its reader saw."""
        figures = (self.fee, self.total, self.credited, self.freed, self.left)
        tax = "" if self.tax is None else " taxed"
        return " ".join([self.currency, *(f"{figure.normalize():f}" for figure in figures)]) + tax

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The names and figures for pages and mails, in the reader's language. Empty if nothing is owed."""
        if self.is_nothing:
            return []
        fee = money(self.fee, self.currency)
        rows = [(_("Agreed fee, net"), fee)]
        if self.is_by_terms:
            of = {"percent": figure(self.percent.normalize()), "base": money(self.base, self.currency)}
            rows = [(_("Fee under the terms, net"), f"{fee} ({_('%(percent)s%% of %(base)s') % of})")]
        if self.fee:
            tax = _("plus tax where due") if self.tax is None else money(self.tax, self.currency)
            rows += [(_("Tax on the fee"), tax), (_("Fee in total"), money(self.total, self.currency))]
        rows.append((_("Credit on issued invoices"), money(self.credited, self.currency)))
        rows.append((_("Payments to be returned or offset"), money(self.freed, self.currency)))
        if self.to_pay:
            rows.append((_("Still to be paid"), money(self.to_pay, self.currency)))
        else:
            rows.append((_("Refund"), money(self.back, self.currency)))
        return rows

    @property
    def outcome(self) -> str:
        """A sentence in the reader's language that states what follows from the settlement, and when."""
        if self.is_nothing:
            return _("There is nothing to pay: no fee is due, and nothing has been invoiced.")
        if self.to_pay:
            amount = {"amount": money(self.to_pay, self.currency)}
            return _("%(amount)s is still to be paid; an invoice for the fee will be sent.") % amount
        if not self.back:
            return _("There is nothing to pay, and nothing to be refunded.")
        back = {"amount": money(self.back, self.currency)}
        if self.back_by is None:
            return _("%(amount)s will be refunded once the credit notes have been issued.") % back
        return _("%(amount)s will be refunded by %(day)s.") % {**back, "day": day_words(self.back_by)}

    @property
    def rise(self) -> str:
        """A sentence in the reader's language that states when the fee rises. Empty if it never does."""
        if self.rises_on is None:
            return ""
        rise = {"day": day_words(self.rises_on), "percent": figure(self.rises_to.normalize())}
        return _("From %(day)s the fee is %(percent)s%%.") % rise


def next_rise(terms: Sequence[CancellationTerm], day: date, opens: date) -> tuple[date | None, Decimal]:
    """Return the first day after `day` on which the percentage is higher, and that percentage.

    The day is None if it never rises.
    """
    now = percent_on(terms, day, opens)
    ends = sorted({last for term in terms if (last := term.last_day(opens)) is not None and last >= day})
    for last in ends:
        after = last + timedelta(days=1)
        if (percent := percent_on(terms, after, opens)) > now:
            return after, percent
    return None, now


def tax_of_fee(booking: Booking, net: Decimal, currency: str, *, at: datetime) -> Decimal | None:
    """Return the tax on a fee, which is taxed as damages, for all bill-tos, or None if no tax table decides it."""
    if not net:
        return ZERO
    taxation = buyer_of(*asked_of(booking), at=at).taxation
    due = taxation.due_of_damages(net, currency) if taxation else None
    return None if due is None else sum((each.amount for each in due), ZERO)


def freed_by(credits_: Iterable[tuple[int, Decimal]]) -> Decimal:
    """Return how much of the payments for invoices is released by crediting them, in two queries.

    `credits_` are pairs of an invoice's key and the amount credited, with tax. Fees that banks charged are not
    released.
    """
    of_invoices = dict(credits_)
    rows: QuerySet[Any] = with_balance(Invoice.objects.filter(pk__in=of_invoices))
    beyond = {row.pk: of_invoices[row.pk] - row.balance for row in rows}
    too_much = {invoice: amount for invoice, amount in beyond.items() if amount > 0}
    standing: dict[int, list[AllocationRow]] = {invoice: [] for invoice in too_much}
    for row in standing_allocations(Q(invoice__in=too_much)):
        standing[row.allocation.invoice_id].append(row)
    backs = (back for invoice, own in standing.items() for back in taken_back(own, too_much[invoice]))
    return sum((back.amount for back in backs), ZERO)


def day_back(booking: Booking, days: int | None, *, at: datetime) -> date | None:
    """Return the day by which money is refunded, or None if the edition promises no number of days."""
    return None if days is None else day_of(at, booking.edition.zone) + timedelta(days=days)
