"""What a person may say about a file that the file does not say itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.geometry import Ring, Unit


class AreaBasis(TextChoices):
    DRAWN = "drawn", _("computed from the drawing")
    STATED = "stated", _("as stated in the file")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """`columns`: field to column, an empty column for none. `cm_per_unit`, the scale, beats `unit`, and both beat what
    headers or the file say. `second_corner`: Width and Height are really x2 and y2. `y_up`: the drawing's y grows
    upwards. `outline`: the hall's own, used when the file draws none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    cm_per_unit: Decimal | None = None
    second_corner: bool = False
    y_up: bool = False
    area: AreaBasis = AreaBasis.DRAWN
    outline: Ring | None = None

    @property
    def scale(self) -> Decimal | None:
        """Centimetres per unit of the drawing, if a person has said."""
        return self.cm_per_unit or (self.unit.cm if self.unit else None)

    def as_json(self) -> dict[str, object]:
        """For keeping beside an uploaded file; without the outline, which is the hall's to know."""
        return {
            "columns": dict(self.columns),
            "unit": self.unit,
            "cm_per_unit": self.cm_per_unit and str(self.cm_per_unit),
            "second_corner": self.second_corner,
            "y_up": self.y_up,
            "area": self.area.value,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], *, outline: Ring | None = None) -> "ReadingChoices":
        """The choices that `as_json` kept; what is absent is as the file says."""
        return cls(
            columns=kept.get("columns") or {},
            unit=Unit(kept["unit"]) if kept.get("unit") else None,
            cm_per_unit=Decimal(kept["cm_per_unit"]) if kept.get("cm_per_unit") else None,
            second_corner=bool(kept.get("second_corner")),
            y_up=bool(kept.get("y_up")),
            area=AreaBasis(kept.get("area") or AreaBasis.DRAWN),
            outline=outline,
        )


AS_THE_FILE_SAYS = ReadingChoices()
