"""A few invoices of every kind and state, in order of their days: shared, credited, drafts, and with fapiaos."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Sum

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import BillingParty, Invoice
from exhibitors.money.invoices.operations.billing import add_party, set_own_party, set_shares
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NewLine, draft_invoice
from exhibitors.money.invoices.operations.fapiaos import record_fapiao, red_letter_fapiao, request_fapiao
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.operations.settings import load_tax_rules, set_seller
from exhibitors.money.invoices.states import InvoiceKind, Supply, Unit
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

PRICE = Decimal(2160)
WRONG_TITLE = "购买方抬头有误"
ALL = 100
BILLED = 9
SELLER = {
    "name": "Sample Expo Bureau (Shanghai) Co., Ltd",
    "name_zh": "示例会展（上海）有限公司",
    "address": "333 Songze Avenue, Qingpu District",
    "postcode": "201702",
    "city": "Shanghai",
    "country": "CN",
    "tax_id": "91310000MA1FL0DD8N",
    "bank_name": "Sample Bank, Shanghai Branch",
    "account": "6222 0210 0101 2345 678",
    "bic": "SMPLCNSH",
    "contact_name": "Finance office",
    "contact_phone": "+86 21 6700 8888",
    "contact_email": "finance@expo.example",
    "venue": "National Exhibition and Convention Center (Shanghai)",
    "venue_address": "333 Songze Avenue, Qingpu District",
    "venue_postcode": "201702",
    "venue_city": "Shanghai",
    "venue_country": "CN",
    "prefix": "CIIE7-",
    "days_to_pay": 14,
}
AGENT = {
    "name": "Pudong Trade Services Co., Ltd",
    "address": "88 Century Avenue",
    "postcode": "200120",
    "city": "Shanghai",
    "country": "CN",
    "tax_id": "91310115MA1K35J01P",
    "email": "ap@pudong-trade.example",
}
FAPIAO = {
    "kind": "special",
    "title": "浦东贸易服务有限公司",
    "tax_id": "91310115MA1K35J01P",
    "bank": "示例银行上海分行",
    "account": "6222021001017654321",
    "address": "上海市浦东新区世纪大道88号",
    "phone": "021-55501234",
    "remark": "第七届展会展位费",
}


class Ledger:
    """Runs finance's operations in the sample, at given moments."""

    def __init__(self, edition: Edition, finance: User, at: datetime) -> None:
        self.edition, self.finance, self.at = edition, finance, at

    def ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def draft(
        self, booking: Booking, kind: InvoiceKind, *lines: NewLine, days: int, due_on: date | None = None
    ) -> list[Invoice]:
        at = self.ago(days)
        return draft_invoice(booking.pk, kind=kind, lines=lines, due_on=due_on, actor=self.finance, at=at)

    def bill(
        self, booking: Booking, kind: InvoiceKind, *lines: NewLine, days: int, due_on: date | None = None
    ) -> list[Invoice]:
        drafts = self.draft(booking, kind, *lines, days=days, due_on=due_on)
        return issue_invoices([draft.pk for draft in drafts], actor=self.finance, at=self.ago(days))

    def credit(self, invoice: Invoice, reason: str, *, days: int, amount: Decimal | None = None) -> Invoice:
        at = self.ago(days)
        note = credit_invoice(invoice.pk, reason=reason, amount=amount, actor=self.finance, at=at)
        return issue_invoice(note.pk, actor=self.finance, at=at)


def enter_seller(edition: Edition, *, finance: User, at: datetime) -> None:
    """Enter the seller and the tax table, before anything is issued."""
    set_seller(edition.pk, SELLER, actor=finance, at=at)
    load_tax_rules(edition.pk, "china", actor=finance, at=at)


def play_invoices(edition: Edition, *, finance: User, at: datetime) -> None:
    """Create invoices for bookings decided long ago, of companies to which nothing has been invoiced yet."""
    books = Ledger(edition, finance, at)
    rows = Booking.objects.filter(
        edition=edition,
        state__in=[BookingState.APPROVED, BookingState.CONFIRMED],
        decided_at__lt=books.ago(60),
        contact__memberships__company=F("company"),
        company__billing_parties=None,
        block=None,
    )
    bookings = rows.select_related("company").order_by("-pk")[:BILLED]
    for booking in bookings:
        _address(booking.company, finance, books.ago(60))
    deposit, shared, credited, cancelled, extra, pro_forma, fee, open_draft, undecided = bookings
    billed = _play_first_weeks(books, deposit, credited, cancelled, shared)
    _play_last_weeks(books, billed, deposit, pro_forma, extra)
    _play_drafts(books, fee, open_draft, undecided)


def _address(company: Company, finance: User, at: datetime) -> None:
    terms = {
        "name": company.name,
        "address": company.address or "12 Harbour Street",
        "city": company.city or "Rotterdam",
        "country": str(company.country),
        "email": company.contact_email,
    }
    set_own_party(company.pk, terms, actor=finance, at=at)


def _space(booking: Booking, percent: int = 100) -> NewLine:
    is_whole = percent == ALL
    area = booking.claims.live().aggregate(sum=Sum("area_sqm"))["sum"] or Decimal(9)
    of_price = "" if is_whole else f"{percent}% of "
    of_price_zh = "" if is_whole else f" × {percent}%"
    return NewLine(
        name="Space" if is_whole else f"Space, {percent}%",
        name_zh="展位费" if is_whole else f"展位费（{percent}%）",
        calculation=f"{of_price}{area.normalize():f} m² × CNY 2,160",
        calculation_zh=f"{area.normalize():f} 平方米 × 2,160 元{of_price_zh}",
        quantity=area if is_whole else Decimal(1),
        unit=Unit.SQM if is_whole else Unit.LUMP,
        net=area * PRICE * percent / 100,
    )


def _other(name: str, name_zh: str, net: str) -> NewLine:
    return NewLine(name=name, name_zh=name_zh, net=Decimal(net), supply=Supply.OTHER)


def _play_first_weeks(
    books: Ledger, deposit: Booking, credited: Booking, cancelled: Booking, shared: Booking
) -> tuple[Invoice, Invoice]:
    """Create a deposit that is late by now, two invoices to credit later, and a shared bill with a fapiao.

    Return the invoices to be credited: one in part and one in full.
    """
    due = day_of(books.ago(20), books.edition.zone)
    books.bill(deposit, InvoiceKind.DEPOSIT, _space(deposit, 30), days=40, due_on=due)
    discount = _other("Loyalty discount", "老客户优惠", "-500.00")
    (in_part,) = books.bill(credited, InvoiceKind.FULL, _space(credited), discount, days=34)
    (in_whole,) = books.bill(cancelled, InvoiceKind.DEPOSIT, _space(cancelled, 30), days=30)
    agent = add_party(shared.company_id, AGENT, actor=books.finance, at=books.ago(29))
    own = BillingParty.objects.get(company=shared.company_id, is_company=True)
    set_shares(shared.pk, {own.pk: Decimal(60), agent.pk: Decimal(40)}, actor=books.finance, at=books.ago(29))
    parts = books.bill(shared, InvoiceKind.FULL, _space(shared), days=28)
    _play_fapiaos(books, next(invoice for invoice in parts if invoice.party_id == agent.pk))
    return in_part, in_whole


def _play_fapiaos(books: Ledger, invoice: Invoice) -> None:
    """Create a fapiao with a wrong title, revoked by a red letter, and the right one after it."""
    request_fapiao(invoice.pk, FAPIAO | {"title": "浦东贸易有限公司"}, actor=books.finance, at=books.ago(27))
    wrong = invoice.fapiaos.get()
    day = day_of(books.ago(26), books.edition.zone)
    record_fapiao(wrong.pk, number="24312000000031415926", issued_on=day, actor=books.finance, at=books.ago(20))
    red_letter_fapiao(
        wrong.pk,
        red_number="24312000000031415999",
        red_on=day,
        reason=WRONG_TITLE,
        actor=books.finance,
        at=books.ago(20),
    )
    right = request_fapiao(invoice.pk, FAPIAO, actor=books.finance, at=books.ago(20))
    record_fapiao(right.pk, number="24312000000027182818", issued_on=day, actor=books.finance, at=books.ago(20))


def _play_last_weeks(
    books: Ledger, billed: tuple[Invoice, Invoice], deposit: Booking, pro_forma: Booking, extra: Booking
) -> None:
    """Credit one invoice in full and one in part, and issue a pro forma invoice, a balance, and extras.

    A fapiao is requested for the invoice credited in part.
    """
    in_part, in_whole = billed
    books.credit(in_whole, "Invoiced to the wrong bill-to", days=22)
    books.credit(in_part, "One booth fewer than ordered", days=18, amount=Decimal("3333.33"))
    books.bill(pro_forma, InvoiceKind.PRO_FORMA, _space(pro_forma), days=12)
    (furniture,) = books.bill(extra, InvoiceKind.EXTRA, _other("Furniture set", "家具套装", "1980.00"), days=9)
    books.bill(deposit, InvoiceKind.BALANCE, _space(deposit, 70), days=4)
    power = _other("Power connection 3 kW", "电力接入 3 kW", "2480.00")
    water = _other("Water and drain", "给排水", "1650.00")
    books.bill(extra, InvoiceKind.EXTRA, power, water, days=2)
    request_fapiao(in_part.pk, FAPIAO | {"kind": "general"}, actor=books.finance, at=books.ago(2))
    half = Decimal("990.00")
    credit_invoice(furniture.pk, reason="Returned unused", amount=half, actor=books.finance, at=books.ago(1))


def _play_drafts(books: Ledger, fee: Booking, open_draft: Booking, undecided: Booking) -> None:
    """Leave drafts for finance to issue, one of them without an address."""
    late = _other("Fee for cancelling one booth", "取消一个展位的费用", "4860.00")
    books.draft(fee, InvoiceKind.CANCELLATION_FEE, late, days=1)
    books.draft(open_draft, InvoiceKind.BALANCE, _space(open_draft, 70), days=1)
    buyer = {"name": "Kestrel Holdings", "country": "", "is_business": True}
    party = add_party(undecided.company_id, buyer, actor=books.finance, at=books.ago(1))
    set_shares(undecided.pk, {party.pk: Decimal(100)}, actor=books.finance, at=books.ago(1))
    books.draft(undecided, InvoiceKind.DEPOSIT, _space(undecided, 30), days=1)
