"""The text of a release: Markdown with placeholders for figures, and what these may contain."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import list_words

SENTENCE_BEGINS = re.compile(r"(?:^|\n\s*\n|[.!?]\s)\Z")
PLACE = re.compile(r"\{([^{}\n]*)\}")
EXACT = ":exact"
LONGEST_SHOWN = 80
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKDOWN = MarkdownIt("commonmark", {"html": False})
PICTURE = re.compile(r"picture:([1-9][0-9]{0,3})")
"""The source by which a text names one of the bulletin's own pictures: `![What it shows](picture:1)`."""


@dataclass(frozen=True)
class ShownPicture:
    """A picture in a text: its address, its size in pixels, and its description."""

    address: str
    width: int
    height: int
    alt: str


def require_known(body: str, keys: Collection[str], *, field: str = "body") -> None:
    """Raise `Invalid` (`unknown_figure`) naming the first placeholder without a figure."""
    for place in PLACE.findall(body):
        if place.removesuffix(EXACT) not in keys:
            raise Invalid(
                _("There is no figure {%(place)s}. Available figures: %(known)s.")
                % {"place": place, "known": list_words(sorted(keys))},
                code="unknown_figure",
                field=field,
            )


def require_own_pictures(body: str, numbers: Collection[int], *, field: str = "body") -> None:
    """Raise `Invalid` for the first picture that is not one of the bulletin's own, which have these numbers.

    A picture on another site (`foreign_picture`) would be missing on the page and would track readers of the feed.
    """
    for source in pictures_in(body):
        own = PICTURE.fullmatch(source)
        if own is None:
            raise Invalid(
                _(
                    "The picture %(source)s is on another site and would not be shown. Add the picture to this "
                    "bulletin, and write the line that the page gives for it."
                )
                % {"source": source[:LONGEST_SHOWN]},
                code="foreign_picture",
                field=field,
            )
        if int(own.group(1)) not in numbers:
            raise Invalid(
                _("This bulletin has no picture %(number)s. Its pictures: %(known)s.")
                % {"number": own.group(1), "known": list_words(sorted(numbers)) or gettext("none")},
                code="unknown_picture",
                field=field,
            )


def pictures_in(body: str) -> list[str]:
    """Return the sources of the pictures that a text shows, in their order."""
    inline = (child for token in MARKDOWN.parse(body) for child in token.children or ())
    return [str(child.attrs.get("src", "")) for child in inline if child.type == "image"]


def language_of(body: str) -> str:
    """Return the language that a release is written in, which is also the language of its figures."""
    return "zh-hans" if CHINESE.search(body) else "en"


def keys_in(body: str) -> list[str]:
    """Return the keys of the figures that a text mentions, in the order of their first mention."""
    return list(dict.fromkeys(place.removesuffix(EXACT) for place in PLACE.findall(body)))


def filled_in(body: str, said: Mapping[str, str], exact: Mapping[str, str]) -> str:
    """Return the text with its figures, as plain Markdown, with a capital letter where a sentence begins.

    The placeholder of a missing figure stays as it is.
    """

    def figure(match: re.Match[str]) -> str:
        place = match.group(1)
        found = exact.get(place.removesuffix(EXACT)) if place.endswith(EXACT) else said.get(place)
        if found is None:
            return match.group(0)
        return _capitalised(found) if SENTENCE_BEGINS.search(body[: match.start()]) else found

    return PLACE.sub(figure, body)


def as_html(
    body: str, said: Mapping[str, str], exact: Mapping[str, str], pictures: Mapping[int, ShownPicture] | None = None
) -> SafeString:
    """Return the text as HTML. Each figure links to `#figure-<key>`, where the page says how it was counted.

    `pictures` are the bulletin's own by their numbers; any other picture is left out.
    """
    linked = {key: f"[{_plain(text)}](#figure-{key})" for key, text in said.items()}
    linked_exact = {key: f"[{_plain(text)}](#figure-{key})" for key, text in exact.items()}
    tokens = MARKDOWN.parse(filled_in(body, linked, linked_exact))
    for token in tokens:
        if token.children:
            token.children = [child for child in token.children if _settle_picture(child, pictures or {})]
    # Raw HTML in Markdown is switched off, so what people write cannot come out as markup.
    written: SafeString = mark_safe(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))  # noqa: S308
    return written


def _settle_picture(token: Token, pictures: Mapping[int, ShownPicture]) -> bool:
    """Set the address, the size and, if missing, the description of a picture. Return whether to keep the token."""
    if token.type != "image":
        return True
    own = PICTURE.fullmatch(str(token.attrs.get("src", "")))
    picture = pictures.get(int(own.group(1))) if own else None
    if picture is None:
        return False
    token.attrs |= {"src": picture.address, "width": picture.width, "height": picture.height, "loading": "lazy"}
    if not token.content.strip():
        token.children = [Token("text", "", 0, content=picture.alt)]
    return True


def _capitalised(text: str) -> str:
    """Capitalise a text, such as `over 800` → `Over 800`, even if the words are those of a link."""
    first = next((at for at, letter in enumerate(text) if letter.isalnum()), 0)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]()<>])", r"\\\1", text)
