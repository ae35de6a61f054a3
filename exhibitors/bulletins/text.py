"""The text of a release: Markdown with places for figures, and what may stand in them."""

import re
from collections.abc import Collection, Mapping

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import list_words

SENTENCE_BEGINS = re.compile(r"(?:^|\n\s*\n|[.!?]\s)\Z")
PLACE = re.compile(r"\{([^{}\n]*)\}")
EXACT = ":exact"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def require_known(body: str, keys: Collection[str], *, field: str = "body") -> None:
    """Raise `Invalid` (`unknown_figure`) naming the first place for which there is no figure."""
    for place in PLACE.findall(body):
        if place.removesuffix(EXACT) not in keys:
            raise Invalid(
                _("There is no figure {%(place)s}. Available figures: %(known)s.")
                % {"place": place, "known": list_words(sorted(keys))},
                code="unknown_figure",
                field=field,
            )


def language_of(body: str) -> str:
    """The language that a release is written in, and therefore the language of its figures."""
    return "zh-hans" if CHINESE.search(body) else "en"


def keys_in(body: str) -> list[str]:
    """The figures that a text speaks of, in the order in which it first does."""
    return list(dict.fromkeys(place.removesuffix(EXACT) for place in PLACE.findall(body)))


def filled_in(body: str, said: Mapping[str, str], exact: Mapping[str, str]) -> str:
    """The text with its figures, as plain Markdown, with a capital where a sentence begins.

    A figure that is not there leaves its place as it is.
    """

    def figure(match: re.Match[str]) -> str:
        place = match.group(1)
        found = exact.get(place.removesuffix(EXACT)) if place.endswith(EXACT) else said.get(place)
        if found is None:
            return match.group(0)
        return _capitalised(found) if SENTENCE_BEGINS.search(body[: match.start()]) else found

    return PLACE.sub(figure, body)


def as_html(body: str, said: Mapping[str, str], exact: Mapping[str, str]) -> SafeString:
    """The text as HTML; each figure leads to `#figure-<key>`, where the page says how it was counted."""
    linked = {key: f"[{_plain(text)}](#figure-{key})" for key, text in said.items()}
    linked_exact = {key: f"[{_plain(text)}](#figure-{key})" for key, text in exact.items()}
    # Markdown's own HTML is switched off, so what people write cannot come out as markup.
    written: SafeString = mark_safe(MARKDOWN.render(filled_in(body, linked, linked_exact)))  # noqa: S308
    return written


def _capitalised(text: str) -> str:
    """`over 800` → `Over 800`, also where the words are those of a link."""
    first = next((at for at, letter in enumerate(text) if letter.isalnum()), 0)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]()<>])", r"\\\1", text)
