"""Queries for bookings: which are visible to whom, what lists and pages show, and the history of each."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    DecimalField,
    Exists,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from ciie.accounts.models import User
from ciie.audit.history import history_of
from ciie.kernel.actors import Visitor
from ciie.kernel.wording import area_words, with_note
from ciie.web.paging import is_one_of
from exhibitors.bookings.models import Booking, SpaceRequest, UpperDeck, claims_charged_to, with_upper_sqm
from exhibitors.bookings.rules import covers_business
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries import present_companies
from exhibitors.companies.states import CompanyRole
from exhibitors.history import Event, event_of, unnamed_to
from exhibitors.states import BookingState, DeckState
from pavilions.floor.ledger.models import SpaceClaim, SpaceClaimQuerySet
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.floor.staff.rules import appointments_of, is_admin
from pavilions.plans.queries.booths import published_booths
from pavilions.states import LIVE_CLAIMS, ClaimState, OrganizerRole

AREA = DecimalField(max_digits=12, decimal_places=2)


def visible_to(viewer: Visitor) -> QuerySet[Booking]:
    """Return the bookings that `exhibitors.see_booking` permits: all for organizers and admins, else own companies'."""
    if is_admin(viewer) or appointments_of(viewer):
        return Booking.objects.all()
    if not isinstance(viewer, User):
        return Booking.objects.none()
    return Booking.objects.filter(company__memberships__user=viewer)


def of_bookings_in[M: Model](
    rows: QuerySet[M], edition: Edition | int, seen: QuerySet[Booking] | None = None
) -> QuerySet[M]:
    """Return rows whose edition is known only through their field `booking`, for the bookings `seen` of an edition.

    The bookings are found by an index on the edition, and the rows by the bookings. With a join PostgreSQL would read
    the rows of all editions to find whose they are.
    """
    bookings = (Booking.objects.all() if seen is None else seen).filter(edition=edition).order_by()
    own = rows.model._default_manager.filter(booking__in=bookings).order_by().values("booking")
    return rows.filter(is_one_of("booking", ArraySubquery(own)))


def decidable_by(viewer: Visitor) -> QuerySet[Booking]:
    """Return the bookings that `exhibitors.decide_booking` permits, in any state."""
    if is_admin(viewer):
        return Booking.objects.all()
    appointments = appointments_of(viewer)
    if any(a.role == OrganizerRole.DIRECTOR for a in appointments):
        return Booking.objects.all()
    granted = Q(pk__in=[])
    for appointment in appointments:
        if appointment.role == OrganizerRole.REVIEWER and covers_business(appointment):
            granted |= _within([sector.pk for sector in appointment.sectors.all()])
    return Booking.objects.filter(granted)


def _within(sectors: list[int]) -> Q:
    if not sectors:
        return Q(pk__isnull=False)
    claimed_outside = SpaceClaim.objects.live().filter(holder_id=OuterRef("pk")).exclude(allotment__sector__in=sectors)
    asked_outside = SpaceRequest.objects.filter(booking_id=OuterRef("pk")).exclude(sector__in=sectors)
    return ~Q(Exists(claimed_outside)) & ~Q(Exists(asked_outside))


def with_space(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Add `claimed_sqm`, `upper_sqm`, `requested_sqm` and `held_until` to each booking, in the same statement."""
    live = SpaceClaim.objects.live().filter(holder_id=OuterRef("pk")).order_by().values("holder_id")
    asked = SpaceRequest.objects.filter(booking_id=OuterRef("pk")).order_by().values("booking_id")
    decks = UpperDeck.objects.filter(claim__holder_id=OuterRef("pk"), claim__state__in=LIVE_CLAIMS)
    approved = decks.filter(state=DeckState.APPROVED).order_by().values("claim__holder_id")
    return bookings.annotate(
        claimed_sqm=Coalesce(Subquery(live.annotate(m=Sum("area_sqm")).values("m")), Value(0), output_field=AREA),
        upper_sqm=Coalesce(Subquery(approved.annotate(m=Sum("area_sqm")).values("m")), Value(0), output_field=AREA),
        requested_sqm=Coalesce(Subquery(asked.annotate(m=Sum("area_sqm")).values("m")), Value(0), output_field=AREA),
        held_until=Subquery(live.annotate(m=Min("expires_at")).values("m")),
    )


def open_draft_of(company_id: int, edition_id: int, contact: User | None, at: datetime) -> Booking | None:
    """Return the company's newest draft with this contact that holds booths now. It collects the booths held next."""
    held = SpaceClaim.objects.filter(holder_id=OuterRef("pk"), state=ClaimState.HELD, expires_at__gt=at)
    drafts = Booking.objects.filter(company_id=company_id, edition_id=edition_id, state=BookingState.DRAFT)
    own = drafts.filter(Exists(held), contact=contact)
    return own.select_related("edition").order_by("-pk").first()


def last_given_back(booking_id: int) -> list[tuple[int | None, Decimal]]:
    """Return sector and m² of each claim in the set that a booking released last."""
    claims = SpaceClaim.objects.filter(holder_id=booking_id, released_at__isnull=False)
    last = claims.order_by("-released_at").values_list("released_at", flat=True).first()
    return list(claims.filter(released_at=last).values_list("allotment__sector", "area_sqm"))


def booths_of_ended_hold(booking_id: int) -> list[int]:
    """Return the booths in the set that a booking released last; none if it never named one."""
    claims = SpaceClaim.objects.filter(holder_id=booking_id, booth__isnull=False)
    last = claims.order_by("-released_at").values_list("released_at", flat=True).first()
    given_back = claims.filter(released_at=last).order_by("pk").values_list("booth_id", flat=True)
    return [booth for booth in given_back if booth is not None]


def bookings_by_state(edition: Edition) -> dict[str, int]:
    """Return the number of bookings of an edition in each state, with space or without."""
    rows = Booking.objects.filter(edition=edition).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def bookable_by(viewer: User) -> QuerySet[Company]:
    """Return companies for which the viewer may book, by name, each with the viewer's `role`.

    The role is None for an admin who is not a member.
    """
    mine = Membership.objects.filter(user_id=viewer.pk)
    acting = mine.filter(role__in=[CompanyRole.OWNER, CompanyRole.EDITOR])
    companies = present_companies() if is_admin(viewer) else Company.objects.filter(pk__in=acting.values("company"))
    role = Subquery(mine.filter(company=OuterRef("pk")).values("role"))
    return companies.annotate(role=role).order_by("name", "pk")


def booths_with_companies(edition: Edition) -> QuerySet[Booth]:
    """Return the booths of `published_booths` with `company_name`, which is None where no company holds the booth."""
    company = Booking.objects.filter(pk=OuterRef("claim__holder_id")).values("company__name")[:1]
    return published_booths(edition.pk).annotate(company_name=Subquery(company))


def holder_of(booth: Booth) -> Booking | None:
    """Return the booking that has a live claim to the booth, with company and edition."""
    claims = booth.claims.live().values("holder_id")
    return Booking.objects.filter(pk__in=claims).select_related("company", "edition").first()


BOOKING_FIELDS = ("state", "reason", "larger_reason", "wishes", "neighbours_to_avoid")


def booking_history(booking: Booking, *, viewer: Visitor) -> list[Event]:
    """Return the history of a booking, newest first, in three queries.

    Members of the company do not learn who of the organizer's people decided.
    """
    unnamed = unnamed_to(viewer, booking.company_id)
    claims = list(booking.claims.select_related("booth__plan__hall", "allotment__hall", "allotment__sector"))
    return [
        replace(
            event_of(entry, unnamed),
            taken=tuple(_place(claim) for claim in claims if claim.claimed_at == entry.at),
            given_back=tuple(_place(claim) for claim in claims if claim.released_at == entry.at),
        )
        for entry in history_of(booking, BOOKING_FIELDS)
    ]


def _place(claim: SpaceClaim) -> str:
    where = f"{claim.allotment.hall.name}/{claim.booth.number}" if claim.booth else str(claim.allotment.sector)
    return with_note(where, f"{area_words(claim.area_sqm)} m²")


def claims_shown(booking: Booking) -> QuerySet[SpaceClaim]:
    """Return the live claims of a booking with all that a page shows of them, by hall and number, in one query."""
    return _shown(booking.claims)


def members_claims(booking: Booking) -> QuerySet[SpaceClaim]:
    """Return the claims of a block's members like `claims_shown`, in one query; none if the booking is no block."""
    return _shown(SpaceClaim.objects.filter(holder__booking__block_id=booking.pk))


def charged_claims(booking: Booking) -> list[SpaceClaim]:
    """Return the claims of the booking, then those of its members' shares if it is a block, in one query."""
    return sorted(_shown(claims_charged_to([booking.pk])), key=lambda claim: claim.holder_id != booking.pk)


def _shown(claims: SpaceClaimQuerySet) -> QuerySet[SpaceClaim]:
    rows = with_upper_sqm(claims.live()).select_related("booth__plan__hall", "allotment__hall", "allotment__sector")
    return rows.order_by("allotment__hall__position", "allotment__hall__name", natural("booth__number"), "pk")


def requests_shown(booking: Booking) -> QuerySet[SpaceRequest]:
    """Return the requests of a booking with their sectors."""
    return booking.requests.select_related("sector").order_by("pk")
