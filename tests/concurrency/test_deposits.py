"""Deposits that are paid, and contracts that are signed, at the same instant: the booking is confirmed once.

Each race has a control: the same race with its guard taken away goes wrong.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.payments.operations.payments import InvoicePart, record_payment
from exhibitors.money.sales.models.money import Reminder
from exhibitors.money.sales.operations.invoicing import confirm_by_rule
from exhibitors.money.sales.operations.reminders import remind_of_payment
from exhibitors.money.sales.operations.settings import change_sales_settings, set_dunning
from exhibitors.money.sales.states import ConfirmedBy, Tone
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.states import BookingState
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.factories import NOON, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def payments(invoice: Invoice, *parts: Decimal) -> list[Callable[[], object]]:
    finance = organizer()
    return [
        partial(
            record_payment,
            invoice.booking.company_id,
            edition_id=invoice.edition_id,
            amount=part,
            currency=invoice.currency,
            received_on=NOON.date(),
            parts=[InvoicePart(invoice.pk, part)],
            actor=finance,
            at=NOON,
        )
        for part in parts
    ]


def test_two_parts_of_a_deposit_confirm_the_booking_once() -> None:
    invoice = invoiced(contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT))
    owed = balance_of(invoice.pk)
    part = (owed / 3).quantize(Decimal("0.01"))
    assert count(race(*payments(invoice, part, owed - part))) == {DONE: 2}
    booking = Booking.objects.get()
    assert (booking.state, booking.letters.count()) == (BookingState.CONFIRMED, 1)


def confirmations() -> list[Callable[[], object]]:
    """Several timers that find the same booking, of which the edition asks for less than before."""
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    invoiced(contract)
    change_sales_settings(
        contract.booking.edition_id, {"confirmed_by": ConfirmedBy.SIGNATURE}, actor=organizer(), at=NOON
    )
    return [partial(confirm_by_rule, contract.booking_id, actor=SYSTEM, at=NOON)] * 3


def test_timers_confirm_a_booking_once() -> None:
    assert count(race(*confirmations())) == {DONE: 3}
    booking = Booking.objects.get()
    assert (booking.state, booking.letters.count()) == (BookingState.CONFIRMED, 1)


def test_control_without_the_locks_several_confirm_it() -> None:
    wrappers: list[Wrapper] = [without_locks, Before(r'UPDATE "?exhibitors_booking"? ', meeting(3))]
    race(*confirmations(), wrappers=wrappers)
    assert Booking.objects.get().letters.count() == 3


def test_a_level_is_sent_once_however_many_timers_run() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    set_dunning(contract.booking.edition_id, [DunningLevel(5, Tone.FRIENDLY)], actor=organizer(), at=NOON)
    invoice = invoiced(contract)
    later = NOON + timedelta(days=12)
    outcomes = race(*[partial(remind_of_payment, invoice.pk, actor=SYSTEM, at=later)] * 3)
    assert count(outcomes) == {DONE: 3}
    assert Reminder.objects.count() == 1
