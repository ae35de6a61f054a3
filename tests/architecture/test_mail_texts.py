"""Every letter's text can be changed by organizers: its kind and its names are described, its form is sound."""

from html import escape

import pytest
from django.conf import settings
from django.template import Context, Engine

from ciie.mail.composing import WRITTEN, composed
from ciie.mail.kinds import KINDS
from ciie.mail.operations import require_writable
from ciie.mail.queries import known_placeholders
from ciie.mail.samples import sample_words
from ciie.mail.standard_texts import kinds_of_letters, standard_text

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_each_kind_says_when_it_is_sent() -> None:
    assert KINDS.keys() == set(kinds_of_letters())


@pytest.mark.parametrize("kind", kinds_of_letters())
def test_each_placeholder_says_what_it_stands_for(kind: str) -> None:
    assert [name for name, meaning in known_placeholders(kind) if not meaning] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds_of_letters())
def test_standard_text_as_organizers_edit_it_makes_the_same_letter(kind: str, language: str) -> None:
    standard = standard_text(kind, language)
    require_writable(kind, language, subject=standard.subject, body=standard.body)
    words = {**sample_words(kind, language), "kind": kind, "language": language}
    written = {WRITTEN: {"subject": standard.subject, "body": standard.body}}
    for missing in ({}, dict.fromkeys(("person", "reason", "note", "booths", "requests", "number"), "")):
        assert composed({**words, **missing, **written}) == composed({**words, **missing})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds_of_letters())
def test_fragments_are_all_that_organizers_do_not_see(kind: str, language: str) -> None:
    standard = standard_text(kind, language)
    assert "{% url" not in standard.body
    assert "{% include" not in standard.body
    for source in standard.fragments.values():
        words = {**sample_words(kind, language), "site_url": settings.SITE_URL}
        assert escape(Engine.get_default().from_string(source).render(Context(words, autoescape=False)))
