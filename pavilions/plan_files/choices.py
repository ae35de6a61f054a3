"""What a person may say about a file that the file does not say itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

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


AS_THE_FILE_SAYS = ReadingChoices()
