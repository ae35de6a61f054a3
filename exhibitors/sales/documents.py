"""What letters about offers say beyond what was known when they were queued; `MAIL_ENCLOSURES` names these."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from ciie.mail.composing import Enclosure
from ciie.web.templatetags.interface import money, sqm
from exhibitors.bookings.documents.mail_context import approved_booking
from exhibitors.sales.models.offers import Offer


def offer(context: Mapping[str, Any]) -> Enclosure:
    """The last day that the letter is about, and the frozen lines with their sums."""
    row = Offer.objects.get(pk=context["offer"])
    lines = [
        {
            "name": line.shown_name,
            "booth": line.booth,
            "words": line.shown_words,
            "amount": money(line.amount, row.currency),
        }
        for line in row.lines.order_by("position")
    ]
    return Enclosure(
        {
            "until": date_format(date.fromisoformat(context["last_day"]), "DATE_FORMAT"),
            "version": row.version,
            "total": sqm(row.area_sqm),
            "price": {
                "lines": lines,
                "total": money(row.total, row.currency),
                "tax_note": row.tax_words,
                "is_estimate": False,
            },
        }
    )


def accepted_offer(context: Mapping[str, Any]) -> Enclosure:
    """The same with the confirmation letter, whose booths and prices come first."""
    letter = approved_booking(context)
    return Enclosure({**letter.context, "version": offer(context).context["version"]}, letter.attachments)
