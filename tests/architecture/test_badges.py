"""Every badge that a package registers can be drawn: its icon is in the sprite, its colours in a shared stylesheet."""

from pathlib import Path

import pytest

from ciie.web.badges import badge, badges_by_kind
from ciie.web.management.commands.vendor_assets import ICONS

STYLES = (Path("ciie/static/css/badges.css"), Path("pavilions/static/pavilions/space.css"))
BADGES = [(kind, state) for kind, badges in badges_by_kind().items() for state in badges]


def test_packages_register_the_badges_of_their_states() -> None:
    assert {"availability", "booking_state", "deal_state", "pavilion_stage", "plan_state"} <= badges_by_kind().keys()


@pytest.mark.parametrize(("kind", "state"), BADGES)
def test_badge_has_its_icon_and_its_colours(kind: str, state: str) -> None:
    registered = badges_by_kind()[kind][state]
    assert registered.icon in ICONS
    assert any(f".{registered.look} {{" in styles.read_text() for styles in STYLES)


def test_badge_says_the_state_in_a_word() -> None:
    html = badge("booking_state", "waitlisted")
    assert html.endswith("Wait-listed</span>")
    assert 'class="badge-state badge-violet"' in html
