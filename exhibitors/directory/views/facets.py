"""The facets beside a list of the directory: links with counts, so that they work without JavaScript."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_countries import countries

from ciie.kernel.errors import Sentence
from exhibitors.catalogue.queries.public_exhibitors import FoundExhibitors
from exhibitors.catalogue.states import Debut, ExhibitKind
from exhibitors.directory.forms import Asked
from exhibitors.directory.queries import Found
from pavilions.floor.models.venue import Sector

COUNTRIES_SHOWN, SHORT = 12, 6


@dataclass(frozen=True)
class Choice:
    """One value of a facet. A chosen one's address gives it up again."""

    label: Sentence
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """Choices that are shown at once, and those behind a button."""

    label: Sentence
    choices: list[Choice]
    more: list[Choice]

    @property
    def is_open(self) -> bool:
        """Short ones, and those of which one is chosen."""
        return len(self.choices) <= SHORT or any(choice.is_chosen for choice in self.choices)


def exhibit_facets(found: Found, asked: Asked, sectors: list[Sector]) -> list[Facet]:
    by_code = Counter({sector.code: found.by_sector[sector.pk] for sector in sectors})
    return [
        *_facet(_("Debut"), "debut", found.by_debut, asked, dict(Debut.choices).__getitem__),
        *_facet(_("Sector"), "sector", by_code, asked, _sector_names(sectors)),
        *_facet(_("Kind"), "kind", found.by_kind, asked, dict(ExhibitKind.choices).__getitem__),
        *_places(found, asked),
    ]


def exhibitor_facets(found: FoundExhibitors, asked: Asked, sectors: list[Sector]) -> list[Facet]:
    return [
        *_facet(_("Sector"), "sector", found.by_sector, asked, _sector_names(sectors)),
        *_places(found, asked),
    ]


def _places(found: Found | FoundExhibitors, asked: Asked) -> Iterator[Facet]:
    yield from _facet(_("Country or region"), "country", found.by_country, asked, countries.name)
    yield from _facet(_("Hall"), "hall", found.by_hall, asked, str)


def _sector_names(sectors: list[Sector]) -> Callable[[str], str]:
    return {sector.code: str(sector) for sector in sectors}.__getitem__


def _facet(
    label: Sentence, name: str, counts: Counter[str], asked: Asked, named: Callable[[str], Sentence]
) -> Iterator[Facet]:
    """The most frequent first; nothing where there is nothing to choose."""
    chosen = getattr(asked, name)
    ranked = sorted(((value, n) for value, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))
    choices = [
        Choice(named(value), n, asked.address(**{name: "" if value == chosen else value}), value == chosen)
        for value, n in ranked
    ]
    if choices:
        yield Facet(label, choices[:COUNTRIES_SHOWN], choices[COUNTRIES_SHOWN:])
