"""Drawings made to do harm are refused by the child's limits, which end the child rather than its parent."""

import pytest

from pavilions.drawings.vector_files import FileKind, PictureRefusedError, kind_of, read_picture

pytestmark = pytest.mark.usefixtures("in_a_child")

HEAD = b'<?xml version="1.0"?>\n'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))


def dxf(*entities: bytes) -> bytes:
    return b"0\nSECTION\n2\nENTITIES\n" + b"".join(entities) + b"0\nENDSEC\n0\nEOF\n"


LINE = b"0\nLINE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n1\n"
BOMBS = b"".join(
    b"0\nBLOCK\n2\nB%d\n70\n0\n10\n0\n20\n0\n" % n
    + (b"0\nINSERT\n8\n0\n2\nB%d\n10\n0\n20\n0\n" % (n - 1) * 20 if n else LINE)
    + b"0\nENDBLK\n"
    for n in range(9)
)

HOSTILE = {
    "billion laughs": (HEAD + b"<!DOCTYPE svg [%s]>" % LAUGHS + SVG % b"<text>&l9;</text>", "entities"),
    "a file of this machine": (
        HEAD + b'<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + SVG % b"<text>&f;</text>",
        "entities",
    ),
    "a parameter entity": (HEAD + b'<!DOCTYPE svg [<!ENTITY % p "x">]>' + SVG % b"", "entities"),
    "groups in groups": (SVG % (b"<g>" * 5_000 + b"</g>" * 5_000), "too_deep"),
    "a million elements": (SVG % (b'<path d="M0 0h1v1z"/>' * 300_000), "too_complex"),
    "uses in uses": (
        SVG % (b'<g id="a"><use href="#a"/><use href="#a"/><path d="M0 0h1"/></g>'),
        "too_deep",
    ),
    "copies of copies": (
        SVG
        % b"".join(
            b'<g id="g%d">%s</g>' % (n, b'<use xlink:href="#g%d"/>' % (n - 1) * 30 if n else b'<path d="M0 0h1v1z"/>')
            for n in range(6)
        ),
        "too_complex",
    ),
    "a path without end": (SVG % (b'<path d="M0 0%s"/>' % (b"h1v1" * 1_000_000)), "too_complex"),
    "a style sheet with a number without end": (
        SVG % (b"<style>.a{width:%s}</style>" % (b"9" * 400_000)), "broken",
    ),
    "a style sheet of nothing but brackets": (SVG % (b"<style>%s</style>" % (b"{" * 600_000)), "draws_nothing"),
    "transforms without end": (
        SVG % (b'<g transform="%s"/>' % (b"rotate(1" * 100_000)), "draws_nothing",
    ),
    "cut off": ((SVG % b'<path d="M0 0h1"/>')[:-9], "broken"),
    "no numbers": (SVG % b'<path d="M nan inf l 1e999 x"/><rect width="1e300" height="NaN"/>', "draws_nothing"),
    "nothing but a script": (SVG % b"<script>alert(1)</script>", "draws_nothing"),
    "an SVG of 30 MB": (SVG % (b" " * 30_000_000), "too_large"),
    "a DXF of 200 MB": (dxf(LINE * 4_500_000), "too_large"),
    "a million entities": (dxf(LINE * 500_000), "too_complex"),
    "blocks of blocks": (
        b"0\nSECTION\n2\nBLOCKS\n" + BOMBS + b"0\nENDSEC\n" + dxf(b"0\nINSERT\n8\n0\n2\nB8\n"),
        "too_deep",
    ),
    "many copies in one insert": (
        b"0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n8\n0\n2\nB\n70\n0\n10\n0\n20\n0\n" + LINE + b"0\nENDBLK\n0\nENDSEC\n"
        + dxf(b"0\nINSERT\n8\n0\n2\nB\n10\n0\n20\n0\n70\n30000\n71\n30000\n44\n1\n45\n1\n"),
        "too_complex",
    ),
    "no DXF at all": (b"0\nSECTION\n" + b"\x00\xff" * 10_000, "broken"),
    "a DWG": (b"AC1032\x00\x00\x00\x00", "dwg"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_drawing_is_refused(name: str) -> None:
    content, code = HOSTILE[name]

    with pytest.raises(PictureRefusedError) as refusal:
        read_picture(content)
    assert refusal.value.code == code


def test_scripts_images_and_links_are_passed_over() -> None:
    picture = read_picture(
        SVG % b'<script>fetch("//x")</script><image xlink:href="http://x/y.png"/><use xlink:href="http://x/#a"/>'
        b'<foreignObject><body onload="x()"/></foreignObject><rect width="3" height="3" onclick="x()"/>'
    )
    assert (len(picture.strokes), picture.left_out) == (1, {"image": 1, "use": 1, "foreignobject": 1})


def test_entities_of_illustrator_do_no_harm() -> None:
    """They name its namespaces."""
    picture = read_picture(
        HEAD + b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" '
        b'[<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"><rect width="3" height="3"/></svg>'
    )
    assert len(picture.strokes) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (dxf(LINE), FileKind.DXF),
        (b"  0\r\nSECTION\r\n", FileKind.DXF),
        (b"999\nmade by hand\n0\nSECTION\n", FileKind.DXF),
        (b"\xef\xbb\xbf<svg>", FileKind.SVG),
        (b"<svg:svg xmlns:svg='x'/>", FileKind.SVG),
        ("<?xml version='1.0' encoding='utf-16'?><svg/>".encode("utf-16"), FileKind.SVG),
        (b"<html>", None),
        (b"number,x,y\n0,1,2\n", None),
        (b"0,SECTION\n", None),
        (b"", None),
    ],
)
def test_drawings_are_recognised_by_their_beginning(content: bytes, kind: FileKind | None) -> None:
    assert kind_of(content) is kind
