"""Mailboxes, each of which may have several addresses.

What follows a plus sign is the owner's own addition, and so are dots with some services. Mailboxes are compared so that
one person does not count as several. Mail always goes to the address as it was typed.
"""

from typing import Final

from django.db.models import Case, CharField, Expression, F, Func, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.db.models.lookups import In

IGNORING_DOTS: Final = {
    "gmail.com": ("gmail.com", "googlemail.com"),
    "pm.me": ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
}
"""The mail services that ignore dots (jo.doe@ and jodoe@ are one mailbox), with all domains of each.

Each service is listed under its shortest domain, so that no mailbox is longer than its address.
"""


class AddressPart(Func):
    """One part of a text that is split at a character. Positions count from 1."""

    function = "SPLIT_PART"
    output_field = CharField()


def mailbox_of(email: str | Expression) -> Expression:
    """Return the mailbox of an address as a database expression: jo.doe+fair@googlemail.com is jodoe@gmail.com.

    `email` is the name of a column or an expression. PostgreSQL computes the mailbox, so that the column of people and
    the values compared with it cannot differ.
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
