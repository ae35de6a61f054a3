"""What waits for organizers: designs, requests and tasks of pavilions, and bookings without a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.kernel.days import day_of
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.office.review.filters import waiting_too_long
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.filters import WAITING, waiting_for
from pavilions.national.national_pavilions.queries.national_pavilions import pavilions_of


@dataclass(frozen=True)
class PavilionWork:
    """The number of pavilions that wait for the organizer, and of those that are behind with their tasks."""

    designs: int = 0
    space_requests: int = 0
    overdue_tasks: int = 0


@dataclass(frozen=True)
class OpenWork:
    """What waits for one person: bookings that the person may decide on, and the national exhibition."""

    to_decide: int
    overdue: int
    assigned: int
    pavilions: PavilionWork

    @property
    def is_any(self) -> bool:
        """Whether anything waits."""
        return any((self.to_decide, self.overdue, self.assigned, *vars(self.pavilions).values()))


def pavilion_work(edition: Edition, *, at: datetime) -> PavilionWork:
    """Return the numbers that the list of pavilions shows, in three queries."""
    today = day_of(at, edition.zone)
    counts = [pavilions_of(edition).filter(waiting_for(name, today=today)).count() for name in WAITING]
    return PavilionWork(*counts)


def overdue_bookings_of(person: User, edition: Edition, *, at: datetime) -> int:
    """Return how many submitted bookings this person may decide on that wait longer than the edition's days."""
    return decidable_by(person).filter(waiting_too_long(edition, at), edition=edition).count()


def open_work_of(person: User, edition: Edition, *, at: datetime, pavilions: PavilionWork) -> OpenWork:
    """Return what waits for a person. `pavilions` counts only for those who review the national exhibition."""
    mine = Q(review_assignment__reviewer=person)
    counts = (
        decidable_by(person)
        .filter(edition=edition, state=BookingState.SUBMITTED)
        .aggregate(
            to_decide=Count("pk"),
            overdue=Count("pk", filter=waiting_too_long(edition, at)),
            assigned=Count("pk", filter=mine),
        )
    )
    reviews = allowed("pavilions.review_designs", person)
    return OpenWork(**counts, pavilions=pavilions if reviews else PavilionWork())


def people_of_the_team() -> list[User]:
    """Return everybody on the organizer's team who can sign in, by key."""
    return list(User.objects.filter(appointments__isnull=False, is_active=True).distinct().order_by("pk"))
