from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from ciie.kernel.wording import percent_words
from ciie.web.badges import SPRITE
from ciie.web.management.commands.vendor_assets import PACKAGES, VENDOR
from ciie.web.templatetags.interface import field_words, figure, sqm
from ciie.web.vendoring import differences


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


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 3, "33.3%"), (0, 3, "0.0%"), (5, 0, "–")])
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


def test_breadcrumbs_lead_here_in_order() -> None:
    html = drawn('{% breadcrumbs "Organizer" "/organizer/" "Queue" "/organizer/queue/" %}')
    assert html.index('href="/organizer/"') < html.index('href="/organizer/queue/"')


def test_vendored_files_are_as_their_makers_shipped_them() -> None:
    assert differences(VENDOR) == []


def test_sprite_belongs_to_the_pinned_icons() -> None:
    assert SPRITE.split("/")[1] in {package.folder for package in PACKAGES}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Lyon, France: A; B, C. D (<b>5</b>)"), ("zh-hans", "Lyon，France：A；B、C。D（<b>5</b>）")],
)
def test_templates_have_the_punctuation_of_the_language(language: str, words: str) -> None:
    source = (
        "Lyon{% comma %}France{% colon %}A{% semicolon %}B{% list_comma %}C{% full_stop %}D"
        "{% bracketed %}<b>{{ five }}</b>{% endbracketed %}"
    )
    with override(language):
        assert Template(source).render(Context({"five": 5})) == words
