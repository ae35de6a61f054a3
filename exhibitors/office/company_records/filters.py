"""Filters for lists of companies and of their contacts."""

from typing import Any

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.web.paging import is_one_of
from exhibitors.bookings.models import Booking, booking_key_in
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.states import ContactRole
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.office_notes.queries import owners_in_sales, tags_in_use
from exhibitors.companies.states import Verification
from exhibitors.office.company_records.queries import countries_of_companies, known_by_number
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition

TAKING_PART = [
    ("booked", _("with booked space")),
    ("booking", _("with any booking")),
    ("none", _("without a booking")),
]


class OfEdition(filters.FilterSet):
    """Filters for lists of the whole register, which grows with every edition."""

    @property
    def is_of_edition(self) -> bool:
        """Whether only companies with a booking in the edition are listed, which are few enough to be sorted."""
        return self.form.is_valid() and self.form.cleaned_data["part"] in {"booked", "booking"}


class ContactFilter(OfEdition):
    """Filters for the contacts of all companies."""

    search = filters.CharFilter(
        label=_("Company, name or email"), method="filter_search", max_length=120, widget=SearchInput
    )
    role = filters.ChoiceFilter(label=_("Responsible for"), choices=ContactRole.choices, empty_label=_("all"))
    part = filters.ChoiceFilter(
        label=_("In this edition"), choices=TAKING_PART, method="filter_part", empty_label=_("all companies")
    )

    class Meta:
        model = CompanyContact
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def filter_search(self, rows: QuerySet[CompanyContact], name: str, value: str) -> QuerySet[CompanyContact]:
        words = Q(company__name__icontains=value) | Q(company__name_local__icontains=value)
        return rows.filter(words | Q(name__icontains=value) | Q(email__icontains=value))

    def filter_part(self, rows: QuerySet[CompanyContact], name: str, value: str) -> QuerySet[CompanyContact]:
        return rows.filter(taking_part_as(value, self.edition, company="company"))


def taking_part_as(choice: str, edition: Edition, *, company: str = "pk") -> Q:
    """Return the condition for rows whose `company` meets one of the choices of `TAKING_PART`.

    Companies that take part are found through the edition's bookings, without reading every company on record.
    """
    bookings = Booking.objects.filter(edition=edition)
    if choice == "none":
        return ~Q(Exists(bookings.filter(company=OuterRef(company))))
    if choice == "booked":
        bookings = bookings.filter(state__in=BOOKED_STATES)
    return Q(is_one_of(company, ArraySubquery(bookings.values("company"))))


class CompanyFilter(OfEdition):
    """Filters for `listed_companies` of one edition."""

    search = filters.CharFilter(
        label=_("Name, city, email, number or VAT ID"), method="filter_search", max_length=120, widget=SearchInput
    )
    country = filters.ChoiceFilter(label=_("Country or region"), empty_label=_("all"))
    part = filters.ChoiceFilter(
        label=_("In this edition"), choices=TAKING_PART, method="filter_part", empty_label=_("all companies")
    )
    verification = filters.ChoiceFilter(
        label=_("Verification"), choices=Verification.choices, empty_label=_("all companies")
    )

    tag = filters.ChoiceFilter(label=_("Tag"), method="filter_tag", empty_label=_("all"))
    owner = filters.ChoiceFilter(label=_("Owner in sales"), field_name="office_record__owner", empty_label=_("all"))

    class Meta:
        model = Company
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.filters["country"].extra["choices"] = countries_of_companies()
        self.filters["tag"].extra["choices"] = [(tag, tag) for tag in tags_in_use()]
        people = owners_in_sales()
        self.filters["owner"].extra["choices"] = [(str(person.pk), person.name or person.email) for person in people]

    def filter_search(self, rows: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        words = Q(name__icontains=value) | Q(name_local__icontains=value) | Q(city__icontains=value)
        if key := normalise_company_name(value):
            words |= Q(normalized_name__contains=key)
        if booking := booking_key_in(value):
            words |= Q(pk__in=Booking.objects.filter(pk=booking).values("company"))
        return rows.filter(words | Q(contact_email__icontains=value) | known_by_number(value))

    def filter_tag(self, rows: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        return rows.filter(office_record__tags__contains=[value])

    def filter_part(self, rows: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        return rows.filter(taking_part_as(value, self.edition))
