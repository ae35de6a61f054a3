"""How large a drawing is: as a person says, as the file says, as its own figures tell, or as looks likely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import median

import shapely
from django.utils.translation import gettext as _

from pavilions.geometry import Unit
from pavilions.plan_formats.choices import ReadingChoices
from pavilions.plan_formats.drawing import Level, PlanProblem
from pavilions.plan_formats.pictures.booth_detection import FoundBooth
from pavilions.plan_formats.pictures.texts import area_in, size_in
from pavilions.vector_files import Lettering, Picture

LIKELY_SQM = (3, 150)
AGREEING = 0.03
FEWEST_FIGURES = 3
LIKELY_UNITS = (Unit.METRE, Unit.MILLIMETRE, Unit.CENTIMETRE, Unit.FOOT, Unit.INCH)


@dataclass(frozen=True, slots=True)
class PictureScale:
    """Centimetres per unit of the drawing, and what to tell about how it was found."""

    cm: Decimal
    notes: tuple[PlanProblem, ...] = ()


def scale_of(
    picture: Picture, choices: ReadingChoices, booths: Sequence[FoundBooth], letterings: Sequence[Lettering]
) -> PictureScale:
    """`booths` and `letterings` in the drawing's unit."""
    if choices.scale:
        return PictureScale(choices.scale)
    missing: tuple[PlanProblem, ...] = ()
    if choices.known_booth and choices.known_metres:
        if cm := _by_known_booth(choices.known_booth, choices.known_metres, booths):
            return PictureScale(cm)
        missing = (_no_such_booth(choices.known_booth),)
    if picture.unit:
        return PictureScale(Unit(picture.unit).cm, missing)
    scale = _by_figures(booths, letterings) or _by_likelihood(booths)
    return PictureScale(scale.cm, (*missing, *scale.notes))


def _by_known_booth(number: str, metres: Decimal, booths: Sequence[FoundBooth]) -> Decimal | None:
    wanted = number.strip().casefold()
    named = (booth for booth in booths if [text.number.casefold() for text in booth.numbers] == [wanted])
    booth = next(named, None)
    return _rounded(float(metres) * 100 / max(_sides(booth))) if booth else None


def _no_such_booth(number: str) -> PlanProblem:
    sentence = _("There is no booth %(number)s in the drawing, so its side says nothing of the scale. Name another.")
    return PlanProblem(Level.WARNING, "known_booth_missing", sentence % {"number": number[:40]})


def _by_figures(booths: Sequence[FoundBooth], letterings: Sequence[Lettering]) -> PictureScale | None:
    """From sizes such as "3 x 6" and areas such as "18 m²" that are written in the booths, when most of them agree."""
    found = sorted(_metres_per_unit(booths, letterings))
    if len(found) < FEWEST_FIGURES:
        return None
    middle = median(found)
    alike = [each for each in found if abs(each / middle - 1) <= AGREEING]
    if 2 * len(alike) < len(found):
        return None
    cm = _rounded(median(alike) * 100)
    sentence = _(
        "The scale comes from the sizes written in %(count)s booths: a unit of the drawing is %(cm)s cm. "
        "Choose the unit or a scale if that is wrong."
    )
    note = PlanProblem(Level.NOTE, "scale_from_figures", sentence % {"count": len(alike), "cm": f"{cm.normalize():f}"})
    return PictureScale(cm, (note,))


def _metres_per_unit(booths: Sequence[FoundBooth], letterings: Sequence[Lettering]) -> Iterator[float]:
    polygons = [shapely.Polygon(booth.corners) for booth in booths]
    for polygon, texts in zip(polygons, texts_within(polygons, letterings), strict=True):
        size = size_in(texts)
        area = area_in(texts) or (size[0] * size[1] if size else None)
        if area and polygon.area:
            yield sqrt(area / polygon.area)


def texts_within(polygons: Sequence[shapely.Polygon], letterings: Sequence[Lettering]) -> list[list[str]]:
    """The texts in each shape, from top to bottom as the file has them."""
    held: list[list[str]] = [[] for _polygon in polygons]
    if not (polygons and letterings):
        return held
    points = [shapely.Point(lettering.x, lettering.y) for lettering in letterings]
    of_text, of_shape = shapely.STRtree(polygons).query(points, predicate="within")
    for text, shape in sorted(zip(of_text.tolist(), of_shape.tolist(), strict=True)):
        held[shape].append(letterings[text].text)
    return held


def _by_likelihood(booths: Sequence[FoundBooth]) -> PictureScale:
    """The first unit in which a typical booth has the size of one."""
    areas = [shapely.Polygon(booth.corners).area for booth in booths if booth.numbers]
    typical = median(areas) if areas else 0.0
    least, most = LIKELY_SQM
    likely = (unit for unit in LIKELY_UNITS if least <= typical * (float(unit.cm) / 100) ** 2 <= most)
    unit = next(likely, Unit.METRE)
    sentence = _(
        "The file does not say its unit, and was read in %(unit)s. Choose the unit or a scale if that is wrong."
    )
    return PictureScale(unit.cm, (PlanProblem(Level.WARNING, "unit_assumed", sentence % {"unit": unit.value}),))


def _sides(booth: FoundBooth) -> tuple[float, float]:
    around = shapely.Polygon(booth.corners).minimum_rotated_rectangle
    corners = shapely.get_coordinates(around)
    first, second = (float(shapely.Point(corners[at]).distance(shapely.Point(corners[at + 1]))) for at in (0, 1))
    return first, second


def _rounded(cm: float) -> Decimal:
    """Four significant digits say all that a drawing can."""
    return Decimal(f"{cm:.4g}")
