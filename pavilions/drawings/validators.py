"""Validators of fields of the venue, whose messages forms show beside the field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pavilions.drawings.geometry import OUTLINE_LIMITS, GeometryError, sound_ring

LONGEST_NUMBER = 20


def validate_outline(value: object) -> None:
    """Require a hall's outline to be a sound ring of [x, y] in whole centimetres."""
    if not isinstance(value, list | tuple) or not all(_is_point(point) for point in value):
        raise ValidationError(_("A shape is a list of corners [x, y] in whole centimetres."), code="ring_not_points")
    try:
        sound_ring(tuple((x, y) for x, y in value), OUTLINE_LIMITS)
    except GeometryError as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal


def validate_booth_number(value: str) -> None:
    """Require 1 to 20 visible characters with single spaces between them, as painted on the floor."""
    if not value.isprintable() or value != " ".join(value.split()) or not value:
        raise ValidationError(
            _("A booth number must consist of visible characters, with no spaces around them."), code="booth_number_odd"
        )
    if len(value) > LONGEST_NUMBER:
        raise ValidationError(
            _("A booth number can have at most %(most)s characters."),
            code="booth_number_too_long",
            params={"most": LONGEST_NUMBER},
        )


def validate_hall_name(value: str) -> None:
    """Require visible characters, no slash, and not only dots, so that the name can be part of a URL."""
    if not value.isprintable() or value != " ".join(value.split()) or "/" in value or not value.strip("."):
        raise ValidationError(
            _("A hall's name must consist of visible characters, with no slash and no spaces around it."),
            code="hall_name_odd",
        )


def _is_point(value: object) -> bool:
    return isinstance(value, list | tuple) and [type(part) for part in value] == [int, int]
