"""Queries on the sender of an edition's mails."""

from collections.abc import Mapping
from typing import Any

from ciie.mail.senders import Sender
from pavilions.floor.models.edition import Edition


def sender_of_letter(context: Mapping[str, Any]) -> Sender:
    """Return the sender of the edition that the letter is about. The setting `MAIL_SENDERS` names this function."""
    if "edition_number" not in context:
        return Sender()
    rows = Edition.objects.filter(number=context["edition_number"]).values_list("sender_name", "reply_to")
    return Sender(*rows.first() or ())
