"""Exhibits as lists show them: what stands on a card, without the texts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import cached_property

from ciie.kernel.statements import Row, rows_of
from exhibitors.catalogue.models import Exhibit, ExhibitQuerySet, picture_digest
from exhibitors.catalogue.queries.exhibitors_on_show import Key
from exhibitors.catalogue.states import Debut

CARDS = """
SELECT exhibit.id, exhibit.name, exhibit.name_zh, exhibit.category, sector.name, sector.name_zh,
    CASE WHEN exhibit.debut_state = 'verified' THEN exhibit.debut ELSE '' END, exhibit.company_id, exhibit.pavilion_id,
    picture.small_file, picture.small_width, picture.small_height, picture.alt_text
FROM exhibitors_exhibit AS exhibit
JOIN pavilions_sector AS sector ON sector.id = exhibit.sector_id
LEFT JOIN LATERAL (
    SELECT small_file, small_width, small_height, alt_text FROM exhibitors_exhibitpicture
    WHERE exhibit_id = exhibit.id ORDER BY id LIMIT 1
) AS picture ON true
WHERE exhibit.id = ANY(%(keys)s) AND exhibit.state = 'published'
"""


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
    cards = {card.pk: card for card in map(_card, rows_of(CARDS, {"keys": list(keys)}))}
    return [cards[key] for key in keys if key in cards]


def newest_cards(shown: ExhibitQuerySet, most: int) -> list[ExhibitCard]:
    """Cards of the newest of these; two statements."""
    return exhibit_cards(shown.order_by("-pk").values_list("pk", flat=True)[:most])


def _card(row: Row) -> ExhibitCard:
    pk, name, name_zh, category, sector, sector_zh, debut, company, pavilion, file, width, height, alt_text = row
    picture = CardPicture(picture_digest(file), width, height, alt_text) if file else None
    sector = Exhibit.in_language(sector, sector_zh)
    return ExhibitCard(pk, name, name_zh, category, sector, debut, (company, pavilion), picture)
