import pytest

from ciie.kernel.errors import Invalid
from exhibitors.promotion.bulletins.text import as_html, filled_in, keys_in, require_known

SAID = {"companies": "over 800", "area": "over 280,000"}
EXACT = {"companies": "812", "area": "280,698.15"}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{companies} came.", "Over 800 came."),
        ("So {companies} came.", "So over 800 came."),
        ("Good. {companies} came.", "Good. Over 800 came."),
        ("Good,\n{companies} came.", "Good,\nover 800 came."),
        ("Good.\n\n{companies} came.", "Good.\n\nOver 800 came."),
        ("Exactly {companies:exact}.", "Exactly 812."),
        ("{unknown} and {}", "{unknown} and {}"),
        ("{" * 1000, "{" * 1000),
    ],
)
def test_places_are_filled(body: str, text: str) -> None:
    assert filled_in(body, SAID, EXACT) == text


def test_figures_are_found_once_each_in_their_order() -> None:
    assert keys_in("{area} {companies:exact} {area:exact} {companies}") == ["area", "companies"]


def test_unknown_figure_is_refused_by_name() -> None:
    require_known("{companies} {area:exact}", SAID)
    with pytest.raises(Invalid) as refusal:
        require_known("{companies} {visitors}", SAID)
    assert refusal.value.field == "body"
    assert str(refusal.value) == "There is no figure {visitors}. Available figures: area, companies."


def test_each_figure_leads_to_how_it_was_counted() -> None:
    html = as_html("{companies} came.", SAID, EXACT)
    assert html == '<p><a href="#figure-companies">Over 800</a> came.</p>\n'


def test_what_people_write_does_not_become_markup() -> None:
    html = as_html("<script>x</script> [a](javascript:alert(1)) {companies}", {"companies": "<b>[x](y)"}, {})
    assert "<script>" not in html
    assert 'href="javascript' not in html
    assert "<b>" not in html
