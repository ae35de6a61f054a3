"""Credits of a balance that deducts a deposit of another rate: what is deducted stays until everything is credited."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.amounts import Sums, whole
from exhibitors.money.invoices.models import Invoice, InvoiceLine, Seller, TaxRule
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import discard_draft, redecide
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.queries.balances import deducted_sums, left_of_lines, left_of_taxes
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.operations.corrections import correct_rate
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.queries.corrections import rate_corrections
from exhibitors.money.sales.queries.parts import is_issued
from exhibitors.money.sales.queries.reductions import reduction_quote
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.exhibitors.sales.balances import accepted, both, cents
from tests.exhibitors.sales.contracts import issue_drafts, issued_next, reducible, standing
from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def balance(deposit: int = 16, rest: int = 19, percent: str = "30", price: str = "1000.00") -> Invoice:
    """Of a price of 9,000: the whole at `rest` per cent less a deposit that was invoiced at `deposit` per cent."""
    first, last = both(accepted(price, percent, deposit))
    issue_invoice(first.pk, actor=finance(), at=NOON)
    TaxRule.objects.update(rate=rest)
    return issue_invoice(last.pk, actor=finance(), at=NOON)


def credited(invoice: Invoice, **what: object) -> Invoice:
    note = credit_invoice(invoice.pk, reason="Agreed.", actor=finance(), at=NOON, **what)  # type: ignore[arg-type]  # nets or an amount
    return issue_invoice(note.pk, actor=finance(), at=NOON)


def test_an_amount_is_taken_from_what_is_charged_and_the_rest_closes_at_0() -> None:
    invoice = balance()
    assert (invoice.net, invoice.tax) == (Decimal(6300), Decimal(1710) - 432)
    note = credited(invoice, amount=Decimal(4760))
    assert [(line.net, line.rate) for line in note.lines.all()] == [(Decimal(4000), Decimal(19))]
    assert (note.net, note.tax) == (Decimal(4000), Decimal(760))
    assert {way.rate: (left.net, left.tax) for way, left in left_of_taxes(invoice).items()} == {
        Decimal(19): (Decimal(5000), Decimal(950)),
        Decimal(16): (Decimal(-2700), Decimal(-432)),
    }
    last = credited(invoice)
    assert [line.net for line in last.lines.order_by("position")] == [Decimal(5000), Decimal(-2700)]
    (found,) = rate_corrections(invoice.edition, at=NOON)
    assert (found.invoice.kind, found.due, found.follows) == ("deposit", [Decimal(19)], False)
    assert whole(left_of_taxes(invoice).values()) == Sums()
    assert not any(left_of_lines(invoice).values())


def test_all_by_its_amount_credits_the_deduction_as_well() -> None:
    invoice = balance()
    note = credited(invoice, amount=invoice.total)
    assert note.sums == invoice.sums
    assert [line.net for line in note.lines.order_by("position")] == [Decimal(9000), Decimal(-2700)]


def test_what_would_leave_less_than_is_deducted_is_refused() -> None:
    invoice = balance()
    charged, deducted = invoice.lines.order_by("position")
    attempts: list[tuple[dict[str, object], str]] = [
        ({"amount": (invoice.total or Decimal(0)) - 1}, "deduction_not_covered"),
        ({"nets": {charged.pk: Decimal(9000)}}, "deduction_not_covered"),
        ({"nets": {deducted.pk: Decimal(-100)}}, "deduction_credited_alone"),
        ({"nets": {charged.pk: Decimal(500), deducted.pk: Decimal(-100)}}, "deduction_credited_alone"),
    ]
    for what, code in attempts:
        with pytest.raises(DomainError) as refusal:
            credited(invoice, **what)
        assert refusal.value.code == code
    page = signed_in(finance()).get(reverse("organizer:invoice", args=[invoice.pk]))
    assert [each.line for each in page.context["shown"].creditable] == [charged]
    assert credited(invoice, nets={charged.pk: Decimal(9000), deducted.pk: Decimal(-2700)}).sums == invoice.sums


@pytest.mark.parametrize(("before", "after"), [(6, 19), (19, 6)])
def test_reducing_leaves_the_tax_of_what_is_left_of_the_price(before: int, after: int) -> None:
    allotment = AllotmentFactory()
    booths = [BoothFactory(allotment=allotment) for _n in range(3)]
    contract = reducible(*booths)
    TaxRule.objects.update(rate=before)
    issue_drafts()
    TaxRule.objects.update(rate=after)
    issue_drafts(contract.offer)
    shown = reduction_quote(contract, [booths[0].pk], [], fee=Decimal(0), at=NOON).settlement
    keys = reduce_contract(
        contract.pk,
        returned=[booths[0].pk],
        reason="Two are enough.",
        fee=Decimal(0),
        cost=shown.cost,
        actor=organizer(),
        at=NOON,
    )
    (note,) = issued_next(keys)
    offer = standing(contract.booking).offer
    assert note.total == shown.credited == (contract.offer.net - offer.net) * (100 + after) / 100
    assert not InvoiceLine.objects.filter(invoice=note, refers_to__deducts__isnull=False).exists()
    rows = Invoice.objects.filter(booking=contract.booking, state="issued")
    left = whole(Sums() - each.sums if each.credits_id else each.sums for each in rows)
    assert left == Sums(offer.net, cents(offer.net * after / 100))


def test_a_balance_whose_tax_is_below_0_is_drafted_issued_and_credited() -> None:
    invoice = balance(19, 16, "90")
    assert (invoice.net, invoice.tax, invoice.total) == (Decimal(900), Decimal(-99), Decimal(801))
    note = credited(invoice, amount=Decimal(116))
    assert (note.net, note.tax) == (Decimal(100), Decimal(16))
    last = credited(invoice)
    assert (last.net, last.tax, last.total) == (Decimal(800), Decimal(-115), Decimal(685))


def test_a_balance_that_comes_to_less_than_nothing_stays_a_draft_that_says_why() -> None:
    first, last = both(accepted("1000.00", "99", 19))
    issue_invoice(first.pk, actor=finance(), at=NOON)
    TaxRule.objects.update(rate=16)
    redecide(Invoice.objects.filter(pk=last.pk), at=NOON)
    last.refresh_from_db()
    assert (last.net, last.total) == (Decimal(90), None)
    with pytest.raises(DomainError) as refusal:
        issue_invoice(last.pk, actor=finance(), at=NOON)
    assert refusal.value.code == "invoice_negative"


def test_what_is_deducted_of_a_deposit_that_was_credited_in_part_has_the_tax_that_is_left() -> None:
    """0.10 at 7 % have 0.01; a half of it has none, whatever the half of that cent would be rounded to."""
    booking = billable(rate=7)
    deposit = issued(booking, "0.10", kind=InvoiceKind.DEPOSIT)
    credited(deposit, nets={deposit.lines.get().pk: Decimal("0.05")})
    left = whole(left_of_taxes(deposit).values())
    assert (left.net, left.tax) == (Decimal("0.05"), Decimal(0))
    line_of = InvoiceLine(invoice=deposit, net=-left.net, deducts=deposit)
    assert deducted_sums(line_of) == left
    credited(deposit)
    assert deducted_sums(line_of) == left, "what is credited later changes nothing"


def test_the_drafts_of_a_corrected_rate_are_discarded_together_and_the_invoice_stands() -> None:
    offer = accepted("1000.00", "50", 19)
    _first, rest = issue_invoices([each.pk for each in both(offer)], actor=finance(), at=NOON)
    TaxRule.objects.update(rate=16)
    for place in (0, 1):
        drafts = correct_rate(rest.pk, actor=finance(), at=NOON)
        discard_draft(drafts[place].pk, actor=finance(), at=NOON)
        assert not Invoice.objects.filter(state="draft").exists()
    (found,) = rate_corrections(offer.booking.edition, at=NOON)
    part = Instalment.objects.get(invoices__invoice=rest)
    assert (found.invoice, part.drafted_at) == (rest, NOON)
    assert is_issued([row.invoice for row in part.invoices.all()])
    note, anew = correct_rate(rest.pk, actor=finance(), at=NOON)
    issue_invoice(note.pk, actor=finance(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        discard_draft(anew.pk, actor=finance(), at=NOON)
    assert refusal.value.code == "part_is_issued"


def test_a_credit_note_says_the_tax_in_the_other_currency_at_the_rate_of_its_invoice() -> None:
    booking = billable(currency="USD", rate=19)
    Seller.objects.update(tax_currency="EUR", exchange_rate=Decimal("0.9217"), exchange_rate_date=date(2024, 5, 2))
    invoice = issued(booking, "101.07")
    Seller.objects.update(exchange_rate=Decimal("1.5"), exchange_rate_date=date(2024, 6, 2))
    said = json.loads(invoice.text)["tax_in"]
    parts = [json.loads(credited(invoice, **what).text)["tax_in"] for what in ({"amount": Decimal("33.33")}, {})]
    assert {(each["currency"], each["rate"], each["day"]) for each in parts} == {("EUR", "0.9217", "2024-05-02")}
    assert sum(Decimal(each["tax"]) for each in parts) == Decimal(said["tax"]) == Decimal("17.70")
