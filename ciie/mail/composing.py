"""Composing a mail from an outbox row. One Markdown text per kind and language gives subject, text and HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import structlog
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from markdown_it import MarkdownIt

from ciie.kernel.bilingual import reads_chinese, site_name
from ciie.kernel.wording import day_words
from ciie.mail.kinds import DAY, day_names
from ciie.mail.models import MailText
from ciie.mail.sandbox import rendered
from ciie.mail.senders import own_sender
from ciie.mail.standard_texts import fragment_words, standard_text

logger = structlog.get_logger(__name__)

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
NAMES = {"kind", "language", "site_url", "token"}
"""Words of our own that are part of a link or name a template. All others may come from people."""
WRITTEN = "written_text"
"""The key of a letter's words under which a text, as `subject` and `body`, replaces the standard one."""
MARKED_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
MARKED_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
EMPTY_LINES = re.compile(r"\n{3,}")
SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~"})


class Marked(str):
    """Markdown that is rendered without being escaped. Only enclosures use it."""

    __slots__ = ()


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
    body: str = ""
    """The part of the HTML that belongs to the letter itself, without the frame."""


def compose(context: Mapping[str, Any]) -> Message:
    """Render a letter from its row's context, in the recipient's language.

    `MAIL_ENCLOSURES` maps kinds to functions of the apps that look up what only the database knows by now. A test
    letter has its own text (`WRITTEN`) and sample values, and no enclosure. Exceptions of these functions propagate;
    the sender then tries again later.
    """
    if WRITTEN in context:
        return composed(context)
    with translation.override(context["language"]):
        path = settings.MAIL_ENCLOSURES.get(context["kind"])
        enclosure: Enclosure = import_string(path)(context) if path else Enclosure()
        name = own_sender(context).site_name
    texts = MailText.objects.filter(kind=context["kind"], language=context["language"], is_in_use=True)
    written = texts.values("subject", "body").first()
    words = {**context, **enclosure.context, "site_name": name}
    try:
        message = composed({**words, WRITTEN: written} if written else words)
    except (TemplateSyntaxError, TypeError, ValueError) as error:
        if written is None:
            raise
        # The text was valid when it was written, for a release with other placeholders.
        logger.warning("mail_text_broken", kind=context["kind"], language=context["language"], exc_info=error)
        message = composed(words)
    return replace(message, attachments=enclosure.attachments)


def composed(words: Mapping[str, Any]) -> Message:
    """Return a letter with these words, by the text that they contain (`WRITTEN`) or else the standard text."""
    with translation.override(words["language"]):
        written = words.get(WRITTEN)
        said = _in_language({name: word for name, word in words.items() if name != WRITTEN})
        said |= {"site_name": words.get("site_name") or site_name(), "site_url": settings.SITE_URL}
        subject, marked_plainly = _source(said, written)
        _subject, marked = _source(_escaped(said), written)
        frame = {
            "subject": subject,
            "body": MARKDOWN.render(marked),
            "footing": f"mail/{words['language']}/footing.txt",
        }
        html = render_to_string("mail/frame.html", {**said, **frame})
    return Message(subject, _as_plain_text(marked_plainly), html, body=frame["body"])


def _in_language(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words with Chinese ones (`…_zh`) in place of the English ones in a Chinese letter."""
    chinese = {key.removesuffix("_zh"): words[key] for key in words if key.endswith("_zh") and reads_chinese()}
    days = day_names()
    return {name: _said(name, word, days) for name, word in {**words, **chinese}.items()}


def _said(name: str, word: Any, days: frozenset[str]) -> Any:
    """Return a word, or a day as the language writes it.

    A letter's row stores days as `2024-05-29`, under the name of a day.
    """
    if isinstance(word, Mapping):
        return {inner: _said(inner, value, days) for inner, value in word.items()}
    is_day = name in days and isinstance(word, str) and DAY.fullmatch(word)
    return day_words(date.fromisoformat(word)) if is_day else word


def _as_plain_text(marked: str) -> str:
    """Convert Markdown to plain text, with a URL after the words that it belongs to, and without bold type."""
    plain = MARKED_LINK.sub(r"\1:\n\2", MARKED_STRONG.sub(r"\1", marked))
    return EMPTY_LINES.sub("\n\n", plain)


def _source(words: Mapping[str, Any], written: Mapping[str, str] | None) -> tuple[str, str]:
    """Return the subject and the body of the kind's text in the language, in Markdown."""
    if written is None:
        template = Engine.get_default().get_template(f"mail/{words['language']}/{words['kind']}.md")
        rendering = template.render(Context(dict(words), autoescape=False))
        subject, _line, body = rendering.strip().partition("\n")
    else:
        standard = standard_text(words["kind"], words["language"])
        known = {**words, **fragment_words(standard, words)}
        subject, body = rendered(written["subject"], known), rendered(written["body"], known)
    return " ".join(subject.split()), body.strip() + "\n"


def _escaped(value: Any) -> Any:
    """Return the words with Markdown's special characters escaped, so that a name never becomes a link."""
    if isinstance(value, Marked):
        return value
    if isinstance(value, str):
        return value.translate(SPECIAL)
    if isinstance(value, Mapping):
        return {key: inner if key in NAMES else _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return value
