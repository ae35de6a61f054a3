"""Booths in rows, as organizers see them."""

from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.web.templatetags.interface import availability, sqm
from exhibitors.bookings.tables.bookings import NUMBER
from pavilions.floor.models.floor_plan import Booth


class BoothTable(tables.Table):
    """Rows of `booths_with_companies`."""

    number = tables.Column(_("Booth"), order_by=("plan__hall__position", "plan__hall__name", "number"))
    sector = tables.Column(_("Sector"), accessor="allotment__sector", order_by=("allotment__sector__position", "pk"))
    area = tables.Column(_("Area"), accessor="area_sqm", attrs=NUMBER)
    kind = tables.Column(_("Kind"))
    sides = tables.Column(_("Open sides"), accessor="counted_sides", attrs=NUMBER)
    availability = tables.Column(_("State"))
    holder = tables.Column(_("Held by"), accessor="company_name")

    class Meta:
        order_by_field = "sort"

    def render_number(self, record: Booth) -> SafeString:
        reference = f"{record.plan.hall.name}/{record.number}"
        return format_html(
            '<a class="figure" href="{}">{}</a>', reverse("organizer:booth", args=[record.pk]), reference
        )

    def render_area(self, value: Decimal) -> str:
        return sqm(value)

    def render_availability(self, value: str) -> SafeString:
        return availability(value)

    def render_holder(self, record: Booth, value: str) -> SafeString:
        holder = record.holder_id  # type: ignore[attr-defined]  # annotated by published_booths
        return format_html('<a href="{}">{}</a>', reverse("organizer:review", args=[holder]), value)
