"""Companies in rows, as organizers see them."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django_countries import countries

from ciie.kernel.actors import Visitor
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import AREA
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries.companies import companies_visible_to
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim


def listed_companies(viewer: Visitor, edition: Edition) -> QuerySet[Company]:
    """The viewer's companies with `people_count`, and of this edition `booking_count` and `booked_sqm`; one query."""
    people = Membership.objects.filter(company=OuterRef("pk")).order_by().values("company")
    bookings = Booking.objects.filter(company=OuterRef("pk"), edition=edition).order_by().values("company")
    booked = (
        SpaceClaim.objects.live()
        .filter(holder__booking__company=OuterRef("pk"), holder__booking__edition=edition)
        .filter(holder__booking__state__in=BOOKED_STATES)
        .order_by()
        .values("holder__booking__company")
    )
    return companies_visible_to(viewer).annotate(
        people_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), Value(0)),
        booking_count=Coalesce(Subquery(bookings.annotate(n=Count("pk")).values("n")), Value(0)),
        booked_sqm=Coalesce(Subquery(booked.annotate(m=Sum(F("area_sqm"))).values("m")), Value(0), output_field=AREA),
    )


def with_booking_in(edition: Edition) -> Q:
    """Companies with any booking in the edition."""
    return Q(Exists(Booking.objects.filter(company=OuterRef("pk"), edition=edition)))


def with_booked_space_in(edition: Edition) -> Q:
    """Companies with an approved or confirmed booking in the edition."""
    return Q(Exists(Booking.objects.filter(company=OuterRef("pk"), edition=edition, state__in=BOOKED_STATES)))


def countries_of_companies() -> list[tuple[str, str]]:
    """Code and name of each company's country or region, by name."""
    codes = Company.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    return sorted(((code, countries.name(code)) for code in codes), key=lambda country: country[1])
