"""Tables and exported rows of blocks, members, applications and countries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.wording import side_by_side
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import figure
from exhibitors.bookings.blocks.models import BlockApplication
from exhibitors.bookings.blocks.queries import CountryLine
from exhibitors.bookings.models import Booking
from exhibitors.bookings.tables import NUMBER


class BlockTable(tables.Table):
    """A table of the blocks of `with_sums` for organizers."""

    name = tables.Column(_("Block"))
    country = tables.Column(_("Country or region"))
    members = tables.Column(_("Members"), attrs=NUMBER)
    members_sqm = tables.Column(_("Allocated (m²)"), attrs=NUMBER)
    rest_sqm = tables.Column(_("Left (m²)"), attrs=NUMBER)
    waiting = tables.Column(_("Applications waiting"), attrs=NUMBER)
    apply_until_date = tables.DateColumn(verbose_name=_("Apply until"))
    returns_date = tables.DateColumn(verbose_name=_("Return date"))

    class Meta:
        order_by_field = "sort"

    def render_name(self, record: Any) -> SafeString:
        return named(reverse("organizer:shared_block", args=[record.pk]), record.name, record.booking.company.name)

    def render_country(self, record: Any) -> str:
        return str(record.country.name)

    def render_members_sqm(self, record: Any) -> str:
        return figure(record.members_sqm)

    def render_rest_sqm(self, record: Any) -> str:
        return figure(record.rest_sqm)

    def render_returns_date(self, value: date, record: Any) -> SafeString | str:
        if record.returned_at:
            return format_html('<span class="text-soft">{}</span>', _("returned"))
        return date_format(value, "SHORT_DATE_FORMAT")


class ShareTable(tables.Table):
    """A table of the members of a block, as `shares_of` returns them, for its manager."""

    company = tables.Column(_("Member"), order_by="company__name")
    reference = tables.Column(_("Booking"), accessor="pk", order_by="pk")
    area_sqm = tables.Column(_("m²"), attrs=NUMBER)
    state = tables.Column(_("State"))
    actions = tables.TemplateColumn(
        template_name="exhibitors/blocks/share_actions.html", verbose_name=_("Actions"), orderable=False
    )

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Booking) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            record.company.name,
            record.company.country.name,
        )

    def render_reference(self, record: Booking) -> str:
        return record.reference

    def render_area_sqm(self, record: Any) -> str:
        return figure(record.area_sqm)

    def render_state(self, value: object, record: Booking) -> SafeString:
        return badge("booking_state", record.state)


class ApplicationTable(tables.Table):
    """A table of the applications of `applications_of` for the agency."""

    company = tables.Column(_("Company"), order_by="company__name")
    area_sqm = tables.Column(_("m²"), attrs=NUMBER)
    text = tables.Column(_("Exhibits"), orderable=False)
    applied_at = tables.Column(_("Applied"))
    state = tables.Column(_("State"))
    actions = tables.TemplateColumn(
        template_name="exhibitors/blocks/application_actions.html", verbose_name=_("Actions"), orderable=False
    )

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: BlockApplication) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            record.company.name,
            record.company.country.name,
        )

    def render_area_sqm(self, record: BlockApplication) -> str:
        return side_by_side(figure(record.area_sqm), record.get_kind_display())

    def render_applied_at(self, value: datetime, record: BlockApplication) -> str:
        """Return the day of the application in the edition's time zone, as everywhere on the desk."""
        return date_format(localtime(value, record.block.booking.edition.zone), "SHORT_DATE_FORMAT")

    def render_state(self, value: object, record: BlockApplication) -> SafeString:
        return badge("block_application_state", record.state)


class OwnApplicationTable(ApplicationTable):
    """A table of a company's own applications."""

    block = tables.Column(_("Block"), order_by="block__name")
    reason = tables.Column(_("Agency's reply"), orderable=False)
    actions = tables.TemplateColumn(
        template_name="exhibitors/blocks/own_application_actions.html", verbose_name=_("Actions"), orderable=False
    )

    class Meta(ApplicationTable.Meta):
        exclude = ("company", "text")
        sequence = ("block", "area_sqm", "applied_at", "state", "reason", "actions")


BLOCK_COLUMNS: Sequence[Value] = (
    _("Block"),
    _("Agency"),
    _("Country or region"),
    _("Members"),
    _("Allocated (m²)"),
    _("Left (m²)"),
    _("Applications waiting"),
    _("Apply until"),
    _("Return date"),
    pgettext_lazy("when", "Returned"),
)
SHARE_COLUMNS: Sequence[Value] = (
    _("Member"),
    _("Country or region"),
    _("Booking"),
    _("Booths"),
    _("m²"),
    _("State"),
)
APPLICATION_COLUMNS: Sequence[Value] = (
    _("Company"),
    _("Country or region"),
    _("Block"),
    _("m²"),
    _("Kind"),
    _("Exhibits"),
    _("Applied"),
    _("State"),
    _("Agency's reply"),
)


def block_rows(blocks: Iterable[Any]) -> Iterator[Sequence[Value]]:
    """Yield one row per block of `with_sums`."""
    for block in blocks:
        yield (
            str(block),
            block.booking.company.name,
            block.country.name,
            block.members,
            block.members_sqm,
            block.rest_sqm,
            block.waiting,
            block.apply_until_date,
            block.returns_date,
            block.returned_at.astimezone(block.booking.edition.zone) if block.returned_at else None,
        )


def share_rows(shares: Iterable[Any]) -> Iterator[Sequence[Value]]:
    """Yield one row per member of `shares_with_booths`."""
    for share in shares:
        yield (
            share.company.name,
            share.company.country.name,
            share.reference,
            ", ".join(share.booth_names or []),
            share.area_sqm,
            share.get_state_display(),
        )


def application_rows(applications: Iterable[BlockApplication]) -> Iterator[Sequence[Value]]:
    for each in applications:
        yield (
            each.company.name,
            each.company.country.name,
            str(each.block),
            each.area_sqm,
            each.get_kind_display(),
            each.text,
            each.applied_at,
            each.get_state_display(),
            each.reason,
        )


class CountryTable(tables.Table):
    """A table of the lines of `country_lines`."""

    name = tables.Column(_("Country or region"))
    pavilion_sqm = tables.Column(_("National pavilion (m²)"), attrs=NUMBER)
    blocks_sqm = tables.Column(_("In blocks (m²)"), attrs=NUMBER)
    own_sqm = tables.Column(_("Individual (m²)"), attrs=NUMBER)
    area_sqm = tables.Column(_("Total (m²)"), attrs=NUMBER)
    companies = tables.Column(_("Companies"), attrs=NUMBER)
    blocks = tables.Column(_("Blocks"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_name(self, record: CountryLine) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("organizer:nation", args=[record.code]), record.name)

    def render_pavilion_sqm(self, record: CountryLine) -> str:
        return figure(record.pavilion_sqm)

    def render_blocks_sqm(self, record: CountryLine) -> str:
        return figure(record.blocks_sqm)

    def render_own_sqm(self, record: CountryLine) -> str:
        return figure(record.own_sqm)

    def render_area_sqm(self, record: CountryLine) -> str:
        return figure(record.area_sqm)


COUNTRY_COLUMNS: Sequence[Value] = (
    _("Country or region"),
    _("National pavilion (m²)"),
    _("In blocks (m²)"),
    _("Individual (m²)"),
    _("Total (m²)"),
    _("Companies"),
    _("Blocks"),
)


def country_rows(lines: Iterable[CountryLine]) -> Iterator[Sequence[Value]]:
    for line in lines:
        yield (
            line.name,
            line.pavilion_sqm,
            line.blocks_sqm,
            line.own_sqm,
            line.area_sqm,
            line.companies,
            line.blocks,
        )
