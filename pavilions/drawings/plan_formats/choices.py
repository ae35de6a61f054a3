"""The user's choices about what a file leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.drawings.geometry import Ring, Unit
from pavilions.states import BoothKind

DEFAULT_GAP_CM = Decimal(5)


class AreaBasis(TextChoices):
    FILE = "file", _("as stated in the file, otherwise computed from the drawing")
    DRAWN = "drawn", _("computed from the drawing")
    STATED = "stated", _("as stated in the file")


class Figures(TextChoices):
    """The meaning of texts of digits alone ("101") in a drawing that also has numbers with letters."""

    AUTO = "auto", _("booth numbers, except in booths that have a number with letters")
    NUMBERS = "numbers", _("always booth numbers")
    SIZES = "sizes", _("never booth numbers")


class KindAnswer(TextChoices):
    """The answers to what an unknown kind of booth in a file means."""

    RAW = BoothKind.RAW.value, BoothKind.RAW.label
    SHELL = BoothKind.SHELL.value, BoothKind.SHELL.label
    SKIP = "skip", _("no booths: leave out")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """The user's choices about how to read a file.

    `columns` maps fields to columns, empty for no column. `cm_per_unit`, the scale, takes precedence over `unit`, and
    both over headers and the file's own unit. With `second_corner`, width and height are really x2 and y2; with `y_up`,
    y grows upwards. `outline` is the hall's, used if the file draws none. With `covering`, obstructions that cover
    booths are imported. Overlaps of neighbours up to a width of `share_cm` are shared between them. `known_booth` and
    `known_metres` are a booth and its longer side, which give the scale. With `new_hall`, the hall is made from the
    file, with its outline starting at the origin. `kinds` are the answers by `AskedKind.key`.

    For vector drawings, `layers` maps the key of a layer to a role, empty for a block whose parts have their layers'
    roles. `gap_cm` is how far lines may miss one another. `moved_cm` is how far to move the drawing right and down.
    `known_places` are the rings of the booths of the hall's present plan, by number in capitals. `upside_down` flips
    the drawing. `part` is which of its parts to read, counted from 1, or 0 for all.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    cm_per_unit: Decimal | None = None
    second_corner: bool = False
    y_up: bool = False
    area: AreaBasis = AreaBasis.FILE
    outline: Ring | None = None
    covering: bool = False
    kinds: Mapping[str, str] = field(default_factory=dict)
    share_cm: Decimal = Decimal(0)
    figures: Figures = Figures.AUTO
    upside_down: bool = False
    part: int = 0
    layers: Mapping[str, str] = field(default_factory=dict)
    gap_cm: Decimal = DEFAULT_GAP_CM
    known_booth: str = ""
    known_metres: Decimal | None = None
    moved_cm: tuple[int, int] | None = None
    background: bool = True
    known_places: Mapping[str, Ring] = field(default_factory=dict)
    new_hall: bool = False

    @property
    def scale(self) -> Decimal | None:
        """Centimetres per unit of the drawing, if the user has chosen a scale or a unit."""
        return self.cm_per_unit or (self.unit.cm if self.unit else None)

    def as_json(self) -> dict[str, object]:
        """Return the choices to store with an uploaded file.

        What comes from the hall, or from its being new, is left out.
        """
        return {
            "columns": dict(self.columns),
            "unit": self.unit,
            "cm_per_unit": self.cm_per_unit and str(self.cm_per_unit),
            "second_corner": self.second_corner,
            "y_up": self.y_up,
            "area": self.area.value,
            "covering": self.covering,
            "kinds": dict(self.kinds),
            "share_cm": str(self.share_cm),
            "figures": self.figures.value,
            "upside_down": self.upside_down,
            "part": self.part,
            "layers": dict(self.layers),
            "gap_cm": str(self.gap_cm),
            "known_booth": self.known_booth,
            "known_metres": self.known_metres and str(self.known_metres),
            "moved_cm": self.moved_cm and list(self.moved_cm),
            "background": self.background,
        }

    @classmethod
    def from_json(
        cls,
        kept: Mapping[str, Any],
        *,
        outline: Ring | None = None,
        known_places: Mapping[str, Ring] | None = None,
        new_hall: bool = False,
    ) -> "ReadingChoices":
        """Return the choices that `as_json` returned; absent ones have their defaults."""
        return cls(
            columns=kept.get("columns") or {},
            unit=Unit(kept["unit"]) if kept.get("unit") else None,
            cm_per_unit=Decimal(kept["cm_per_unit"]) if kept.get("cm_per_unit") else None,
            second_corner=bool(kept.get("second_corner")),
            y_up=bool(kept.get("y_up")),
            area=AreaBasis(kept.get("area") or AreaBasis.FILE),
            outline=outline,
            covering=bool(kept.get("covering")),
            kinds=kept.get("kinds") or {},
            share_cm=Decimal(kept.get("share_cm") or 0),
            figures=Figures(kept.get("figures") or Figures.AUTO),
            upside_down=bool(kept.get("upside_down")),
            part=int(kept.get("part") or 0),
            layers=kept.get("layers") or {},
            gap_cm=Decimal(kept.get("gap_cm") or DEFAULT_GAP_CM),
            known_booth=kept.get("known_booth") or "",
            known_metres=Decimal(kept["known_metres"]) if kept.get("known_metres") else None,
            moved_cm=(kept["moved_cm"][0], kept["moved_cm"][1]) if kept.get("moved_cm") else None,
            background=kept.get("background", True),
            known_places=known_places or {},
            new_hall=new_hall,
        )


AS_THE_FILE_SAYS = ReadingChoices()
