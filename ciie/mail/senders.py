"""The sender and the reply address of a letter: those of what it is about, else those of the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ciie.mail.models import MailSender


@dataclass(frozen=True)
class Sender:
    """A sender's name and a reply address. A blank value means that none is set."""

    name: str = ""
    reply_to: str = ""
    site_name: str = ""
    """The name of the site in the reader's language, where what the letter is about has one of its own."""


def sender_for(context: Mapping[str, Any] | None) -> Sender:
    """Return the sender of letters with this context. `MAIL_SENDERS` names the function of an app that knows it."""
    site = MailSender.objects.first() or MailSender()
    own = own_sender(context or {})
    return Sender(own.name or site.name, own.reply_to or site.reply_to)


def own_sender(context: Mapping[str, Any]) -> Sender:
    """Return the sender of what letters with this context are about."""
    sender: Sender = import_string(settings.MAIL_SENDERS)(context)
    return sender


def sent_as(sender: str, name: str) -> str:
    """Return the sender with the name that directors have set, if they have."""
    return str(Address(name, addr_spec=parseaddr(sender)[1])) if name else sender
