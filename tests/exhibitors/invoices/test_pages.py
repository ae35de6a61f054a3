"""Invoices on the pages of finance and of exhibitors, and as PDF."""

from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from ciie.web.lists import page_of
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice, InvoiceSeries, Seller, TaxRule
from exhibitors.money.invoices.operations.billing import change_party
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.invoices.states import InvoiceKind
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.invoices.invoices import another, billable, drafted, finance, issued, line, reverse_charge
from tests.factories import NOON, EditionFactory, MembershipFactory, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def desk() -> Client:
    return signed_in(finance())


def at(name: str, *args: object) -> str:
    return reverse(f"organizer:{name}", args=args)


def in_edition(name: str, invoice: Invoice) -> str:
    return f"{at(name)}?edition={invoice.edition.number}"


def test_from_seller_and_tax_table_to_an_issued_invoice_by_hand(desk: Client) -> None:
    booking = billable()
    TaxRule.objects.all().delete()
    edition = booking.edition
    table = f"{at('invoice_taxes')}?edition={edition.number}"
    empty = desk.get(table)
    assert_clean(empty)
    assert "Begin with a starter set" in empty.text
    loading = f"{at('invoice_taxes_load')}?edition={edition.number}"
    desk.post(loading, {"starter": "germany"})
    assert TaxRule.objects.count() == 6
    assert "already has rows" in desk.post(loading, {"starter": "china"}, follow=True).text
    assert_clean(desk.get(table))
    page = desk.get(at("invoice_new", booking.pk))
    assert_clean(page)
    typed = {"revision": booking.revision, "kind": "extra", "name_1": "Power", "supply_1": "other", "net_1": "100"}
    refused = desk.post(at("invoice_new", booking.pk), typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["name_zh_1"])
    desk.post(at("invoice_new", booking.pk), typed | {"name_zh_1": "电力"})
    draft = Invoice.objects.get()
    shown = desk.get(at("invoice", draft.pk))
    assert_clean(shown)
    assert "No row of the tax table fits" not in shown.text
    assert draft.total == 100
    change_party(draft.party_id, {"tax_id": "FR40303265045"}, actor=finance(), at=NOON)
    draft.refresh_from_db()
    desk.post(at("invoice_issue", draft.pk), {"revision": draft.revision})
    draft.refresh_from_db()
    assert draft.number_text.endswith("-2024-00001")
    assert_clean(desk.get(at("invoice", draft.pk)))


def test_seller_is_entered_and_a_wrong_tax_id_is_refused_beside_its_field(desk: Client) -> None:
    edition = EditionFactory()
    page = f"{at('seller')}?edition={edition.number}"
    assert_clean(desk.get(page))
    typed = {
        "revision": 0,
        "name": "Bureau",
        "address": "1 Road",
        "city": "Berlin",
        "country": "DE",
        "tax_id": "DE1",
        "account": "DE89 3704 0044 0532 0130 00",
        "prefix": "X-",
        "days_to_pay": "30",
    }
    refused = desk.post(page, typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["tax_id"])
    assert "Berlin" in refused.text
    assert desk.post(page, typed | {"tax_id": "DE136695976"}).status_code == 302
    assert Seller.objects.get().days_to_pay == 30
    other = EditionFactory()
    taken = desk.post(f"{at('seller')}?edition={other.number}", typed | {"tax_id": "DE136695976"})
    assert list(taken.context["form"].errors) == ["prefix"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"rate": "0"}, "rate"),
        ({"rate": "19", "category": "AE"}, "rate"),
        ({"rate": "0", "category": "AE"}, "legend"),
        ({"rate": "0", "category": "AE", "legend": "Why"}, "legend_zh"),
        ({"buyer": "country"}, "country"),
        ({"country": "FR"}, "country"),
        ({"rate": "101"}, "rate"),
        ({"rate": "-1"}, "rate"),
    ],
)
def test_rows_of_the_tax_table_that_are_refused_beside_their_field(
    desk: Client, typed: dict[str, str], field: str
) -> None:
    edition = EditionFactory()
    usual = {"revision": 0, "buyer": "anywhere", "rate": "19", "category": "S"}
    answer = desk.post(f"{at('invoice_tax_add')}?edition={edition.number}", usual | typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_order_of_the_tax_table_is_changed_and_drafts_follow(desk: Client) -> None:
    booking = billable(rate=20)
    edition = booking.edition
    draft = drafted(booking)
    desk.post(
        f"{at('invoice_tax_add')}?edition={edition.number}",
        {"revision": 1, "buyer": "anywhere", "rate": "7", "category": "S"},
    )
    added = TaxRule.objects.get(rate=7)
    draft.refresh_from_db()
    assert draft.total == 120
    desk.post(at("invoice_tax_move", added.pk), {"revision": added.revision, "to": "up"})
    draft.refresh_from_db()
    assert draft.total == 107
    added.refresh_from_db()
    desk.post(at("invoice_tax_remove", added.pk), {"revision": added.revision})
    draft.refresh_from_db()
    assert draft.total == 120


def test_a_draft_that_is_undecided_says_why(desk: Client) -> None:
    booking = billable()
    TaxRule.objects.all().delete()
    reverse_charge(booking.edition)
    draft = drafted(booking)
    page = desk.get(at("invoice", draft.pk))
    assert "cannot be invoiced under reverse charge" in page.text
    assert at("invoice_issue", draft.pk) not in page.text
    many = desk.get(in_edition("invoice_drafts", draft))
    assert_clean(many)
    assert "cannot be invoiced under reverse charge" in many.text
    assert 'name="drafts"' not in many.text


def test_drafts_that_are_ticked_are_issued_together(desk: Client) -> None:
    booking = billable()
    drafts = [drafted(booking, net) for net in ("1", "2")]
    for draft in drafts:
        draft.refresh_from_db()
    page = in_edition("invoice_drafts", drafts[0])
    none = desk.post(page, {})
    assert (none.status_code, "Tick at least one draft" in none.text) == (422, True)
    assert desk.post(page, {"drafts": ["x", "1:2:3", "9" * 30 + ":1"]}).status_code == 422
    stale = [f"{drafts[0].pk}:{drafts[0].revision}", f"{drafts[1].pk}:{drafts[1].revision - 1}"]
    assert desk.post(page, {"drafts": stale}).status_code == 422
    assert not Invoice.objects.filter(state="issued").exists()
    desk.post(page, {"drafts": [f"{each.pk}:{each.revision}" for each in drafts]})
    assert Invoice.objects.filter(state="issued").count() == 2
    series = desk.get(in_edition("invoice_series", drafts[0]))
    assert_clean(series)
    assert "without a gap" in series.text


@pytest.mark.parametrize(
    ("typed", "credited"),
    [({"extent": "all"}, "120"), ({"extent": "amount", "amount": "12"}, "12"), ({"extent": "lines"}, "24")],
)
def test_credits_are_drafted_on_the_page_of_an_invoice(desk: Client, typed: dict[str, str], credited: str) -> None:
    invoice = issued(billable(), "80", "20")
    page = desk.get(at("invoice", invoice.pk))
    assert_clean(page)
    second = invoice.lines.order_by("position")[1]
    typed = {"revision": str(invoice.revision), "reason": "Agreed", **typed}
    if typed["extent"] == "lines":
        typed[f"net_{second.pk}"] = "20"
    invoice.refresh_from_db()
    desk.post(at("invoice_credit", invoice.pk), typed | {"revision": str(invoice.revision)})
    note = Invoice.objects.get(credits=invoice)
    assert note.total == Decimal(credited)
    shown = desk.get(at("invoice", note.pk))
    assert_clean(shown)
    desk.post(at("invoice_issue", note.pk), {"revision": shown.context["invoice"].revision})
    assert balance_of(invoice.pk) == 120 - Decimal(credited)
    assert_clean(desk.get(at("invoice", invoice.pk)))


def test_a_credit_above_what_is_left_is_refused_and_stays_typed(desk: Client) -> None:
    invoice = issued(billable())
    invoice.refresh_from_db()
    typed = {"revision": invoice.revision, "reason": "Agreed so", "extent": "amount", "amount": "500"}
    refused = desk.post(at("invoice_credit", invoice.pk), typed)
    assert (refused.status_code, list(refused.context["credit_form"].errors)) == (422, ["amount"])
    assert "Agreed so" in refused.text
    assert "EUR\N{NO-BREAK SPACE}120" in refused.text


def test_a_draft_is_discarded(desk: Client) -> None:
    draft = drafted(billable())
    draft.refresh_from_db()
    desk.post(at("invoice_discard", draft.pk), {"revision": draft.revision})
    assert not Invoice.objects.exists()
    assert not InvoiceSeries.objects.exists()


def test_list_is_narrowed_searched_sorted_and_exported(desk: Client) -> None:
    booking = billable()
    first, second = issued(booking, "100"), issued(another(booking), "50")
    draft = drafted(booking, "7")
    page = in_edition("invoices", first)
    everything = desk.get(page)
    assert_clean(everything)
    assert everything.text.index(">Draft<") < everything.text.index(second.number_text)
    narrowed = {
        "state=draft": [draft],
        "state=open": [first, second],
        "state=late": [],
        "state=settled": [],
        f"search={first.number_text}": [first],
        f"search={second.reference}": [second],
        f"search={booking.reference}": [first, draft],
        "kind=extra": [],
        "issued_from=2024-05-18": [],
        "issued_to=2024-05-17": [first, second],
    }
    for query, expected in narrowed.items():
        rows = desk.get(f"{page}&{query}").context["table"].data.data
        assert sorted(row.pk for row in rows) == sorted(row.pk for row in expected), query
    assert desk.get(f"{page}&sort=-total").status_code == 200
    lines = lines_of(desk.get(f"{at('invoices_export', 'csv')}?edition={first.edition.number}&state=open"))
    assert len(lines) == 3
    assert second.number_text in str(lines)


@pytest.mark.parametrize("name", ["invoices", "invoice_drafts"])
def test_queries_do_not_grow_with_invoices(name: str) -> None:
    booking = billable()
    issued(booking)
    page = in_edition(name, drafted(booking, contract_version=1))
    few = queries_of_a_page(page, finance())
    for _more in range(4):
        issued(another(booking))
        drafted(another(booking), contract_version=1)
    assert queries_of_a_page(page, finance()) == few


def test_queries_of_an_invoice_do_not_grow_with_lines_and_credits() -> None:
    small, large = issued(billable(), "1"), issued(billable(), *range(1, 9))
    for _credit in range(2):
        note = credit_invoice(large.pk, reason="Agreed", amount=Decimal(1), actor=finance(), at=NOON)
        signed_in(finance()).post(at("invoice_issue", note.pk), {"revision": Invoice.objects.get(pk=note.pk).revision})
    few, many = (queries_of_a_page(at("invoice", each.pk), finance()) for each in (small, large))
    assert many == few


# Exhibitors


def test_owner_and_contact_read_their_invoices_and_no_one_else_does() -> None:
    booking = billable()
    invoice = issued(booking)
    draft = drafted(booking)
    owner = owner_of(booking.company)
    contact = MembershipFactory(company=booking.company, role=CompanyRole.EDITOR).user
    type(booking).objects.filter(pk=booking.pk).update(contact=contact)
    viewer = MembershipFactory(company=booking.company, role=CompanyRole.VIEWER).user
    pdf = reverse("desk:invoice_pdf", args=[invoice.pk, "en"])
    for person, sees in ((owner, True), (contact, True), (viewer, False), (owner_of(), False)):
        client = signed_in(person)
        assert client.get(pdf).status_code == (200 if sees else 404)
        assert client.get(reverse("desk:invoice_pdf", args=[draft.pk, "en"])).status_code == 404
        if person != viewer and not sees:
            continue
        page = client.get(reverse("desk:booking", args=[booking.pk]))
        assert_clean(page)
        assert (invoice.number_text in page.text) == sees
    assert signed_in(finance()).get(reverse("desk:invoice_pdf", args=[draft.pk, "zh-hans"])).status_code == 200
    assert signed_in(owner).get(reverse("desk:invoice_pdf", args=[invoice.pk, "fr"])).status_code == 404


def test_owner_edits_bill_to_addresses_and_shares_the_bill() -> None:
    booking = billable()
    company = booking.company
    client = signed_in(owner_of(company))
    page = reverse("desk:billing", args=[company.pk])
    assert_clean(client.get(page))
    own = reverse("desk:billing_own", args=[company.pk])
    assert_clean(client.get(own))
    typed = {"name": "Acme SARL", "address": "2 Rue", "city": "Paris", "country": "FR", "is_business": "on"}
    wrong = client.post(own, {"revision": 0, **typed, "tax_id": "FR1"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["tax_id"])
    client.post(own, {"revision": 0, **typed, "tax_id": "FR40303265045"})
    client.post(reverse("desk:billing_add", args=[company.pk]), {"revision": 0, **typed, "name": "Ministry"})
    acme, ministry = BillingParty.objects.order_by("pk")
    assert acme.is_company
    shares = reverse("desk:booking_bill", args=[booking.pk])
    shown = client.get(shares)
    assert_clean(shown)
    assert page in shown.text
    booking.refresh_from_db()
    sent = {"revision": booking.revision, f"share_{acme.pk}": "60", f"share_{ministry.pk}": "30"}
    refused = client.post(shares, sent)
    assert (refused.status_code, "must add up to 100%" in refused.text) == (422, True)
    client.post(shares, sent | {f"share_{ministry.pk}": "40"})
    assert sorted(BillingShare.objects.values_list("percent", flat=True)) == [40, 60]
    invoice = drafted(booking, "100")
    assert [invoice.net, Invoice.objects.count()] == [60, 2]
    removed = client.post(
        reverse("desk:billing_remove", args=[ministry.pk]), {"revision": ministry.revision}, follow=True
    )
    assert "cannot be removed" in removed.text
    assert_clean(client.get(page))


def test_a_contact_shares_the_bill_and_an_owner_adds_who_pays() -> None:
    booking = billable()
    booking.contact = MembershipFactory(company=booking.company, role=CompanyRole.EDITOR).user
    booking.save(update_fields=["contact"])
    shown = signed_in(booking.contact).get(reverse("desk:booking_bill", args=[booking.pk]))
    assert_clean(shown)
    assert "The shares add up to 100%." in shown.text
    assert "An owner of the company can add another bill-to." in shown.text


def test_a_viewer_and_a_stranger_cannot_edit_who_is_billed() -> None:
    booking = billable()
    viewer = MembershipFactory(company=booking.company, role=CompanyRole.VIEWER).user
    for name, key in (
        ("billing_add", booking.company_id),
        ("billing_own", booking.company_id),
        ("booking_bill", booking.pk),
    ):
        address = reverse(f"desk:{name}", args=[key])
        assert signed_in(viewer).get(address).status_code == 403
        assert signed_in(owner_of()).get(address).status_code == 404


# PDF


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pdf_says_what_was_frozen_and_is_the_same_each_time(language: str) -> None:
    booking = billable("KWD")
    invoice = Invoice.objects.get(pk=issued(booking, line("1234.505", name="Booth", name_zh="展位")).pk)
    pdf = draw_invoice(invoice.text, language)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid:part>3" in pdf
    assert draw_invoice(invoice.text, language) == pdf
    assert len(BytesIO(pdf).getvalue()) < 400_000


def test_every_kind_can_be_drawn() -> None:
    booking = billable()
    for kind in InvoiceKind.values:
        if kind != InvoiceKind.CREDIT_NOTE:
            issued(booking, "100", kind=InvoiceKind(kind))
    first = Invoice.objects.order_by("pk")[0]
    note = credit_invoice(first.pk, reason="Agreed", actor=finance(), at=NOON)
    signed_in(finance()).post(at("invoice_issue", note.pk), {"revision": Invoice.objects.get(pk=note.pk).revision})
    for text in Invoice.objects.values_list("text", flat=True):
        assert draw_invoice(text, "en")


def test_drafts_to_issue_come_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    booking = billable()
    first, second = drafted(booking), drafted(another(booking))
    monkeypatch.setattr("exhibitors.money.invoices.views.invoices.page_of", partial(page_of, size=1))
    client, address = signed_in(finance()), in_edition("invoice_drafts", first)
    pages = [client.get(f"{address}&page={number}").text for number in (1, 2)]
    for draft, other, text in ((first, second, pages[0]), (second, first, pages[1])):
        assert f'value="{draft.pk}:' in text
        assert f'value="{other.pk}:' not in text
    second.refresh_from_db()
    client.post(f"{address}&page=2", {"drafts": [f"{second.pk}:{second.revision}"]})
    second.refresh_from_db()
    assert second.state == "issued"
