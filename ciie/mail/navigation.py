"""The way to the mailbox, for everybody at a developer's machine."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ciie.web.navigation import Entry, Group


def menu(_request: HttpRequest) -> Iterator[Group]:
    yield Group(_("This machine"), (Entry(_("Mailbox"), reverse("mailbox"), "mail"),), place="bar")
