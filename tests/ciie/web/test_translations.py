"""The catalogues: what is gathered, what is kept, what is complained about; and a page in Chinese."""

import re
from io import StringIO
from pathlib import Path

import pytest
import unfold
from babel.messages import Catalog
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from django.utils.formats import get_format

from ciie.locale.en import formats as english
from ciie.web.management.commands import translations
from ciie.web.management.commands.translations import as_po, brought_up_to_date, complaints, marked, read

TEMPLATE = """{% load i18n %}
<ul>
    <li>{% translate "Halls" %}
        {% translate "Open" context "roadshow" %}</li>
</ul>
{% blocktranslate trimmed count counter=booths %}
  {{ counter }} booth
{% plural %}
  {{ counter }} booths
{% endblocktranslate %}
"""


def catalog(**translated: str | tuple[str, ...]) -> Catalog:
    found = Catalog(locale="zh_Hans")
    for text, words in translated.items():
        found.add(text, words)
    return found


def test_texts_of_python_and_templates_are_found_with_their_context(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    (tmp_path / "ciie").mkdir()
    (tmp_path / "ciie/words.py").write_text(
        'from x import gettext_lazy as _\nA, B = _("Taken"), pgettext("mail", "To")\n'
    )
    (tmp_path / "elsewhere.py").write_text('_("Not ours")\n')
    found = {
        (each.context, each.id, tuple(name for name, _line in each.locations)) for each in marked(tmp_path) if each.id
    }
    assert found == {
        (None, "Taken", ("ciie/words.py",)),
        ("mail", "To", ("ciie/words.py",)),
        (None, "Halls", ("templates/page.html",)),
        ("roadshow", "Open", ("templates/page.html",)),
        (None, ("%(counter)s booth", "%(counter)s booths"), ("templates/page.html",)),
    }


def test_comments_for_translators_stand_in_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(
        '{% load i18n %}\n<p>\n    {# Translators: a verb #}\n    {% translate "Book" %}</p>\n{% translate "Halls" %}\n'
    )
    (tmp_path / "ciie").mkdir()
    (tmp_path / "ciie/words.py").write_text(
        '# Not for translators.\nA = _("Taken")\n# Translators: a noun\nB = _("Contact")\n'
    )
    after = brought_up_to_date(catalog(Book="预订", Contact="联系人"), marked(tmp_path))
    assert {each.id: each.auto_comments for each in after if each.id} == {
        "Taken": [],
        "Contact": ["Translators: a noun"],
        "Book": ["Translators: a verb"],
        "Halls": [],
    }
    assert '#. Translators: a verb\n#: templates/page.html\nmsgid "Book"\nmsgstr "预订"' in as_po(after).decode()


def test_what_is_new_comes_in_what_is_gone_goes_and_the_rest_stays() -> None:
    texts = catalog(Halls="", Booths="")
    after = brought_up_to_date(catalog(Halls="展馆", Gone="旧"), texts)
    assert {each.id: each.string for each in after if each.id} == {"Halls": "展馆", "Booths": ""}
    assert b"Gone" not in as_po(after)


@pytest.mark.parametrize(
    ("text", "translation", "complaint"),
    [
        ("Halls", "", "not translated: Halls"),
        ("%(left)s m² left", "剩余 m²", "%(left)s not as in: %(left)s m² left"),
        ("{host} at {booth}", "{booth}", "{host} not as in: {host} at {booth}"),
        (
            "<strong>%(n)s</strong> booths",
            "%(n)s 个展位",
            "</strong>, <strong> not as in: <strong>%(n)s</strong> booths",
        ),
        (("one booth", "%(n)s booths"), ("%(m)s 个展位",), "%(m)s, %(n)s not as in: one booth"),
    ],
)
def test_what_is_missing_or_misplaced_is_named(
    text: str | tuple[str, str], translation: str | tuple[str, ...], complaint: str
) -> None:
    found = Catalog(locale="zh_Hans")
    found.add(text, translation)
    assert list(complaints(found)) == [complaint]


def test_places_may_change_their_order_and_one_need_not_be_counted() -> None:
    found = catalog(**{"%(left)s of %(all)s": "共 %(all)s，剩余 %(left)s"})
    found.add(("one booth", "%(n)s booths"), ("%(n)s 个展位",))
    found.add(("one hall", "%(n)s halls"), ("一个展馆",))
    assert list(complaints(found)) == []


def test_catalogue_that_lacks_a_text_is_refused_until_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = translations.LOCALES / "zh_Hans/LC_MESSAGES/django.po"
    mine = tmp_path / "zh_Hans/LC_MESSAGES/django.po"
    mine.parent.mkdir(parents=True)
    known = read(there, "zh_Hans")
    known.delete("Halls")
    mine.write_bytes(as_po(known))
    monkeypatch.setattr(translations, "LOCALES", tmp_path)
    said = StringIO()
    with pytest.raises(CommandError, match="Problems: 2"):
        call_command("translations", check=True, stderr=said)
    assert said.getvalue().splitlines() == [
        "not up to date: django.po",
        "zh_Hans: not translated: Halls",
    ]
    assert mine.read_bytes() == as_po(known)  # a check changes nothing
    with pytest.raises(CommandError, match="Problems: 1"):
        call_command("translations", stderr=StringIO())
    assert 'msgid "Halls"\nmsgstr ""' in mine.read_text()
    assert mine.with_suffix(".mo").exists()


@pytest.mark.django_db
def test_page_is_in_the_language_that_the_browser_asks_for(client: Client) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-hans"' in page.text
    assert "<title>登录" in page.text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_every_format(language: str) -> None:
    """Of a name that it does not know, Django makes a format."""
    names = {name for name in vars(english) if name.isupper()}
    with translation.override(language):
        assert {name for name in names if get_format(name) == name} == set()


@pytest.mark.parametrize(
    ("one", "many", "values", "words"),
    [
        ("Export %(len)s selected item.", "Export %(len)s selected items.", {"len": 3}, "导出所选的 3 项。"),
        ("…and %(count)d more object.", "…and %(count)d more objects.", {"count": 3}, "……另有 3 项。"),
    ],
)
def test_plurals_of_the_admin_that_its_libraries_lack_are_chinese(
    one: str, many: str, values: dict[str, int], words: str
) -> None:
    with translation.override("zh-hans"):
        assert translation.ngettext(one, many, 3) % values == words


def test_plurals_in_the_templates_of_the_admin_are_chinese() -> None:
    """Found where they are written: blanks and ends of lines are part of the text."""
    plural = re.compile(
        r"{% blocktrans(?:late)? (?:with [^%]*)?count [^%]*%}([^{]*(?:{{ ?\w+ ?}}[^{]*)+){% plural %}(.*?){% end",
        re.DOTALL,
    )
    untranslated = set()
    for template in Path(unfold.__file__).parent.rglob("*.html"):
        for one, many in plural.findall(template.read_text()):
            first, second = (re.sub(r"{{ ?(\w+) ?}}", r"%(\1)s", text) for text in (one, many))
            with translation.override("zh-hans"):
                if translation.ngettext(first, second, 2) == second:
                    untranslated.add((template.name, one))
    assert untranslated == set()
