from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from ciie.kernel.wording import percent_words
from ciie.web.badges import AVAILABILITIES, BOOKING_STATES, CLAIM_STATES, PLAN_STATES
from ciie.web.management.commands.vendor_assets import ICONS, PACKAGES, VENDOR
from ciie.web.templatetags.interface import SPRITE, field_words, figure, sqm
from ciie.web.vendoring import differences
from tests.html_rules import inline_offences


def drawn(source: str, **context: object) -> str:
    return Template("{% load interface %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (Decimal("280412.00"), "280,412\xa0m²"),
        (Decimal("1044.5"), "1,044.50\xa0m²"),
        (9, "9\xa0m²"),
        (None, "–"),
    ],
)
def test_sqm_shows_decimals_only_where_there_are_any(area: Decimal | int | None, words: str) -> None:
    assert sqm(area) == words


def test_figure_groups_in_the_readers_language() -> None:
    with override("zh-hans"):
        assert figure(12345) == "12,345"


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 3, "33.3\xa0%"), (0, 3, "0.0\xa0%"), (5, 0, "–")])
def test_share_of_nothing_is_a_dash(part: int, whole: int, words: str) -> None:
    assert percent_words(part, whole) == words


def test_field_words_are_for_people() -> None:
    assert field_words("request-0-area_sqm") == "Area sqm"


def test_icon_is_decoration_unless_it_has_a_name() -> None:
    assert (
        drawn('{% icon "map" %}')
        == f'<svg class="icon" aria-hidden="true"><use href="/static/{SPRITE}#map"></use></svg>'
    )
    assert 'role="img" aria-label="Plan"' in drawn('{% icon "map" "Plan" %}')


def test_every_state_has_its_icon_in_the_sprite_and_its_colours() -> None:
    badges = [*BOOKING_STATES.values(), *AVAILABILITIES.values(), *CLAIM_STATES.values(), *PLAN_STATES.values()]
    assert {badge.icon for badge in badges} <= set(ICONS)
    rules = (VENDOR.parent / "css" / "states.css").read_text()
    classes = [f".state-{state}" for state in BOOKING_STATES]
    classes += [f".availability-{state}" for state in AVAILABILITIES]
    classes += [f".claim-{state}" for state in CLAIM_STATES]
    classes += [f".plan-state-{state}" for state in PLAN_STATES]
    assert [name for name in classes if name not in rules] == []


def test_badge_says_the_state_in_a_word() -> None:
    html = drawn("{% booking_state state %}", state="waitlisted")
    assert html.endswith("Wait-listed</span>")
    assert 'class="badge-state state-waitlisted"' in html


def test_capacity_bar_shares_the_whole_between_its_parts() -> None:
    html = drawn('{% capacity_bar "5.1H" 20000 booked=9000 reserved=1000 %}')
    assert 'class="fill-booked" x="0.00%" width="45.00%"' in html
    assert 'class="fill-reserved" x="45.00%" width="5.00%"' in html
    assert "10,000 of 20,000\xa0m² (50.0\xa0%)" in html
    assert inline_offences(html) == []


def test_capacity_bar_of_too_much_still_fits() -> None:
    html = drawn('{% capacity_bar "5.1H" 100 booked=150 reserved=50 %}')
    assert 'class="capacity capacity-over"' in html
    assert 'x="75.00%" width="25.00%"' in html


def test_breadcrumbs_lead_here_in_order() -> None:
    html = drawn('{% breadcrumbs "Organizer" "/organizer/" "Queue" "/organizer/queue/" %}')
    assert html.index('href="/organizer/"') < html.index('href="/organizer/queue/"')


def test_vendored_files_are_as_their_makers_shipped_them() -> None:
    assert differences(VENDOR) == []


def test_sprite_belongs_to_the_pinned_icons() -> None:
    assert SPRITE.split("/")[1] in {package.folder for package in PACKAGES}
