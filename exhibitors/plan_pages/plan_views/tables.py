"""Tables of booths for organizers, and the rows of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import django_tables2 as tables
from django.db.models import F, Func, OrderBy, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.tables import BOOTH_COLUMNS, NUMBER
from exhibitors.plan_pages.plan_views.queries.shown_plans import ShownBooth
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Sector
from pavilions.floor.queries import natural


class BoothTable(tables.Table):
    """Rows of `booths_with_companies`."""

    number = tables.Column(_("Booth"))
    sector = tables.Column(_("Sector"), accessor="allotment__sector", order_by=("allotment__sector__position", "pk"))
    area = tables.Column(_("Area"), accessor="area_sqm", attrs=NUMBER)
    kind = tables.Column(_("Kind"))
    sides = tables.Column(_("Open sides"), accessor="counted_sides", attrs=NUMBER)
    availability = tables.Column(_("State"))
    holder = tables.Column(_("Held by"), accessor="company_name")

    class Meta:
        order_by_field = "sort"

    def order_number(self, rows: QuerySet[Booth], is_descending: bool) -> tuple[QuerySet[Booth], bool]:
        order: list[F | Func] = [F("plan__hall__position"), F("plan__hall__name"), natural("number")]
        return rows.order_by(*(OrderBy(each, descending=is_descending) for each in order)), True

    def render_number(self, record: Booth) -> SafeString:
        reference = f"{record.plan.hall.name}/{record.number}"
        return format_html(
            '<a class="figure" href="{}">{}</a>', reverse("organizer:booth", args=[record.pk]), reference
        )

    def render_area(self, value: Decimal) -> str:
        return sqm(value)

    def render_availability(self, value: str) -> SafeString:
        return badge("availability", value)

    def render_holder(self, record: Booth, value: str) -> SafeString:
        holder = record.holder_id  # type: ignore[attr-defined]  # annotated by published_booths
        return format_html('<a href="{}">{}</a>', reverse("organizer:review", args=[holder]), value)


PLAN_COLUMNS: Sequence[Value] = (
    _("Hall"),
    _("Booth"),
    _("Sector"),
    _("m²"),
    _("Usable m²"),
    _("Open sides"),
    _("Kind"),
    _("Availability"),
    _("Price"),
    _("Currency"),
    _("Held by"),
    _("Country or region"),
)


def plan_rows(booths: Iterable[ShownBooth], sectors: Mapping[int, Sector], currency: str) -> Iterator[Sequence[Value]]:
    """Yield one row per booth, with what its audience may read."""
    for booth in booths:
        yield (
            booth.hall,
            booth.number,
            str(sectors.get(booth.sector_id or 0, "")),
            booth.area_sqm,
            booth.usable_sqm,
            booth.open_sides,
            booth.kind.label,
            booth.availability.label,
            booth.price,
            currency if booth.price is not None else "",
            booth.holder.name if booth.holder else "",
            booth.holder.country if booth.holder else "",
        )


BOOKABLE_COLUMNS: Sequence[Value] = (*BOOTH_COLUMNS, _("Price"), _("Currency"))


def bookable_rows(
    booths: Iterable[ShownBooth], sectors: Mapping[int, Sector], currency: str
) -> Iterator[Sequence[Value]]:
    """Yield one row per booth for exhibitors who may book: `plan_rows` without the holders."""
    for row in plan_rows(booths, sectors, currency):
        yield row[: len(BOOKABLE_COLUMNS)]
