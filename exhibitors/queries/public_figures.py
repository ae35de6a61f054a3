"""What everybody may know of an edition: its participants, its guest of honour and the editions before it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from exhibitors.headline import guest_of_honour
from exhibitors.models import EditionFigures
from pavilions.models import Edition, NationalPavilion


@dataclass(frozen=True)
class GuestOfHonour:
    """A guest country of honour; `times` counts its editions as one, this included."""

    pavilion: NationalPavilion
    times: int

    @property
    def words(self) -> str:
        return guest_of_honour(self.times)


def participants_of(edition: Edition) -> list[NationalPavilion]:
    """Countries by name, then organizations by name."""
    taking_part = NationalPavilion.objects.taking_part().filter(edition=edition)
    return sorted(taking_part, key=lambda pavilion: (bool(pavilion.organization), str(pavilion)))


def guests_of_honour(edition: Edition) -> list[GuestOfHonour]:
    """One statement: every appearance so far of any guest of honour."""
    appearances = NationalPavilion.objects.taking_part().filter(
        is_guest_of_honour=True, edition__number__lte=edition.number
    )
    seen = list(appearances)
    return [
        GuestOfHonour(guest, sum(other.country == guest.country for other in seen))
        for guest in seen
        if guest.edition_id == edition.pk
    ]


def past_figures(edition: Edition) -> QuerySet[EditionFigures]:
    """The published figures of the editions before this one, newest first."""
    before = EditionFigures.objects.filter(edition__number__lt=edition.number)
    return before.select_related("edition").order_by("-edition__number")
