"""Write a drawing as a standalone SVG in centimetres. It reads back as the same drawing."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from pavilions.drawings.geometry import Ring, bounds, bounds_of, label_point
from pavilions.drawings.plan_formats.drawing import DrawnBooth, DrawnObstruction, PlanDrawing, drawn_facts

MARGIN_CM: Final = 100
NUMBER_SHARE: Final = 5
HIGHEST_NUMBER_CM: Final = 80
NAME_SHARE: Final = 0.7
AREA_SHARE: Final = 0.7
PAPER_MM_PER_CM: Final = 0.1  # one to a hundred
FONT: Final = "Inter, Noto Sans, Noto Sans CJK SC, sans-serif"
NAME_PAINT: Final = f'fill="#222222" font-family="{FONT}" text-anchor="middle"'
PAINT: Final = {
    "outline": 'fill="#ffffff" stroke="#222222" stroke-width="20"',
    "booths": 'fill="#f4f6f6" stroke="#4a5458" stroke-width="6"',
    "columns": 'fill="#555555" stroke="none"',
    "walls": 'fill="#333333" stroke="none"',
    "hydrants": 'fill="#b3261e" stroke="none"',
    "ducts": 'fill="#999999" stroke="none"',
    "exits": 'fill="#17663a" stroke="none"',
    "entrances": 'fill="#3f8f63" stroke="none"',
    "rescue": 'fill="#fbe9e9" stroke="#a3262a" stroke-width="4"',
    "stages": 'fill="#d9c9ea" stroke="none"',
    "cafes": 'fill="#ead9c2" stroke="none"',
    "power": 'fill="#c98a00" stroke="none"',
    "water": 'fill="#2a6fb0" stroke="none"',
    "service": 'fill="#e4e7e8" stroke="none"',
    "signs": 'fill="none" stroke="#cccccc" stroke-width="2"',
}
GROUP_OF_KIND: Final = {
    "column": "columns", "wall": "walls", "hydrant": "hydrants", "duct": "ducts", "exit": "exits",
    "entrance": "entrances", "rescue": "rescue", "stage": "stages", "cafe": "cafes", "service": "service",
    "power": "power", "water": "water", "text": "signs",
}  # fmt: skip


def write_svg(drawing: PlanDrawing, title: str) -> str:
    """Return an SVG at 1 : 100 on paper, with the groups outline, booths, those of `GROUP_OF_KIND`, and numbers."""
    rings = [booth.ring_cm for booth in drawing.booths] + ([drawing.outline] if drawing.outline else [])
    box = bounds_of(rings)
    left, top = box.left - MARGIN_CM, box.top - MARGIN_CM
    width, height = box.width + 2 * MARGIN_CM, box.depth + 2 * MARGIN_CM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" data-unit="cm" viewBox="{left} {top} {width} {height}"'
        f' width="{width * PAPER_MM_PER_CM:.1f}mm" height="{height * PAPER_MM_PER_CM:.1f}mm">'
        f"<title>{_words(title)}</title>{''.join(_groups(drawing))}</svg>\n"
    )


def _groups(drawing: PlanDrawing) -> Iterator[str]:
    if drawing.outline:
        yield _group("outline", [_path(drawing.outline, {})])
    yield _group("booths", [_path(booth.ring_cm, drawn_facts(booth)) for booth in drawing.booths])
    for kind, name in GROUP_OF_KIND.items():
        found = [each for each in drawing.obstructions if each.kind.value == kind]
        if found:
            yield _group(name, [_fitting(each) for each in found])
    texts = "".join(_text(booth) for booth in drawing.booths)
    yield f'<g id="numbers" fill="#222222" font-family="{FONT}" text-anchor="middle">{texts}</g>'


def _group(name: str, shapes: list[str]) -> str:
    return f'<g id="{name}" {PAINT[name]}>{"".join(shapes)}</g>'


def _path(ring: Ring, facts: Mapping[str, str]) -> str:
    attributes = "".join(f' data-{name}="{_words(value)}"' for name, value in facts.items() if value)
    return f'<path d="M{" ".join(f"{x} {y}" for x, y in ring)}z"{attributes}/>'


def _fitting(each: DrawnObstruction) -> str:
    """Return the shape with its name written into it."""
    shape = _path(each.ring_cm, {"clearance": str(each.clearance_cm or ""), "name": each.name})
    if not each.name:
        return shape
    around = bounds(each.ring_cm)
    size = min(HIGHEST_NUMBER_CM, around.depth * NAME_SHARE, around.width / len(each.name) / NAME_SHARE)
    x, y = label_point(each.ring_cm)
    words = f'<text x="{x}" y="{y + size / 3:.1f}" font-size="{size:.1f}" {NAME_PAINT}>{_words(each.name)}</text>'
    return shape + words


def _text(booth: DrawnBooth) -> str:
    around = bounds(booth.ring_cm)
    size = round(min(HIGHEST_NUMBER_CM, min(around.width, around.depth) / NUMBER_SHARE), 1)
    x, y = label_point(booth.ring_cm)
    area = f'<tspan x="{x}" y="{y + size:.1f}" font-size="{size * AREA_SHARE:.1f}">{booth.area_sqm:f} m²</tspan>'
    return f'<text x="{x}" y="{y}" font-size="{size:g}">{_words(booth.number)}{area}</text>'


def _words(text: str) -> str:
    """Return the text escaped, without characters that XML does not allow."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))
