"""Addresses of one mailbox: what stands behind a plus sign, and for some services dots, are the owner's own additions.

Compared so that one person does not count as several; mail always goes to the address as it was typed.
"""

from typing import Final

from django.db.models import Case, CharField, Expression, F, Func, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.db.models.lookups import In

IGNORING_DOTS: Final = {
    "gmail.com": ("gmail.com", "googlemail.com"),
    "pm.me": ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
}
"""Mail services to which jo.doe@ and jodoe@ are the same mailbox, with all domains under which it is reached.

Each stands under the shortest of them, so that no mailbox is longer than its address.
"""


class AddressPart(Func):
    """The first or second part of a text, cut at a character; positions count from 1."""

    function = "SPLIT_PART"
    output_field = CharField()


def mailbox_of(email: str | Expression) -> Expression:
    """The mailbox of an address, as an expression of the database: jo.doe+fair@googlemail.com is jodoe@gmail.com.

    `email` is the name of a column or an expression. PostgreSQL computes it, so that the column of people and whatever
    is compared with it cannot differ.
    """
    address = Lower(F(email) if isinstance(email, str) else email)
    local, domain = AddressPart(address, Value("@"), Value(1)), AddressPart(address, Value("@"), Value(2))
    name = Coalesce(NullIf(AddressPart(local, Value("+"), Value(1)), Value("")), local)
    bare = Replace(name, Value("."), Value(""))
    services = [
        When(In(domain, domains), then=_joined(bare, Value(f"@{service}")))
        for service, domains in IGNORING_DOTS.items()
    ]
    return Case(*services, default=_joined(name, _joined(Value("@"), domain)), output_field=CharField())


def _joined(one: Expression, other: Expression) -> Expression:
    return Func(one, other, template="(%(expressions)s)", arg_joiner=" || ", output_field=CharField())
