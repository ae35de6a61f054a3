"""Rows for tests: a small expo of one open edition, one hall and as many booths as a test asks for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.staff.models import Appointment
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import BoothKind, EditionStatus, HolderKind, OrganizerRole, PlanState, Section

NOON = datetime(2024, 5, 17, 4, 0, tzinfo=UTC)
"""Noon in Shanghai on the day the sample edition shows; the usual `at` of tests."""


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"  # nobody signs in with it; tests force_login


class EditionFactory(DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    number = factory.Sequence(lambda n: 7 + n % 900)  # 999 is the largest
    name = factory.LazyAttribute(lambda edition: f"Expo {edition.number}")
    opens_date = date(2024, 11, 5)
    closes_date = date(2024, 11, 10)
    status = EditionStatus.OPEN
    booking_opens_at = datetime(2023, 11, 6, tzinfo=UTC)
    booking_closes_at = datetime(2024, 9, 1, tzinfo=UTC)
    hold_minutes = 30
    change_hours = 72
    cancel_until_date = date(2024, 8, 31)


class SectorFactory(DjangoModelFactory[Sector]):
    class Meta:
        model = Sector

    code = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Sector {n}")


class HallFactory(DjangoModelFactory[Hall]):
    class Meta:
        model = Hall

    name = factory.Sequence(lambda n: f"{n + 100}.1H")  # apart from those that tests name themselves
    outline = [[0, 0], [100_000, 0], [100_000, 100_000], [0, 100_000]]
    gross_area_sqm = Decimal(1_000_000)


class AllotmentFactory(DjangoModelFactory[Allotment]):
    class Meta:
        model = Allotment

    edition = factory.SubFactory(EditionFactory)
    section = Section.BUSINESS
    hall = factory.SubFactory(HallFactory)
    sector = factory.SubFactory(SectorFactory)
    capacity_sqm = Decimal(900)


class FloorPlanFactory(DjangoModelFactory[FloorPlan]):
    class Meta:
        model = FloorPlan
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    hall = factory.SubFactory(HallFactory)

    @factory.post_generation
    def published(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # factory's form
        if extracted is not False:
            self.state, self.published_at = PlanState.PUBLISHED, NOON
            self.save()


class BoothFactory(DjangoModelFactory[Booth]):
    """3 × 3 m booths in a row, 4 m apart, on one published plan by default."""

    class Meta:
        model = Booth

    class Params:
        left = factory.Sequence(lambda n: 400 * (n % 200))
        top = factory.Sequence(lambda n: 400 * (n // 200))

    allotment = factory.SubFactory(AllotmentFactory)
    plan = factory.LazyAttribute(lambda booth: published_plan(booth.allotment))
    number = factory.Sequence(lambda n: f"A{n:04d}")
    footprint = factory.LazyAttribute(lambda b: _square(b.left, b.top, 300))
    core = factory.LazyAttribute(lambda b: [(x, y) for x, y in _square(b.left + 2, b.top + 2, 296)])
    area_sqm = Decimal(9)
    open_sides = 1
    kind = BoothKind.SHELL
    label_x = factory.LazyAttribute(lambda b: b.left + 150)
    label_y = factory.LazyAttribute(lambda b: b.top + 150)


def published_plan(allotment: Allotment) -> FloorPlan:
    """The published plan of the allotment's hall, made if there is none."""
    found = FloorPlan.objects.published().filter(edition=allotment.edition, hall=allotment.hall).first()
    return found or FloorPlanFactory(edition=allotment.edition, hall=allotment.hall)


def _square(left: int, top: int, side: int) -> list[list[int]]:
    return [[left, top], [left + side, top], [left + side, top + side], [left, top + side]]


class CompanyFactory(DjangoModelFactory[Company]):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n} Ltd")
    normalized_name = factory.Sequence(lambda n: f"company {n}")
    country = "FR"
    verification: str = Verification.VERIFIED
    verified_by: str = VerifiedBy.RECORDS


class NewCompanyFactory(CompanyFactory):
    """A company that has registered itself and is not verified yet."""

    verification = Verification.UNVERIFIED
    verified_by = ""


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)
    role = CompanyRole.OWNER


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    role = OrganizerRole.DIRECTOR

    @factory.post_generation
    def sectors(self, create: bool, extracted: list[Sector] | None, **kwargs: Any) -> None:
        if extracted:
            self.sectors.set(extracted)


class SpaceHolderFactory(DjangoModelFactory[SpaceHolder]):
    class Meta:
        model = SpaceHolder

    edition = factory.SubFactory(EditionFactory)
    kind = HolderKind.BOOKING


class BookingFactory(DjangoModelFactory[Booking]):
    """An empty draft. Bookings with space come from the operations."""

    class Meta:
        model = Booking

    edition = factory.SubFactory(EditionFactory)
    holder = factory.SubFactory(SpaceHolderFactory, edition=factory.SelfAttribute("..edition"))
    company = factory.SubFactory(CompanyFactory)
    state = BookingState.DRAFT
    created_at = NOON


class NationalPavilionFactory(DjangoModelFactory[NationalPavilion]):
    class Meta:
        model = NationalPavilion

    edition = factory.SubFactory(EditionFactory)
    holder = factory.SubFactory(
        SpaceHolderFactory, edition=factory.SelfAttribute("..edition"), kind=HolderKind.NATIONAL_PAVILION
    )
    country = "FR"
    invited_at = NOON


def owner_of(company: Company | None = None) -> User:
    """A person who owns a company (a new one, or this one)."""
    membership: Membership = MembershipFactory(**({"company": company} if company else {}))
    return membership.user


def organizer(role: OrganizerRole = OrganizerRole.DIRECTOR, **limits: Any) -> User:
    """A person of the organizer with this role."""
    appointment: Appointment = AppointmentFactory(role=role, **limits)
    return appointment.user
