"""Companies that take part and show exhibits."""

from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import PavilionStage
from tests.factories import (
    NOON,
    NationalPavilionFactory,
)


def taking_part(edition: Edition, country: str = "BR") -> NationalPavilion:
    pavilion: NationalPavilion = NationalPavilionFactory(edition=edition, country=country)
    NationalPavilion.objects.filter(pk=pavilion.pk).update(stage=PavilionStage.CONFIRMED, confirmed_at=NOON)
    return pavilion
