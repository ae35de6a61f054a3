"""E-invoices for programs to read: EN 16931 as cross-industry XML, embedded in a PDF (ZUGFeRD, Factur-X).

This needs the extra `einvoice` (drafthorse, factur-x, saxonche); `has_einvoices` returns whether it is installed.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from exhibitors.money.invoices.amounts import ZERO, smallest
from exhibitors.money.invoices.documents.einvoice_rules import broken_rules
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice, title_of
from exhibitors.money.invoices.states import AddressScheme, InvoiceKind, TaxCategory, Unit

INVOICE, CREDIT_NOTE, PREPAYMENT = "380", "381", "386"
TYPE_CODES = {InvoiceKind.CREDIT_NOTE: CREDIT_NOTE, InvoiceKind.DEPOSIT: PREPAYMENT}
NOT_DEFINED, CREDIT_TRANSFER, SEPA_TRANSFER = "1", "30", "58"
UNITS = {Unit.SQM: "MTK", Unit.PIECE: "C62", Unit.LUMP: "C62"}
GUIDELINE = "urn:cen.eu:en16931:2017"
XRECHNUNG = f"{GUIDELINE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot contain, although somebody may have pasted them into a name."""

type Said = Mapping[str, Any]


def has_einvoices() -> bool:
    return all(find_spec(name) for name in ("drafthorse", "facturx", "saxonche"))


def einvoice_pdf(text: str, address: str) -> bytes:
    """Return the English PDF of a frozen text with its XML embedded. This takes about a third of a second.

    `address` is that of the page on which everybody can check the document.
    """
    from facturx import generate_from_binary  # noqa: PLC0415  # an extra

    said: Said = json.loads(text)
    pdf: bytes = generate_from_binary(
        draw_invoice(text, "en", address),
        einvoice_xml(text, is_embedded=True),
        flavor="factur-x",
        level="en16931",
        check_xsd=True,
        pdf_metadata={
            "author": said["seller"]["name"],
            "title": title_of(said),
            "subject": title_of(said),
            "keywords": "Factur-X, ZUGFeRD",
        },
        lang="en",
        afrelationship="alternative",
    )
    return pdf


def broken_in(text: str) -> list[str]:
    """Return the published rules that the XML of a frozen text breaks, or `XSD` if it does not match the schema."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra

    try:
        embedded = einvoice_xml(text, is_embedded=True)
        return broken_rules(embedded, einvoice_xml(text) if is_xrechnung(json.loads(text)) else b"")
    except LxmlError:
        return ["XSD"]


def einvoice_xml(text: str, *, is_embedded: bool = False) -> bytes:
    """Return the XML of a frozen text. It conforms to the schema of EN 16931, else `lxml` raises.

    For a German authority it is an XRechnung, unless it `is_embedded` in a PDF, where the profile is EN 16931.
    """
    from drafthorse.models.document import Document  # noqa: PLC0415  # an extra

    said: Said = json.loads(text, object_hook=_for_xml)
    document = Document()
    document.context.business_parameter.id = PROCESS
    document.context.guideline_parameter.id = XRECHNUNG if is_xrechnung(said) and not is_embedded else GUIDELINE
    document.header.id = said["number_text"]
    document.header.type_code = TYPE_CODES.get(said["kind"], INVOICE)
    document.header.issue_date_time = date.fromisoformat(said["issued_on"])
    _write_notes(document.header.notes, said)
    _write_parties(document.trade.agreement, said)
    _write_supply(document.trade, said)
    for line in said["lines"]:
        document.trade.items.add(_line(line, said["currency"]))
    _write_settlement(document.trade.settlement, said)
    xml: bytes = document.serialize(schema="FACTUR-X_EN16931")
    return xml


def is_xrechnung(said: Said) -> bool:
    """Return whether the document goes to a German authority: the seller is German and a Leitweg-ID is given."""
    return said["seller"]["country"] == "DE" and bool(said["party"].get("buyer_reference"))


def _write_notes(notes: Any, said: Said) -> None:
    from drafthorse.models.note import IncludedNote  # noqa: PLC0415  # an extra

    supply = said.get("supply") or {}
    stands = [f"Stands: {', '.join(supply['stands'])}"] if supply.get("stands") else []
    for words in (*(line["en"] for line in said.get("legal", ())), *stands):
        note = IncludedNote()
        note.content = words
        notes.add(note)


def _write_supply(trade: Any, said: Said) -> None:
    """Write the period of supply (BT-73 and BT-74), its day of completion (BT-72) and the venue (BT-70 and after)."""
    supply = said.get("supply")
    if not supply:
        return
    period = trade.settlement.period
    period.start, period.end = date.fromisoformat(supply["first"]), date.fromisoformat(supply["last"])
    if said["kind"] != InvoiceKind.DEPOSIT:
        trade.delivery.event.occurrence = date.fromisoformat(supply["last"])
    if supply["venue_country"]:
        place = trade.delivery.ship_to
        place.name = supply["venue"]
        place.address.line_one = supply["venue_address"]
        place.address.postcode = supply["venue_postcode"]
        place.address.city_name = supply["venue_city"]
        place.address.country_id = supply["venue_country"]


def _for_xml(said: dict[str, Any]) -> dict[str, Any]:
    return {name: NOT_IN_XML.sub("", each) if isinstance(each, str) else each for name, each in said.items()}


def _write_parties(agreement: Any, said: Said) -> None:
    is_outside = any(tax["category"] == TaxCategory.OUTSIDE_SCOPE for tax in said["taxes"])
    for party, of in ((agreement.seller, said["seller"]), (agreement.buyer, said["party"])):
        party.name = of["name"]
        party.address.postcode = of["postcode"]
        party.address.line_one = of["address"]
        party.address.city_name = of["city"]
        party.address.country_id = of["country"]
        _write_tax_id(party, of["tax_id"], is_seller=of is said["seller"], is_outside=is_outside)
        if address := electronic_address(of):
            party.electronic_address.uri_ID = address
    seller = said["seller"]
    if seller.get("contact_name"):
        contact = agreement.seller.contact
        contact.person_name = seller["contact_name"]
        contact.telephone.number = seller["contact_phone"]
        contact.email.address = seller["contact_email"]
    agreement.buyer_reference = said["party"].get("buyer_reference", "")
    agreement.seller_order.issuer_assigned_id = said["booking"]
    if order := said["party"].get("order_number"):
        agreement.buyer_order.issuer_assigned_id = order


def electronic_address(party: Said) -> tuple[str, str] | None:
    """Return scheme and address for BT-34 or BT-49: the electronic address, else the email, else None."""
    if party.get("electronic_address"):
        return party["electronic_scheme"], party["electronic_address"]
    email = party.get("email") or party.get("contact_email")
    return (AddressScheme.EMAIL.value, email) if email else None


def _write_tax_id(party: Any, tax_id: str, *, is_seller: bool, is_outside: bool) -> None:
    """Write a tax ID. A VAT ID begins with a country's code and is left out outside the scope of tax."""
    from drafthorse.models.party import TaxRegistration  # noqa: PLC0415  # an extra

    if not tax_id:
        return
    is_vat_id = tax_id[:2].isalpha() and not is_outside
    if is_vat_id or is_seller:
        party.tax_registrations.add(TaxRegistration(id=("VA" if is_vat_id else "FC", tax_id)))
    if not is_vat_id:
        party.legal_organization.id = ("", tax_id)


def _line(line: Said, currency: str) -> Any:
    from drafthorse.models.tradelines import LineItem  # noqa: PLC0415  # an extra

    net, (quantity, price) = Decimal(line["net"]), _quantity_and_price(line, currency)
    item = LineItem()
    item.document.line_id = str(line["position"])
    item.product.name = line["name"]
    if words := " ".join(part for part in (line["calculation"], _deducted_words(line, currency)) if part):
        item.product.description = words
    item.agreement.net.amount = price
    item.delivery.billed_quantity = (quantity, UNITS[Unit(line["unit"])])
    item.settlement.trade_tax.type_code = "VAT"
    item.settlement.trade_tax.category_code = line["category"]
    if line["category"] != TaxCategory.OUTSIDE_SCOPE:
        item.settlement.trade_tax.rate_applicable_percent = Decimal(line["rate"])
    item.settlement.monetary_summation.total_amount = net
    return item


def _deducted_words(line: Said, currency: str) -> str:
    if not (deducted := line.get("deducts")):
        return ""
    net, tax = (Decimal(deducted[name]).quantize(smallest(currency)) for name in ("net", "tax"))
    sums = f"net {net} {currency}, tax {tax} {currency}"
    return f"{deducted['number']} of {deducted['issued_on']}: {sums}"


def _quantity_and_price(line: Said, currency: str) -> tuple[Decimal, Decimal]:
    """Return the quantity and the price per unit of a line.

    A price is never below 0, so a deduction has a quantity of −1. A line whose price per unit is not exact in the
    currency has a quantity of 1 at its net.
    """
    net, quantity = Decimal(line["net"]), Decimal(line["quantity"])
    if net > 0 and quantity > 0 and (price := (net / quantity).quantize(smallest(currency))) * quantity == net:
        return quantity, price
    return (Decimal(-1), -net) if net < 0 else (Decimal(1), net)


def _write_settlement(settlement: Any, said: Said) -> None:
    from drafthorse.models.accounting import ApplicableTradeTax  # noqa: PLC0415  # an extra

    settlement.currency_code = said["currency"]
    if said["due_on"]:
        _write_payment(settlement, said)
    elif is_xrechnung(said):
        _write_no_payment(settlement)
    before = [said["credits"], *(line.get("deducts") for line in said["lines"])]
    if referenced := next((each for each in before if each), None):
        settlement.invoice_referenced_document.issuer_assigned_id = referenced["number"]
        settlement.invoice_referenced_document.issue_date_time = date.fromisoformat(referenced["issued_on"])
    for tax in said["taxes"]:
        row = ApplicableTradeTax()
        row.calculated_amount = Decimal(tax["tax"])
        row.type_code = "VAT"
        row.basis_amount = Decimal(tax["net"])
        row.category_code = tax["category"]
        if tax["category"] != TaxCategory.OUTSIDE_SCOPE or is_xrechnung(said):  # BR-DE-14 always requires a rate
            row.rate_applicable_percent = Decimal(tax["rate"])
        if tax["legend"]:
            row.exemption_reason = tax["legend"]
        settlement.trade_tax.add(row)
    sums, net, total = settlement.monetary_summation, Decimal(said["net"]), Decimal(said["total"])
    sums.line_total = sums.tax_basis_total = net
    sums.charge_total = sums.allowance_total = ZERO
    sums.tax_total = (Decimal(said["tax"]), said["currency"])
    sums.grand_total = sums.due_amount = total
    if tax_in := said.get("tax_in"):
        settlement.tax_currency_code = tax_in["currency"]
        sums.tax_total_other_currency.add((Decimal(tax_in["tax"]), tax_in["currency"]))


def _write_no_payment(settlement: Any) -> None:
    """Write undefined means of payment: an XRechnung needs some even on a credit note, which nobody pays (BR-DE-1)."""
    from drafthorse.models.payment import PaymentMeans  # noqa: PLC0415  # an extra

    means = PaymentMeans()
    means.type_code = NOT_DEFINED
    settlement.payment_means.add(means)


def _write_payment(settlement: Any, said: Said) -> None:
    from drafthorse.models.payment import PaymentMeans, PaymentTerms  # noqa: PLC0415  # an extra

    seller = said["seller"]
    account = "".join(seller["account"].split())
    is_iban = account[:2].isalpha()
    means = PaymentMeans()
    means.type_code = SEPA_TRANSFER if is_iban and said["currency"] == "EUR" else CREDIT_TRANSFER
    if is_iban:
        means.payee_account.iban = account
    else:
        means.payee_account.proprietary_id = account
    means.payee_account.account_name = seller["name"]
    if seller["bic"]:
        means.payee_institution.bic = seller["bic"]
    settlement.payment_means.add(means)
    settlement.payment_reference = said["reference"]
    terms = PaymentTerms()
    terms.due = date.fromisoformat(said["due_on"])
    settlement.terms.add(terms)
