"""Contexts of emails about bookings, read when the email is sent; `MAIL_ENCLOSURES` names these functions."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from ciie.kernel.wording import zone_words
from ciie.mail.composing import Attachment, Enclosure
from ciie.web.templatetags.interface import money, sqm
from exhibitors.bookings.documents.letter_pdf import letter_pdf
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.queries.booking_prices import priced
from exhibitors.bookings.queries.bookings import claims_shown, requests_shown
from exhibitors.pricing.queries.quotes import PriceLine, Quote
from pavilions.plans.publishing.documents import changes_in_words, signed

type Words = dict[str, Any]


def booking(context: Mapping[str, Any]) -> Enclosure:
    """Return the space that a booking has or requests now, and when its hold ends, in the edition's time zone."""
    row = Booking.objects.select_related("edition").get(pk=context["booking"])
    ends = datetime.fromisoformat(context["ends_at"]) if "ends_at" in context else row.created_at
    space = priced(row, list(claims_shown(row)), list(requests_shown(row)), at=ends)
    quote = space.quote
    booths = [
        {
            "hall": each.claim.booth.plan.hall.name,
            "number": each.claim.booth.number,
            "area": sqm(each.claim.area_sqm),
            "kind": each.claim.booth.kind,
            "open_sides": each.claim.booth.sides,
            "price": _price(quote, each.line),
        }
        for each in space.claims
        if each.claim.booth
    ]
    requests = () if booths else space.requests
    areas = [each.claim.area_sqm for each in space.claims] or [each.request.area_sqm for each in requests]
    words: Words = {
        "booths": booths,
        "requests": [
            {
                "sector": str(each.request.sector),
                "area": sqm(each.request.area_sqm),
                "kind": each.request.kind,
                "open_sides": each.request.open_sides_min,
                "price": _price(quote, each.line),
            }
            for each in requests
        ],
        "total": sqm(sum(areas, Decimal(0))) if areas else "",
    }
    if quote is not None:
        words["price"] = {
            "total": "" if quote.total is None else money(quote.total, quote.currency),
            "is_estimate": quote.is_estimate,
            "lines": [
                {
                    "name": line.name,
                    "booth": line.label,
                    "words": line.words,
                    "amount": money(line.amount, line.currency),
                }
                for line in quote.details
            ],
            "tax_note": quote.tax_note,
        }
    if "ends_at" in context:
        ends = ends.astimezone(row.edition.zone)
        words["ends"] = {
            "day": date_format(ends, "DATE_FORMAT"),
            "time": date_format(ends, "H:i"),
            "zone": zone_words(row.edition.time_zone),
        }
    return Enclosure(words)


def approved_booking(context: Mapping[str, Any]) -> Enclosure:
    """Return what the letter confirms, as it was frozen, and the letter itself as a PDF."""
    letter = ConfirmationLetter.objects.get(pk=context["letter"])
    frozen = letter.snapshot
    currency, prices = frozen.get("currency", ""), frozen.get("prices", [""] * len(frozen["booths"]))
    words: Words = {
        "number": letter.number,
        "opens": _day(frozen["opens"]),
        "closes": _day(frozen["closes"]),
        "booths": [
            {
                **booth,
                "area": sqm(Decimal(booth["area_sqm"])),
                "price": money(Decimal(price), currency) if price else "",
            }
            for booth, price in zip(frozen["booths"], prices, strict=True)
        ],
        "total": sqm(Decimal(frozen["area_sqm"])),
    }
    if currency:
        total = frozen["price"]
        words["price"] = {
            "total": money(Decimal(total), currency) if total else "",
            "tax_note": frozen["tax_note"],
            "lines": [
                {**line, "amount": money(Decimal(line["amount"]), currency)} for line in frozen.get("price_lines", [])
            ],
        }
    return Enclosure(words, [Attachment(f"{letter.number}.pdf", letter_pdf(letter), "application/pdf")])


def changed_price(context: Mapping[str, Any]) -> Enclosure:
    """Return the new letter, with its total and the total of the letter that it replaces."""
    found = approved_booking(context)
    old, new = (ConfirmationLetter.objects.get(pk=context[name]).snapshot for name in ("replaces", "letter"))
    totals = {
        name: money(Decimal(frozen["price"]), frozen["currency"]) if frozen.get("price") else ""
        for name, frozen in (("before", old), ("after", new))
    }
    is_less = all(totals.values()) and Decimal(new["price"]) < Decimal(old["price"])
    return Enclosure({**found.context, **totals, "is_less": is_less}, found.attachments)


def placed_booking(context: Mapping[str, Any]) -> Enclosure:
    """Return the letter as `approved_booking` does, with the m² that have no booth yet."""
    letter, rest = approved_booking(context), Decimal(context["rest_sqm"])
    return Enclosure({**letter.context, "rest": sqm(rest) if rest else ""}, letter.attachments)


def share_of_block(context: Mapping[str, Any]) -> Enclosure:
    """Return the booths that a share has now, its m² without booths, and the letter if there is one."""
    if context["letter"] is not None:
        return approved_booking(context)
    row = Booking.objects.select_related("edition").get(pk=context["booking"])
    claims = list(claims_shown(row))
    return Enclosure({"booths": [], "total": sqm(sum((claim.area_sqm for claim in claims), Decimal(0)))})


def returned_block(context: Mapping[str, Any]) -> Enclosure:
    """Return the agency's new letter, if there is one. Mails queued before these letters existed have none."""
    return Enclosure({}) if context.get("letter") is None else approved_booking(context)


def changed_plan(context: Mapping[str, Any]) -> Enclosure:
    """Return the booths before and after, the difference in price, and the letter if there is one."""
    words: Words = dict(changes_in_words(context))
    if context["price_difference"] is not None:
        words["price"] = signed(Decimal(context["price_difference"]), context["currency"])
    if context["letter"] is None:
        return Enclosure(words)
    letter = ConfirmationLetter.objects.get(pk=context["letter"])
    words["number"] = letter.number
    return Enclosure(words, [Attachment(f"{letter.number}.pdf", letter_pdf(letter), "application/pdf")])


def _price(quote: Quote | None, line: PriceLine | None) -> str:
    return "" if quote is None or line is None or line.price is None else money(line.price, quote.currency)


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "DATE_FORMAT")
