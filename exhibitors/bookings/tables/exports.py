"""Lists as files. Columns are those that people go on to work with, not those of the screen."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.tables.bookings import booths_in, halls_in, kinds_in, sectors_in
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import Availability

BOOKING_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("State"),
    _("Company"),
    _("Country or region"),
    _("Sectors"),
    _("Halls"),
    _("Booths"),
    _("m² claimed"),
    _("m² asked for"),
    _("Raw or shell"),
    _("Wishes"),
    _("Neighbours to avoid"),
    _("Contact"),
    _("Submitted"),
    _("Decided"),
)


def booking_rows(bookings: Iterator[Booking]) -> Iterator[Sequence[Value]]:
    """One row per booking of `listed_bookings`; instants as wall-clock time of the edition."""
    for booking in bookings:
        zone = booking.edition.zone
        yield (
            booking.reference,
            booking.get_state_display(),
            booking.company.name,
            booking.company.country.name,
            "; ".join(map(str, sectors_in(booking))),
            "; ".join(halls_in(booking)),
            "; ".join(booths_in(booking)),
            booking.claimed_sqm,  # type: ignore[attr-defined]  # annotated by with_space
            booking.requested_sqm,  # type: ignore[attr-defined]  # annotated by with_space
            "; ".join(map(str, kinds_in(booking))),
            booking.wishes,
            booking.neighbours_to_avoid,
            booking.contact.email if booking.contact else None,
            booking.submitted_at.astimezone(zone) if booking.submitted_at else None,
            booking.decided_at.astimezone(zone) if booking.decided_at else None,
        )


OWN_BOOKING_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("Edition"),
    _("State"),
    _("Company"),
    _("Sectors"),
    _("Halls"),
    _("Booths"),
    _("m² claimed"),
    _("m² asked for"),
    _("Raw or shell"),
    _("Wishes"),
    _("Submitted"),
    _("Decided"),
)


def own_booking_rows(bookings: Iterable[Booking]) -> Iterator[Sequence[Value]]:
    """The same for an exhibitor, whose list spans editions."""
    for booking in bookings:
        zone = booking.edition.zone
        yield (
            booking.reference,
            booking.edition.name,
            booking.get_state_display(),
            booking.company.name,
            "; ".join(map(str, sectors_in(booking))),
            "; ".join(halls_in(booking)),
            "; ".join(booths_in(booking)),
            booking.claimed_sqm,  # type: ignore[attr-defined]  # annotated by with_space
            booking.requested_sqm,  # type: ignore[attr-defined]  # annotated by with_space
            "; ".join(map(str, kinds_in(booking))),
            booking.wishes,
            booking.submitted_at.astimezone(zone) if booking.submitted_at else None,
            booking.decided_at.astimezone(zone) if booking.decided_at else None,
        )


BOOTH_COLUMNS: Sequence[Value] = (
    _("Hall"),
    _("Booth"),
    _("Sector"),
    _("Area (m²)"),
    _("Open sides"),
    _("Raw or shell"),
    _("State"),
)
HOLDER_COLUMN: Value = _("Held by")


def held_booth_rows(booths: Iterable[Booth]) -> Iterator[Sequence[Value]]:
    """One row per booth of `booths_with_companies`, with the company."""
    for booth in booths:
        yield (*_booth_row(booth), booth.company_name)  # type: ignore[attr-defined]  # annotated


def _booth_row(booth: Booth) -> Sequence[Value]:
    return (
        booth.plan.hall.name,
        booth.number,
        str(booth.allotment.sector),
        booth.area_sqm,
        booth.counted_sides,  # type: ignore[attr-defined]  # annotated by with_availability
        booth.get_kind_display(),
        Availability(booth.availability).label,  # type: ignore[attr-defined]  # annotated by with_availability
    )
