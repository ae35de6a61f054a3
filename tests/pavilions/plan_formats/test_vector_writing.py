"""Exports as DXF and SVG read back as the same plan, and nothing in a name gets out of its place."""

from dataclasses import replace
from decimal import Decimal
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from ezdxf import filemanagement

from pavilions.drawings.geometry import area_sqm
from pavilions.drawings.plan_formats import (
    DrawnBooth,
    DrawnObstruction,
    PlanDrawing,
    read_plan,
    write_dxf,
    write_geojson,
    write_svg,
)
from pavilions.states import BoothKind, ObstructionKind

NASTY = ['A"><x', "A1\n0\nEOF", "%%u12", "a^J1", "</text>", "{\\P1}", "展位 1", "5.1H-A01", "]]>", "&amp;1"]
SQUARE = ((0, 0), (300, 0), (300, 300), (0, 300))
LETTER_L = ((300, 0), (900, 0), (900, 300), (600, 300), (600, 600), (300, 600))
TURNED = ((1500, 100), (1800, 400), (1500, 700), (1200, 400))


def booth(number: str, ring: tuple[tuple[int, int], ...], kind: BoothKind = BoothKind.RAW) -> DrawnBooth:
    return DrawnBooth(number=number, ring_cm=ring, area_sqm=area_sqm(ring), source_row=1, kind=kind)


PLAN = PlanDrawing(
    booths=(booth("A1", SQUARE), booth("A2", LETTER_L, BoothKind.SHELL), booth("B-7", TURNED)),
    obstructions=(
        DrawnObstruction(kind=ObstructionKind.COLUMN, ring_cm=((950, 20), (990, 20), (990, 60)), source_row=1),
        DrawnObstruction(
            kind=ObstructionKind.EXIT,
            ring_cm=((0, 980), (200, 980), (200, 1000), (0, 1000)),
            source_row=1,
            clearance_cm=50,
        ),
        DrawnObstruction(
            kind=ObstructionKind.HYDRANT, ring_cm=((700, 500), (740, 500), (740, 540), (700, 540)), source_row=1
        ),
    ),
    outline=((-100, -50), (2000, -50), (2000, 1000), (-100, 1000)),
)


def written(plan: PlanDrawing, name: str) -> bytes:
    return write_dxf(plan) if name == "dxf" else write_svg(plan, "Hall 5.1H").encode()


@pytest.mark.parametrize("name", ["dxf", "svg"])
def test_plan_reads_back_as_it_was(name: str) -> None:
    again = read_plan(written(PLAN, name))

    assert again.errors == ()
    assert {(b.number, b.ring_cm, b.area_sqm, b.kind) for b in again.booths} == {
        (b.number, b.ring_cm, b.area_sqm, b.kind) for b in PLAN.booths
    }
    assert {(o.kind, o.ring_cm, o.clearance_cm) for o in again.obstructions} == {
        (o.kind, o.ring_cm, o.clearance_cm) for o in PLAN.obstructions
    }
    assert again.outline == PLAN.outline


@pytest.mark.parametrize("name", ["dxf", "svg", "geojson"])
def test_what_is_not_sold_reads_back_with_its_names(name: str) -> None:
    fittings = tuple(
        DrawnObstruction(
            kind=kind,
            ring_cm=((at * 100, 700), (at * 100 + 50, 700), (at * 100 + 50, 800), (at * 100, 800)),
            source_row=1,
            clearance_cm=10 * at,
            name="" if at % 3 else f"Nr. {at} <东>",
        )
        for at, kind in enumerate(ObstructionKind)
    )
    plan = replace(PLAN, obstructions=fittings)
    again = read_plan(write_geojson(plan).encode() if name == "geojson" else written(plan, name))

    assert again.errors == ()
    assert {b.number for b in again.booths} == {b.number for b in PLAN.booths}
    assert {(o.kind, o.ring_cm, o.clearance_cm, o.name) for o in again.obstructions} == {
        (o.kind, o.ring_cm, o.clearance_cm, o.name) for o in fittings
    }


@pytest.mark.parametrize("name", ["dxf", "svg"])
def test_nothing_in_a_number_gets_out(name: str) -> None:
    rings = [((at * 400, 0), (at * 400 + 300, 0), (at * 400 + 300, 300), (at * 400, 300)) for at in range(len(NASTY))]
    plan = PlanDrawing(booths=tuple(booth(number, ring) for number, ring in zip(NASTY, rings, strict=True)))
    content = written(plan, name)

    again = read_plan(content)
    assert {b.ring_cm: b.number for b in again.booths} == {
        ring: " ".join(number.split()) for number, ring in zip(NASTY, rings, strict=True)
    }
    if name == "svg":
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(content)}  # noqa: S314  (our own)
        assert tags == {"title", "g"}


def test_dxf_has_the_layers_and_the_unit_it_promises() -> None:
    document = filemanagement.read(StringIO(write_dxf(PLAN).decode()))
    assert document.units == 6
    assert {entity.dxf.layer for entity in document.modelspace()} == {
        "OUTLINE", "BOOTHS", "NUMBERS", "AREAS", "COLUMNS", "HYDRANTS", "EXITS",
    }  # fmt: skip
    assert Decimal(str(document.modelspace().query("LWPOLYLINE")[0].get_points()[0][0])) == Decimal("-1.0")
