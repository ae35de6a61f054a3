"""What the page of a booking shows before a decision, including how full the places concerned are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from ciie.kernel.actors import Visitor
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.bookings.queries.request_answers import Answer, Rest, answers_to, rests_of
from exhibitors.office.company_records.queries import EditionRecord, record_of
from exhibitors.office.review.queries.conflicts import Conflicts, conflicts_of
from exhibitors.office.review.queries.suggestions import Closeness, Fit, closeness_to, fits_for, neighbours_to_avoid
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import ClaimState, Section


@dataclass(frozen=True)
class Use:
    """How much of one hall's m² for one sector is booked, reserved (awaiting a decision), held and left."""

    allotment: Allotment
    booked_sqm: Decimal
    reserved_sqm: Decimal
    held_sqm: Decimal

    @property
    def label(self) -> str:
        return str(self.allotment)

    @property
    def left_sqm(self) -> Decimal:
        return self.allotment.capacity_sqm - self.booked_sqm - self.reserved_sqm - self.held_sqm


def uses_of(allotments: QuerySet[Allotment]) -> list[Use]:
    """Return the use of each of these allotments, by hall and sector, in two queries."""
    ordered = allotments.select_related("hall", "sector").order_by(
        "hall__position", "hall__name", "sector__position", "sector__name"
    )
    places = list(ordered)
    claims = SpaceClaim.objects.live().filter(allotment__in=[place.pk for place in places]).order_by()
    sums = claims.values_list("allotment_id", "state").annotate(area=Sum("area_sqm"))
    areas = defaultdict(Decimal, {(place, state): area for place, state, area in sums})
    return [
        Use(
            place,
            booked_sqm=areas[place.pk, ClaimState.COMMITTED],
            reserved_sqm=areas[place.pk, ClaimState.RESERVED],
            held_sqm=areas[place.pk, ClaimState.HELD],
        )
        for place in places
    ]


@dataclass(frozen=True)
class Review:
    """A booking with its claims and requests, the use of the places concerned, the company's record, and conflicts."""

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
        """Whether the booking has a booth, so that it can be approved.

        With open requests, that takes `without_rest`.
        """
        return any(claim.booth_id for claim in self.claims)

    @property
    def answers(self) -> list[Answer]:
        return answers_to(self.requests, self.claims)

    @property
    def rests(self) -> list[Rest]:
        """What is still requested, while a decision is awaited."""
        return rests_of(self.requests, self.claims) if self.awaits else []

    @property
    def open_sqm(self) -> Decimal:
        """The m² claimed without a booth."""
        return sum((claim.area_sqm for claim in self.claims if not claim.booth_id), Decimal(0))

    @property
    def has_booths_to_name(self) -> bool:
        """Whether the booking is booked, with some of its space in m² alone."""
        return self.booking.state in BOOKED_STATES and self.open_sqm > 0

    @property
    def halls(self) -> list[str]:
        """The names of the halls in which the booking has claims."""
        return list(dict.fromkeys(claim.allotment.hall.name for claim in self.claims))

    @property
    def awaits(self) -> bool:
        return self.booking.state in AWAITING_DECISION


def review_of(booking: Booking) -> Review:
    """Return the review of a booking of `listed_bookings`. The number of queries does not depend on its size."""
    claims = tuple(booking.holder.live_claims)  # type: ignore[attr-defined]  # prefetched by listed_bookings
    requests = tuple(booking.requests.all())
    claimed = [claim.allotment.sector for claim in claims if claim.allotment.sector is not None]
    sectors = list(dict.fromkeys([*claimed, *(request.sector for request in requests)]))
    uses = uses_of(places_concerned(booking, sectors, claims))
    avoided = neighbours_to_avoid(booking, {use.allotment.hall_id for use in uses})
    unanswered = [answer.request for answer in answers_to(requests, claims) if not answer.claims]
    is_awaiting = booking.state in AWAITING_DECISION
    halls = {claim.allotment.hall_id for claim in claims}
    return Review(
        booking=booking,
        claims=claims,
        requests=requests,
        uses=tuple(uses),
        record=tuple(record_of(booking.company)),
        conflicts=conflicts_of(booking, sectors, claims),
        avoided=tuple(closeness_to(avoided, claims)),
        fits=tuple(fits_for(booking, unanswered, avoided, halls)) if is_awaiting else (),
    )


def places_concerned(booking: Booking, sectors: Sequence[Sector], claims: Sequence[SpaceClaim]) -> QuerySet[Allotment]:
    """Return the allotments of these sectors in the business exhibition, and all others that are claimed."""
    of_sectors = Q(section=Section.BUSINESS, sector__in=list(sectors))
    claimed = Q(pk__in=[claim.allotment_id for claim in claims])
    return Allotment.objects.filter(of_sectors | claimed, edition_id=booking.edition_id)


def next_to_decide(viewer: Visitor, edition: Edition, after: Booking) -> Booking | None:
    """Return the booking that has waited longest, except this one, among those on which the viewer may decide."""
    waiting = decidable_by(viewer).filter(edition=edition, state__in=AWAITING_DECISION).exclude(pk=after.pk)
    return waiting.order_by(F("submitted_at").asc(nulls_last=True), "pk").select_related("edition", "company").first()


def find_for_review(viewer: Visitor, booking_id: int) -> Booking | None:
    """Return the booking with all that its row shows, if the viewer may see it."""
    edition = Edition.objects.filter(bookings=booking_id).first()
    return listed_bookings(viewer, edition).filter(pk=booking_id).first() if edition else None
