"""The statement of a company's account at an edition as a PDF, typeset by typst in English or Chinese."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django_countries import countries

from ciie.kernel.bilingual import in_language
from ciie.kernel.wording import list_words
from ciie.web.document_fonts import document_fonts
from ciie.web.templatetags.interface import exact
from exhibitors.bookings.documents.letter_pdf import drawable
from exhibitors.money.invoices.models import BillingParty, Seller
from exhibitors.money.payments.queries.receivables import CompanyAccount, InvoiceStanding
from pavilions.floor.models.edition import Edition

FOLDER = Path(__file__).parent / "typst"


@dataclass(frozen=True)
class AccountSheet:
    """The content of a statement of account. `seller` is None if the edition has none yet."""

    edition: Edition
    seller: Seller | None
    party: BillingParty
    today: date
    accounts: Sequence[CompanyAccount]
    invoices: Sequence[InvoiceStanding]


def draw_account(sheet: AccountSheet, language: str, *, at: datetime) -> bytes:
    """Return a statement of account as a PDF. Text that people entered reaches typst as JSON, never as source."""
    with translation.override(language):
        shown = _shown(sheet, language)
    pdf: bytes = typst.compile(
        FOLDER / "account.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"account": json.dumps(shown)},
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        pdf_standards="a-3b",
    )
    return pdf


def _shown(sheet: AccountSheet, language: str) -> dict[str, Any]:
    edition = sheet.edition
    seller = list(_seller(sheet.seller)) or [drawable(in_language(edition.name, edition.name_zh))]
    return {
        "language": language,
        "title": _("Statement of account"),
        "page": pgettext("document", "Page"),
        "edition": drawable(in_language(edition.name, edition.name_zh)),
        "seller": seller,
        "footer": drawable(list_words(seller)),
        "party": list(_party(sheet.party)),
        "facts": list(_facts(sheet)),
        "columns": [
            _("Day"),
            _("Document"),
            pgettext("account", "Charged"),
            _("Paid or credited"),
            pgettext("account", "Balance"),
        ],
        "accounts": [_account(account, sheet.invoices) for account in sheet.accounts],
        "open_columns": [_("Invoice"), _("Payment reference"), _("Due on"), _("Late"), _("To be paid")],
        "open_title": _("Open invoices"),
        "nothing": "" if sheet.accounts else _("Nothing has been charged or paid."),
        "payment_title": pgettext("document", "Payment"),
        "payment": list(_payment(sheet.seller)) if any(account.balance > 0 for account in sheet.accounts) else [],
    }


def _seller(seller: Seller | None) -> Iterator[str]:
    if seller is not None:
        yield drawable(in_language(seller.name, seller.name_zh))
        yield drawable(seller.address)
        yield drawable(" ".join(part for part in (seller.postcode, seller.city) if part))
        yield countries.name(seller.country)
        yield _("Tax ID: %(tax_id)s") % {"tax_id": seller.tax_id}


def _party(party: BillingParty) -> Iterator[str]:
    yield drawable(party.name)
    place = " ".join(part for part in (party.postcode, party.city) if part)
    yield from (drawable(part) for part in (party.address, place, countries.name(party.country)) if part)


def _facts(sheet: AccountSheet) -> Iterator[tuple[str, str]]:
    yield pgettext("document", "As of"), date_format(sheet.today, "DATE_FORMAT")
    if sheet.seller is not None and sheet.seller.contact_email:
        yield _("Contact"), sheet.seller.contact_email


def _account(account: CompanyAccount, invoices: Sequence[InvoiceStanding]) -> dict[str, Any]:
    currency = account.currency
    said = _("In the company’s favour") if account.balance < 0 else _("To be paid")
    return {
        "currency": currency,
        "title": _("Statement of account in %(currency)s") % {"currency": currency},
        "rows": [
            [
                date_format(row.day, "SHORT_DATE_FORMAT"),
                drawable(row.document),
                drawable(list_words([part for part in (row.label, row.memo) if part])),
                exact(row.charged, currency) if row.charged else "",
                exact(row.paid, currency) if row.paid else "",
                exact(row.balance, currency),
            ]
            for row in account.rows
        ],
        "total_words": said,
        "total": exact(account.owed, currency),
        "open": [
            [
                each.invoice.number_text,
                each.invoice.reference,
                date_format(each.due_on, "SHORT_DATE_FORMAT") if each.due_on else "–",
                _late(each),
                exact(each.balance, currency),
            ]
            for each in invoices
            if not each.is_paid and each.invoice.currency == currency
        ],
    }


def _late(standing: InvoiceStanding) -> str:
    if not standing.is_late:
        return "–"
    return ngettext("%(count)d day", "%(count)d days", standing.late) % {"count": standing.late}


def _payment(seller: Seller | None) -> Iterator[tuple[str, str]]:
    if seller is not None:
        yield _("Account holder"), drawable(in_language(seller.name, seller.name_zh))
        if seller.bank_name:
            yield _("Bank"), drawable(seller.bank_name)
        yield _("Account"), seller.account
        if seller.bic:
            yield _("BIC"), seller.bic
