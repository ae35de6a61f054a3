"""DXF files made for tests, as a draughtsman would draw them: y upwards, millimetres unless said otherwise."""

from collections.abc import Callable
from io import BytesIO, StringIO

from ezdxf import filemanagement
from ezdxf.document import Drawing
from ezdxf.layouts.layout import Modelspace

type Draw = Callable[[Modelspace], None]


def dxf(draw: Draw, *, version: str = "R2010", units: int = 4, binary: bool = False) -> bytes:
    document = filemanagement.new(version, units=units)
    draw(document.modelspace())
    return written(document, binary=binary)


def written(document: Drawing, *, binary: bool = False) -> bytes:
    if binary:
        stream = BytesIO()
        document.write(stream, fmt="bin")
        return stream.getvalue()
    text = StringIO()
    document.write(text)
    return text.getvalue().encode(document.output_encoding, errors="dxfreplace")


def square(space: Modelspace, number: str, left: float, bottom: float, side: float = 3_000) -> None:
    """A booth as one closed polyline with its number in it."""
    corners = [(left, bottom), (left + side, bottom), (left + side, bottom + side), (left, bottom + side)]
    space.add_polyline2d(corners, close=True, dxfattribs={"layer": "STANDS"})
    number_at(space, number, left + side / 2, bottom + side / 2)


def number_at(space: Modelspace, number: str, x: float, y: float) -> None:
    space.add_text(number, height=300, dxfattribs={"layer": "STAND-NUMBERS", "insert": (x - 300, y - 150)})


def row_of_three(space: Modelspace) -> None:
    for position, number in enumerate(("A1", "A2", "A3")):
        square(space, number, 3_000 * position, 0)
