"""No invalid e-invoice leaves: 30 shapes keep the rules of EN 16931 and of KoSIT, and what would not is refused."""

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.documents import einvoice
from exhibitors.money.invoices.documents.einvoice import broken_in, einvoice_xml
from exhibitors.money.invoices.models import BillingParty, EInvoice, Invoice, InvoiceSeries, JournalEntry, TaxRule
from exhibitors.money.invoices.operations.billing import add_party, change_party
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NewLine
from exhibitors.money.invoices.operations.einvoices import make_einvoice
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices, note_refusal
from exhibitors.money.invoices.operations.settings import add_tax_rule, set_seller
from exhibitors.money.invoices.queries.invoices import missing_einvoices
from exhibitors.money.invoices.states import AddressScheme, InvoiceKind, Supply, Unit
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.queries.late import scheduled_drafts
from exhibitors.money.sales.tasks import issue_scheduled_invoices
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import (
    AUTHORITY,
    GERMAN_SELLER,
    LAGO,
    LEITWEG,
    another,
    billable,
    change_seller,
    drafted,
    finance,
    issued,
    line,
    tax_row,
)
from tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FRENCH = {"country": "FR", "tax_id": "FR40303265045", "is_business": True}
WORDS = {"legend": "Said why", "legend_zh": "说明"}
SPACE = line("972.00", quantity=Decimal(9), unit=Unit.SQM, calculation="9 m² × 108")
PER_PIECE = line("30.00", quantity=Decimal(3), unit=Unit.PIECE)


def sold(
    *lines: NewLine | str,
    rules: Sequence[tuple[object, ...]] = ((19, "S"),),
    currency: str = "EUR",
    kind: InvoiceKind = InvoiceKind.FULL,
    seller: dict[str, Any] | None = None,
    party: dict[str, Any] | None = None,
) -> Invoice:
    """Issued by a German seller to an authority. Rules are rate, category and, if not for all, the supply."""
    booking = billable(currency)
    change_seller(**(GERMAN_SELLER | (seller or {})))
    TaxRule.objects.all().delete()
    for rate, category, *supply in rules:
        words = {} if category in {"S", "Z"} else WORDS
        tax_row(booking.edition, str(rate), category=category, supply=supply[0] if supply else "", **words)
    BillingParty.objects.create(company=booking.company, is_company=True, **(AUTHORITY | (party or {})))
    return Invoice.objects.get(pk=issued(booking, *lines, kind=kind).pk)


def balance(*rates: int) -> Invoice:
    """The rest of a price, which deducts a deposit that was taxed at the first of the rates."""
    deposit = sold("1000", rules=((rates[0], "S"),), kind=InvoiceKind.DEPOSIT)
    TaxRule.objects.update(rate=rates[-1])
    return rest_of(deposit)


def rest_of(deposit: Invoice) -> Invoice:
    draft = drafted(deposit.booking, SPACE, "2000.00", line("-1000", deducts=deposit), kind=InvoiceKind.BALANCE)
    return Invoice.objects.get(pk=issue_invoice(draft.pk, actor=finance(), at=NOON).pk)


def credited(invoice: Invoice, amount: str | None = None) -> Invoice:
    part = Decimal(amount) if amount else None
    note = credit_invoice(invoice.pk, reason="Agreed", amount=part, actor=finance(), at=NOON)
    return issue_invoice(note.pk, actor=finance(), at=NOON)


USD = {"tax_currency": "EUR", "exchange_rate": Decimal("0.92"), "exchange_rate_date": date(2024, 5, 2)}
SHAPES: dict[str, Callable[[], Invoice]] = {
    "one line": lambda: sold("100"),
    "space by the square metre": lambda: sold(SPACE),
    "pieces": lambda: sold(PER_PIECE),
    "four lines that round": lambda: sold(*LAGO),
    "a discount": lambda: sold(SPACE, "-10.25"),
    "two rates": lambda: sold("100", line("50", supply=Supply.OTHER), rules=((7, "S", "other"), (19, "S"))),
    "a rate with decimals": lambda: sold("100", rules=(("5.5", "S"),)),
    "reverse charge": lambda: sold("100", rules=((0, "AE"),), party=FRENCH),
    "outside the scope": lambda: sold("100", rules=((0, "O"),), party={"country": "CH", "tax_id": ""}),
    "export": lambda: sold("100", rules=((0, "G"),), party={"country": "CH", "tax_id": ""}),
    "exempt": lambda: sold("100", rules=((0, "E"),)),
    "zero-rated": lambda: sold("100", rules=((0, "Z"),)),
    "taxed and exempt": lambda: sold("100", line("50", supply=Supply.OTHER), rules=((0, "E", "other"), (19, "S"))),
    "taxed and zero-rated": lambda: sold("100", line("50", supply=Supply.OTHER), rules=((0, "Z", "other"), (19, "S"))),
    "damages": lambda: sold(line("25", supply=Supply.DAMAGES), rules=((0, "O"),), kind=InvoiceKind.CANCELLATION_FEE),
    "a deposit": lambda: sold("1000", kind=InvoiceKind.DEPOSIT),
    "a deposit under reverse charge": lambda: sold("9", rules=((0, "AE"),), kind=InvoiceKind.DEPOSIT, party=FRENCH),
    "the rest": lambda: balance(19),
    "the rest at another rate": lambda: balance(19, 16),
    "extras": lambda: sold("12.34", kind=InvoiceKind.EXTRA),
    "a credit note": lambda: credited(sold(*LAGO)),
    "a credit note of a part": lambda: credited(sold(*LAGO), "33.33"),
    "a credit note of the rest": lambda: credited(balance(19, 16)),
    "Swiss francs": lambda: sold("100", currency="CHF"),
    "yen": lambda: sold("12345", currency="JPY"),
    "tax in another currency": lambda: sold("100", currency="USD", seller=USD),
    "an order number": lambda: sold("100", party={"order_number": "PO-4711"}),
    "an address by Leitweg-ID": lambda: sold(
        "100", party={"electronic_address": LEITWEG, "electronic_scheme": AddressScheme.LEITWEG}
    ),
    "an address of the seller": lambda: sold(
        "100", seller={"electronic_address": "DE136695976", "electronic_scheme": AddressScheme.VAT_DE}
    ),
    "no venue": lambda: sold(
        "100", seller=dict.fromkeys(["venue", "venue_address", "venue_city", "venue_country"], "")
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_generated_shapes_keep_the_rules_of_en_16931_and_of_kosit(shape: str) -> None:
    assert len(SHAPES) == 30
    text = SHAPES[shape]().text
    assert broken_in(text) == []
    assert b"xrechnung_3.0" in einvoice_xml(text)


def test_control_rules_are_broken_by_what_is_taken_away() -> None:
    said = json.loads(sold("100").text)
    assert broken_in(json.dumps(said | {"total": "121"})) == ["BR-CO-15"]
    without = said | {"seller": said["seller"] | {"contact_name": ""}}
    assert broken_in(json.dumps(without)) == ["BR-DE-2"]
    assert broken_in(json.dumps(said | {"number_text": ""})) == ["XSD"]


def test_the_xml_says_when_where_and_what_kind_it_is() -> None:
    deposit = sold("1000", kind=InvoiceKind.DEPOSIT)
    rest = rest_of(deposit)
    first, last = (re.sub(r">\s+<", "><", einvoice_xml(each.text).decode()) for each in (deposit, rest))
    assert [xml.split("<ram:TypeCode>")[1][:3] for xml in (first, last)] == ["386", "380"]
    for xml in (first, last):
        assert "20241105</udt:DateTimeString></ram:StartDateTime>" in xml
        assert "20241110</udt:DateTimeString></ram:EndDateTime>" in xml
        assert "<ram:Name>Messegelände</ram:Name>" in xml
        assert f"<ram:BuyerReference>{LEITWEG}</ram:BuyerReference>" in xml
    assert ("OccurrenceDateTime" in first, "OccurrenceDateTime" in last) == (False, True)
    assert re.findall(r"[^<>]* of 2024-[^<>]*", last) == [
        f"{deposit.number_text} of 2024-05-17: net 1000.00 EUR, tax 190.00 EUR"
    ]


def test_what_is_missing_for_an_authority_is_said_before_issuing() -> None:
    booking = billable()
    change_seller(**(GERMAN_SELLER | {"contact_phone": ""}))
    BillingParty.objects.create(company=booking.company, is_company=True, **(AUTHORITY | {"postcode": ""}))
    with pytest.raises(DomainError) as refusal:
        issue_invoice(drafted(booking).pk, actor=finance(), at=NOON)
    assert refusal.value.code == "xrechnung_incomplete"
    assert str(refusal.value.message).endswith("without: the seller’s phone, the bill-to’s postcode.")


def test_outside_the_scope_beside_other_categories_is_refused() -> None:
    """A draft of one category that the table has changed since."""
    booking = billable(rate=19)
    draft = drafted(booking, "100", line("50", supply=Supply.OTHER))
    tax_row(booking.edition, 0, category="O", supply=Supply.OTHER, position=0, **WORDS)
    with pytest.raises(DomainError) as refusal:
        issue_invoice(draft.pk, actor=finance(), at=NOON)
    assert refusal.value.code == "categories_exclude"


@pytest.mark.parametrize("category", ["S", "Z"])
def test_a_wording_beside_a_taxed_category_is_refused_when_saved(category: str) -> None:
    edition = billable().edition
    said = {"rate": Decimal(19 if category == "S" else 0), "category": category, "legend": "Tax included"}
    with pytest.raises(DomainError) as refusal:
        add_tax_rule(edition.pk, said, actor=finance(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("tax_rule_wording_only_without_tax", "legend")


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"buyer_reference": "04011000-12345-04"}, "buyer_reference"),
        ({"electronic_address": "0401"}, "electronic_scheme"),
        ({"electronic_scheme": "EM"}, "electronic_address"),
    ],
)
def test_wrong_references_and_addresses_are_refused_beside_their_field(terms: dict[str, str], field: str) -> None:
    company = billable().company
    with pytest.raises(DomainError) as refusal:
        add_party(company.pk, {"name": "Amt", **terms}, actor=finance(), at=NOON)
    assert refusal.value.field == field
    assert add_party(company.pk, {"name": "Amt", "buyer_reference": LEITWEG}, actor=finance(), at=NOON).pk


def test_a_currency_of_the_tax_needs_its_rate() -> None:
    edition = billable().edition
    with pytest.raises(DomainError) as refusal:
        set_seller(edition.pk, {"tax_currency": "USD"}, actor=finance(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("seller_tax_currency_has_rate", "exchange_rate")


BROKEN = {"country": "US", "tax_id": "EIN 12-3456789", "is_business": True, "buyer_reference": ""}
"""EI is no country, so BR-CO-9 refuses this as the VAT ID of a buyer."""


def broken_draft(booking: Booking, **of: Any) -> Invoice:
    BillingParty.objects.create(company=booking.company, is_company=True, **(AUTHORITY | BROKEN))
    return drafted(booking, "100", **of)


def state_of_money() -> tuple[object, ...]:
    numbers = list(InvoiceSeries.objects.order_by("pk").values_list("prefix", "last"))
    return numbers, JournalEntry.objects.count(), Email.objects.count(), list(Invoice.objects.filter(state="issued"))


def test_a_draft_whose_e_invoice_would_break_a_rule_is_refused_before_a_number_is_drawn() -> None:
    booking = billable()
    change_seller(**GERMAN_SELLER)
    issued(another(booking))
    sound, broken = drafted(another(booking)), broken_draft(booking)
    before = state_of_money()
    with pytest.raises(DomainError) as refusal:
        issue_invoices([sound.pk, broken.pk], actor=finance(), at=NOON)
    assert (refusal.value.code, refusal.value.details) == (
        "einvoice_rules",
        {"invoice": broken.pk, "rules": ["BR-CO-09"]},
    )
    assert str(refusal.value) == (
        f"Nothing was issued. The e-invoice of booking {booking.reference} for Botschaft would break these rules: "
        "BR-CO-09. Correct the draft, its bill-to or the seller first."
    )
    assert state_of_money() == before
    BillingParty.objects.update(tax_id="12-3456789")
    both = issue_invoices([sound.pk, broken.pk], actor=finance(), at=NOON)
    assert [(each.number, broken_in(each.text)) for each in both] == [(2, []), (3, [])]


def test_timer_leaves_a_draft_that_breaks_rules_to_finance_once() -> None:
    booking = billable()
    change_seller(**GERMAN_SELLER)
    draft = broken_draft(booking)
    SalesSettings.objects.create(edition=booking.edition, issues_invoices=True)
    ScheduledInvoice.objects.create(invoice=draft)
    before = state_of_money()
    issue_scheduled_invoices()
    draft.refresh_from_db()
    assert (draft.state, draft.refused_rules, state_of_money()) == ("draft", "BR-CO-09", before)
    assert scheduled_drafts(NOON) == []
    desk = signed_in(finance())
    sentence = (
        "Not issued automatically, since its e-invoice would break these rules: BR-CO-09. "
        "Correct the draft, its bill-to or the seller, then issue it here."
    )
    listed = desk.get(reverse("organizer:invoice_drafts"), {"edition": booking.edition.number}).text
    assert (sentence in listed, f'value="{draft.pk}:{draft.revision}"' in listed, " checked>" in listed) == (
        True,
        True,
        False,
    )
    shown = desk.get(f"/organizer/invoices/{draft.pk}/").text
    assert (sentence in shown, reverse("organizer:invoice_issue", args=[draft.pk]) in shown) == (True, True)
    board = desk.get(reverse("organizer:dashboard"), {"edition": booking.edition.number})
    assert (board.context["refused_invoices"], "Invoices not issued" in board.text) == (1, True)
    change_party(draft.party_id, {"tax_id": "12-3456789"}, actor=finance(), at=NOON)
    draft.refresh_from_db()
    assert (draft.refused_rules, scheduled_drafts(NOON)) == ("", [draft.pk])
    issue_scheduled_invoices()
    draft.refresh_from_db()
    assert draft.state == "issued"


def test_draft_that_the_timer_left_is_issued_by_hand() -> None:
    booking = billable()
    change_seller(**GERMAN_SELLER)
    draft = drafted(booking)
    note_refusal(draft.pk, ["BR-CO-09", "BR-O-11"], actor=finance(), at=NOON)
    draft.refresh_from_db()
    assert draft.refused_rules == "BR-CO-09, BR-O-11"
    invoice = issue_invoice(draft.pk, seen=draft.revision, actor=finance(), at=NOON)
    assert (invoice.state, invoice.refused_rules) == ("issued", "")
    with pytest.raises(DomainError) as refusal:
        note_refusal(draft.pk, ["BR-O-11"], actor=finance(), at=NOON)
    assert refusal.value.code == "invoice_issued"


def test_page_and_api_say_which_rules_an_e_invoice_would_break() -> None:
    booking = billable()
    change_seller(**GERMAN_SELLER)
    draft = broken_draft(booking)
    draft.refresh_from_db()
    sentence = f"The e-invoice of booking {booking.reference} for Botschaft would break these rules: BR-CO-09."
    desk = signed_in(finance())
    shown = desk.post(reverse("organizer:invoice_issue", args=[draft.pk]), {"revision": draft.revision}, follow=True)
    assert (sentence in shown.text, sentence in desk.get(f"/organizer/invoices/{draft.pk}/").text) == (True, False)
    answer = Program.of(finance()).post(f"invoices/{draft.pk}/issue", {})
    said = body_of(answer)
    assert (answer.status_code, said["code"], sentence in said["detail"]) == (409, "einvoice_rules", True)
    with translation.override("zh-hans"), pytest.raises(DomainError) as refusal:
        issue_invoice(draft.pk, actor=finance(), at=NOON)
    assert str(refusal.value) == (
        f"未开具任何单据。预订 {booking.reference} 为 Botschaft 开具的电子账单会违反以下规则：BR-CO-09。"
        "请先更正草稿、付款方或销售方信息。"
    )


@pytest.mark.parametrize("why", ["seller", "extra", "pro forma", "currency"])
def test_what_becomes_no_e_invoice_is_issued_whatever_the_rules_say(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    booking = billable("KWD" if why == "currency" else "EUR")
    change_seller(**(GERMAN_SELLER | {"makes_einvoices": why != "seller"}))
    if why == "extra":
        monkeypatch.setattr(einvoice, "find_spec", lambda _name: None)
    draft = broken_draft(booking, kind=InvoiceKind.PRO_FORMA if why == "pro forma" else InvoiceKind.FULL)
    assert issue_invoice(draft.pk, actor=finance(), at=NOON).number == 1


def test_a_rest_that_is_issued_with_its_deposit_names_the_number_of_that() -> None:
    booking = billable(rate=19)
    change_seller(**GERMAN_SELLER)
    deposit = drafted(booking, "1000", kind=InvoiceKind.DEPOSIT)
    rest = drafted(booking, "3000", line("-1000", deducts=deposit), kind=InvoiceKind.BALANCE)
    first, last = issue_invoices([rest.pk, deposit.pk], actor=finance(), at=NOON)
    deducted = json.loads(last.text)["lines"][1]["deducts"]
    assert (first.pk, first.number_text) == (deposit.pk, deducted["number"])
    assert deducted == {"number": first.number_text, "issued_on": "2024-05-17", "net": "1000", "tax": "190"}
    assert broken_in(last.text) == []


def test_threads_that_ask_for_the_rules_at_once_each_get_the_answer_for_their_own() -> None:
    sound = sold("100").text
    wrong = json.dumps(json.loads(sound) | {"total": "121"})
    with ThreadPoolExecutor(14) as threads:
        assert list(threads.map(broken_in, [sound, wrong] * 14)) == [[], ["BR-CO-15"]] * 14


def test_one_that_breaks_a_rule_is_not_kept_nor_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = sold("100")
    monkeypatch.setattr(
        "exhibitors.money.invoices.operations.einvoices.broken_in", lambda _text: ["BR-O-11", "BR-O-12"]
    )
    assert make_einvoice(invoice.pk, actor=finance(), at=NOON)
    assert (EInvoice.objects.get().broken, EInvoice.objects.get().file) == ("BR-O-11, BR-O-12", "")
    desk = signed_in(finance())
    assert desk.get(f"/desk/invoices/{invoice.pk}/e-invoice/").status_code == 404
    assert "BR-O-11, BR-O-12" in desk.get(f"/organizer/invoices/{invoice.pk}/").text


def test_one_that_broke_a_rule_is_made_again_after_a_day_and_then_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice, day = sold("100"), timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr("exhibitors.money.invoices.operations.einvoices.broken_in", lambda _text: ["BR-O-11"])
        make_einvoice(invoice.pk, actor=finance(), at=NOON)
    assert (missing_einvoices(NOON), missing_einvoices(NOON + day)) == ([], [invoice.pk])
    assert make_einvoice(invoice.pk, actor=finance(), at=NOON + day) is True
    found = EInvoice.objects.get()
    assert (found.broken, found.made_at, bool(found.file)) == ("", NOON + day, True)
    assert (make_einvoice(invoice.pk, actor=finance(), at=NOON + day), missing_einvoices(NOON + 3 * day)) == (False, [])
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        EInvoice.objects.update(made_at=NOON)
