"""What waits for the organizer's people: pavilions' designs, requests and tasks, and bookings without a decision."""

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
    """How many pavilions wait for the organizer, and how many are behind with their tasks."""

    designs: int = 0
    space_requests: int = 0
    overdue_tasks: int = 0


@dataclass(frozen=True)
class OpenWork:
    """What waits for one person: bookings that the person may decide, and the national exhibition."""

    to_decide: int
    overdue: int
    assigned: int
    pavilions: PavilionWork

    @property
    def is_any(self) -> bool:
        """Whether there is anything to write about."""
        return any((self.to_decide, self.overdue, self.assigned, *vars(self.pavilions).values()))


def pavilion_work(edition: Edition, *, at: datetime) -> PavilionWork:
    """As many as the list of pavilions shows for each; three queries."""
    today = day_of(at, edition.zone)
    counts = [pavilions_of(edition).filter(waiting_for(name, today=today)).count() for name in WAITING]
    return PavilionWork(*counts)


def overdue_bookings_of(person: User, edition: Edition, *, at: datetime) -> int:
    """Submitted bookings that this person may decide and that wait longer than the edition's days."""
    return decidable_by(person).filter(waiting_too_long(edition, at), edition=edition).count()


def open_work_of(person: User, edition: Edition, *, at: datetime, pavilions: PavilionWork) -> OpenWork:
    """`pavilions` counts for those who review the national exhibition."""
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
    """Everybody of the organizer who can sign in, by key."""
    return list(User.objects.filter(appointments__isnull=False, is_active=True).distinct().order_by("pk"))
