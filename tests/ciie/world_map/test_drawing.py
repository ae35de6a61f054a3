from django.contrib.staticfiles import finders
from django_countries import countries

from ciie.world_map import HEIGHT, WIDTH, world_map
from ciie.world_map.drawing import LARGEST, SMALLEST


def test_dots_have_areas_as_their_weights_and_the_largest_come_first() -> None:
    drawn = world_map({"MT": 25, "FR": 100, "DE": 0}, {"FR": "France: 100 m²"}, label="", marked=frozenset({"MT"}))
    assert [(dot.country, dot.radius, dot.words, dot.is_marked) for dot in drawn.dots] == [
        ("FR", LARGEST, "France: 100 m²", False),
        ("MT", LARGEST / 2, "MT", True),
    ]


def test_smallest_can_still_be_seen() -> None:
    assert [dot.radius for dot in world_map({"FR": 1_000_000, "MT": 1}, {}, label="").dots] == [LARGEST, SMALLEST]


def test_every_country_or_region_has_a_place_on_the_sheet() -> None:
    drawn = world_map({code: 1 for code in countries.countries if code != "AQ"}, {}, label="")
    assert {dot.country for dot in drawn.dots} == countries.countries.keys() - {"AQ"}
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawn.dots)


def test_participant_without_a_place_is_left_out() -> None:
    assert world_map({"": 5, "XX": 3}, {}, label="").dots == ()


def test_land_is_a_static_file() -> None:
    assert finders.find(world_map({}, {}, label="").land)
