"""What cancelling and reducing cost: shown beforehand, the same in the books, and bound to what was shown."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.errors import DomainError
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.operations.billing import add_party, set_shares
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.payments.operations.payments import InvoicePart, record_payment
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.operations.settings import change_sales_settings
from exhibitors.money.sales.queries.cancellations import cancellation_preview, settlement_of
from exhibitors.money.sales.queries.reductions import reduction_quote, settlement_of_amendment
from exhibitors.money.sales.queries.settlements import Settlement
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.sales.contracts import CANCELLATION, issue_drafts, reducible, standing
from tests.exhibitors.sales.independent import Billed, Ladder, cancellation_fee, settled
from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon")]

LATE = NOON.replace(month=10)
"""Less than 90 days before the expo opens: all of the price is owed."""
LADDERS = [Ladder(Fraction(term.percent), term.until, term.days_before) for term in CANCELLATION]
NOTHING = Decimal(0)


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def booths() -> list[Booth]:
    allotment = AllotmentFactory()
    return [BoothFactory(allotment=allotment) for _n in range(3)]


@pytest.fixture
def contract(booths: list[Booth]) -> Contract:
    return reducible(*booths)


@contextmanager
def case() -> Iterator[None]:
    """What happens inside is undone, so that many cases begin with the same contract."""
    before = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(before)


def invoice(contract: Contract, parts: int) -> list[Invoice]:
    """Issue nothing, the deposit, or the deposit and the balance."""
    if parts == 1:
        issue_drafts()
    elif parts == 2:
        issue_drafts(contract.offer)
    return list(Invoice.objects.filter(booking=contract.booking, state="issued").order_by("pk"))


def pay(rows: Sequence[Invoice], share: Decimal, kept: Decimal) -> list[tuple[Decimal, Decimal]]:
    """Pay so much of each invoice by a transfer of its own, of which banks kept some."""
    paid = []
    for row in rows:
        came = (balance_of(row.pk) * share).quantize(Decimal("0.01"))
        if came:
            fee = min(kept, balance_of(row.pk) - came)
            record_payment(
                row.booking.company_id,
                edition_id=row.edition_id,
                amount=came,
                currency=row.currency,
                received_on=NOON.date(),
                parts=[InvoicePart(row.pk, came, fee)],
                actor=finance(),
                at=NOON,
            )
            paid.append((came, fee))
        else:
            paid.append((NOTHING, NOTHING))
    return paid


def advance_of(booking: Booking) -> Decimal:
    """What the books say that is left of the company's payments."""
    rows = JournalLine.objects.filter(account="advance", company=booking.company_id)
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or NOTHING)


def issued_afterwards(booking: Booking, keys: Sequence[int], at: datetime) -> tuple[Decimal, Decimal]:
    """What was credited, and what the fee came to, by the documents that are issued."""
    issue_invoices(keys, actor=finance(), at=at)
    rows = list(Invoice.objects.filter(pk__in=keys))
    credited = sum((row.total or NOTHING for row in rows if row.credits_id), NOTHING)
    return credited, sum((row.total or NOTHING for row in rows if not row.credits_id), NOTHING)


def figures(found: Settlement) -> tuple[Decimal, ...]:
    return found.fee, found.tax or NOTHING, found.credited, found.freed, found.back, found.to_pay


def expected(fee: Decimal, rows: Sequence[tuple[Invoice, Decimal]], paid: Sequence[tuple[Decimal, Decimal]]) -> object:
    billed = [
        Billed(Fraction(row.total or 0), Fraction(credited), [(Fraction(came), Fraction(kept))])
        for (row, credited), (came, kept) in zip(rows, paid, strict=True)
    ]
    found = settled(Fraction(fee), Fraction(6), billed, "CNY")
    return found.fee, found.tax, found.credited, found.freed, found.back, found.to_pay


CASES = [
    (0, NOTHING, NOTHING),
    *((parts, NOTHING, NOTHING) for parts in (1, 2)),
    *product((1, 2), (Decimal("0.37"), Decimal(1)), (NOTHING, Decimal(20))),
]
"""How many parts are issued, how much of each is paid, and what banks keep of each transfer."""


def test_cancelling_comes_to_what_was_shown_before(contract: Contract) -> None:
    booking, director = contract.booking, organizer()
    assert booking.company is not None
    for at, (parts, share, kept) in product((NOON, LATE), CASES):
        with case():
            rows = invoice(contract, parts)
            paid = pay(rows, share, kept)
            before = cancellation_preview(booking, at=at)
            owed = cancellation_fee(LADDERS, at.date(), booking.edition.opens_date, Fraction(contract.offer.net), "CNY")
            assert figures(before) == expected(before.fee, [(row, row.total or NOTHING) for row in rows], paid)
            assert Fraction(before.fee) == owed
            held = advance_of(booking)
            cancel_booking(booking.pk, reason="Budget.", cost=before.cost, actor=director, at=at)
            proposed = Cancellation.objects.get(booking=booking)
            assert figures(settlement_of(proposed)) == figures(before)
            drafts = settle_cancellation(proposed.pk, fee=proposed.fee, actor=finance(), at=at)
            credited, fee = issued_afterwards(booking, drafts, at)
            assert (credited, fee, advance_of(booking) - held) == (before.credited, before.total, before.freed)
            assert (before.back, before.to_pay) == (max(before.freed - fee, NOTHING), max(fee - before.freed, NOTHING))


def test_reducing_comes_to_what_was_shown_before(contract: Contract, booths: list[Booth]) -> None:
    booking, director = contract.booking, organizer()
    for gone, (parts, share, kept) in product((1, 2), CASES):
        with case():
            rows = invoice(contract, parts)
            paid = pay(rows, share, kept)
            keys = [booth.pk for booth in booths[:gone]]
            shown = reduction_quote(contract, keys, [], at=NOON)
            before = shown.settlement
            held = advance_of(booking)
            drafts = reduce_contract(
                contract.pk, returned=keys, reason="Fewer goods", cost=before.cost, actor=director, at=NOON
            )
            amendment = Amendment.objects.select_related("amends__offer", "contract__offer").get(amends=contract)
            assert figures(settlement_of_amendment(amendment)) == figures(before)
            after = amendment.contract.offer
            assert (after.net, after.total) == (shown.net, shown.total)
            notes = {row.credits_id: row.total or NOTHING for row in Invoice.objects.filter(pk__in=drafts)}
            credited, fee = issued_afterwards(booking, drafts, NOON)
            assert (credited, fee, advance_of(booking) - held) == (before.credited, before.total, before.freed)
            of_rows = [(row, notes.get(row.pk, NOTHING)) for row in rows]
            assert figures(before) == expected(before.fee, of_rows, paid)


def test_cancelling_leaves_the_fee_owed_for_space_that_was_returned_before(
    contract: Contract, booths: list[Booth]
) -> None:
    booking = contract.booking
    pay(invoice(contract, 2), Decimal(1), NOTHING)
    drafts = reduce_contract(contract.pk, returned=[booths[0].pk], reason="Less", actor=organizer(), at=NOON)
    issue_invoices(drafts, actor=finance(), at=NOON)
    earlier = Invoice.objects.get(booking=booking, kind="cancellation_fee")
    left = standing(booking).offer.total
    before = cancellation_preview(booking, at=NOON)
    assert (before.credited, before.freed) == (left, left)
    cancel_booking(booking.pk, reason="Budget.", cost=before.cost, actor=organizer(), at=NOON)
    proposed = Cancellation.objects.get(booking=booking)
    drafts = settle_cancellation(proposed.pk, fee=proposed.fee, actor=finance(), at=NOON)
    assert issued_afterwards(booking, drafts, NOON) == (before.credited, before.total)
    assert (balance_of(earlier.pk), earlier.credit_notes.count()) == (earlier.total, 0)


def test_a_bill_that_is_shared_is_taxed_for_each_who_pays(contract: Contract) -> None:
    booking, owner = contract.booking, owner_of(contract.booking.company)
    terms = {"name": "Second", "address": "1 Road", "city": "Rome", "country": "IT"}
    other = add_party(booking.company_id, terms, actor=owner, at=NOON)
    shares = {0: Decimal("33.33"), other.pk: Decimal("66.67")}
    set_shares(booking.pk, shares, actor=owner, at=NOON)
    invoice(contract, 1)
    before = cancellation_preview(booking, at=NOON)
    cancel_booking(booking.pk, reason="Budget.", cost=before.cost, actor=organizer(), at=NOON)
    proposed = Cancellation.objects.get(booking=booking)
    drafts = settle_cancellation(proposed.pk, fee=proposed.fee, actor=finance(), at=NOON)
    assert issued_afterwards(booking, drafts, NOON) == (before.credited, before.total)


def test_a_payment_or_a_day_between_viewing_and_cancelling_refuses_with_the_new_figures(contract: Contract) -> None:
    booking = contract.booking
    rows = invoice(contract, 1)
    seen = cancellation_preview(booking, at=NOON)
    for at, changes in ((LATE, False), (NOON, True)):
        if changes:
            pay(rows, Decimal(1), NOTHING)
        with pytest.raises(DomainError) as refused:
            cancel_booking(booking.pk, reason="Budget.", cost=seen.cost, actor=organizer(), at=at)
        assert refused.value.code == "cost_changed"
        assert refused.value.details == {"cost": cancellation_preview(booking, at=at).cost}
        booking.refresh_from_db()
        assert (booking.state, Cancellation.objects.count()) == (BookingState.CONFIRMED, 0)


def test_who_has_nothing_to_pay_is_informed_and_a_rise_of_the_fee_is_announced(contract: Contract) -> None:
    booking = contract.booking
    assert (
        Settlement(currency="CNY").outcome == "There is nothing to pay: no fee is due, and nothing has been invoiced."
    )
    change_sales_settings(booking.edition_id, {"refund_days": 30}, actor=organizer(), at=NOON)
    pay(invoice(contract, 2), Decimal(1), NOTHING)
    found = cancellation_preview(booking, at=NOON)
    assert found.outcome.endswith("will be refunded by 16 June 2024.")
    assert found.rise == "From 8 August 2024 the fee is 100%."
    assert cancellation_preview(booking, at=LATE).rise == ""


def test_page_program_and_mail_say_the_same(contract: Contract) -> None:
    booking, owner = contract.booking, owner_of(contract.booking.company)
    pay(invoice(contract, 1), Decimal(1), NOTHING)
    found, program, client = cancellation_preview(booking, at=NOON), Program.of(owner), signed_in(owner)
    words = [found.outcome, *(figure for _name, figure in found.rows)]
    page = client.get(reverse("desk:booking_cancel", args=[booking.pk]))
    assert_clean(page)
    assert [each for each in words if each not in page.text] == []
    shown = body_of(program.get(f"bookings/{booking.pk}/cancellation"))
    named = {name: Decimal(shown[name]) for name in ("total", "credited", "freed", "back", "to_pay")}
    assert named == {name: getattr(found, name) for name in named}
    assert (shown["cost"], shown["percent"], shown["fee"]) == (found.cost, "25", f"{found.fee:.2f}")
    refused = program.post(f"bookings/{booking.pk}/cancel", {"cost": f"{found.cost}1"})
    assert (refused.status_code, body_of(refused)["code"]) == (409, "cost_changed")
    done = program.post(f"bookings/{booking.pk}/cancel", {"cost": found.cost})
    assert (done.status_code, body_of(done)["state"]) == (200, "cancelled")
    after = body_of(program.get(f"bookings/{booking.pk}/cancellation"))
    assert after == shown
    deliver_due(at=NOON)
    letters = [sent.body for sent in mail.outbox if "has been cancelled" in sent.subject]
    assert len(letters) > 0
    for text in (*letters, client.get(reverse("desk:booking", args=[booking.pk])).text):
        assert [each for each in words if each not in text] == []


def test_figures_of_a_cancellation_are_not_changed_afterwards(contract: Contract) -> None:
    cancel_booking(contract.booking_id, reason="Budget.", actor=organizer(), at=NOON)
    for field, value in (("credited", 1), ("freed", 1), ("percent", 0), ("back_by", NOON.date())):
        with pytest.raises(DatabaseError), transaction.atomic():
            Cancellation.objects.update(**{field: value})
