from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from ciie.web.badges import badge
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.models.booking import Booking


class BookingTable(tables.Table):
    """An exhibitor's own bookings, read by `with_space`."""

    reference = tables.Column(
        verbose_name=_("Booking"),
        order_by=("edition__number", "pk"),
        linkify=("desk:booking", {"pk": tables.A("pk")}),
    )
    company = tables.Column(verbose_name=_("Company"), accessor="company__name")
    edition = tables.Column(verbose_name=_("Edition"), accessor="edition__name", order_by=("edition__number",))
    state = tables.Column(verbose_name=_("State"))
    area = tables.Column(
        verbose_name=_("Space"),
        accessor="claimed_sqm",
        attrs={"th": {"class": "number"}, "td": {"class": "number"}},
    )
    submitted_at = tables.Column(verbose_name=_("Submitted"))

    class Meta:
        order_by = ("-reference",)
        empty_text = ""

    def render_state(self, record: Booking) -> SafeString:
        return badge("booking_state", record.state)

    def render_area(self, record: Any) -> str:
        return sqm(record.claimed_sqm or record.requested_sqm or None)

    def render_submitted_at(self, value: datetime, record: Booking) -> str:
        """In the time of the place, as everywhere on the desk."""
        return date_format(localtime(value, record.edition.zone), "SHORT_DATETIME_FORMAT")
