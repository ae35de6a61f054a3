"""What mails about a payment contain in the reader's language. `MAIL_ENCLOSURES` refers to it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from ciie.mail.composing import Enclosure
from ciie.web.templatetags.interface import money


def received(context: Mapping[str, Any]) -> Enclosure:
    """Return the amounts and the day, formatted in the reader's language."""
    currency, rest = context["currency"], Decimal(context["rest"])
    return Enclosure(
        {
            "paid": {
                "amount": money(Decimal(context["amount"]), currency),
                "day": date_format(date.fromisoformat(context["received_on"]), "DATE_FORMAT"),
                "advance": money(rest, currency) if rest else "",
                "invoices": [
                    {"number": each["number"], "amount": money(Decimal(each["amount"]), currency)}
                    for each in context["invoices"]
                ],
            }
        }
    )


def returned(context: Mapping[str, Any]) -> Enclosure:
    """Return the amount and the days, formatted in the reader's language."""
    days = {
        name: date_format(date.fromisoformat(context[name]), "DATE_FORMAT") for name in ("received_on", "returned_on")
    }
    return Enclosure(
        {
            "returned_payment": {
                "amount": money(Decimal(context["amount"]), context["currency"]),
                "received": days["received_on"],
                "day": days["returned_on"],
                "invoices": context["invoices"],
            }
        }
    )
