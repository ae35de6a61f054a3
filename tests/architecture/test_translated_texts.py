"""A text is translated only where the function is called by a name that `manage.py translations` looks for."""

import re

from ciie.settings.env import BASE_DIR
from ciie.web.management.commands.translations import KEYWORDS

ALIAS = re.compile(r"\b[dnp]*gettext(?:_lazy|_noop)? as (\w+)")


def test_translating_functions_keep_a_name_that_is_looked_for() -> None:
    sources = [path for app in ("ciie", "pavilions", "exhibitors") for path in (BASE_DIR / app).rglob("*.py")]
    unknown = {
        f"{path.relative_to(BASE_DIR)}: {alias}"
        for path in sources
        for alias in ALIAS.findall(path.read_text())
        if alias not in KEYWORDS
    }
    assert unknown == set()
