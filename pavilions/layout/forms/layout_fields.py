"""Lengths and outlines as people type them: metres, with centimetres behind the point."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pavilions.geometry import OUTLINE_LIMITS, GeometryError, Point, Ring, bounds, sound_ring

CM = Decimal(100)
MOST_CORNERS = 200
CORNER = re.compile(r"^\s*\(?\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:[,;]|\s)\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*\)?\s*$")
LONGEST_LINE = 60


class MetresField(forms.DecimalField):
    """Metres, cleaned to whole centimetres."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=6, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> Any:
        metres = super().clean(value)
        return None if metres is None else int(metres * CM)


class OutlineField(forms.CharField):
    """The corners of a hall, one per line in metres, cleaned to a ring of whole centimetres; empty is ()."""

    widget = forms.Textarea

    def __init__(self, *, longest_m: int, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LINE * MOST_CORNERS, strip=True, **kwargs)
        self.longest_m = longest_m

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if not lines:
            return ()
        if len(lines) > MOST_CORNERS:
            raise ValidationError(
                _("At most %(most)s corners are possible."), code="too_many_corners", params={"most": MOST_CORNERS}
            )
        return self._ring([_corner(place, line) for place, line in enumerate(lines, start=1)])

    def _ring(self, corners: list[Point]) -> Ring:
        try:
            ring = sound_ring(corners, OUTLINE_LIMITS)
        except GeometryError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        box = bounds(ring)
        if max(box.width, box.depth) > self.longest_m * CM:
            raise ValidationError(
                _("A hall is at most %(most)s m long in each direction."),
                code="hall_too_large",
                params={"most": self.longest_m},
            )
        return ring


def _corner(place: int, line: str) -> Point:
    found = CORNER.match(line) if len(line) <= LONGEST_LINE else None
    if found is None:
        raise ValidationError(
            _("Line %(line)d is not a corner: write two numbers of metres, such as “120, 45.5”."),
            code="not_a_corner",
            params={"line": place},
        )
    x, y = (int((Decimal(metres) * CM).to_integral_value()) for metres in found.groups())
    return x, y
