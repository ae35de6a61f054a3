"""Which text is the number of which booth. What a drawing shows counts more than data attached to its shapes."""

from collections.abc import Sequence
from dataclasses import replace

import shapely

from pavilions.plan_formats.choices import Figures
from pavilions.plan_formats.pictures.booth_detection import Faces, FoundBooth, find_booths
from pavilions.plan_formats.pictures.layers import SortedPicture
from pavilions.plan_formats.pictures.neighbours import numbered_from_beside
from pavilions.plan_formats.pictures.roles import Role
from pavilions.plan_formats.pictures.scale import texts_within
from pavilions.plan_formats.pictures.texts import NumberText, looks_numbered, numbers_by_sort, short_texts
from pavilions.vector_files import Lettering, Stroke


def numbered_booths(drawn: SortedPicture, gap: float, figures: Figures) -> Faces:
    """Booths with their numbers; where no text numbers any, ids and titles do."""
    strokes, own = drawn.drawn(Role.BOOTH), drawn.written(Role.NUMBER)
    texts = [*own, *drawn.written(Role.BOOTH)]
    numbers, sizes = _numbers(strokes, texts, gap, figures)
    if not numbers:
        numbers = [text for text in short_texts(own) if text not in sizes]
    found = numbered_from_beside(find_booths(strokes, numbers, gap))
    named = Faces(homeless=found.homeless, sizes=sizes)
    visible = _short_texts_within(found.booths, own)
    for booth, shown in zip(found.booths, visible, strict=True):
        named.booths.append(_named(booth, shown, named))
    nameless = [booth for booth in named.booths if not booth.numbers]
    named.booths = [booth for booth in named.booths if booth.numbers]
    named.nameless = len(nameless)
    named.unread = [text for within in texts_within(_polygons(nameless), texts) for text in within]
    return named


def _numbers(
    strokes: Sequence[Stroke], texts: Sequence[Lettering], gap: float, figures: Figures
) -> tuple[list[NumberText], list[NumberText]]:
    """The texts that are numbers, and the plain figures that are none.

    Where booths have numbers with letters ("A12"), a plain figure beside one of these is a size, and one that has a
    shape to itself is a number.
    """
    lettered, plain = numbers_by_sort(texts)
    if figures is Figures.SIZES:
        return lettered, plain
    if figures is Figures.NUMBERS or not (lettered and plain):
        return [*lettered, *plain], []
    homes = [booth for booth in numbered_from_beside(find_booths(strokes, lettered, gap)).booths if booth.numbers]
    if not homes:
        return lettered, plain
    points = [shapely.Point(text.x, text.y) for text in plain]
    of_text, _home = shapely.STRtree(_polygons(homes)).query(points, predicate="within")
    beside = set(of_text.tolist())
    return (
        [*lettered, *(text for at, text in enumerate(plain) if at not in beside)],
        [text for at, text in enumerate(plain) if at in beside],
    )


def _short_texts_within(booths: Sequence[FoundBooth], own: Sequence[Lettering]) -> list[list[str]]:
    words = {(text.number, text.x, text.y) for text in short_texts(own)}
    return texts_within(_polygons(booths), [t for t in own if (t.text, t.x, t.y) in words])


def _named(booth: FoundBooth, shown: Sequence[str], named: Faces) -> FoundBooth:
    """With the number that it shows; without one, with the number attached to its shape, or the shape's own name where
    that looks like one.
    """
    if booth.stroke is None:
        return booth
    attached = booth.stroke.facts.get("number", "")
    seen = [text.number for text in booth.numbers] or (list(shown) if attached else [])
    if attached and len(seen) == 1:
        if _alike(seen[0], attached):
            return _with(booth, attached)
        named.renamed.append((seen[0], attached))
        return _with(booth, seen[0])
    if attached:
        return _with(booth, attached)
    return booth if booth.numbers or not looks_numbered(booth.stroke.name) else _with(booth, booth.stroke.name)


def _alike(seen: str, attached: str) -> bool:
    return " ".join(seen.split()).casefold() == " ".join(attached.split()).casefold()


def _with(booth: FoundBooth, number: str) -> FoundBooth:
    x, y = booth.corners[0]
    return replace(booth, numbers=(NumberText(number, x, y, 0.0),))


def _polygons(booths: Sequence[FoundBooth]) -> list[shapely.Polygon]:
    return [shapely.Polygon(booth.corners) for booth in booths]
