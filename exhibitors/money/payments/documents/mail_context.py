"""What the letters about a payment say in its reader's language; `MAIL_ENCLOSURES` names it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from ciie.mail.composing import Enclosure
from ciie.web.templatetags.interface import money


def received(context: Mapping[str, Any]) -> Enclosure:
    """The amounts in words of the reader, and the day."""
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
    """The amount and the days in words of the reader."""
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
