"""What a person may say about a file that the file does not say itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.geometry import Ring, Unit

USUAL_GAP_CM = Decimal(5)


class AreaBasis(TextChoices):
    FILE = "file", _("as the file says, otherwise computed from the drawing")
    DRAWN = "drawn", _("computed from the drawing")
    STATED = "stated", _("as stated in the file")


class Figures(TextChoices):
    """What texts of digits alone ("101") are in a drawing that also has numbers with letters."""

    AUTO = "auto", _("booth numbers, except in booths that have a number with letters")
    NUMBERS = "numbers", _("always booth numbers")
    SIZES = "sizes", _("never booth numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """`columns`: field to column, an empty column for none. `cm_per_unit`, the scale, beats `unit`, and both beat what
    headers or the file say. `second_corner`: Width and Height are really x2 and y2. `y_up`: the drawing's y grows
    upwards. `outline`: the hall's own, used when the file draws none. `covering`: obstructions that cover booths are
    taken too.

    For vector drawings: `layers`: key of a layer to the value of a role, empty for a block that is what its layers
    are. `gap_cm`: by how much lines may miss one another. `known_booth` and `known_metres`: the longer side of one
    booth, from which the scale follows. `moved_cm`: how far right and down the drawing goes. `known_places`: where the
    booths of the hall's present plan lie, by number in capitals. `figures`: what plain figures are. `upside_down`: the
    drawing is turned over.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    cm_per_unit: Decimal | None = None
    second_corner: bool = False
    y_up: bool = False
    area: AreaBasis = AreaBasis.FILE
    outline: Ring | None = None
    covering: bool = False
    figures: Figures = Figures.AUTO
    upside_down: bool = False
    layers: Mapping[str, str] = field(default_factory=dict)
    gap_cm: Decimal = USUAL_GAP_CM
    known_booth: str = ""
    known_metres: Decimal | None = None
    moved_cm: tuple[int, int] | None = None
    background: bool = True
    known_places: Mapping[str, Ring] = field(default_factory=dict)

    @property
    def scale(self) -> Decimal | None:
        """Centimetres per unit of the drawing, if a person has said."""
        return self.cm_per_unit or (self.unit.cm if self.unit else None)

    def as_json(self) -> dict[str, object]:
        """For keeping beside an uploaded file; without outline and known places, which are the hall's to know."""
        return {
            "columns": dict(self.columns),
            "unit": self.unit,
            "cm_per_unit": self.cm_per_unit and str(self.cm_per_unit),
            "second_corner": self.second_corner,
            "y_up": self.y_up,
            "area": self.area.value,
            "covering": self.covering,
            "figures": self.figures.value,
            "upside_down": self.upside_down,
            "layers": dict(self.layers),
            "gap_cm": str(self.gap_cm),
            "known_booth": self.known_booth,
            "known_metres": self.known_metres and str(self.known_metres),
            "moved_cm": self.moved_cm and list(self.moved_cm),
            "background": self.background,
        }

    @classmethod
    def from_json(
        cls, kept: Mapping[str, Any], *, outline: Ring | None = None, known_places: Mapping[str, Ring] | None = None
    ) -> "ReadingChoices":
        """The choices that `as_json` kept; what is absent is as the file says."""
        return cls(
            columns=kept.get("columns") or {},
            unit=Unit(kept["unit"]) if kept.get("unit") else None,
            cm_per_unit=Decimal(kept["cm_per_unit"]) if kept.get("cm_per_unit") else None,
            second_corner=bool(kept.get("second_corner")),
            y_up=bool(kept.get("y_up")),
            area=AreaBasis(kept.get("area") or AreaBasis.FILE),
            outline=outline,
            covering=bool(kept.get("covering")),
            figures=Figures(kept.get("figures") or Figures.AUTO),
            upside_down=bool(kept.get("upside_down")),
            layers=kept.get("layers") or {},
            gap_cm=Decimal(kept.get("gap_cm") or USUAL_GAP_CM),
            known_booth=kept.get("known_booth") or "",
            known_metres=Decimal(kept["known_metres"]) if kept.get("known_metres") else None,
            moved_cm=(kept["moved_cm"][0], kept["moved_cm"][1]) if kept.get("moved_cm") else None,
            background=kept.get("background", True),
            known_places=known_places or {},
        )


AS_THE_FILE_SAYS = ReadingChoices()
