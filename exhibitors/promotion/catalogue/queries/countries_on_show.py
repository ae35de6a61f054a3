"""The countries that take part, with companies that have booked space or with national pavilions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.country_names import name_order
from ciie.kernel.errors import Sentence
from ciie.kernel.wording import labelled, side_by_side, whole_parts
from ciie.world_map import WorldMap, world_map
from exhibitors.bookings.totals.queries import Totals
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion


@dataclass(frozen=True)
class CountryOnShow:
    """A country or region (ISO 3166 alpha-2) in both exhibitions. m² are whole and add up to the booked total."""

    country: str
    label: Sentence
    companies: int
    booked_sqm: int
    pavilion: NationalPavilion | None

    @property
    def words(self) -> str:
        """The public facts about the country in one line."""
        parts = []
        if self.companies:
            parts.append(
                ngettext("%(count)s company, %(area)s m²", "%(count)s companies, %(area)s m²", self.companies)
                % {"count": self.companies, "area": f"{self.booked_sqm:,}"}
            )
        if self.pavilion:
            parts.append(_("national pavilion"))
        return labelled(self.label, side_by_side(*parts))


def countries_on_show(totals: Totals, participants: Sequence[NationalPavilion]) -> list[CountryOnShow]:
    """Return the countries with the most booked space first, and those with only a national pavilion last, by name.

    It runs no query.
    """
    pavilions = {pavilion.country.code: pavilion for pavilion in participants if pavilion.country}
    areas = whole_parts([line.booked_sqm for line in totals.by_country])
    booked = [
        CountryOnShow(line.key, line.label, line.companies, area_sqm, pavilions.pop(line.key, None))
        for line, area_sqm in zip(totals.by_country, areas, strict=True)
        if line.key and line.companies
    ]
    alone = [CountryOnShow(code, pavilion.country.name, 0, 0, pavilion) for code, pavilion in pavilions.items()]
    return booked + sorted(alone, key=lambda each: name_order(each.country, str(each.label)))


def map_of_countries(countries: Sequence[CountryOnShow]) -> WorldMap:
    """Return the map with dots sized by booked m². Countries with a national pavilion have a ring."""
    return world_map(
        {each.country: max(each.booked_sqm, 1) for each in countries},
        {each.country: each.words for each in countries},
        label=ngettext(
            "Map of the world with %(count)s country or region",
            "Map of the world with %(count)s countries and regions",
            len(countries),
        )
        % {"count": len(countries)},
        marked=frozenset(each.country for each in countries if each.pavilion),
    )
