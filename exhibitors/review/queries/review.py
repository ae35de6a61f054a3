"""What the page of one booking shows before a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from ciie.kernel.actors import Visitor
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.bookings.queries.capacities import Use, uses_of
from exhibitors.bookings.queries.fitting import Fit, fits_for
from exhibitors.bookings.queries.neighbours import Closeness, Neighbour, closeness_to, neighbours_to_avoid
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.bookings.queries.request_answers import Answer, Rest, answers_to, rests_of
from exhibitors.company_records.queries.company_records import EditionRecord, record_of
from exhibitors.review.queries.conflicts import Conflicts, conflicts_of
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.ledger.models import SpaceClaim
from pavilions.states import Section


@dataclass(frozen=True)
class Review:
    """A booking with its claims and requests, the use of the places concerned, the company's record and conflicts."""

    booking: Booking
    claims: tuple[SpaceClaim, ...]
    requests: tuple[SpaceRequest, ...]
    uses: tuple[Use, ...]
    record: tuple[EditionRecord, ...]
    conflicts: Conflicts
    avoided: tuple[Closeness, ...]
    fits: tuple[Fit, ...]

    @property
    def claimed_sqm(self) -> Decimal:
        return sum((claim.area_sqm for claim in self.claims), Decimal(0))

    @property
    def has_booths(self) -> bool:
        """It names a booth, so that it can be approved; with requests still open only `without_rest`."""
        return any(claim.booth_id for claim in self.claims)

    @property
    def answers(self) -> list[Answer]:
        return answers_to(self.requests, self.claims)

    @property
    def rests(self) -> list[Rest]:
        """What is still asked for, while a decision is awaited."""
        return rests_of(self.requests, self.claims) if self.awaits else []

    @property
    def open_sqm(self) -> Decimal:
        """What is claimed without a booth."""
        return sum((claim.area_sqm for claim in self.claims if not claim.booth_id), Decimal(0))

    @property
    def has_booths_to_name(self) -> bool:
        """It is booked, and some of it in m² alone."""
        return self.booking.state in BOOKED_STATES and self.open_sqm > 0

    @property
    def halls(self) -> list[str]:
        """Names of the halls where it has claims."""
        return list(dict.fromkeys(claim.allotment.hall.name for claim in self.claims))

    @property
    def awaits(self) -> bool:
        return self.booking.state in AWAITING_DECISION


def review_of(booking: Booking) -> Review:
    """The review of a booking of `listed_bookings`, in a number of queries that does not depend on its size."""
    claims = tuple(booking.holder.live_claims)  # type: ignore[attr-defined]  # prefetched by listed_bookings
    requests = tuple(booking.requests.all())
    sectors = sectors_concerned(claims, requests)
    uses = uses_of(places_concerned(booking, sectors, claims))
    avoided = neighbours_to_avoid(booking, {use.allotment.hall_id for use in uses})
    return Review(
        booking=booking,
        claims=claims,
        requests=requests,
        uses=tuple(uses),
        record=tuple(record_of(booking.company)),
        conflicts=conflicts_of(booking, sectors, claims),
        avoided=tuple(closeness_to(avoided, claims)),
        fits=tuple(_fits(booking, claims, requests, avoided)),
    )


def sectors_concerned(claims: Sequence[SpaceClaim], requests: Sequence[SpaceRequest]) -> list[Sector]:
    """The sectors claimed or asked for, each once."""
    claimed = [claim.allotment.sector for claim in claims if claim.allotment.sector is not None]
    return list(dict.fromkeys([*claimed, *(request.sector for request in requests)]))


def places_concerned(booking: Booking, sectors: Sequence[Sector], claims: Sequence[SpaceClaim]) -> QuerySet[Allotment]:
    """The halls of these sectors, and whatever else is claimed."""
    of_sectors = Q(section=Section.BUSINESS, sector__in=list(sectors))
    claimed = Q(pk__in=[claim.allotment_id for claim in claims])
    return Allotment.objects.filter(of_sectors | claimed, edition_id=booking.edition_id)


def _fits(
    booking: Booking, claims: Sequence[SpaceClaim], requests: Sequence[SpaceRequest], avoided: Sequence[Neighbour]
) -> list[Fit]:
    if booking.state not in AWAITING_DECISION:
        return []
    unanswered = [answer.request for answer in answers_to(requests, claims) if not answer.claims]
    return fits_for(booking, unanswered, avoided, {claim.allotment.hall_id for claim in claims})


def next_to_decide(viewer: Visitor, edition: Edition, after: Booking) -> Booking | None:
    """The booking that has waited longest, besides this one, among those that the viewer may decide."""
    waiting = decidable_by(viewer).filter(edition=edition, state__in=AWAITING_DECISION).exclude(pk=after.pk)
    return waiting.order_by(F("submitted_at").asc(nulls_last=True), "pk").select_related("edition", "company").first()


def find_for_review(viewer: Visitor, booking_id: int) -> Booking | None:
    """The booking with all that its row shows, if the viewer may see it."""
    edition = Edition.objects.filter(bookings=booking_id).first()
    return listed_bookings(viewer, edition).filter(pk=booking_id).first() if edition else None
