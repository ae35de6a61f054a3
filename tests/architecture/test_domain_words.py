"""The project package names no state and no capability of the apps: these come from the packages that own them."""

import re
from pathlib import Path

import pytest

from ciie.settings.env import BASE_DIR
from ciie.web.badges import badges_by_kind

CAPABILITIES = (
    "booking", "booth", "hall", "pavilion", "exhibitor", "company", "companie", "deal", "roadshow", "bulletin",
    "exhibit", "debut", "sector", "allotment", "edition", "venue", "floor_plan", "expo", "organizer", "waitlisted",
)  # fmt: skip
WORD = re.compile(
    "|".join(
        rf"(?:(?<![A-Za-z]){word}|{word.capitalize()})s?(?![a-z])|(?<![A-Z]){word.upper()}S?(?![A-Za-z])"
        for word in CAPABILITIES
    )
)
QUOTED = re.compile(r"""(?<![\w-])["'.]([a-z_]+)(?:["']| \{)""")
OWN = {"held_state", "letter_state", "undelivered"}
"""Kinds of badges for letters, whose states are the project package's own."""
STATES = {state for kind, badges in badges_by_kind().items() if kind not in OWN for state in badges}
OTHER_MEANINGS = {
    "none",
    "open",
    "free",
    "blocked",
    "draft",
    "closed",
    "verified",
    "confirmed",
    "refused",
    "hidden",
    "failed",
}
"""Words that are also something else: CSS values, kinds of inputs, Pillow's `draft`, events of security and of mail."""

NAMES_THE_APPS = (
    "ciie/settings/",  # which apps there are, and what they plug in
    "ciie/local/",  # `make run` loads the sample and prints where to go
    "ciie/urls.py",  # includes their urls
    "ciie/web/management/commands/translations.py",  # whose texts are collected
    "ciie/web/revalidation.py",  # whose code decides what a page looks like
)
ALLOWED = {
    ("ciie/web/management/commands/vendor_assets.py", "expo"),  # the vendor's name of its fonts
    ("ciie/kernel/clock.py", "edition"),  # the sample edition's moved clock
    ("ciie/mail/admin.py", "sent"),  # mails are, as offers are
    ("ciie/mail/states.py", "sent"),
    ("ciie/mail/states.py", "waiting"),  # letters do, as requests do
    ("ciie/kernel/web_addresses.py", "company"),  # a legal form
    ("ciie/kernel/days.py", "edition"),  # whose zone a day is in
}


def sources() -> list[Path]:
    kinds = (".py", ".css", ".js", ".html")
    files = (path for path in (BASE_DIR / "ciie").rglob("*") if path.suffix in kinds)
    return [
        path
        for path in files
        if not {"vendor", "migrations", "locale"} & set(path.parts)
        and not path.relative_to(BASE_DIR).as_posix().startswith(NAMES_THE_APPS)
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(BASE_DIR).as_posix())
def test_project_package_names_nothing_of_the_apps(path: Path) -> None:
    name, text = path.relative_to(BASE_DIR).as_posix(), path.read_text()
    words = {word.lower().removesuffix("s") for word in WORD.findall(text)}
    states = {word for word in QUOTED.findall(text) if word in STATES - OTHER_MEANINGS}
    assert {(name, word) for word in words | states} - ALLOWED == set()
