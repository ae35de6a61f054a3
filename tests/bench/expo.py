"""The edition that is measured: halls of 1,500 booths, companies with people and tokens, a sector for the rush."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from ciie.accounts.operations import issue_token
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind, EditionStatus, OrganizerRole, PlanState, Section
from tests.factories import AppointmentFactory, CompanyFactory, MembershipFactory, UserFactory

if TYPE_CHECKING:
    from ciie.accounts.models import User
    from exhibitors.companies.models import Company

COLUMNS, ROWS = 50, 30
BOOTHS_PER_HALL = COLUMNS * ROWS
BOOTH_SQM = Decimal(9)
HALLS = 10
COMPANIES = 512
"""So many that none has more undecided bookings than an edition allows by itself."""
RUSH_ROOM = 300
EDITION = 90
MANY = 15_000
"""A limit that no client of the benchmark reaches."""


@dataclass
class BenchExpo:
    """What the scenarios need to know. `rows` are sectors that nothing else uses, for the views compared with."""

    edition: Edition
    references: list[list[str]] = field(default_factory=list)
    companies: list[int] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    organizer_token: str = ""
    rows: list[int] = field(default_factory=list)


def build(halls: int = HALLS, companies: int = COMPANIES) -> BenchExpo:
    expo = BenchExpo(_edition())
    sector = Sector.objects.create(code="bench", name="Bench")
    expo.references = [_hall(expo.edition, sector, number) for number in range(halls)]
    for _number in range(companies):
        _company(expo)
    expo.organizer_token = _organizer()
    rows = [Sector(code=f"row-{n}", name=f"Row {n}") for n in range(BOOTHS_PER_HALL)]
    expo.rows = [row.pk for row in Sector.objects.bulk_create(rows)]
    _rush(expo.edition)
    return expo


def _edition() -> Edition:
    present = timezone.now()
    return Edition.objects.create(
        number=EDITION,
        name="Bench",
        opens_date=(present + timedelta(days=90)).date(),
        closes_date=(present + timedelta(days=95)).date(),
        status=EditionStatus.OPEN,
        booking_opens_at=present - timedelta(days=1),
        booking_closes_at=present + timedelta(days=30),
        cancel_until_date=(present + timedelta(days=30)).date(),
        undecided_booths_limit=MANY,
        undecided_sqm_limit=MANY * BOOTH_SQM,
        undecided_bookings_limit=MANY,
        person_booths_limit=MANY,
        person_sqm_limit=MANY * BOOTH_SQM,
        person_bookings_limit=MANY,
    )


def _hall(edition: Edition, sector: Sector, number: int) -> list[str]:
    """A hall of 1,500 booths of 9 m², back to back in double rows; returns their references."""
    hall = Hall.objects.create(
        name=f"B{number}", outline=[[0, 0], [20_000, 0], [20_000, 20_000], [0, 20_000]], gross_area_sqm=40_000
    )
    allotment = Allotment.objects.create(
        edition=edition,
        section=Section.BUSINESS,
        hall=hall,
        sector=sector,
        capacity_sqm=BOOTHS_PER_HALL * BOOTH_SQM,
    )
    plan = FloorPlan.objects.create(edition=edition, hall=hall)
    Booth.objects.bulk_create(_booth(plan, allotment, column, row) for column in range(COLUMNS) for row in range(ROWS))
    plan.state, plan.published_at = PlanState.PUBLISHED, timezone.now()
    plan.save()
    return [f"{hall.name}/{number}" for number in plan.booths.order_by("pk").values_list("number", flat=True)]


def _booth(plan: FloorPlan, allotment: Allotment, column: int, row: int) -> Booth:
    left, top = 300 * column, 450 * row
    return Booth(
        plan=plan,
        allotment=allotment,
        number=f"{column:02d}-{row:02d}",
        footprint=_square(left, top, 300),
        core=tuple((x, y) for x, y in _square(left + 2, top + 2, 296)),
        area_sqm=BOOTH_SQM,
        open_sides=1,
        kind=BoothKind.SHELL,
        label_x=left + 150,
        label_y=top + 150,
    )


def _square(left: int, top: int, side: int) -> list[list[int]]:
    return [[left, top], [left + side, top], [left + side, top + side], [left, top + side]]


def _company(expo: BenchExpo) -> None:
    company: Company = CompanyFactory()
    owner: User = MembershipFactory(company=company, role=CompanyRole.OWNER).user
    expo.companies.append(company.pk)
    expo.tokens.append(issue_token(owner.pk, actor=SYSTEM, at=now()))


def _organizer() -> str:
    director: User = UserFactory()
    AppointmentFactory(user=director, role=OrganizerRole.DIRECTOR)
    return issue_token(director.pk, actor=SYSTEM, at=now())


def _rush(edition: Edition) -> None:
    """A sector with room for 300 booths in one hall, none of them drawn."""
    hall = Hall.objects.create(name="RUSH", outline=[[0, 0], [1, 0], [1, 1]], gross_area_sqm=RUSH_ROOM * BOOTH_SQM)
    Allotment.objects.create(
        edition=edition,
        section=Section.BUSINESS,
        hall=hall,
        sector=Sector.objects.create(code="rush", name="Rush"),
        capacity_sqm=RUSH_ROOM * BOOTH_SQM,
    )
