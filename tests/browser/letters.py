"""Mails that have arrived."""

from django.core import mail
from django.utils import timezone

from ciie.mail.delivery import deliver_due


def letter_to(address: str, *, subject: str = "") -> str:
    """The text of the last one to this address, with these words in its subject, once all that waits has been sent."""
    deliver_due(at=timezone.now())
    return str(next(sent.body for sent in reversed(mail.outbox) if address in sent.to and subject in sent.subject))
