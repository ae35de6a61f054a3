"""Exhibits as lists show them: what stands on a card, without the texts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from exhibitors.catalogue.models import Exhibit, ExhibitQuerySet, picture_digest
from exhibitors.catalogue.queries.exhibitors_on_show import Key
from exhibitors.catalogue.states import Debut, DebutState


@dataclass(frozen=True)
class CardPicture:
    """The first of an exhibit's pictures, small; width and height in pixels."""

    digest: str
    width: int
    height: int
    alt_text: str


@dataclass(frozen=True)
class ExhibitCard:
    """An exhibit that is published; `verified_debut` is empty where there is none."""

    pk: int
    name: str
    name_zh: str
    category: str
    sector: str
    debut: str
    exhibitor: Key
    picture: CardPicture | None

    def __str__(self) -> str:
        return Exhibit.in_language(self.name, self.name_zh)

    @cached_property
    def verified_debut(self) -> str:
        """`world debut` and the like."""
        return str(Debut(self.debut).label) if self.debut else ""


def exhibit_cards(keys: Collection[int]) -> list[ExhibitCard]:
    """Cards of these exhibits in this order; those that are published no longer are left out. One statement."""
    with_first_pictures = Exhibit.objects.published().filter(pk__in=keys).order_by("pk", "pictures__pk").distinct("pk")
    rows = with_first_pictures.values_list(
        *("pk", "name", "name_zh", "category", "sector__name", "sector__name_zh", "debut", "debut_state"),
        *("company_id", "pavilion_id"),
        *("pictures__small_file", "pictures__small_width", "pictures__small_height", "pictures__alt_text"),
    )
    cards = {card.pk: card for card in map(_card, rows)}
    return [cards[key] for key in keys if key in cards]


def newest_cards(shown: ExhibitQuerySet, most: int) -> list[ExhibitCard]:
    """Cards of the newest of these; two statements."""
    return exhibit_cards(shown.order_by("-pk").values_list("pk", flat=True)[:most])


def _card(row: tuple[Any, ...]) -> ExhibitCard:
    pk, name, name_zh, category, sector, sector_zh, debut, debut_state, company, pavilion, *picture_columns = row
    file, width, height, alt_text = picture_columns
    picture = CardPicture(picture_digest(file), width, height, alt_text) if file else None
    sector = Exhibit.in_language(sector, sector_zh)
    verified = debut if debut_state == DebutState.VERIFIED else ""
    return ExhibitCard(pk, name, name_zh, category, sector, verified, (company, pavilion), picture)
