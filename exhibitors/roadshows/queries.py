"""Roadshows in rows, and what they brought."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from exhibitors.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.roadshows.states import RegistrationState, RoadshowState
from pavilions.floor.models.edition import Edition

SHOWN = (RoadshowState.OPEN, RoadshowState.HELD, RoadshowState.CANCELLED)


def roadshows_of(edition: Edition) -> QuerySet[Roadshow]:
    """An edition's roadshows with the number of `confirmed` registrations, by day."""
    confirmed = Count("registrations", filter=Q(registrations__state=RegistrationState.CONFIRMED))
    return Roadshow.objects.filter(edition=edition).annotate(confirmed=confirmed).order_by("held_date", "pk")


def public_roadshows(edition: Edition) -> QuerySet[Roadshow]:
    """Those that everybody may know of, by day."""
    return Roadshow.objects.filter(edition=edition, state__in=SHOWN).order_by("held_date", "pk")


def registrations_of(roadshow: Roadshow) -> QuerySet[RoadshowRegistration]:
    """Those whose address was confirmed, withdrawn ones too, by name."""
    return roadshow.registrations.exclude(state=RegistrationState.ASKED).order_by("name", "pk")


def unconfirmed_of(roadshow: Roadshow) -> int:
    """How many have asked and not yet confirmed their address: perhaps not they themselves, so nobody sees who."""
    return roadshow.registrations.filter(state=RegistrationState.ASKED).count()


@dataclass(frozen=True)
class Promotion:
    """What the roadshows of an edition have brought by now.

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


BROUGHT = """
WITH held AS (
    SELECT id, city, country, attendance FROM exhibitors_roadshow WHERE edition_id = %(edition)s AND state = 'held'
), contact AS (
    SELECT DISTINCT registration.normalized_name, registration.country, lower(registration.email) AS email,
        registration.asked_at
    FROM exhibitors_roadshowregistration AS registration
    JOIN exhibitors_roadshow AS roadshow ON roadshow.id = registration.roadshow_id
    WHERE roadshow.edition_id = %(edition)s AND registration.state = 'confirmed'
), applied AS (
    SELECT company_id, min(submitted_at) AS first_at FROM exhibitors_bookingevent
    WHERE edition_id = %(edition)s GROUP BY company_id
), booked AS (
    SELECT DISTINCT company.id, company.normalized_name, company.country, applied.first_at
    FROM exhibitors_booking AS booking JOIN exhibitors_company AS company ON company.id = booking.company_id
    JOIN applied ON applied.company_id = company.id
    WHERE booking.edition_id = %(edition)s AND booking.state IN ('approved', 'confirmed')
), address AS (
    SELECT membership.company_id, lower(person.email) AS email, booked.first_at
    FROM exhibitors_membership AS membership JOIN accounts_user AS person ON person.id = membership.user_id
    JOIN booked ON booked.id = membership.company_id
)
SELECT (SELECT count(*) FROM held),
    (SELECT count(DISTINCT (country, lower(city))) FROM held),
    (SELECT count(DISTINCT country) FROM held),
    (SELECT coalesce(sum(attendance), 0) FROM held),
    (SELECT count(DISTINCT (normalized_name, country)) FROM contact),
    (SELECT count(DISTINCT id) FROM (
        SELECT booked.id FROM booked JOIN contact USING (normalized_name, country) WHERE asked_at < first_at
        UNION ALL
        SELECT company_id FROM address JOIN contact USING (email) WHERE asked_at < first_at
    ) AS found)
"""


def promotion_of(edition_id: int) -> Promotion:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BROUGHT, {"edition": edition_id})
        return Promotion(*cursor.fetchone())
