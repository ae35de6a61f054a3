"""Queries on roadshows, and on their results."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat, Lower

from ciie.audit.history import events_of
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company, Membership
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.states import RegistrationState, RoadshowState
from pavilions.floor.models.edition import Edition

SHOWN = (RoadshowState.OPEN, RoadshowState.HELD, RoadshowState.CANCELLED)


def roadshows_of(edition: Edition) -> QuerySet[Roadshow]:
    """Return an edition's roadshows by day, with the number of `confirmed` registrations."""
    confirmed = Count("registrations", filter=Q(registrations__state=RegistrationState.CONFIRMED))
    return Roadshow.objects.filter(edition=edition).annotate(confirmed=confirmed).order_by("held_date", "pk")


def public_roadshows(edition: Edition) -> QuerySet[Roadshow]:
    """Return the public roadshows by day."""
    return Roadshow.objects.filter(edition=edition, state__in=SHOWN).order_by("held_date", "pk")


def registrations_of(roadshow: Roadshow) -> QuerySet[RoadshowRegistration]:
    """Return the registrations whose address was confirmed, including withdrawn ones, by name."""
    return roadshow.registrations.exclude(state=RegistrationState.ASKED).order_by("name", "pk")


def unconfirmed_of(roadshow: Roadshow) -> int:
    """Return the number of unconfirmed addresses. They may belong to others, so only their number is shown."""
    return roadshow.registrations.filter(state=RegistrationState.ASKED).count()


@dataclass(frozen=True)
class Promotion:
    """The results of an edition's roadshows so far.

    `contacts` are companies that registered with a confirmed address, by name and country. `exhibitors` are companies
    with booked space that are among them, by name and country or by the address of one of their people, and that
    applied for space for the first time after they had registered.
    """

    held: int
    cities: int
    countries: int
    attendance: int
    contacts: int
    exhibitors: int


def promotion_of(edition_id: int) -> Promotion:
    """Return the results in one query."""
    held = Roadshow.objects.filter(edition=edition_id, state=RoadshowState.HELD)
    contacts = RoadshowRegistration.objects.filter(roadshow__edition=edition_id, state=RegistrationState.CONFIRMED)
    found = Edition.objects.filter(pk=edition_id).values_list(
        _figure(held, Count("pk")),
        _figure(held, Count(Concat("country", Lower("city")), distinct=True)),
        _figure(held, Count("country", distinct=True)),
        _figure(held, Coalesce(Sum("attendance"), 0)),
        _figure(contacts, Count(Concat("country", "normalized_name"), distinct=True)),
        _figure(_exhibitors_won(edition_id, contacts), Count("pk")),
    )
    return Promotion(*found.get())


def _exhibitors_won(edition_id: int, contacts: QuerySet[RoadshowRegistration]) -> QuerySet[Company]:
    booked = Booking.objects.booked().filter(edition=edition_id, company=OuterRef("pk"))
    applied = events_of(Booking).filter(edition=edition_id, company=OuterRef("pk")).values("company")
    addresses = Membership.objects.filter(company=OuterRef(OuterRef("pk"))).values(address=Lower("user__email"))
    earlier = contacts.filter(asked_at__lt=OuterRef("applied_at"))
    by_name = earlier.filter(normalized_name=OuterRef("normalized_name"), country=OuterRef("country"))
    by_address = earlier.annotate(address=Lower("email")).filter(address__in=addresses)
    known = contacts.order_by()
    named = Company.objects.filter(normalized_name__in=known.values("normalized_name")).values("pk")
    people = Membership.objects.annotate(address=Lower("user__email"))
    writing = people.filter(address__in=known.values(address=Lower("email"))).values("company")
    companies = Company.objects.filter(Exists(booked), pk__in=named.union(writing))
    with_first = companies.annotate(applied_at=Subquery(applied.annotate(at=Min("submitted_at")).values("at")))
    return with_first.filter(Exists(by_name) | Exists(by_address))


def _figure(rows: QuerySet[Any], figure: Any) -> Subquery:
    """Return an aggregate of all rows as a value within another query."""
    return Subquery(rows.order_by().values(all=Value(1)).annotate(figure=figure).values("figure"))
