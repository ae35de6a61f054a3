"""Match texts as numbers with booths. Visible texts take precedence over data attached to shapes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import shapely

from pavilions.drawings.plan_formats.choices import Figures
from pavilions.drawings.plan_formats.pictures.booth_detection import DetectedBooth, DetectedBooths, detect_booths
from pavilions.drawings.plan_formats.pictures.layers import Role, RoleLayers
from pavilions.drawings.plan_formats.pictures.texts import (
    NumberText,
    folded_number,
    looks_numbered,
    numbers_by_kind,
    short_texts,
    texts_within,
)
from pavilions.drawings.vector_files import Stroke, Text

REACH_IN_HEIGHTS = 4
FEWEST_ALIKE = 2


def numbered_booths(drawn: RoleLayers, gap: float, figures: Figures) -> DetectedBooths:
    """Return booths with their numbers. If no text is a number, the ids and titles of shapes are."""
    strokes, labels = drawn.strokes_of(Role.BOOTH), drawn.texts_of(Role.NUMBER)
    texts = [*labels, *drawn.texts_of(Role.BOOTH)]
    numbers, sizes = _numbers(strokes, texts, gap, figures)
    if not numbers:
        numbers = [text for text in short_texts(labels) if text not in sizes]
    found = numbered_by_callouts(detect_booths(strokes, numbers, gap))
    short = {(text.number, text.x, text.y) for text in short_texts(labels)}
    visible = texts_within(_polygons(found.booths), [t for t in labels if (t.text, t.x, t.y) in short])
    result = DetectedBooths(unplaced=found.unplaced, sizes=sizes)
    apart = _without_other_texts(found.booths, result)
    booths = [_named(booth, shown, result) for booth, shown in zip(apart, visible, strict=True)]
    unnumbered = [booth for booth in booths if not booth.numbers]
    result.booths = [booth for booth in booths if booth.numbers]
    result.unnumbered = len(unnumbered)
    result.unread = [text for within in texts_within(_polygons(unnumbered), texts) for text in within]
    return result


def _numbers(
    strokes: Sequence[Stroke], texts: Sequence[Text], gap: float, figures: Figures
) -> tuple[list[NumberText], list[NumberText]]:
    """Return the texts that are numbers, and the plain figures that are not.

    If booths have numbers with letters ("A12"), a plain figure beside one of these is a size, and one in a shape of its
    own is a number.
    """
    lettered, plain = numbers_by_kind(texts)
    if figures is Figures.SIZES:
        return lettered, plain
    if figures is Figures.NUMBERS or not (lettered and plain):
        return [*lettered, *plain], []
    booths = [booth for booth in numbered_by_callouts(detect_booths(strokes, lettered, gap)).booths if booth.numbers]
    if not booths:
        return lettered, plain
    points = [shapely.Point(text.x, text.y) for text in plain]
    of_text, _of_booth = shapely.STRtree(_polygons(booths)).query(points, predicate="within")
    beside = set(of_text.tolist())
    return (
        [*lettered, *(text for at, text in enumerate(plain) if at not in beside)],
        [text for at, text in enumerate(plain) if at in beside],
    )


def _without_other_texts(booths: Sequence[DetectedBooth], result: DetectedBooths) -> list[DetectedBooth]:
    """Return the booths with at most one text as their number, where that can be decided.

    Of several texts in a booth that may be its number ("E13", "H2O"), it is the only one that is like the numbers of
    other booths. The others are added to `result.beside`.
    """
    alone = [booth.numbers[0] for booth in booths if len(booth.numbers) == 1]
    taken = {number.number for number in alone}
    counts = Counter(trait for number in alone for trait in _traits(number))
    resolved = []
    for booth in booths:
        like = [
            number
            for number in booth.numbers
            if number.number not in taken and all(counts[trait] >= FEWEST_ALIKE for trait in _traits(number))
        ]
        if len(booth.numbers) > 1 and len(like) == 1:
            others = [number.number for number in booth.numbers if number is not like[0]]
            result.beside.append((like[0].number, others))
            booth = replace(booth, numbers=(like[0],))  # noqa: PLW2901
        resolved.append(booth)
    return resolved


def _traits(number: NumberText) -> list[tuple[str, object]]:
    """Return a number's layer, height, form ("A99") and row ("A")."""
    form = re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", number.number))
    row = re.split(r"\d", number.number, maxsplit=1)[0]
    return [("layer", number.layer), ("height", f"{number.height:.2g}"), ("form", form), ("row", row)]


def _named(booth: DetectedBooth, shown: Sequence[str], result: DetectedBooths) -> DetectedBooth:
    """Return the booth with the number that it shows, or the number attached to its shape, or its name.

    A name counts only if it looks like a number. Where shown and attached numbers differ, both are added to
    `result.renamed`.
    """
    if booth.stroke is None:
        return booth
    attached = booth.stroke.facts.get("number", "")
    seen = [text.number for text in booth.numbers] or (list(shown) if attached else [])
    if attached and len(seen) == 1 and _folded(seen[0]) != _folded(attached):
        result.renamed.append((seen[0], attached))
        return _with(booth, seen[0])
    if attached:
        return _with(booth, attached)
    return booth if booth.numbers or not looks_numbered(booth.stroke.name) else _with(booth, booth.stroke.name)


def _folded(number: str) -> list[str]:
    return folded_number(number).casefold().split()


def _with(booth: DetectedBooth, number: str) -> DetectedBooth:
    x, y = booth.corners[0]
    return replace(booth, numbers=(NumberText(number, x, y, 0.0),))


def _polygons(booths: Sequence[DetectedBooth]) -> list[shapely.Polygon]:
    return [shapely.Polygon(booth.corners) for booth in booths]


def numbered_by_callouts(found: DetectedBooths) -> DetectedBooths:
    """Give each shape without a number the nearest number outside all shapes, up to four times its height away."""
    unnumbered = [position for position, booth in enumerate(found.booths) if not booth.numbers]
    if not (unnumbered and found.unplaced):
        return found
    booths = list(found.booths)
    polygons = _polygons([booths[position] for position in unnumbered])
    tree = shapely.STRtree(polygons)
    pairs = []
    for at, number in enumerate(found.unplaced):
        point = shapely.Point(number.x, number.y)
        near = tree.query(point, predicate="dwithin", distance=REACH_IN_HEIGHTS * number.height)
        pairs += [(float(polygons[each].distance(point)), unnumbered[int(each)], at) for each in near]
    placed = set()
    for _distance, position, at in sorted(pairs):
        if not booths[position].numbers and at not in placed:
            booths[position] = replace(booths[position], numbers=(found.unplaced[at],))
            placed.add(at)
    unplaced = [number for at, number in enumerate(found.unplaced) if at not in placed]
    return DetectedBooths(booths, found.unnumbered - len(placed), unplaced)
