"""Assignment of booths to the requests of an application that they answer, and what is still requested."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ciie.kernel.wording import area_words
from exhibitors.bookings.models import SpaceRequest
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.venue import Sector


@dataclass(frozen=True)
class Answer:
    """A request, the claims to booths that answer it, and its m² that no booth answers."""

    request: SpaceRequest
    claims: tuple[SpaceClaim, ...]

    @property
    def given_sqm(self) -> Decimal:
        return sum((claim.area_sqm for claim in self.claims), Decimal(0))

    @property
    def rest_sqm(self) -> Decimal:
        return max(self.request.area_sqm - self.given_sqm, Decimal(0))


@dataclass(frozen=True)
class Rest:
    """m² of a sector that are still requested."""

    sector: Sector
    area_sqm: Decimal

    def __str__(self) -> str:
        return _("%(area)s m² %(sector)s") % {"area": area_words(self.area_sqm), "sector": self.sector}


def answers_to(requests: Sequence[SpaceRequest], claims: Iterable[SpaceClaim]) -> list[Answer]:
    """Return for each request the booths of its sector that answer it, those of its kind first.

    Each booth answers one request, and booths of other sectors answer none. Claims must come with booth and allotment,
    and requests with their sector.
    """
    unused = [claim for claim in claims if claim.booth is not None]
    answers = []
    for request in requests:
        given, area = [], Decimal(0)
        for claim in sorted(unused, key=lambda each: each.booth is None or each.booth.kind != request.kind):
            if claim.allotment.sector_id == request.sector_id and area < request.area_sqm:
                given.append(claim)
                area += claim.area_sqm
        unused = [claim for claim in unused if claim not in given]
        answers.append(Answer(request, tuple(given)))
    return answers


def rests_of(requests: Iterable[SpaceRequest], claims: Iterable[SpaceClaim]) -> list[Rest]:
    """Return what is still requested by sector, in the order of sectors.

    These are the m² requested beyond the booths, or the m² claimed without a booth if these are more. Claims must come
    with their allotment's sector, and requests with theirs.
    """
    asked: defaultdict[Sector, Decimal] = defaultdict(Decimal)
    unnamed: defaultdict[Sector, Decimal] = defaultdict(Decimal)
    for request in requests:
        asked[request.sector] += request.area_sqm
    for claim in claims:
        sector = claim.allotment.sector
        if sector is not None and claim.booth_id is None:
            unnamed[sector] += claim.area_sqm
        elif sector is not None:
            asked[sector] -= claim.area_sqm
    rests = {sector: max(asked[sector], unnamed[sector]) for sector in {*asked, *unnamed}}
    in_order = sorted(rests, key=lambda sector: (sector.position, sector.name))
    return [Rest(sector, rests[sector]) for sector in in_order if rests[sector] > 0]
