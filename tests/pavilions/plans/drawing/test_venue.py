from dataclasses import replace

from defusedxml.ElementTree import fromstring

from pavilions.drawings.geometry import Box
from pavilions.plans.drawing import (
    AreaMark,
    BackgroundMark,
    Layer,
    Place,
    draw_hall,
    draw_lightly,
    draw_venue,
    mark_drawing,
)
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.states import Availability
from tests.pavilions.plans.drawing.marks import BOOTH, booth, hall_of

SVG = "{http://www.w3.org/2000/svg}"


def test_venue_has_every_booth_once_and_one_of_them_in_the_tab_order() -> None:
    first, second = hall_of(booth(0), booth(1)), replace(hall_of(replace(BOOTH, id=99, href="/x/")), name="<6.1H>")
    root = fromstring(draw_venue([[first], [second]]))
    booths = list(root.iter(f"{SVG}a"))
    assert [each.get("id") for each in booths] == ["booth-10", "booth-11", "booth-99"]
    assert [each.get("tabindex") for each in booths] == ["0", "-1", "-1"]
    assert "&lt;6.1H&gt;" in draw_venue([[second]])


def test_halls_of_a_venue_do_not_lie_on_one_another() -> None:
    hall = hall_of(BOOTH)
    root = fromstring(draw_venue([[hall, hall], [hall]]))
    starts = [path.get("d", "").split("h")[0] for path in root.iter(f"{SVG}path") if path.get("class") == "hall"]
    assert starts == ["M0 2400", "M8500 2400", "M0 10300"]


def test_halls_with_places_lie_as_in_the_venue_a_level_under_the_other() -> None:
    near, far = (replace(hall_of(BOOTH), name=f"{n}.1H", place=Place(1, 1_000 + 9_000 * n, 500)) for n in range(2))
    above = replace(hall_of(BOOTH), name="1.2H", place=Place(2, 10_000, 500, 90))
    loose = replace(hall_of(BOOTH), name="9H")
    root = fromstring(draw_venue([[loose, far], [near, above]]))
    paths = {path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") == "hall"}
    assert paths == {
        "M0 4800h6000v3000h-6000z",
        "M9000 4800h6000v3000h-6000z",
        "M12000 15100v6000h-3000v-6000z",
        "M0 26000h6000v3000h-6000z",
    }
    assert [text.text for text in root.iter(f"{SVG}text") if text.get("font-size") == "1600"][-2:] == [
        "Level 1",
        "Level 2",
    ]


def test_sketch_has_one_shape_for_each_availability() -> None:
    hall = hall_of(booth(0), booth(1), booth(2, Availability.BOOKED))
    root = fromstring(draw_lightly(hall, frame=(8_000, 5_000)))
    assert root.get("viewBox") == "-1150 -1150 8300 5300"
    assert [path.get("class") for path in root] == ["hall", "booked", "free"]
    assert root[2].get("d", "").count("z") == 2


def test_areas_background_and_price_are_drawn() -> None:
    area = AreaMark(Layer.SECTORS, 2, "Food", (ring_of(Box(0, 0, 300, 300)), ring_of(Box(900, 0, 1_200, 300))))
    hall = replace(
        hall_of(replace(BOOTH, price=BOOTH.area_sqm * 1_000)),
        areas=(area,),
        background=BackgroundMark("/x.svg?a&b", -10, -20, 500, 400),
        currency="CNY",
    )
    root = fromstring(draw_hall(hall))
    (drawn,) = [path for path in root.iter(f"{SVG}path") if path.get("class") == "area sectors tone-2"]
    assert drawn.get("d", "").count("z") == 2
    (image,) = root.iter(f"{SVG}image")
    assert (image.get("href"), image.get("x"), image.get("height")) == ("/x.svg?a&b", "-10", "400")
    (shape,) = [each for each in root.iter(f"{SVG}g") if each.get("id") == "booth-7"]
    assert shape.get("aria-label") == "Booth 5.1H/A01, 36 m², raw space, 2 open sides, free, CNY 36,000"
    assert shape.get("data-price") == "36000"
    assert [(line.get("class"), line.text) for line in shape.iter(f"{SVG}tspan")] == [
        (None, "A01"),
        ("area", "36 m²"),
        ("price", "36,000"),
    ]


def test_kept_drawing_is_marked_for_one_visitor() -> None:
    drawing = draw_hall(hall_of(replace(booth(0), href="?booth=A01"), booth(1), booth(2)))
    marked = mark_drawing(drawing, dimmed_but={11}, selected=12, layers={Layer.EXITS}, carry='area_min=9&x="')
    root = fromstring(marked)
    assert root.get("class") == (
        "plan without-obstructions without-facilities without-services without-texts without-background filtered"
    )
    assert [each.get("class") for each in root.iter(f"{SVG}a")] == [
        "booth dimmed free",
        "booth free",
        "booth dimmed meant free",
    ]
    assert next(root.iter(f"{SVG}a")).get("href") == '?area_min=9&x="&booth=A01'
    assert mark_drawing(drawing) == drawing
