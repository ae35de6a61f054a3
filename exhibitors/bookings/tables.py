"""Tables and exported rows of bookings. The columns of exports are those with which people go on working."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.wording import list_words
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import Verification
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import Availability

BOOTHS_NAMED = 3
NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}
ONE_LINE = {"td": {"class": "one-line"}}


class BookingTable(tables.Table):
    """A table of `listed_bookings`, with times in the edition's time zone."""

    reference = tables.Column(_("Booking"), accessor="pk", order_by="pk")
    company = tables.Column(_("Company"), order_by="company__name")
    space = tables.Column(_("Space"), accessor="pk", orderable=False)
    booths = tables.Column(_("Booths"), accessor="pk", orderable=False)
    area = tables.Column(_("m²"), accessor="space_sqm", order_by="space_sqm", attrs=NUMBER)
    state = tables.Column(_("State"))
    submitted = tables.Column(
        pgettext_lazy("when", "Submitted"), accessor="submitted_at", order_by=("submitted_at", "pk")
    )

    class Meta:
        order_by_field = "sort"
        row_attrs = {"data-booking": lambda record: record.pk}

    def order_area(self, rows: QuerySet[Booking], is_descending: bool) -> tuple[QuerySet[Booking], bool]:
        """Order by area. The filter on holders keeps PostgreSQL from reading those of other editions."""
        rows = rows.filter(holder__edition=F("edition"))
        return rows.order_by("-space_sqm" if is_descending else "space_sqm"), True

    def render_reference(self, record: Booking) -> SafeString:
        return format_html(
            '<a class="figure" href="{}">{}</a>', reverse("organizer:review", args=[record.pk]), record.reference
        )

    def render_company(self, record: Booking) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{} {}</span><span class="text-soft">{}</span></span>',
            record.company.name,
            ""
            if record.company.verification == Verification.VERIFIED
            else badge("verification", record.company.verification),
            record.company.country.name or _("country not stated"),
        )

    def render_space(self, record: Booking) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            list_words(sectors_in(record)) or "–",
            list_words(halls_in(record)) or _("no hall yet"),
        )

    def render_booths(self, record: Booking) -> SafeString:
        numbers = booths_in(record)
        if not numbers:
            return format_html('<span class="text-soft">{}</span>', _("none yet"))
        more = len(numbers) - BOOTHS_NAMED
        names = format_html_join(", ", "{}", ((number,) for number in numbers[:BOOTHS_NAMED]))
        return format_html("{} +{}", names, more) if more > 0 else names

    def render_area(self, value: Decimal) -> str:
        return sqm(value)

    def render_state(self, record: Booking) -> SafeString:
        return badge("booking_state", record.state)

    def render_submitted(self, record: Booking) -> SafeString:
        shown = localtime(record.submitted_at, record.edition.zone)
        words = date_format(shown, "SHORT_DATETIME_FORMAT")
        return format_html('<time datetime="{}">{}</time>', shown.isoformat(), words)


class QueueTable(BookingTable):
    """A `BookingTable` with a checkbox in each row that the viewer may decide, to approve several at once."""

    chosen = tables.Column(_("Choose"), accessor="pk", orderable=False, attrs={"td": {"class": "choose"}})

    class Meta(BookingTable.Meta):
        sequence = ("chosen", "...")

    def render_chosen(self, record: Booking) -> SafeString | str:
        if not record.may_decide:  # type: ignore[attr-defined]  # annotated by listed_bookings
            return "–"
        label = _("Select %(booking)s of %(company)s") % {"booking": record.reference, "company": record.company}
        return format_html('<input type="checkbox" name="booking" value="{}" aria-label="{}">', record.pk, label)


def live_claims_of(booking: Booking) -> list[SpaceClaim]:
    """Return the claims that `listed_bookings` has prefetched."""
    claims: list[SpaceClaim] = booking.holder.live_claims  # type: ignore[attr-defined]  # prefetched to it
    return claims


def sectors_in(booking: Booking) -> list[object]:
    """Return the sectors where the booking has space, or else requests it."""
    claimed = _once(claim.allotment.sector for claim in live_claims_of(booking) if claim.allotment.sector)
    return claimed or _once(request.sector for request in booking.requests.all())


def halls_in(booking: Booking) -> list[str]:
    return [str(hall) for hall in _once(claim.allotment.hall.name for claim in live_claims_of(booking))]


def booths_in(booking: Booking) -> list[str]:
    """Return hall and number of each booth, such as `5.1H/A01`."""
    return [
        f"{claim.allotment.hall.name}/{claim.booth.number}"
        for claim in live_claims_of(booking)
        if claim.booth is not None
    ]


def _once(things: Iterable[object]) -> list[object]:
    return list(dict.fromkeys(things))


def kinds_in(booking: Booking) -> list[str | Promise]:
    """Return the kinds (raw space or shell scheme) of the booking's booths, or else of its requests."""
    claimed = _once(claim.booth.get_kind_display() for claim in live_claims_of(booking) if claim.booth is not None)
    return [str(kind) for kind in claimed or _once(request.get_kind_display() for request in booking.requests.all())]


class OwnBookingTable(tables.Table):
    """A table of an exhibitor's own bookings, which must come from `with_space`."""

    reference = tables.Column(
        verbose_name=_("Booking"),
        order_by=("edition__number", "pk"),
        linkify=("desk:booking", {"pk": tables.A("pk")}),
    )
    company = tables.Column(verbose_name=_("Company"), accessor="company__name")
    edition = tables.Column(verbose_name=_("Edition"), accessor="edition", order_by=("edition__number",))
    state = tables.Column(verbose_name=_("State"))
    area = tables.Column(
        verbose_name=_("Space"),
        accessor="claimed_sqm",
        attrs={"th": {"class": "number"}, "td": {"class": "number"}},
    )
    submitted_at = tables.Column(verbose_name=pgettext_lazy("when", "Submitted"))

    class Meta:
        order_by = ("-reference",)
        empty_text = ""

    def render_state(self, record: Booking) -> SafeString:
        return badge("booking_state", record.state)

    def render_area(self, record: Any) -> str:
        return sqm(record.claimed_sqm or record.requested_sqm or None)

    def render_submitted_at(self, value: datetime, record: Booking) -> str:
        """Return the time of the submission in the edition's time zone, as everywhere on the desk."""
        return date_format(localtime(value, record.edition.zone), "SHORT_DATETIME_FORMAT")


SPACE_COLUMNS: Sequence[Value] = (
    _("Sectors"),
    _("Halls"),
    _("Booths"),
    _("Claimed (m²)"),
    _("Upper decks (m²)"),
    _("Requested (m²)"),
    _("Raw or shell"),
)


def _space_of(booking: Booking) -> Sequence[Value]:
    """Return the values of `SPACE_COLUMNS`."""
    return (
        "; ".join(map(str, sectors_in(booking))),
        "; ".join(halls_in(booking)),
        "; ".join(booths_in(booking)),
        booking.claimed_sqm,  # type: ignore[attr-defined]  # annotated by with_space
        booking.upper_sqm,  # type: ignore[attr-defined]  # annotated by with_space
        booking.requested_sqm,  # type: ignore[attr-defined]  # annotated by with_space
        "; ".join(map(str, kinds_in(booking))),
    )


BOOKING_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("State"),
    _("Company"),
    _("Country or region"),
    *SPACE_COLUMNS,
    _("Special requests"),
    _("Neighbours to avoid"),
    # Translators: The person at a company: a noun.
    _("Contact"),
    pgettext_lazy("when", "Submitted"),
    _("Decided"),
)


def booking_rows(bookings: Iterator[Booking]) -> Iterator[Sequence[Value]]:
    """Yield one row per booking of `listed_bookings`, with times in the edition's time zone."""
    for booking in bookings:
        zone = booking.edition.zone
        yield (
            booking.reference,
            booking.get_state_display(),
            booking.company.name,
            booking.company.country.name,
            *_space_of(booking),
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
    *SPACE_COLUMNS,
    _("Special requests"),
    pgettext_lazy("when", "Submitted"),
    _("Decided"),
)


def own_booking_rows(bookings: Iterable[Booking]) -> Iterator[Sequence[Value]]:
    """Yield one row per booking of an exhibitor, whose list spans editions."""
    for booking in bookings:
        zone = booking.edition.zone
        yield (
            booking.reference,
            str(booking.edition),
            booking.get_state_display(),
            booking.company.name,
            *_space_of(booking),
            booking.wishes,
            booking.submitted_at.astimezone(zone) if booking.submitted_at else None,
            booking.decided_at.astimezone(zone) if booking.decided_at else None,
        )


BOOTH_COLUMNS: Sequence[Value] = (
    _("Hall"),
    _("Booth"),
    _("Sector"),
    _("Area (m²)"),
    _("Usable m²"),
    _("Open sides"),
    _("Raw or shell"),
    _("State"),
)
HOLDER_COLUMN: Value = _("Held by")


def held_booth_rows(booths: Iterable[Booth]) -> Iterator[Sequence[Value]]:
    """Yield one row per booth of `booths_with_companies`, with the company."""
    for booth in booths:
        yield (
            booth.plan.hall.name,
            booth.number,
            str(booth.allotment.sector),
            booth.area_sqm,
            booth.usable_sqm,
            booth.counted_sides,  # type: ignore[attr-defined]  # annotated by with_availability
            booth.get_kind_display(),
            Availability(booth.availability).label,  # type: ignore[attr-defined]  # annotated by with_availability
            booth.company_name,  # type: ignore[attr-defined]  # annotated by booths_with_companies
        )
