"""Invoices as PDF/A-3, typeset by typst from their frozen text alone, in English or Chinese."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_countries import countries

from ciie.kernel.bilingual import in_language
from ciie.kernel.wording import list_words
from ciie.web.document_fonts import document_fonts
from ciie.web.templatetags.interface import exact, figure
from exhibitors.bookings.documents.letter_pdf import drawable
from exhibitors.money.invoices.states import InvoiceKind, TaxCategory, Unit

FOLDER = Path(__file__).parent / "typst"

type Said = Mapping[str, Any]


def draw_invoice(text: str, language: str, address: str = "") -> bytes:
    """Return the PDF of a frozen text. The same text and address give the same bytes.

    Text that people entered reaches typst as JSON, never as source. `address` is that of the page on which everybody
    can check an issued document.
    """
    said: Said = json.loads(text)
    day = date.fromisoformat(said["issued_on"]) if said["issued_on"] else date(2000, 1, 1)
    with translation.override(language):
        shown = {**_shown(said, language), "address": address}
    pdf: bytes = typst.compile(
        FOLDER / "invoice.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"invoice": json.dumps(shown)},
        timestamp=datetime.combine(day, time(), ZoneInfo("UTC")),
        pdf_standards="a-3b",
    )
    return pdf


def title_of(said: Said) -> str:
    """Return a title such as `Credit note E7-2024-00002` in the active language."""
    kind = InvoiceKind(said["kind"])
    named = str(kind.label)
    number = said["number_text"] or _("draft")
    return f"{named[:1].upper()}{named[1:]} {number}"


def _shown(said: Said, language: str) -> dict[str, Any]:
    currency, seller, title = said["currency"], said["seller"], title_of(said)
    is_credit = said["kind"] == InvoiceKind.CREDIT_NOTE
    return {
        "language": language,
        "title": title,
        "edition": drawable(in_language(said["edition"], said["edition_zh"])),
        "currency": currency,
        "seller": list(_seller(seller)),
        "footer": drawable(list_words(_seller(seller))),
        "party": list(_party(said["party"])),
        "facts": list(_facts(said)),
        "sentence": _sentence(said),
        "lines": [_line(line, currency) for line in said["lines"]],
        "net": exact(Decimal(said["net"]), currency),
        "taxes": [
            {"words": _tax_words(tax, currency), "amount": exact(Decimal(tax["tax"]), currency)}
            for tax in said["taxes"]
        ],
        "total_words": _("Total credited") if is_credit else _("Total"),
        "total": exact(Decimal(said["total"]), currency),
        "legends": [
            drawable(words)
            for words in dict.fromkeys(
                [
                    *(in_language(tax["legend"], tax["legend_zh"]) for tax in said["taxes"]),
                    *(in_language(line["en"], line["zh"]) for line in said.get("legal", ())),
                    _tax_in(said),
                ]
            )
            if words
        ],
        "payment": list(_payment(said)) if said["due_on"] else [],
        "is_pro_forma": said["kind"] == InvoiceKind.PRO_FORMA,
    }


def _seller(seller: Said) -> Iterator[str]:
    yield drawable(in_language(seller["name"], seller["name_zh"]))
    yield drawable(seller["address"])
    yield drawable(" ".join(part for part in (seller["postcode"], seller["city"]) if part))
    yield countries.name(seller["country"])
    yield _tax_id(seller["tax_id"])


def _tax_id(tax_id: str) -> str:
    """Return a tax ID with its label. A VAT ID begins with the code of its country."""
    words = _("VAT ID: %(tax_id)s") if tax_id[:2].isalpha() else _("Tax ID: %(tax_id)s")
    return words % {"tax_id": tax_id}


def _party(party: Said) -> Iterator[str]:
    yield drawable(party["name"])
    yield drawable(party["address"])
    yield drawable(" ".join(part for part in (party["postcode"], party["city"]) if part))
    yield countries.name(party["country"])
    if party["tax_id"]:
        yield _tax_id(party["tax_id"])


def _facts(said: Said) -> Iterator[tuple[str, str]]:
    yield pgettext("document", "Number"), said["number_text"] or _("draft")
    if said["issued_on"]:
        yield _("Issued on"), _day(said["issued_on"])
    if said["due_on"]:
        yield _("Due on"), _day(said["due_on"])
    yield from _supplied(said)
    yield _("Booking"), said["booking"]
    for label, name in ((_("Your reference"), "buyer_reference"), (_("Your order"), "order_number")):
        if said["party"].get(name):
            yield label, drawable(said["party"][name])
    if said["contract_version"]:
        yield _("Contract"), _("version %(version)s") % {"version": said["contract_version"]}
    if said["terms_version"]:
        yield _("Terms"), _("version %(version)s") % {"version": said["terms_version"]}
    if said["seller"]["contact_email"]:
        yield _("Contact"), said["seller"]["contact_email"]


def _supplied(said: Said) -> Iterator[tuple[str, str]]:
    """Yield when, where and on which stands. Older documents, whose text lacks these facts, yield nothing."""
    if not (supply := said.get("supply")):
        return
    yield _("Period of supply"), f"{_day(supply['first'])} – {_day(supply['last'])}"
    place = [supply["venue"], supply["venue_address"], f"{supply['venue_postcode']} {supply['venue_city']}".strip()]
    if any(place):
        country = countries.name(supply["venue_country"]) if supply["venue_country"] else ""
        yield _("Place of supply"), drawable(", ".join(part for part in (*place, country) if part))
    if supply["stands"]:
        yield _("Stands"), drawable(", ".join(supply["stands"]))


def _tax_in(said: Said) -> str:
    if not (tax_in := said.get("tax_in")):
        return ""
    return _("Tax in %(currency)s: %(tax)s (1 %(of)s = %(rate)s %(currency)s on %(day)s)") % {
        "currency": tax_in["currency"],
        "tax": exact(Decimal(tax_in["tax"]), tax_in["currency"]),
        "of": said["currency"],
        "rate": tax_in["rate"],
        "day": _day(tax_in["day"]),
    }


def _sentence(said: Said) -> str:
    if said["credits"]:
        return drawable(
            _("This credits invoice %(number)s of %(day)s: %(reason)s")
            % {
                "number": said["credits"]["number"],
                "day": _day(said["credits"]["issued_on"]),
                "reason": said["reason"],
            }
        )
    return drawable(said["reason"])


def _line(line: Said, currency: str) -> dict[str, str]:
    unit = Unit(line["unit"])
    quantity = figure(Decimal(line["quantity"]))
    return {
        "position": str(line["position"]),
        "name": drawable(in_language(line["name"], line["name_zh"])),
        "calculation": drawable(_deducted(line, currency) or in_language(line["calculation"], line["calculation_zh"])),
        "quantity": quantity if unit == Unit.LUMP else f"{quantity}\N{NO-BREAK SPACE}{unit.label}",
        "rate": rate_words(line["category"], line["rate"]),
        "net": exact(Decimal(line["net"]), currency),
    }


def _deducted(line: Said, currency: str) -> str:
    if not (deducted := line.get("deducts")):
        return ""
    return _("%(number)s of %(day)s: net %(net)s, tax %(tax)s") % {
        "number": deducted["number"] or _("draft"),
        "day": _day(deducted["issued_on"]) if deducted["issued_on"] else "–",
        "net": exact(Decimal(deducted["net"]), currency),
        "tax": exact(Decimal(deducted["tax"]), currency),
    }


def rate_words(category: str, rate: str) -> str:
    """Return a rate such as `19%`. The category follows a rate of 0, as in `0% (AE)`, to explain it."""
    words = f"{figure(Decimal(rate))}%"
    return words if category == TaxCategory.STANDARD else f"{words} ({category})"


def _tax_words(tax: Said, currency: str) -> str:
    return _("Tax %(rate)s of %(net)s") % {
        "rate": rate_words(tax["category"], tax["rate"]),
        "net": exact(Decimal(tax["net"]), currency),
    }


def _payment(said: Said) -> Iterator[tuple[str, str]]:
    seller = said["seller"]
    yield _("Due on"), _day(said["due_on"])
    yield _("Payment reference"), said["reference"] or _("draft")
    yield _("Account holder"), drawable(in_language(seller["name"], seller["name_zh"]))
    if seller["bank_name"]:
        yield _("Bank"), drawable(seller["bank_name"])
    yield _("Account"), seller["account"]
    if seller["bic"]:
        yield _("BIC"), seller["bic"]


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "DATE_FORMAT")
