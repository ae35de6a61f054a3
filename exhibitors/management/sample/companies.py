"""The sample's invented companies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from django.utils.text import slugify

from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.states import Verification, VerifiedBy
from exhibitors.management.sample.countries import ORIGINS, Origin
from exhibitors.management.sample.vocabulary import LANGUAGES, Language

EARLY_ORIGINS = 20
UNNAMED = 12  # one company in this many is not named on public plans
"""Countries at the top of the list send companies of every sector; the others mostly food and consumer goods."""

WORK_OF = {
    "food": "Food and agricultural products",
    "automobiles": "Vehicles and their parts",
    "intelligent-industry": "Machines, controls and software for industry",
    "consumer-goods": "Consumer goods",
    "medical": "Medical equipment and healthcare products",
    "services": "Services to trade",
}
EXTRA_SECTORS = ("food", "consumer-goods", "medical", "intelligent-industry", "services", "automobiles")


@dataclass(frozen=True)
class Place:
    """Room for one company: the sector it belongs to, and the key of the stretch of hall it will stand in."""

    sector: str
    stretch: str


@dataclass(frozen=True)
class SampleCompany:
    company: Company
    place: Place
    size: float


def invent_companies(places: Mapping[Place, int], *, extra: int, chance: Random) -> list[SampleCompany]:
    """One unsaved company for each place there is room for, and `extra` more that book nothing yet.

    The places must add up to the companies of `ORIGINS`. The extra ones stand last.
    """
    names = _Names(chance)
    small = [origin for origin in ORIGINS[EARLY_ORIGINS:] for _each in range(origin.companies)]
    large = [origin for origin in ORIGINS[:EARLY_ORIGINS] for _each in range(origin.companies)]
    everyday, technical = _split(places)
    chance.shuffle(everyday)
    chance.shuffle(large)
    for_small, rest = everyday[: len(small)], everyday[len(small) :] + technical
    pairs = [*zip(small, for_small, strict=True), *zip(large, rest, strict=True), *_extras(extra)]
    return [SampleCompany(names.invent(origin, place.sector), place, origin.size) for origin, place in pairs]


def _split(places: Mapping[Place, int]) -> tuple[list[Place], list[Place]]:
    each = [place for place, room in places.items() for _each in range(room)]
    everyday = [place for place in each if place.sector in {"food", "consumer-goods"}]
    return everyday, [place for place in each if place not in everyday]


def _extras(count: int) -> Iterator[tuple[Origin, Place]]:
    for number in range(count):
        sector = EXTRA_SECTORS[number % len(EXTRA_SECTORS)]
        yield ORIGINS[number % EARLY_ORIGINS], Place(sector, "")


class _Names:
    """Draws names until one is new."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def invent(self, origin: Origin, sector: str) -> Company:
        language = LANGUAGES[origin.language]
        while True:
            parts = self._draw(language, sector)
            name = normalise_company_name(_latin(parts, origin.form))
            if name not in self.taken:
                self.taken.add(name)
                return self._company(origin, sector, parts, compact=language.compact)

    def _draw(self, language: Language, sector: str) -> tuple[str, str, str]:
        return (
            self.chance.choice(language.first),
            self.chance.choice(language.second),
            self.chance.choice(language.trades[sector]),
        )

    def _company(self, origin: Origin, sector: str, parts: tuple[str, str, str], *, compact: bool) -> Company:
        name = _latin(parts, origin.form)
        address = slugify(normalise_company_name(name)) or slugify(name)
        return Company(
            name=name,
            name_local=_local(parts, origin.form, compact=compact),
            normalized_name=normalise_company_name(name),
            country=origin.code,
            city=self.chance.choice(origin.cities),
            website=f"https://{address}.example",
            contact_email=f"expo@{address}.example",
            description=f"{WORK_OF[sector]}. An invented company of the sample edition.",
            is_on_public_plans=sum(map(ord, name)) % UNNAMED != 0,
            verification=Verification.VERIFIED,
            verified_by=VerifiedBy.RECORDS,
            is_sample=True,
        )


def _latin(parts: tuple[str, str, str], form: str) -> str:
    first, second, trade = (part.partition("|")[0] for part in parts)
    return f"{first}{second} {trade} {form.partition('|')[0]}"


def _local(parts: tuple[str, str, str], form: str, *, compact: bool) -> str:
    """The name in its own script; empty where a part has none."""
    first, second, trade, ending = (part.partition("|")[2] for part in (*parts, form))
    if not all((first, second, trade, ending)):
        return ""
    return f"{first}{second}{trade}{ending}" if compact else f"{first}{second} {trade} {ending}"
