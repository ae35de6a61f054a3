"""The scale of a drawing: chosen by the user, else by the file's unit, else by sizes in it, else a likely one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import median

import shapely
from django.utils.translation import gettext as _

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats.choices import ReadingChoices
from pavilions.drawings.plan_formats.drawing import Level, PlanProblem
from pavilions.drawings.plan_formats.pictures.booth_detection import DetectedBooth
from pavilions.drawings.plan_formats.pictures.layers import Role, Roles, by_role, default_gap
from pavilions.drawings.plan_formats.pictures.numbering import numbered_booths
from pavilions.drawings.plan_formats.pictures.texts import area_in, size_in, texts_within
from pavilions.drawings.plan_formats.scales import four_digits, known_booth_missing, scale_by_known_side
from pavilions.drawings.vector_files import Picture, Text

LIKELY_SQM = (3, 150)
AGREEING = 0.03
FEWEST_SIZES = 3
LIKELY_UNITS = (Unit.METRE, Unit.MILLIMETRE, Unit.CENTIMETRE, Unit.FOOT, Unit.INCH)


@dataclass(frozen=True, slots=True)
class PictureScale:
    """Centimetres per unit of the drawing, and notes on how they were found."""

    cm: Decimal
    notes: tuple[PlanProblem, ...] = ()


def scale_of(picture: Picture, roles: Roles, choices: ReadingChoices) -> PictureScale:
    """Return the scale of a picture. Booths are detected only if the scale depends on them."""
    if choices.scale:
        return PictureScale(choices.scale)
    if picture.unit and not choices.known_booth:
        return PictureScale(Unit(picture.unit).cm)
    drawn = by_role(picture, roles)
    booths: Sequence[DetectedBooth] = ()
    if picture.strokes:
        booths = numbered_booths(drawn, default_gap(picture.strokes), choices.figures).booths
    missing: tuple[PlanProblem, ...] = ()
    if choices.known_booth and choices.known_metres:
        wanted = choices.known_booth.strip().casefold()
        for booth in booths:
            if [text.number.casefold() for text in booth.numbers] == [wanted]:
                return PictureScale(scale_by_known_side(booth.corners, choices.known_metres) or Unit.METRE.cm)
        missing = (known_booth_missing(choices.known_booth),)
    if picture.unit:
        return PictureScale(Unit(picture.unit).cm, missing)
    scale = _by_sizes(booths, drawn.texts_of(Role.NUMBER, Role.BOOTH)) or _by_likelihood(booths)
    return PictureScale(scale.cm, (*missing, *scale.notes))


def _by_sizes(booths: Sequence[DetectedBooth], texts: Sequence[Text]) -> PictureScale | None:
    """Return a scale by sizes such as "3 x 6" and areas such as "18 m²" that are written in booths, if most agree."""
    found = []
    polygons = [shapely.Polygon(booth.corners) for booth in booths]
    for polygon, within in zip(polygons, texts_within(polygons, texts), strict=True):
        size = size_in(within)
        area = area_in(within) or (size[0] * size[1] if size else None)
        if area and polygon.area:
            found.append(sqrt(area / polygon.area))
    if len(found) < FEWEST_SIZES:
        return None
    middle = median(found)
    alike = [each for each in found if abs(each / middle - 1) <= AGREEING]
    if 2 * len(alike) < len(found):
        return None
    cm = four_digits(median(alike) * 100)
    sentence = _(
        "The scale was taken from the sizes written in booths (%(count)s): one unit of the drawing is "
        "%(cm)s cm. If that is wrong, choose the unit or a scale."
    )
    note = PlanProblem(Level.NOTE, "scale_from_figures", sentence % {"count": len(alike), "cm": f"{cm.normalize():f}"})
    return PictureScale(cm, (note,))


def _by_likelihood(booths: Sequence[DetectedBooth]) -> PictureScale:
    """Return the first unit in which a typical booth has the size of one."""
    areas = [shapely.Polygon(booth.corners).area for booth in booths if booth.numbers]
    typical = median(areas) if areas else 0.0
    least, most = LIKELY_SQM
    likely = (unit for unit in LIKELY_UNITS if least <= typical * (float(unit.cm) / 100) ** 2 <= most)
    unit = next(likely, Unit.METRE)
    sentence = _(
        "The file does not state its unit and was read in %(unit)s. If that is wrong, choose the unit or a scale."
    )
    return PictureScale(unit.cm, (PlanProblem(Level.WARNING, "unit_assumed", sentence % {"unit": unit.value}),))
