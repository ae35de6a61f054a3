"""Tax is that of the day of supply, the last day of the edition, whatever a deposit was invoiced at before."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.models import BillingParty, Invoice, InvoiceLine, TaxRule
from exhibitors.money.invoices.operations.drafts import discard_draft
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.queries.taxes import TaxTable
from exhibitors.money.invoices.states import BuyerPlace, InvoiceState, Supply
from exhibitors.money.sales.operations.corrections import correct_rate
from exhibitors.money.sales.operations.invoicing import draft_due_parts
from exhibitors.money.sales.queries.corrections import rate_corrections
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, drafted, finance, issued, line, tax_row, taxes
from tests.exhibitors.sales.balances import accepted, both, cents
from tests.factories import NOON
from tests.html_rules import assert_clean

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
START = date(2024, 1, 1)
CASES = 4000


def expected_rate(
    rows: Sequence[dict[str, Any]], seller: str, buyer: str, supply: str, day: date, *, firm: bool
) -> Any:
    """The same in plain Python: read down the table, skip what is not in force or of another kind."""
    home, union = buyer == seller, buyer in EU
    where = {"anywhere": True, "same": home, "eu": union and not home, "elsewhere": not union and not home}
    for row in rows:
        in_force = not row["valid_from"] or row["valid_from"] <= day
        of_kind = row["supply"] in ("", supply) and row["is_business"] in (None, firm)
        if in_force and of_kind and (buyer == row["country"] if row["buyer"] == "country" else where[row["buyer"]]):
            return row["rate"]
    return None


def test_the_first_row_in_force_on_the_day_of_supply_decides() -> None:
    draw = random.Random(27)  # noqa: S311  # cases, not secrets
    found = []
    for _case in range(CASES):
        rows = [
            {
                "buyer": draw.choice(BuyerPlace.values),
                "country": draw.choice(["FR", "CH", "CN"]),
                "is_business": draw.choice([None, True, False]),
                "supply": draw.choice(["", *Supply.values]),
                "valid_from": draw.choice([None, START + timedelta(draw.randrange(400))]),
                "rate": Decimal(draw.randrange(26)),
            }
            for _row in range(draw.randrange(1, 7))
        ]
        rules = [TaxRule(**{**row, "country": row["country"] if row["buyer"] == "country" else ""}) for row in rows]
        seller, buyer = draw.choice(["DE", "CN", "FR"]), draw.choice(["DE", "FR", "CN", "CH", "GR", "US"])
        supply, day, firm = draw.choice(Supply.values), START + timedelta(draw.randrange(400)), draw.random() < 0.5
        rule = TaxTable(seller, rules).rule_for(BillingParty(country=buyer, is_business=firm), supply, day)
        assert (rule.rate if rule else None) == expected_rate(rows, seller, buyer, supply, day, firm=firm)
        found.append(rule is not None)
    assert 1000 < sum(found) < CASES  # both outcomes are among the cases


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
class TestInvoices:
    def test_the_day_of_issue_does_not_matter(self) -> None:
        booking = billable(rate=19)
        last = booking.edition.closes_date
        tax_row(booking.edition, 16, valid_from=last + timedelta(days=1))
        TaxRule.objects.filter(rate=16).update(position=0)
        assert [each[1] for each in taxes(issued(booking))] == [19]
        TaxRule.objects.filter(rate=16).update(valid_from=last)
        assert [each[1] for each in taxes(issued(booking))] == [16]


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
class TestDeposits:
    @pytest.mark.parametrize(
        ("price", "deposit", "before", "after"),
        [("111.11", "33.33", 19, 16), ("2000.00", "50", 16, 19), ("77.77", "12.5", 19, 7), ("0.37", "90", 7, 19)],
    )
    def test_the_rest_taxes_the_whole_at_the_rate_due_and_deducts_the_deposit(
        self, price: str, deposit: str, before: int, after: int
    ) -> None:
        offer = accepted(price, deposit, before)
        first, rest = both(offer)
        issue_invoice(first.pk, actor=finance(), at=NOON)
        TaxRule.objects.update(rate=after)
        rest = issue_invoice(rest.pk, actor=finance(), at=NOON)
        first.refresh_from_db()
        whole = Decimal(price) * 9
        paid = cents(whole * Decimal(deposit) / 100)
        paid_tax = cents(paid * before / 100)
        assert (first.net, first.tax) == (paid, paid_tax)
        assert (rest.net, rest.tax) == (whole - paid, cents(whole * after / 100) - paid_tax)
        assert set(taxes(rest)) == {
            ("S", Decimal(after), whole, cents(whole * after / 100)),
            ("S", Decimal(before), -paid, -paid_tax),
        }
        line = InvoiceLine.objects.get(deducts=first)
        assert (line.invoice, line.net) == (rest, -paid)
        assert f'"number":"{first.number_text}"' in rest.text.replace(" ", "")

    def test_at_the_same_rate_both_come_to_the_whole_to_the_cent(self) -> None:
        first, rest = issue_invoices([each.pk for each in both(accepted("111.11"))], actor=finance(), at=NOON)
        assert (first.net + rest.net, (first.tax or 0) + (rest.tax or 0)) == (Decimal("999.99"), Decimal("190.00"))
        assert [(line.net, line.deducts_id) for line in rest.lines.order_by("position")] == [
            *((Decimal("999.99"), None), (-first.net, first.pk))
        ]

    def test_a_deduction_of_a_draft_waits_for_it_and_is_numbered_after_it(self) -> None:
        first, rest = both(accepted())
        with pytest.raises(DomainError) as refusal:
            issue_invoice(rest.pk, actor=finance(), at=NOON)
        assert refusal.value.code == "deducted_is_draft"
        done = issue_invoices([rest.pk, first.pk], actor=finance(), at=NOON)
        assert [each.pk for each in done] == [first.pk, rest.pk]
        assert [each.number for each in done] == [1, 2]

    def test_with_a_deposit_that_is_discarded_its_deduction_goes_and_comes_again(self) -> None:
        offer = accepted()
        discard_draft(both(offer)[0].pk, actor=finance(), at=NOON)
        assert not Invoice.objects.exists()
        assert draft_due_parts(offer.pk, actor=finance(), at=NOON)
        first, rest = both(offer)
        assert InvoiceLine.objects.get(invoice=rest, net__lt=0).deducts == first

    def test_a_changed_rate_is_listed_and_corrected_by_credit_and_new_invoice(self) -> None:
        offer = accepted("1000.00", "50", 19)
        _first, rest = issue_invoices([each.pk for each in both(offer)], actor=finance(), at=NOON)
        edition = offer.booking.edition
        assert rate_corrections(edition, at=NOON) == []
        TaxRule.objects.update(rate=16)
        (found,) = rate_corrections(edition, at=NOON)
        rates = [Decimal(16), Decimal(19)]
        assert (found.invoice, found.invoiced, found.due, found.follows) == (rest, [Decimal(19)], rates, False)
        desk = signed_in(finance())
        page = reverse("organizer:rate_corrections") + f"?edition={edition.number}"
        assert_clean(desk.get(page))
        rest.refresh_from_db()
        desk.post(reverse("organizer:rate_correct", args=[rest.pk]), {"revision": rest.revision})
        note, anew = Invoice.objects.filter(state=InvoiceState.DRAFT).order_by("pk")
        assert (note.credits, note.total, note.reason) == (
            *(rest, rest.total, "Tax rate of the day of supply: 16%, 19% instead of 19%"),
        )
        issue_invoices([note.pk, anew.pk], actor=finance(), at=NOON)
        anew.refresh_from_db()
        assert (anew.net, anew.tax) == (Decimal(4500), Decimal(9000) * 16 / 100 - Decimal(855))
        assert rate_corrections(edition, at=NOON) == []

    def test_a_right_rate_is_not_corrected(self) -> None:
        _first, rest = issue_invoices([each.pk for each in both(accepted())], actor=finance(), at=NOON)
        with pytest.raises(DomainError) as refusal:
            correct_rate(rest.pk, actor=finance(), at=NOON)
        assert refusal.value.code == "rate_is_right"

    def test_a_deposit_is_corrected_by_the_invoice_that_follows(self) -> None:
        offer = accepted()
        first, rest = both(offer)
        issue_invoice(first.pk, actor=finance(), at=NOON)
        TaxRule.objects.update(rate=16)
        assert rate_corrections(offer.booking.edition, at=NOON) == []
        discard_draft(rest.pk, actor=finance(), at=NOON)
        (found,) = rate_corrections(offer.booking.edition, at=NOON)
        assert (found.invoice, found.follows) == (first, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_what_is_outside_the_scope_of_tax_is_drafted_apart() -> None:
    booking = billable(rate=19)
    tax_row(booking.edition, 0, category="O", supply=Supply.DAMAGES, position=0, legend="Damages", legend_zh="违约金")
    drafted(booking, "100", line("25", supply=Supply.DAMAGES))
    assert [taxes(each)[0][:3] for each in Invoice.objects.order_by("pk")] == [("S", 19, 100), ("O", 0, 25)]
