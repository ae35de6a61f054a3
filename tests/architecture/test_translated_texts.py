"""A text is translated only where the function is called by a name that `manage.py translations` looks for."""

import re

from babel.messages.pofile import read_po

from ciie.settings.env import BASE_DIR
from ciie.web.management.commands.translations import KEYWORDS

ALIAS = re.compile(r"\b[dnp]*gettext(?:_lazy|_noop)? as (\w+)")


def test_translating_functions_keep_a_name_that_the_command_extracts() -> None:
    sources = [path for app in ("ciie", "pavilions", "exhibitors") for path in (BASE_DIR / app).rglob("*.py")]
    unknown = {
        f"{path.relative_to(BASE_DIR)}: {alias}"
        for path in sources
        for alias in ALIAS.findall(path.read_text())
        if alias not in KEYWORDS
    }
    assert unknown == set()


def test_no_sentence_ends_with_the_name_of_a_company() -> None:
    """Names end with a full stop of their own (s.r.o., Sdn. Bhd.), which would stand twice."""
    with (BASE_DIR / "ciie/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        texts = [message.id for message in read_po(file) if isinstance(message.id, str)]
    names = re.compile(r"%\((?:agency|company|exhibitor|merged|survivor)\)s\.(?:\s|$)")
    assert [text for text in texts if names.search(text)] == []
