from django.template import Context, Template

from tests.html_rules import inline_offences


def drawn(source: str) -> str:
    return Template("{% load capacity %}" + source).render(Context())


def test_capacity_bar_shares_the_whole_between_its_parts() -> None:
    html = drawn('{% capacity_bar "5.1H" 20000 booked=9000 reserved=1000 %}')
    assert 'class="fill-booked" x="0.00%" width="45.00%"' in html
    assert 'class="fill-reserved" x="45.00%" width="5.00%"' in html
    assert "10,000 of 20,000\xa0m² (50.0%)" in html
    assert inline_offences(html) == []


def test_capacity_bar_of_too_much_still_fits() -> None:
    html = drawn('{% capacity_bar "5.1H" 100 booked=150 reserved=50 %}')
    assert 'class="capacity capacity-over"' in html
    assert 'x="75.00%" width="25.00%"' in html
