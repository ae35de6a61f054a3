"""Sellers, tax tables, bookings and invoices for tests."""

from decimal import Decimal
from typing import Any

from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState
from exhibitors.money.invoices.models import Invoice, InvoiceTax, Seller, TaxRule
from exhibitors.money.invoices.operations.drafts import NewLine, draft_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import BuyerPlace, InvoiceKind, TaxCategory
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.factories import NOON, BookingFactory, CompanyFactory, EditionFactory, organizer

LAGO = ("68.33", "68.33", "57.50", "85.00")
"""The four lines that another system could not credit to the cent."""
LEITWEG = "04011000-12345-03"
GERMAN_SELLER = {
    "country": "DE",
    "tax_id": "DE136695976",
    "account": "DE89 3704 0044 0532 0130 00",
    "bic": "COBADEFFXXX",
    "city": "Hannover",
    "postcode": "30521",
    "contact_name": "Ines Weber",
    "contact_phone": "+49 511 890",
    "contact_email": "rechnung@expo.example",
    "venue": "Messegelände",
    "venue_address": "Hermesallee 1",
    "venue_postcode": "30521",
    "venue_city": "Hannover",
    "venue_country": "DE",
    "makes_einvoices": True,
}
AUTHORITY = {
    "name": "Botschaft",
    "address": "1 Rue",
    "postcode": "10115",
    "city": "Berlin",
    "country": "DE",
    "email": "rechnung@amt.example",
    "buyer_reference": LEITWEG,
    "is_business": False,
}


def seller_of(edition: Edition, **fields: Any) -> Seller:
    """Who invoices in the edition, in China unless said otherwise."""
    usual = {
        "name": "Expo Bureau Ltd",
        "name_zh": "展会局有限公司",
        "address": "1 Expo Road",
        "postcode": "200000",
        "city": "Shanghai",
        "country": "CN",
        "tax_id": "91310000MA1FL0DD8N",
        "bank_name": "Bank of Shanghai",
        "account": "6222 0000 1111",
        "bic": "BOSHCNSH",
        "prefix": f"E{edition.number}-",
    }
    return Seller.objects.create(edition=edition, **(usual | fields))


def change_seller(**fields: Any) -> None:
    """Every seller is another one from now on, whose bank details two persons agreed to."""
    edition = Seller.objects.select_related("edition").latest("pk").edition
    agreed = Approval.objects.create(
        act=ApprovalAct.BANK_DETAILS, edition=edition, reason="x", proposed_by=finance(), proposed_at=NOON
    )
    agreed.state, agreed.decided_by, agreed.decided_at = ApprovalState.AGREED, finance(), NOON
    agreed.save(update_fields=["state", "decided_by", "decided_at"])
    Seller.objects.update(bank_approval=agreed, **fields)


def tax_row(edition: Edition, rate: str | int = 20, **fields: Any) -> TaxRule:
    """The next row of the tax table: one rate for everybody unless said otherwise."""
    category = TaxCategory.STANDARD if Decimal(rate) else TaxCategory.ZERO
    usual = {"buyer": BuyerPlace.ANYWHERE, "category": category, "position": edition.tax_rules.count() + 1}
    return TaxRule.objects.create(edition=edition, rate=Decimal(rate), **(usual | fields))


def reverse_charge(edition: Edition, **fields: Any) -> TaxRule:
    usual = {"legend": "Reverse charge", "legend_zh": "反向征收", "category": TaxCategory.REVERSE_CHARGE}
    return tax_row(edition, 0, is_business=True, **(usual | fields))


def company_with_address(**fields: Any) -> Company:
    return CompanyFactory(**({"address": "2 Rue de la Paix", "city": "Paris", "contact_email": "ap@x.fr"} | fields))


def billable(currency: str = "EUR", rate: str | int = 20, edition: Edition | None = None, **fields: Any) -> Booking:
    """A booking of an edition with a seller and one rate of tax, of a company with an address."""
    edition = edition or EditionFactory(currency=currency)
    seller_of(edition)
    tax_row(edition, rate)
    return BookingFactory(edition=edition, company=company_with_address(), **fields)


def another(booking: Booking) -> Booking:
    """Of the same edition, of another company."""
    return BookingFactory(edition=booking.edition, company=company_with_address())


def line(net: object, **fields: Any) -> NewLine:
    usual: dict[str, Any] = {"name": "Space", "name_zh": "展位", "net": Decimal(str(net))}
    return NewLine(**(usual | fields))


def drafted(booking: Booking, *nets: object, kind: InvoiceKind = InvoiceKind.FULL, **fields: Any) -> Invoice:
    """The draft for the first bill-to, of lines with these nets."""
    lines = [each if isinstance(each, NewLine) else line(each) for each in nets or ("100",)]
    return draft_invoice(booking.pk, kind=kind, lines=lines, actor=finance(), at=NOON, **fields)[0]


def issued(booking: Booking, *nets: object, **fields: Any) -> Invoice:
    draft = drafted(booking, *nets, **fields)
    return issue_invoice(draft.pk, actor=finance(), at=NOON)


def finance() -> Any:
    return organizer(OrganizerRole.FINANCE)


def taxes(invoice: Invoice) -> list[tuple[object, ...]]:
    rows = InvoiceTax.objects.filter(invoice=invoice).order_by("-rate", "category")
    return [(each.category, each.rate, each.net, each.tax) for each in rows]
