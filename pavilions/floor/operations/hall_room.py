"""How much of a hall can still be given to sectors in an edition. Asked while the hall's row is locked."""

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError
from ciie.kernel.wording import area_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Hall


def room_in(hall: Hall, edition_id: int, *, besides: int | None = None) -> Decimal:
    """The hall's gross area less its capacities in the edition, that of `besides` left out."""
    others = Allotment.objects.filter(edition=edition_id, hall=hall)
    if besides is not None:
        others = others.exclude(pk=besides)
    given = others.aggregate(given=Sum("capacity_sqm"))["given"] or Decimal(0)
    return hall.gross_area_sqm - given


def require_room(hall: Hall, edition_id: int, capacity_sqm: Decimal, *, besides: int | None = None) -> None:
    """Raise `DomainError` (`capacity_exceeds_hall`) unless the hall has so many m² left for this capacity."""
    left = room_in(hall, edition_id, besides=besides)
    if capacity_sqm <= left:
        return
    raise DomainError(
        _(
            "Hall %(hall)s has %(gross)s m², of which %(given)s m² are given to other sectors. At most %(left)s m² can "
            "be given here."
        )
        % {
            "hall": hall,
            "gross": area_words(hall.gross_area_sqm),
            "given": area_words(hall.gross_area_sqm - left),
            "left": area_words(max(left, Decimal(0))),
        },
        code="capacity_exceeds_hall",
        field="capacity_sqm",
        details={"gross_area_sqm": str(hall.gross_area_sqm), "left_sqm": str(left)},
    )
