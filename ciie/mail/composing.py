"""From an outbox row to the mail itself: one Markdown text per kind and language gives subject, text and HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
NAMES = {"kind", "language", "site_url", "token"}
"""Words of ours that stand in a link or name a template; all others may come from people."""
MARKED_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
MARKED_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
EMPTY_LINES = re.compile(r"\n{3,}")
SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~"})


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Enclosure:
    """What an app adds to a letter when it is sent: more words for the text, and files."""

    context: Mapping[str, Any] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    html: str
    attachments: Sequence[Attachment] = ()


def compose(context: Mapping[str, Any]) -> Message:
    """Render a letter from its row's context, in the recipient's language.

    `MAIL_ENCLOSURES` maps kinds to functions of the apps that look up what only the database knows by now.
    Raises whatever they raise; the sender then tries again later.
    """
    with translation.override(context["language"]):
        path = settings.MAIL_ENCLOSURES.get(context["kind"])
        enclosure: Enclosure = import_string(path)(context) if path else Enclosure()
        words = {**context, **enclosure.context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        subject, marked_plainly = _source(words)
        _subject, marked = _source(_escaped(words))
        frame = {
            "subject": subject,
            "body": MARKDOWN.render(marked),
            "footing": f"mail/{words['language']}/footing.txt",
        }
        html = render_to_string("mail/frame.html", {**words, **frame})
    return Message(subject, _as_plain_text(marked_plainly), html, enclosure.attachments)


def _as_plain_text(marked: str) -> str:
    """Markdown as one writes in a letter: an address after the words that it belongs to, nothing bold."""
    plain = MARKED_LINK.sub(r"\1:\n\2", MARKED_STRONG.sub(r"\1", marked))
    return EMPTY_LINES.sub("\n\n", plain)


def _source(words: Mapping[str, Any]) -> tuple[str, str]:
    """The subject (first line) and the body of the kind's text in the language."""
    template = Engine.get_default().get_template(f"mail/{words['language']}/{words['kind']}.md")
    rendered = template.render(Context(dict(words), autoescape=False))
    subject, _line, body = rendered.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _escaped(value: Any) -> Any:
    """The same words with Markdown's special characters disarmed, so that a name is never a link."""
    if isinstance(value, str):
        return value.translate(SPECIAL)
    if isinstance(value, Mapping):
        return {key: inner if key in NAMES else _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return value
