"""Tables and files of companies and of their contacts, for organizers."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import by_country_name
from ciie.kernel.wording import list_words
from ciie.tables.writing import Value
from ciie.web.lists import named
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.tables import NUMBER
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.fields import COMPANY_FIELDS, CompanyField
from exhibitors.companies.models import Company


class CompanyTable(tables.Table):
    """Rows of `listed_companies`. With `orderable=False`, the table sorts by name alone, which an index supports."""

    name = tables.Column(_("Company"), order_by="name", orderable=True)
    country = tables.Column(_("Country or region"))
    city = tables.Column(_("City"))
    bookings = tables.Column(_("Bookings"), accessor="booking_count", attrs=NUMBER)
    # Translators: Space, in m².
    booked = tables.Column(_("Booked"), accessor="booked_sqm", attrs=NUMBER)
    people = tables.Column(_("People"), accessor="people_count", attrs=NUMBER)
    customer_number = tables.Column(_("Customer number"), orderable=False)
    sales_owner = tables.Column(_("Owner in sales"), orderable=False)

    class Meta:
        order_by_field = "sort"

    def order_country(self, rows: QuerySet[Company], is_descending: bool) -> tuple[QuerySet[Company], bool]:
        place = by_country_name("country")
        return rows.order_by(place.desc() if is_descending else place.asc(), "name"), True

    def render_name(self, record: Company) -> SafeString:
        tags = record.tags  # type: ignore[attr-defined]  # annotated by listed_companies
        return format_html(
            '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span>{}</span>',
            reverse("organizer:company", args=[record.pk]),
            record.name,
            record.name_local,
            format_html('<span class="text-soft">{}</span>', list_words(tags)) if tags else "",
        )

    def render_country(self, record: Company) -> str:
        return str(record.country.name or _("not stated"))

    def render_booked(self, value: Decimal) -> str:
        return sqm(value) if value else "–"


EXPORTED = tuple(field for field in COMPANY_FIELDS if field.is_exported)


def _headings(field: CompanyField) -> Sequence[Value]:
    heading = _("Company") if field.name == "name" else capfirst(field.label)  # type: ignore[type-var]  # lazy text too
    return (heading, _("Country code")) if field.name == "country" else (heading,)


COMPANY_COLUMNS: Sequence[Value] = (
    *(heading for field in EXPORTED for heading in _headings(field)),
    _("Bookings"),
    _("Booked (m²)"),
    _("Customer number"),
    _("Owner in sales"),
    _("Tags"),
    _("VAT ID"),
    _("Debtor number"),
)


def company_rows(companies: Iterable[Company]) -> Iterator[Sequence[Value]]:
    """Yield one row for each company of `listed_companies`, under `COMPANY_COLUMNS`."""
    for company in companies:
        row: list[Value] = []
        for field in EXPORTED:
            value = getattr(company, field.name)
            row += [value.name, str(value)] if field.name == "country" else [value]
        yield (
            *row,
            company.booking_count,  # type: ignore[attr-defined]  # annotated by listed_companies
            company.booked_sqm,  # type: ignore[attr-defined]  # annotated by listed_companies
            company.customer_number,  # type: ignore[attr-defined]  # annotated by listed_companies
            company.sales_owner,  # type: ignore[attr-defined]  # annotated by listed_companies
            ", ".join(company.tags or ()),  # type: ignore[attr-defined]  # annotated by listed_companies
            ", ".join(dict.fromkeys(company.vat_ids)),  # type: ignore[attr-defined]  # annotated likewise
            ", ".join(dict.fromkeys(company.debtor_numbers)),  # type: ignore[attr-defined]  # annotated likewise
        )


class ContactTable(tables.Table):
    """Rows of contacts, each with its company. With `orderable=False`, the table sorts by company alone."""

    company = tables.Column(_("Company"), order_by="company__name", orderable=True)
    role = tables.Column(_("Responsible for"))
    name = tables.Column(_("Name"))
    email = tables.Column(_("Email address"))
    phone = tables.Column(_("Phone"), orderable=False)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: CompanyContact) -> SafeString:
        company = record.company
        return named(reverse("organizer:company", args=[company.pk]), company.name, str(company.country.name))


CONTACT_COLUMNS: Sequence[Value] = (
    _("Company"),
    _("Country or region"),
    _("Responsible for"),
    _("Name"),
    _("Email address"),
    _("Phone"),
    _("Note"),
)


def contact_rows(contacts: Iterable[CompanyContact]) -> Iterator[Sequence[Value]]:
    """Yield one row for each contact, under `CONTACT_COLUMNS`."""
    for contact in contacts:
        company = contact.company
        role = contact.get_role_display()
        yield company.name, company.country.name, role, contact.name, contact.email, contact.phone, contact.note
