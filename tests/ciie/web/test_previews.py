import json
from io import BytesIO

import pytest
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from PIL import Image, ImageChops

from ciie.web.management.commands.draw_preview import PICTURE, draw_preview_picture
from ciie.web.previews import (
    LONGEST_DESCRIPTION,
    USUAL_SIZE,
    canonical_address,
    description_of,
    json_ld,
    organization,
    plain_text,
)

HEAVIEST = 60_000
ROUNDING = 2


@pytest.mark.parametrize(
    ("asked", "page", "address"),
    [
        ("/directory/", 1, "/directory/"),
        ("/directory/?country=FR&search=tea", 1, "/directory/"),
        ("/directory/?page=3", 3, "/directory/?page=3"),
        ("/directory/?page=1", 1, "/directory/"),
        ("/directory/?page=none", 1, "/directory/"),
        ("/directory/?country=FR&page=3", 3, "/directory/"),
        ("/plan/5.1H/?booth=A01", 1, "/plan/5.1H/"),
        ("/plan/a%3Fb/", 1, "/plan/a%3Fb/"),
    ],
)
def test_canonical_address_names_whole_lists_and_their_pages(asked: str, page: int, address: str) -> None:
    assert canonical_address(RequestFactory().get(asked), page) == f"http://testserver{address}"


def test_plain_text_is_one_line_without_markup() -> None:
    assert plain_text(mark_safe("<p>Tea &amp; <b>silk</b></p>\n<p>&lt;b&gt;</p>")) == "Tea & silk <b>"
    assert plain_text(" 2 < 3 &amp;\n <b>bold</b>") == "2 < 3 &amp; <b>bold</b>"


def test_description_is_cut_and_tells_of_the_site_where_a_page_says_nothing() -> None:
    assert description_of("x" * 500, "Expo") == f"{'x' * (LONGEST_DESCRIPTION - 1)}…"
    usual = "Expo: halls and floor plans, exhibitors and exhibits, national pavilions and the programme."
    assert (description_of("", "Expo"), description_of(" \n", "Expo")) == (usual, usual)


def test_usual_picture_is_light_and_as_its_source_draws_it() -> None:
    kept, drawn = Image.open(PICTURE), Image.open(BytesIO(draw_preview_picture()))
    assert (kept.size, drawn.size) == (USUAL_SIZE, USUAL_SIZE)
    assert PICTURE.stat().st_size < HEAVIEST
    assert max(ImageChops.difference(kept, drawn).tobytes()) <= ROUNDING


def test_nothing_blank_is_described_at_any_depth() -> None:
    thing = {
        "@type": "Event",
        "name": "Tea",
        "description": "",
        "organizer": organization(""),
        "location": {"@type": "Place", "name": "Stage", "containedInPlace": None},
        "performer": [{"@type": "Person", "name": "Ada", "affiliation": None}],
        "image": [],
    }
    assert json.loads(json_ld(thing)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Tea",
        "location": {"@type": "Place", "name": "Stage"},
        "performer": [{"@type": "Person", "name": "Ada"}],
    }


def test_markup_of_others_does_not_end_the_script_element() -> None:
    hostile = {"name": "</script><script>alert(1)</script>&<!--", "organizer": organization("奶酪 </SCRIPT>")}
    written = json_ld(hostile)
    assert not {"<", ">", "&"} & set(written)
    assert "奶酪" in written
    assert json.loads(written) == {"@context": "https://schema.org", **hostile}
