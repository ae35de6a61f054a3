"""The public facts about an edition: its participants, its guest of honour, its halls and its other figures."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ciie.kernel.caches import KeyedCache
from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from ciie.kernel.versions import version_of
from ciie.kernel.wording import whole_parts
from exhibitors.bookings.totals.queries import Totals
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from exhibitors.promotion.directory.queries import Wanted, search_exhibits
from exhibitors.promotion.figures.headline import guest_of_honour
from exhibitors.promotion.figures.queries.release_figures import CountedFigure, release_figures
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.queries import public_topics_of
from pavilions.plans.queries.halls import FreeSpace, free_space
from pavilions.versions import HALLS, PLANS, SPACE

_SPACES = KeyedCache[tuple[int, str], list[FreeSpace]](16)
"""The free space by edition and version."""


@dataclass(frozen=True)
class GuestOfHonour:
    """A guest country of honour. `times` counts its editions as guest of honour, including this one."""

    pavilion: NationalPavilion
    times: int

    @property
    def words(self) -> str:
        return guest_of_honour(self.times)


@dataclass(frozen=True)
class HallOnShow:
    """The public facts about a hall, in whole m². Taken and free space are rounded down."""

    name: str
    capacity_sqm: int
    taken_sqm: int
    free_sqm: int
    is_national: bool
    has_plan: bool


def halls_on_show(edition: Edition, totals: Totals) -> list[HallOnShow]:
    """Return every hall of the edition in order, and whether its plan is published; one query besides the totals.

    Free space is counted from all booths of all halls, which takes 6 ms for 15,000 booths, so it is kept until one
    changes.
    """
    spaces: defaultdict[str, list[FreeSpace]] = defaultdict(list)
    version = version_of((HALLS, PLANS, SPACE), at=totals.as_of)
    for space in _SPACES.get_or_read((edition.pk, version), partial(free_space, edition.pk)):
        spaces[space.hall].append(space)
    return [
        HallOnShow(
            name=line.key,
            capacity_sqm=int(line.capacity_sqm or 0),
            taken_sqm=int(line.claimed_sqm or 0),
            free_sqm=int(sum(space.free_sqm for space in spaces[line.key])),
            is_national=line.pavilions_sqm > 0,
            has_plan=any(space.is_planned for space in spaces[line.key]),
        )
        for line in totals.by_hall
    ]


@dataclass(frozen=True)
class SectorOnShow:
    """The area of a sector of the business exhibition, in whole m².

    The booked areas of all sectors add up to the rounded total.
    """

    label: Sentence
    capacity_sqm: int
    booked_sqm: int


def sectors_on_show(totals: Totals) -> list[SectorOnShow]:
    lines = [line for line in totals.by_sector if line.key]
    booked = whole_parts([line.booked_sqm for line in lines])
    return [SectorOnShow(line.label, int(line.capacity_sqm or 0), sqm) for line, sqm in zip(lines, booked, strict=True)]


def participants_of(edition: Edition) -> list[NationalPavilion]:
    """Return countries by name, then organizations by name."""
    taking_part = NationalPavilion.objects.taking_part().filter(edition=edition)
    return sorted(taking_part, key=NationalPavilion.place_in_lists)


def guests_of_honour(edition: Edition) -> list[GuestOfHonour]:
    """Return the guests of honour; one query for every appearance so far of any guest of honour."""
    appearances = NationalPavilion.objects.taking_part().filter(
        is_guest_of_honour=True, edition__number__lte=edition.number
    )
    seen = list(appearances)
    return [
        GuestOfHonour(guest, sum(other.country == guest.country for other in seen))
        for guest in seen
        if guest.edition_id == edition.pk
    ]


@dataclass(frozen=True)
class ExpoFigures:
    """The current figures of a release by their keys, with the numbers of exhibits and forum topics of this edition."""

    release: Mapping[str, CountedFigure]
    exhibits: int
    topics: int

    @property
    def editions(self) -> int:
        return int(self.release["editions"].value)

    @property
    def roadshows(self) -> int:
        return int(self.release["roadshows"].value)

    @property
    def is_any(self) -> bool:
        shown = ("debuts", "deals_usd_bn", "roadshows")
        return bool(self.exhibits or self.topics or any(self.release[key].value for key in shown))


def expo_figures(edition: Edition, *, at: datetime) -> ExpoFigures:
    """Return the figures in three queries while no exhibitor or exhibit has changed."""
    on_show = exhibitors_on_show(edition.pk, at=at)
    return ExpoFigures(
        release=release_figures(edition, day_of(at, edition.zone), at=at),
        exhibits=search_exhibits(on_show, Wanted()).total,
        topics=public_topics_of(edition).count(),
    )


def guest_countries(edition: Edition) -> list[str]:
    """Return the codes of the current guest countries of honour, the earliest first."""
    guests = NationalPavilion.objects.taking_part().filter(edition=edition, is_guest_of_honour=True)
    return list(guests.order_by("pk").values_list("country", flat=True))
