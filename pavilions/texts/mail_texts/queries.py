"""Queries on the sender of an edition's mails."""

from collections.abc import Mapping
from typing import Any

from ciie.mail.senders import Sender
from pavilions.floor.models.edition import Edition


def sender_of_letter(context: Mapping[str, Any]) -> Sender:
    """Return the sender of the edition that the letter is about. The setting `MAIL_SENDERS` names this function."""
    if "edition_number" not in context:
        return Sender()
    edition = Edition.objects.select_related("fair").filter(number=context["edition_number"]).first()
    return Sender(edition.sender_name, edition.reply_to, edition.fair_name) if edition else Sender()
