"""Tables and exported rows of upper decks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import figure, sqm
from exhibitors.bookings.models import UpperDeck
from exhibitors.bookings.tables import NUMBER
from exhibitors.states import DeckState


class DeckTable(tables.Table):
    """A table of the upper decks of `decks_in`."""

    company = tables.Column(_("Company"), accessor="claim__holder__booking__company__name")
    booth = tables.Column(_("Booth"), accessor="pk", order_by=("hall", "claim__booth__number"))
    area_sqm = tables.Column(_("Upper deck"), attrs=NUMBER)
    of_booth = tables.Column(_("Booth area"), accessor="claim__area_sqm", attrs=NUMBER)
    persons = tables.Column(_("Persons"), attrs=NUMBER)
    state = tables.Column(_("State"))
    requested_at = tables.Column(_("Requested on"))

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: UpperDeck) -> SafeString:
        booking = record.claim.holder.booking
        return named(reverse("organizer:upper_deck", args=[record.pk]), booking.company.name, booking.reference)

    def render_booth(self, record: UpperDeck) -> str:
        return booth_of(record)

    def render_area_sqm(self, value: Decimal) -> str:
        return sqm(value)

    def render_of_booth(self, value: Decimal) -> str:
        return sqm(value)

    def render_persons(self, value: int) -> str:
        return figure(value)

    def render_state(self, record: UpperDeck) -> SafeString:
        return badge("deck_state", record.shown_state)

    def render_requested_at(self, value: datetime, record: UpperDeck) -> str:
        return date_format(localtime(value, record.claim.holder.booking.edition.zone), "SHORT_DATETIME_FORMAT")


DECK_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("Company"),
    _("Booth"),
    _("Booth area (m²)"),
    _("Upper deck (m²)"),
    _("Persons"),
    _("Stairs"),
    _("Stair width (m)"),
    _("Longest way to a stair (m)"),
    _("Height (m)"),
    _("State"),
    _("Requested on"),
    _("Decided"),
    _("Reason"),
)


def booth_of(deck: UpperDeck) -> str:
    return f"{deck.claim.allotment.hall.name}/{deck.claim.booth.number}" if deck.claim.booth else "–"


def state_of(deck: UpperDeck) -> str:
    return gettext("ended with its booth") if deck.shown_state == "ended" else str(DeckState(deck.state).label)


def deck_rows(rows: Iterable[UpperDeck]) -> Iterator[Sequence[Value]]:
    for deck in rows:
        booking = deck.claim.holder.booking
        zone = booking.edition.zone
        yield (
            booking.reference,
            booking.company.name,
            booth_of(deck),
            deck.claim.area_sqm,
            deck.area_sqm,
            deck.persons,
            deck.stairs,
            deck.stair_width_m,
            deck.way_m,
            deck.height_m,
            state_of(deck),
            deck.requested_at.astimezone(zone),
            deck.decided_at.astimezone(zone) if deck.decided_at else None,
            deck.reason,
        )
