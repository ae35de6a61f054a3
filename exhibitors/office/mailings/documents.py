"""The text of a message, for its mail and its preview."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ciie.mail.composing import MARKDOWN, Enclosure, Marked
from exhibitors.office.mailings.models import Mailing
from exhibitors.office.mailings.queries import words_of


def message(context: Mapping[str, Any]) -> Enclosure:
    """Return what the organizer wrote, in the reader's language.

    A test letter contains its own text, because the draft may change.
    """
    if "body" in context:
        return Enclosure({"body": Marked(context["body"])})
    subject, body = words_of(Mailing.objects.get(pk=context["mailing"]), context["language"])
    return Enclosure({"subject": subject, "body": Marked(body)})


def as_html(body: str) -> SafeString:
    """Render Markdown as HTML. HTML in it is shown as text."""
    written: SafeString = mark_safe(MARKDOWN.render(body))  # noqa: S308
    return written
