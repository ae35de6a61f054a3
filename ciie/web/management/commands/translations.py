"""`manage.py translations` brings the catalogues up to date; `--check` only proves that they are, and complete."""

from argparse import ArgumentParser
from pathlib import Path

from babel.messages import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

from ciie.web.translations import as_mo, as_po, brought_up_to_date, complaints, marked, read

ROOT = Path(__file__).parents[4]
LOCALES = ROOT / "ciie" / "locale"
MOST_NAMED = 20


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to date with the texts, or check them with --check."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything is missing or old")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
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
            raise CommandError(f"{len(wrong)} to mend")
        self.stdout.write(f"{len(texts)} texts, every one translated")

    def _complaints(self, locale: str, texts: Catalog, *, check: bool) -> list[str]:
        path = LOCALES / locale / "LC_MESSAGES" / "django.po"
        catalog = brought_up_to_date(read(path, locale), texts)
        files = {path: as_po(catalog), path.with_suffix(".mo"): as_mo(catalog)}
        if not check:
            for each, content in files.items():
                each.write_bytes(content)
        old = [each for each, content in files.items() if not each.exists() or each.read_bytes() != content]
        return [f"not up to date: {each.name}" for each in old] + [f"{locale}: {each}" for each in complaints(catalog)]
