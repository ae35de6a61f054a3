"""What else the expo is, beside the space that is booked: figures over the editions, and of this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ciie.kernel.days import day_of
from exhibitors.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from exhibitors.directory.queries import Wanted, search_exhibits
from exhibitors.figures.queries.release_figures import Counted, release_figures
from pavilions.floor.models.edition import Edition
from pavilions.programme.queries import public_topics_of


@dataclass(frozen=True)
class ExpoFigures:
    """Those of a release as they stand now, by their keys, and what can be seen and heard at this edition."""

    release: Mapping[str, Counted]
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
    """Three statements while no exhibitor or exhibit has changed."""
    on_show = exhibitors_on_show(edition.pk, at=at)
    return ExpoFigures(
        release=release_figures(edition, day_of(at, edition.zone), at=at),
        exhibits=search_exhibits(on_show, Wanted()).total,
        topics=public_topics_of(edition).count(),
    )
