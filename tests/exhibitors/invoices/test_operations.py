"""Invoices: drafted, issued, credited; what stands afterwards, and what is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from hashlib import sha256
from itertools import permutations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from stdnum import iso11649

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import (
    BillingParty,
    BillingShare,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    JournalEntry,
    JournalLine,
    Seller,
    TaxRule,
)
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import discard_draft, draft_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.operations.journal import Leg, post
from exhibitors.money.invoices.queries.balances import (
    balance_of,
    credited_of,
    with_balance,
)
from exhibitors.money.invoices.signals import invoice_issued
from exhibitors.money.invoices.states import Account, EntryKind, InvoiceKind, Supply
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import (
    LAGO,
    another,
    billable,
    company_with_address,
    drafted,
    finance,
    issued,
    line,
    reverse_charge,
    tax_row,
    taxes,
)
from tests.factories import NOON, BookingFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
CURRENCIES = [("EUR", 0), ("JPY", 2), ("KWD", -1)]


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        attempt()
    return refusal.value.code


def said(*values: object) -> tuple[object, ...]:
    return values


def check_deferred() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def committed(attempt: Callable[[], object]) -> None:
    """With what the database checks at the end of a transaction."""
    with transaction.atomic():
        attempt()
        check_deferred()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def credited(invoice: Invoice, **what: object) -> Invoice:
    note = credit_invoice(invoice.pk, reason="Agreed", actor=finance(), at=NOON, **what)  # type: ignore[arg-type]
    return issue_invoice(note.pk, actor=finance(), at=NOON)


def test_a_draft_has_no_number_and_is_in_no_journal() -> None:
    draft = drafted(billable(), "100")
    assert said(draft.is_draft, draft.number_text, draft.net, draft.tax, draft.total) == (True, "", 100, 20, 120)
    assert (JournalEntry.objects.count(), InvoiceSeries.objects.count()) == (0, 0)
    discard_draft(draft.pk, actor=finance(), at=NOON)
    assert (Invoice.objects.count(), InvoiceLine.objects.count()) == (0, 0)


def test_an_issued_invoice_has_number_reference_day_and_due_day() -> None:
    booking = billable()
    invoice = issued(booking, "100.00", "50.50")
    assert invoice.number_text == f"E{booking.edition.number}-2024-00001"
    assert iso11649.is_valid(invoice.reference)
    assert (invoice.issued_on, invoice.due_on) == (TODAY, TODAY + timedelta(days=14))
    assert (invoice.net, invoice.tax, invoice.total) == (Decimal("150.50"), Decimal("30.10"), Decimal("180.60"))
    assert taxes(invoice) == [("S", 20, Decimal("150.50"), Decimal("30.10"))]
    check_deferred()


def test_the_frozen_text_says_all_of_it_and_has_its_digest() -> None:
    booking = billable()
    invoice = Invoice.objects.get(pk=issued(booking, "100").pk)
    said = json.loads(invoice.text)
    assert invoice.digest == sha256(invoice.text.encode()).hexdigest()
    assert (said["number_text"], said["total"], said["booking"]) == (invoice.number_text, "120", booking.reference)
    assert (said["seller"]["country"], said["party"]["country"], said["kind"]) == ("CN", "FR", "full")
    assert [each["net"] for each in said["lines"]] == ["100"]


def test_numbers_of_a_series_follow_each_other_and_pro_forma_is_numbered_apart() -> None:
    booking = billable()
    numbers = [
        issued(booking, kind=kind).number_text.split("-", 1)[1]
        for kind in (InvoiceKind.DEPOSIT, InvoiceKind.PRO_FORMA, InvoiceKind.BALANCE, InvoiceKind.PRO_FORMA)
    ]
    assert numbers == ["2024-00001", "PF-2024-00001", "2024-00002", "PF-2024-00002"]
    check_deferred()


def test_pro_forma_asks_for_nothing() -> None:
    invoice = issued(billable(), kind=InvoiceKind.PRO_FORMA)
    assert said(invoice.reference, JournalEntry.objects.count(), balance_of(invoice.pk)) == ("", 0, 0)
    assert code_of(lambda: credited(invoice)) == "invoice_not_creditable"


def test_several_are_issued_in_the_order_given_or_none() -> None:
    booking = billable()
    drafts = [drafted(booking, net).pk for net in ("1", "2", "3")]
    Invoice.objects.filter(pk=drafts[1]).update(party=BillingParty.objects.create(company=booking.company, name="?"))
    assert code_of(lambda: issue_invoices(drafts, actor=finance(), at=NOON)) == "bill_to_country"
    assert not InvoiceSeries.objects.filter(last__gt=0).exists()
    wanted = [drafts[2], drafts[0]]
    found = issue_invoices(wanted, actor=finance(), at=NOON)
    assert [(each.pk, each.number) for each in found] == [(drafts[2], 1), (drafts[0], 2)]
    check_deferred()


def test_issuing_posts_receivable_revenue_and_tax() -> None:
    booking = billable()
    invoice = issued(booking, "100")
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.currency, entry.day, entry.document) == (EntryKind.INVOICE, "EUR", TODAY, invoice)
    lines = dict(entry.lines.values_list("account", "amount"))
    assert lines == {Account.RECEIVABLE: 120, Account.REVENUE: -100, Account.TAX: -20}
    assert set(entry.lines.values_list("company", "booking", "party", "invoice")) == {
        (booking.company_id, booking.pk, invoice.party_id, invoice.pk)
    }


def test_balances_of_invoices() -> None:
    booking = billable()
    first, second = issued(booking, "100"), issued(booking, "50")
    credited(first, amount=Decimal(20))
    assert [balance_of(each.pk) for each in (first, second)] == [100, 60]
    assert {each.pk: each.balance for each in with_balance(Invoice.objects.all()) if each.balance} == {  # type: ignore[attr-defined]
        first.pk: 100,
        second.pk: 60,
    }
    credited(first)
    credited(second)
    assert [balance_of(each.pk) for each in (first, second)] == [0, 0]
    check_deferred()


def test_issuing_is_announced_to_packages_above() -> None:
    heard: list[tuple[object, object]] = []

    def hear(*, invoice: Invoice, booking: Booking, **_sent: object) -> None:
        heard.append((invoice.pk, booking.pk))

    invoice_issued.connect(hear)
    try:
        booking = billable()
        invoice = issued(booking)
        issued(booking, kind=InvoiceKind.PRO_FORMA)
    finally:
        invoice_issued.disconnect(hear)
    assert heard == [(invoice.pk, booking.pk)]


# Bill-to parties


def test_a_booking_without_shares_is_billed_to_its_company() -> None:
    booking = billable()
    draft = drafted(booking)
    assert (draft.party_name, draft.party_city, str(draft.party_country)) == (booking.company.name, "Paris", "FR")
    assert draft.party.is_company
    assert drafted(booking).party == draft.party


def test_shares_get_an_invoice_each_and_lose_nothing() -> None:
    booking = billable()
    parties = [
        BillingParty.objects.create(company=booking.company, name=name, address="1 St", city="Rome", country="IT")
        for name in ("A", "B", "C")
    ]
    with transaction.atomic():
        for party, percent in zip(parties, ("33.33", "33.33", "33.34"), strict=True):
            BillingShare.objects.create(booking=booking, party=party, percent=Decimal(percent))
    lines = [line("100.00"), line("0.01"), line("-10.00")]
    drafts = draft_invoice(booking.pk, kind=InvoiceKind.FULL, lines=lines, actor=finance(), at=NOON)
    assert [draft.party for draft in drafts] == parties
    assert sum(draft.net for draft in drafts) == Decimal("90.01")
    assert [draft.net for draft in drafts] == [Decimal("30.00"), Decimal("30.00"), Decimal("30.01")]
    assert drafts[0].lines.order_by("position")[0].calculation == "33.33%"


def test_shares_that_do_not_add_up_are_refused() -> None:
    booking = billable()
    party = BillingParty.objects.create(company=booking.company, name="A")
    share = BillingShare(booking=booking, party=party, percent=Decimal("99.99"))
    with pytest.raises(DatabaseError, match="billing_shares_add_up"):
        committed(share.save)


def test_an_issued_invoice_keeps_the_name_it_was_issued_to() -> None:
    booking = billable()
    invoice = issued(booking)
    BillingParty.objects.filter(pk=invoice.party_id).update(name="Renamed")
    invoice.refresh_from_db()
    assert invoice.party_name == booking.company.name


def test_a_draft_is_issued_to_what_the_bill_to_is_called_then() -> None:
    booking = billable()
    draft = drafted(booking)
    BillingParty.objects.filter(pk=draft.party_id).update(name="Renamed")
    assert issue_invoice(draft.pk, actor=finance(), at=NOON).party_name == "Renamed"


# Taxes


def test_the_first_row_that_fits_decides() -> None:
    booking = billable(rate=13)
    TaxRule.objects.all().delete()
    edition = booking.edition
    tax_row(edition, 9, supply=Supply.RAW)
    tax_row(edition, 6, buyer="country", country="FR", supply=Supply.PACKAGE)
    tax_row(edition, 13)
    invoice = issued(booking, line(100, supply=Supply.RAW), line(100), line(100, supply=Supply.OTHER))
    assert taxes(invoice) == [("S", 13, 100, 13), ("S", 9, 100, 9), ("S", 6, 100, 6)]


@pytest.mark.parametrize(
    ("country", "rate"), [("DE", 19), ("FR", 0), ("CN", 7)], ids=["same country", "EU", "elsewhere"]
)
def test_rows_ask_where_the_bill_to_is(country: str, rate: int) -> None:
    booking = billable()
    Seller.objects.update(country="DE")
    TaxRule.objects.all().delete()
    tax_row(booking.edition, 19, buyer="same")
    reverse_charge(booking.edition, buyer="eu")
    tax_row(booking.edition, 7, buyer="elsewhere")
    draft = drafted(booking)
    BillingParty.objects.filter(pk=draft.party_id).update(country=country, tax_id="X")
    assert [each[1] for each in taxes(issue_invoice(draft.pk, actor=finance(), at=NOON))] == [rate]


def test_under_a_contract_the_category_stays_and_the_rate_is_that_of_the_day_of_supply() -> None:
    """The table has changed between deposit and balance; another version of the contract is decided anew."""
    booking = billable(rate=20)
    issued(booking, kind=InvoiceKind.DEPOSIT, contract_version=1)
    TaxRule.objects.update(rate=7)
    kinds = [issued(booking, kind=InvoiceKind.BALANCE, contract_version=version) for version in (1, 2, None)]
    assert [taxes(each)[0][:2] for each in kinds] == [("S", 7), ("S", 7), ("S", 7)]
    reverse_charge(booking.edition, position=0)
    BillingParty.objects.update(tax_id="FR40303265045")
    kinds = [issued(booking, kind=InvoiceKind.BALANCE, contract_version=version) for version in (1, 3)]
    assert [taxes(each)[0][:2] for each in kinds] == [("S", 7), ("AE", 0)]


def test_another_bill_to_is_decided_anew_under_the_same_contract() -> None:
    booking = billable(rate=20)
    issued(booking, kind=InvoiceKind.DEPOSIT, contract_version=1)
    TaxRule.objects.update(rate=7)
    other = BillingParty.objects.create(company=booking.company, name="B", address="1 St", city="Rome", country="IT")
    BillingShare.objects.create(booking=booking, party=other, percent=Decimal(100))
    assert taxes(issued(booking, kind=InvoiceKind.BALANCE, contract_version=1))[0][1] == 7


def test_without_a_seller_nothing_is_issued() -> None:
    booking = BookingFactory(company=company_with_address())
    draft = drafted(booking)
    assert (draft.tax, draft.total) == (None, None)
    with pytest.raises(DomainError, match="No seller has been entered") as refusal:
        issue_invoice(draft.pk, actor=finance(), at=NOON)
    assert refusal.value.code == "seller_missing"


def test_without_a_row_of_the_tax_table_nothing_is_issued() -> None:
    booking = billable()
    TaxRule.objects.update(is_business=False)
    draft = drafted(booking)
    assert draft.total is None
    with pytest.raises(DomainError) as refusal:
        issue_invoice(draft.pk, actor=finance(), at=NOON)
    assert refusal.value.code == "tax_rule_missing"
    assert "space with services for a business in France" in str(refusal.value)


def test_reverse_charge_needs_a_tax_id() -> None:
    booking = billable()
    TaxRule.objects.all().delete()
    reverse_charge(booking.edition)
    draft = drafted(booking)
    assert draft.total == 100
    assert code_of(lambda: issue_invoice(draft.pk, actor=finance(), at=NOON)) == "bill_to_tax_id"
    BillingParty.objects.update(tax_id="FR40303265045")
    assert taxes(issue_invoice(draft.pk, actor=finance(), at=NOON)) == [("AE", 0, 100, 0)]


@pytest.mark.parametrize(
    ("missing", "code"), [("country", "bill_to_country"), ("address", "bill_to_address"), ("city", "bill_to_address")]
)
def test_a_bill_to_without_what_the_law_wants_is_refused(missing: str, code: str) -> None:
    booking = billable()
    type(booking.company).objects.update(**{missing: ""})
    draft = drafted(booking)
    assert code_of(lambda: issue_invoice(draft.pk, actor=finance(), at=NOON)) == code


# What is refused


def test_finance_directors_and_admins_run_invoices() -> None:
    booking = billable()
    for actor in (owner_of(booking.company), organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FLOOR_PLANNER)):
        with pytest.raises(NotAllowed):
            draft_invoice(booking.pk, kind=InvoiceKind.FULL, lines=[line(1)], actor=actor, at=NOON)
        draft = drafted(booking)
        for attempt in (issue_invoice, discard_draft):
            with pytest.raises(NotAllowed), transaction.atomic():
                attempt(draft.pk, actor=actor, at=NOON)
    invoice = issued(booking)
    with pytest.raises(NotAllowed):
        credit_invoice(invoice.pk, reason="?", actor=owner_of(booking.company), at=NOON)
    for allowed in (organizer(), finance(), SYSTEM):
        assert draft_invoice(booking.pk, kind=InvoiceKind.FULL, lines=[line(1)], actor=allowed, at=NOON)


@pytest.mark.parametrize(
    ("currency", "nets", "code"),
    [
        ("EUR", ["0.001"], "not_an_amount"),
        ("JPY", ["0.1"], "not_an_amount"),
        ("EUR", ["0"], "invoice_empty"),
        ("EUR", ["1", "-2"], "invoice_not_negative"),
    ],
)
def test_lines_that_cannot_be_invoiced(currency: str, nets: list[str], code: str) -> None:
    assert code_of(lambda: drafted(billable(currency), *nets)) == code
    assert not Invoice.objects.exists()


def test_lines_longer_than_the_invoice_prints_are_refused_beside_their_field() -> None:
    with pytest.raises(Invalid) as refused:
        drafted(billable(), line("100", name="x" * 201))
    assert (refused.value.code, refused.value.field) == ("invalid", "name")


def test_a_discount_larger_than_what_it_is_taken_from_is_undecided() -> None:
    booking = billable(rate=20)
    tax_row(booking.edition, 7, supply=Supply.OTHER, position=0)
    draft = drafted(booking, "100", line("-5", supply=Supply.OTHER))
    assert draft.total is None
    assert code_of(lambda: issue_invoice(draft.pk, actor=finance(), at=NOON)) == "invoice_negative"


def test_issued_twice_or_discarded_after_issue_is_refused() -> None:
    invoice = issued(billable())
    for attempt in (issue_invoice, discard_draft):
        assert code_of(partial(attempt, invoice.pk, actor=finance(), at=NOON)) == "invoice_issued"


def test_a_draft_that_has_changed_since_is_not_issued() -> None:
    draft = drafted(billable())
    draft.refresh_from_db()
    Invoice.objects.update(due_on=TODAY)
    for attempt in (issue_invoice, discard_draft):
        refused = code_of(partial(attempt, draft.pk, seen=draft.revision, actor=finance(), at=NOON))
        assert refused == "changed_meanwhile"


@pytest.mark.parametrize(("due_on", "expected"), [(date(2024, 6, 1), date(2024, 6, 1)), (date(2024, 1, 1), TODAY)])
def test_due_day_is_as_drafted_but_not_before_the_issue(due_on: date, expected: date) -> None:
    assert issued(billable(), due_on=due_on).due_on == expected


def test_a_prefix_of_another_edition_is_refused() -> None:
    first, second = issued(billable()), billable()
    Seller.objects.filter(edition=first.edition).update(prefix="OTHER-")
    Seller.objects.filter(edition=second.edition).update(prefix=f"E{first.edition.number}-")
    draft = drafted(second)
    assert code_of(lambda: issue_invoice(draft.pk, actor=finance(), at=NOON)) == "series_of_another_edition"


# Credits


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
@pytest.mark.parametrize(("currency", "shift"), CURRENCIES)
def test_four_lines_are_credited_to_nothing_in_any_order(order: tuple[int, ...], currency: str, shift: int) -> None:
    nets = [Decimal(net).scaleb(shift) for net in LAGO]
    invoice = issued(billable(currency), *nets)
    assert invoice.total == Decimal("334.99").scaleb(shift)
    lines = list(invoice.lines.order_by("position"))
    notes = [credited(invoice, nets={lines[place].pk: lines[place].net}) for place in order]
    assert said(balance_of(invoice.pk), sum(note.total or 0 for note in notes)) == (0, invoice.total)
    assert code_of(lambda: credited(invoice)) == "invoice_credited"
    check_deferred()


def test_after_a_discount_part_of_it_is_credited_with_its_part_of_the_discount() -> None:
    """Another system calls this almost impossible. A tenth off four booths; one booth is given back."""
    invoice = issued(billable(), "1000.00", "1000.00", "1000.00", "1000.00", "-400.00")
    lines = list(invoice.lines.order_by("position"))
    note = credited(invoice, nets={lines[0].pk: Decimal(1000), lines[4].pk: Decimal(-100)})
    assert said(note.net, note.tax, note.total) == (900, 180, 1080)
    rest = credited(invoice)
    assert said(rest.net, balance_of(invoice.pk)) == (2700, 0)


def test_an_amount_is_credited_exactly_with_tax_at_all_rates() -> None:
    booking = billable(rate=20)
    tax_row(booking.edition, 7, supply=Supply.OTHER, position=0)
    invoice = issued(booking, "100", line("100", supply=Supply.OTHER))
    note = credited(invoice, amount=Decimal("22.70"))
    assert note.total == Decimal("22.70")
    assert taxes(note) == [("S", 20, Decimal(10), Decimal(2)), ("S", 7, Decimal(10), Decimal("0.70"))]
    assert [each.refers_to_id for each in note.lines.order_by("position")] == [
        each.pk for each in invoice.lines.order_by("position")
    ]
    assert balance_of(invoice.pk) == Decimal("204.30")


def test_a_credit_note_posts_the_other_way_round_and_is_numbered_in_the_series() -> None:
    invoice = issued(billable())
    note = credited(invoice, amount=Decimal(12))
    assert (note.number, note.kind, note.credits, note.reference, note.due_on) == (2, "credit_note", invoice, "", None)
    entry = JournalEntry.objects.get(document=note)
    posted: set[tuple[object, ...]] = set(entry.lines.values_list("account", "amount", "invoice"))
    assert posted == {
        ("receivable", -12, invoice.pk),
        ("revenue", 10, invoice.pk),
        ("tax", 2, invoice.pk),
    }
    assert said(credited_of(invoice), balance_of(note.pk)) == (12, 0)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"amount": Decimal("120.01")}, "credit_above_rest"),
        ({"amount": Decimal(0)}, "credit_empty"),
        ({"amount": Decimal(-1)}, "credit_empty"),
        ({"amount": Decimal("0.001")}, "not_an_amount"),
        ({"nets": {}}, "credit_empty"),
        ({"nets": {0: Decimal(1)}}, "line_unknown"),
        ({"nets": {"first": Decimal("100.01")}}, "credit_above_rest"),
        ({"nets": {"first": Decimal(-1)}}, "credit_above_rest"),
        ({"nets": {"first": Decimal("0.001")}}, "not_an_amount"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_credits_that_are_refused(what: dict[str, object], code: str) -> None:
    invoice = issued(billable(), "100")
    first = invoice.lines.get().pk
    if isinstance(nets := what.get("nets"), dict):
        what = {"nets": {first if key == "first" else key: net for key, net in nets.items()}}
    wanted = {"reason": "Agreed", **what}
    refused = code_of(lambda: credit_invoice(invoice.pk, actor=finance(), at=NOON, **wanted))  # type: ignore[arg-type]
    assert refused == code
    assert not Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).exists()


def test_a_discount_is_not_left_without_what_it_is_taken_from() -> None:
    invoice = issued(billable(), "100", "-10")
    first = invoice.lines.order_by("position")[0]
    assert code_of(lambda: credited(invoice, nets={first.pk: Decimal(100)})) == "credit_above_rest"


def test_there_is_one_draft_of_a_credit_note_at_a_time() -> None:
    invoice = issued(billable())
    note = credit_invoice(invoice.pk, reason="Agreed", amount=Decimal(1), actor=finance(), at=NOON)
    assert code_of(lambda: credited(invoice)) == "invoice_one_draft_credit"
    discard_draft(note.pk, actor=finance(), at=NOON)
    assert credited(invoice).total == 120


def test_drafts_and_credit_notes_are_not_credited() -> None:
    booking = billable()
    draft, note = drafted(booking), credited(issued(booking))
    assert code_of(lambda: credited(draft)) == "invoice_is_draft"
    assert code_of(lambda: credited(note)) == "invoice_not_creditable"


def test_a_credit_note_is_drafted_from_its_invoice_alone() -> None:
    assert code_of(lambda: drafted(billable(), kind=InvoiceKind.CREDIT_NOTE)) == "credit_without_invoice"


# What stands, whatever SQL says


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exhibitors_invoice SET net = net + 1, total = total + 1",
        "UPDATE exhibitors_invoice SET state = 'draft'",
        "UPDATE exhibitors_invoice SET number = 7",
        "DELETE FROM exhibitors_invoice",
        "UPDATE exhibitors_invoiceline SET net = 1",
        "DELETE FROM exhibitors_invoiceline",
        "UPDATE exhibitors_invoicetax SET tax = 0",
        "DELETE FROM exhibitors_invoicetax",
        """INSERT INTO exhibitors_invoicetax (invoice_id, rate, category, legend, legend_zh, net, tax)
        SELECT id, 1, 'S', '', '', 0, 0 FROM exhibitors_invoice""",
        "UPDATE exhibitors_journalentry SET memo = 'x'",
        "DELETE FROM exhibitors_journalentry",
        "UPDATE exhibitors_journalline SET amount = 1",
        "DELETE FROM exhibitors_journalline",
        "DELETE FROM exhibitors_invoiceseries",
        "UPDATE exhibitors_invoiceseries SET prefix = 'X'",
        "TRUNCATE exhibitors_journalline",
    ],
)
def test_sql_cannot_change_what_is_issued_or_posted(statement: str) -> None:
    issued(billable())
    check_deferred()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        ("UPDATE exhibitors_invoiceseries SET last = last + 1", "invoice_series_has_no_gap"),
        ("UPDATE exhibitors_invoiceseries SET last = last - 1", "invoice_series_has_no_gap"),
    ],
)
def test_sql_cannot_leave_a_gap(statement: str, guard: str) -> None:
    issued(billable())
    check_deferred()
    with pytest.raises(DatabaseError, match=guard):
        committed(lambda: sql(statement))


def test_an_entry_that_does_not_come_to_0_is_refused() -> None:
    booking = billable()
    place = {"day": TODAY, "kind": EntryKind.CORRECTION, "currency": "EUR"}
    of = {"edition_id": booking.edition_id, "company_id": booking.company_id}
    receivable = Leg(account=Account.RECEIVABLE, amount=Decimal(1), **of)
    nothing = replace(receivable, amount=Decimal(0))
    for leg, guard in ((receivable, "journal_entry_comes_to_0"), (nothing, "journal_entry_has_lines")):
        posting = partial(post, [leg], **place, actor=SYSTEM, at=NOON)  # type: ignore[arg-type]
        with pytest.raises(DatabaseError, match=guard):
            committed(posting)


def test_an_invoice_that_does_not_add_up_is_not_issued() -> None:
    booking = billable()
    series = issued(booking).series
    draft = drafted(booking)
    check_deferred()

    def issue_with_another_total() -> None:
        Invoice.objects.filter(pk=draft.pk).update(
            net=1,
            tax=0,
            total=1,
            state="issued",
            series=series,
            number=2,
            number_text="X2",
            digest="x",
            reference="RF",
            due_on=TODAY,
            issued_on=TODAY,
            issued_at=NOON,
        )
        InvoiceSeries.objects.update(last=2)

    with pytest.raises(DatabaseError, match="invoice_adds_up"):
        committed(issue_with_another_total)


def test_the_journal_comes_to_0_whatever_was_done() -> None:
    booking = billable()
    first = issued(booking, *LAGO)
    credited(first, amount=Decimal("1.01"))
    issued(another(booking), "7")
    assert JournalLine.objects.aggregate(sum=Sum("amount"))["sum"] == 0
    assert Edition.objects.count() == 1
