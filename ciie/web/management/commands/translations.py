"""`manage.py translations`: update the catalogues; `--check` only verifies that they are up to date and complete.

`--compile` only compiles them, which `make ready` and the image build do.

Babel extracts, merges and compiles, so that nothing but Python is needed. The files are where Django looks for them:
`django.po` for people, and `django.mo` beside it for the running site, which is not in the repository.
"""

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[4]
LOCALES = ROOT / "ciie" / "locale"
MOST_NAMED = 20
PARTS: Final = ("ciie", "exhibitors", "pavilions", "templates")
KEYWORDS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACES: Final = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
WIDTH: Final = 110


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to date with the texts, or check them with --check."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if anything is missing or out of date"
        )
        parser.add_argument("--compile", action="store_true", help="only compile the catalogues as they are")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        if options["compile"]:
            for path in LOCALES.glob("*/LC_MESSAGES/django.po"):
                path.with_suffix(".mo").write_bytes(as_mo(read(path, path.parts[-3])))
            return
        texts = marked(ROOT)
        wrong = [
            complaint
            for language, _name in settings.LANGUAGES
            if language != settings.LANGUAGE_CODE
            for complaint in self._complaints(to_locale(language), texts, check=check)
        ]
        for complaint in wrong[:MOST_NAMED]:
            self.stderr.write(complaint)
        if wrong:
            raise CommandError(f"Problems: {len(wrong)}")
        self.stdout.write(f"{len(texts)} texts, all translated")

    def _complaints(self, locale: str, texts: Catalog, *, check: bool) -> list[str]:
        path = LOCALES / locale / "LC_MESSAGES" / "django.po"
        catalog = brought_up_to_date(read(path, locale), texts)
        text = as_po(catalog)
        old = ["not up to date: django.po"] if check and path.read_bytes() != text else []
        if not check:
            path.write_bytes(text)
            path.with_suffix(".mo").write_bytes(as_mo(catalog))
        return old + [f"{locale}: {each}" for each in complaints(catalog)]


def marked(root: Path) -> Catalog:
    """Return every text marked for translation in Python and templates below `root`, with the files that contain it.

    A comment that starts with “Translators:” on the line before a text is included. A template is read as Django's own
    `makemessages` reads it: as Python, without its indentation.
    """
    found = Catalog()
    for path in sorted(each for part in PARTS for each in (root / part).rglob("*") if each.suffix in {".py", ".html"}):
        source = path.read_text()
        if path.suffix == ".html":
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        for _line, text, comments, context in extract(
            "python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            found.add(text, locations=[(str(path.relative_to(root)), 0)], auto_comments=comments, context=context)
    return found


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(catalog: Catalog, texts: Catalog) -> Catalog:
    """Return the catalogue with exactly the texts of `texts`. Existing translations are kept."""
    texts.creation_date = catalog.creation_date
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def complaints(catalog: Catalog) -> Iterator[str]:
    """Yield a line for each text without a translation, or with one that lacks or adds a placeholder or a tag."""
    for message in catalog:
        if message.id and not all(_texts(message.string)):
            yield f"not translated: {_texts(message.id)[0]}"
        elif message.id and (wrong := _misplaced(message)):
            yield f"{', '.join(sorted(wrong))} not as in: {_texts(message.id)[0]}"


def _misplaced(message: Message) -> set[str]:
    """Return the placeholders and tags by which a translation differs from the text.

    A plural may omit its number in a form for one; each form may contain what any other one contains.
    """
    forms = [Counter(PLACES.findall(form)) for form in _texts(message.id)]
    wrong: set[str] = set()
    for text in _texts(message.string):
        there = Counter(PLACES.findall(text))
        if there not in forms:
            wrong |= {place for place in there | forms[-1] if there[place] != forms[-1][place]}
    return wrong


def _texts(form: str | Iterable[str] | None) -> tuple[str, ...]:
    return tuple(form) if form and not isinstance(form, str) else (str(form or ""),)
