"""Drawings that others made: a fair's own plan from CorelDRAW, and DXF files that programs have stumbled over."""

import json
from decimal import Decimal
from pathlib import Path

from pavilions.drawings.plan_formats import PlanDrawing, PlanFileError, read_plan

BARILGA = "barilga-expo-2026"
WITHOUT_LINES = {
    "MODEL.dxf",
    "acad_table_with_blk_ref.dxf",
    "dxf_unicode.dxf",
    "layout_broken_links.dxf",
    "layout_broken_links_2.dxf",
    "layout_missing_block_definition.dxf",
    "layout_missing_block_record.dxf",
    "r12_blocks_with_no_names.dxf",
    "r2000_blocks_with_no_name_and_no_block_record.dxf",
    "r2000_blocks_with_no_names.dxf",
    "small_r14.dxf",
}


def test_barilga_gives_every_booth_it_draws_without_a_word_said(barilga: PlanDrawing, shared_data: Path) -> None:
    features = json.loads((shared_data / BARILGA / "booths.geojson").read_text())["features"]
    listed = {feature["properties"]["number"]: feature["properties"] for feature in features}
    drawn = {booth.number for booth in barilga.good_booths}
    outdoors = {number for number in listed if number.startswith("G")}

    assert (len(drawn), barilga.errors) == (181, ())
    assert listed.keys() - drawn == outdoors | {"B81"}  # the drawing has neither the outdoor booths nor a B81
    assert drawn - listed.keys() == set()
    differing = {b.number for b in barilga.booths if abs(b.area_sqm - listed[b.number]["stated_area"]) > Decimal("0.3")}
    assert differing == {"A2"}  # which the list gives as 12 m², and the drawing as 3 × 7 m


def test_barilga_says_what_it_writes_in_its_booths(barilga: PlanDrawing) -> None:
    corner = next(booth for booth in barilga.booths if booth.number == "A6")

    assert barilga.picture is not None
    assert barilga.picture.cm_per_unit == Decimal("0.254")
    assert corner.stated_area_sqm == Decimal(27)
    assert corner.stated_dimensions == (Decimal(6), Decimal(6))
    assert len(corner.ring_cm) == 6  # an L


def test_barilga_leaves_a_background_of_plain_lines(barilga: PlanDrawing) -> None:
    assert barilga.picture is not None
    assert barilga.picture.background is not None
    drawing = barilga.picture.background.drawing
    assert (drawing.count("<"), len(drawing) < 100_000) == (3, True)


def drawings(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "dxf-robustness").iterdir() if path.suffix.lower() == ".dxf")


def test_odd_drawings_are_read_or_refused_with_a_sentence(shared_data: Path) -> None:
    refused = {}
    for path in drawings(shared_data):
        try:
            assert read_plan(path.read_bytes()).picture is not None
        except PlanFileError as refusal:
            refused[path.name] = refusal.code
    assert len(drawings(shared_data)) == 37
    assert refused == dict.fromkeys(WITHOUT_LINES, "drawing_draws_nothing")
