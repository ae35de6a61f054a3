"""The texts of letters for which directors have not written others: `templates/mail/<language>/<kind>.md`.

Directors see and change them in a simpler form. Where the file includes another one or builds a URL, which only code
can do, the simpler form has a placeholder: `{{ space_lines }}`, `{{ link }}`. These are the text's fragments, which are
rendered as they are in the file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine

INCLUDE = re.compile(r'\{% include "mail/[a-z-]+/(?P<name>[a-z_]+)\.md" %\}')
ADDRESS = re.compile(r"\{\{ site_url \}\}\{% url [^%]+ %\}")
FOLDER = Path(__file__).resolve().parents[2] / "templates" / "mail"
PARTS = {"space", "plan_lines", "settlement_lines"}
"""Texts that are included in others."""


@dataclass(frozen=True)
class StandardText:
    subject: str
    body: str
    fragments: Mapping[str, str]
    """The values of the fragments' placeholders, as templates of Django's own engine."""


@cache
def standard_text(kind: str, language: str) -> StandardText:
    """Return the standard text. Raises `KeyError` for a kind or a language without one."""
    if kind not in kinds_of_letters():
        raise KeyError(kind)
    path = _folder(language) / f"{kind}.md"
    subject, _line, body = path.read_text(encoding="utf-8").strip().partition("\n")
    fragments: dict[str, str] = {}

    def part(found: re.Match[str]) -> str:
        name = "space_lines" if found["name"] == "space" else found["name"]
        fragments[name] = found[0]
        return f"{{{{ {name} }}}}"

    def address(found: re.Match[str]) -> str:
        known = next((name for name, source in fragments.items() if source == found[0]), None)
        links = sum(name.startswith("link") for name in fragments)
        name = known or ("link" if not links else f"link_{links + 1}")
        fragments[name] = found[0]
        return f"{{{{ {name} }}}}"

    body = ADDRESS.sub(address, INCLUDE.sub(part, body))
    return StandardText(subject.strip(), body.strip() + "\n", fragments)


@cache
def kinds_of_letters() -> tuple[str, ...]:
    """Return every kind that has a text."""
    texts = {path.stem for path in _folder(settings.LANGUAGES[0][0]).glob("*.md")}
    return tuple(sorted(texts - PARTS))


def fragment_words(text: StandardText, words: Mapping[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the values of the fragments' placeholders. Each is rendered when a text uses it."""

    def rendering(source: str) -> Callable[[], str]:
        return lambda: Engine.get_default().from_string(source).render(Context(dict(words), autoescape=False))

    return {name: rendering(source) for name, source in text.fragments.items()}


def _folder(language: str) -> Path:
    if language not in dict(settings.LANGUAGES):
        raise KeyError(language)
    return FOLDER / language
