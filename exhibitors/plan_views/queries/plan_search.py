"""Finding booths: the criteria, and which booths meet them, in what order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ciie.tables.folding import unaccented
from exhibitors.plan_views.queries.shown_plans import ShownBooth


@dataclass(frozen=True, slots=True)
class BoothCriteria:
    """Every criterion that is not None or empty must be met. Bounds are included; `sides` and above are open sides."""

    search: str = ""
    hall: str = ""
    sector_id: int | None = None
    kind: str = ""
    sides: int | None = None
    area_min: Decimal | None = None
    area_max: Decimal | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    availability: str = ""

    @property
    def are_any(self) -> bool:
        return self != BoothCriteria()

    def met_by(self, booth: ShownBooth) -> bool:
        return (
            self.hall in {"", booth.hall}
            and self.sector_id in {None, booth.sector_id}
            and self.kind in {"", booth.kind}
            and self.availability in {"", booth.availability}
            and (self.sides is None or booth.open_sides >= self.sides)
            and _within(booth.area_sqm, self.area_min, self.area_max)
            and _within(booth.price, self.price_min, self.price_max)
            and all(word in booth.words for word in unaccented(self.search).split())
        )


def _within(figure: Decimal | None, least: Decimal | None, most: Decimal | None) -> bool:
    """A booth without a price is within no bounds of price."""
    if least is None and most is None:
        return True
    return figure is not None and (least is None or figure >= least) and (most is None or figure <= most)


SORTS: dict[str, Callable[[ShownBooth], Any]] = {
    "number": lambda booth: booth.position,
    "hall": lambda booth: booth.hall,
    "sector": lambda booth: booth.sector_id or 0,
    "area": lambda booth: booth.area_sqm,
    "sides": lambda booth: booth.open_sides,
    "kind": lambda booth: booth.kind,
    "price": lambda booth: (booth.price is None, booth.price),
    "availability": lambda booth: booth.availability,
    "holder": lambda booth: (booth.holder is None, booth.holder.name.casefold() if booth.holder else ""),
}
"""What lists of booths can be ordered by; a leading `-` turns the order round."""


def found_among(booths: Iterable[ShownBooth], criteria: BoothCriteria, sort: str = "") -> list[ShownBooth]:
    """The booths that meet all criteria, in the order given or, among equals, that of their numbers."""
    found = [booth for booth in booths if criteria.met_by(booth)] if criteria.are_any else list(booths)
    key = SORTS.get(sort.removeprefix("-"))
    if key:
        found.sort(key=key, reverse=sort.startswith("-"))
    return found


def waiting_among(booths: Iterable[ShownBooth], criteria: BoothCriteria) -> list[ShownBooth]:
    """The booths that nothing but their availability keeps from being found; holders come and go with it, so that their
    words do not count.
    """
    if not criteria.availability:
        return []
    otherwise = replace(criteria, availability="")
    words = unaccented(criteria.search).split()
    return [
        booth
        for booth in booths
        if booth.availability != criteria.availability
        and otherwise.met_by(booth)
        and all(word in booth.own_words for word in words)
    ]


def numbered(booths: Iterable[ShownBooth], number: str) -> ShownBooth | None:
    """The booth with this number, in any case; else one that had it before."""
    asked = number.strip().casefold()
    every = list(booths)
    exact = (booth for booth in every if booth.number.casefold() == asked)
    former = (booth for booth in every if asked in {each.casefold() for each in booth.former})
    return next(exact, None) or next(former, None)
