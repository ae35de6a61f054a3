"""The criteria of a visitor's search in the directory. Invalid ones filter nothing."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from exhibitors.promotion.catalogue.states import Debut, ExhibitKind
from exhibitors.promotion.directory.queries import MOST_PAGES, Wanted
from pavilions.floor.models.venue import Sector

LONGEST_TEXT = 120
FACETS = ("country", "sector", "hall", "debut", "kind")


@dataclass(frozen=True)
class Asked:
    """The valid parameters of an address."""

    search: str = ""
    country: str = ""
    sector: str = ""
    hall: str = ""
    debut: str = ""
    kind: str = ""
    page: int = 1

    def address(self, **changed: str | int) -> str:
        """Return the query string of the same search with these changes, from the first page unless `page` is given."""
        asked = replace(self, **{"page": 1} | changed)  # type: ignore[arg-type]  # passed by name
        named = {name: value for name, value in vars(asked).items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(named)}" if named else "?"

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in (*FACETS, "search"))

    @property
    def narrowed_by(self) -> int:
        """The number of facets chosen."""
        return sum(bool(getattr(self, name)) for name in FACETS)

    def wanted(self, sectors: list[Sector]) -> Wanted:
        sector = next((each.pk for each in sectors if each.code == self.sector), None)
        return Wanted(self.search, self.country, sector, self.hall, self.debut, self.kind, self.page)


def asked_by(sent: QueryDict, sectors: list[Sector]) -> Asked:
    """Return the criteria in a query string, whatever it contains."""
    texts = {name: sent.get(name, "").replace("\0", "").strip() for name in (*FACETS, "search", "page")}
    is_page = texts["page"].isascii() and texts["page"].isdecimal() and len(texts["page"]) <= len(str(MOST_PAGES))
    return Asked(
        search=texts["search"][:LONGEST_TEXT],
        country=texts["country"][:2],
        sector=texts["sector"] if texts["sector"] in {each.code for each in sectors} else "",
        hall=texts["hall"][:20],
        debut=texts["debut"] if texts["debut"] in Debut.values else "",
        kind=texts["kind"] if texts["kind"] in ExhibitKind.values else "",
        page=min(max(int(texts["page"]), 1), MOST_PAGES) if is_page else 1,
    )
