"""Fapiaos for tests."""

from typing import Any

from exhibitors.money.invoices.models import Fapiao, Invoice
from exhibitors.money.invoices.operations.fapiaos import record_fapiao, red_letter_fapiao, request_fapiao
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.factories import NOON, owner_of

USCC = "91310000MA1FL0DD8N"
TERMS: dict[str, Any] = {"kind": "general", "title": "上海某公司", "tax_id": USCC}
SPECIAL: dict[str, Any] = TERMS | {
    "kind": "special",
    "bank": "中国银行上海分行",
    "account": "6222000011112222",
    "address": "上海市世博大道1号",
    "phone": "021-12345678",
}
NUMBER = "24312000000012345678"


def requested(invoice: Invoice | None = None, **terms: object) -> Fapiao:
    invoice = invoice or issued(billable("CNY"))
    person = owner_of(invoice.booking.company)
    return request_fapiao(invoice.pk, TERMS | terms, actor=person, at=NOON)


def recorded(**fields: Any) -> Fapiao:
    wanted: dict[str, Any] = {"number": NUMBER, "issued_on": NOON.date()} | fields
    return record_fapiao(requested().pk, **wanted, actor=finance(), at=NOON)


def red_lettered(fapiao: Fapiao, **fields: Any) -> Fapiao:
    wanted: dict[str, Any] = {"red_number": NUMBER[::-1], "red_on": NOON.date(), "reason": "Wrong title"} | fields
    return red_letter_fapiao(fapiao.pk, **wanted, actor=finance(), at=NOON)
