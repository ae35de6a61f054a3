"""Field validators of the place. A form shows their sentences beside the field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pavilions.geometry import (
    BOOTH_LIMITS,
    OBSTRUCTION_LIMITS,
    OUTLINE_LIMITS,
    GeometryError,
    Ring,
    SizeLimits,
    core,
    sound_ring,
)

LONGEST_NUMBER = 20


def validate_footprint(value: object) -> None:
    """A booth's ring of [x, y] in whole centimetres: sound, and everywhere thick enough to have a core."""
    _validate_ring(value, BOOTH_LIMITS, cored=True)


def validate_obstruction(value: object) -> None:
    _validate_ring(value, OBSTRUCTION_LIMITS)


def validate_outline(value: object) -> None:
    _validate_ring(value, OUTLINE_LIMITS)


def validate_booth_number(value: str) -> None:
    """What can be painted on the floor: 1 to 20 visible characters, single blanks only between them."""
    if not value.isprintable() or value != " ".join(value.split()) or not value:
        raise ValidationError(
            _("A booth number has visible characters only, and no blanks around them."), code="booth_number_odd"
        )
    if len(value) > LONGEST_NUMBER:
        raise ValidationError(
            _("A booth number has at most %(most)s characters."),
            code="booth_number_too_long",
            params={"most": LONGEST_NUMBER},
        )


def validate_hall_name(value: str) -> None:
    """What can stand on a door and in an address: visible characters, no slash, and not of dots alone."""
    if not value.isprintable() or value != " ".join(value.split()) or "/" in value or not value.strip("."):
        raise ValidationError(
            _("A hall's name has visible characters only, no slash, and no blanks around it."), code="hall_name_odd"
        )


def _validate_ring(value: object, limits: SizeLimits, *, cored: bool = False) -> None:
    try:
        ring = sound_ring(_points(value), limits)
        if cored:
            core(ring)
    except GeometryError as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal


def _points(value: object) -> Ring:
    if not isinstance(value, list | tuple) or not all(_is_point(point) for point in value):
        raise ValidationError(_("A shape is a list of corners [x, y] in whole centimetres."), code="ring_not_points")
    return tuple((x, y) for x, y in value)


def _is_point(value: object) -> bool:
    return isinstance(value, list | tuple) and [type(part) for part in value] == [int, int]
