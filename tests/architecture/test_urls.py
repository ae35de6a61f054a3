"""Every address: nothing answers with a 5xx, and only public pages open without signing in.

Roles that open fewer of the same pages are asked about by `tests/exhibitors/test_roles.py`.
"""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import get_resolver

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.architecture.addresses import addresses, routes
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_menus")]

ROLES = [
    "anonymous",
    "stranger",
    CompanyRole.OWNER,
    CompanyRole.VIEWER,
    OrganizerRole.DIRECTOR,
    OrganizerRole.FINANCE,
    "admin",
]
PUBLIC = (
    *(
        "plan/",
        "venue/",
        "healthz",
        "readyz",
        "metrics",
        "accounts/",
        "i18n/",
        "api/",
        "mailbox/",
        "set-up/",
        "kept/",
        "documents/",
    ),
    *(
        "documents/",
        "roadshows/",
        "agenda",
        "forum/",
        "bulletins",
        "take-part/",
        "pavilions/",
        "directory/",
        "areas/",
        "countries/",
        "developers/",
        "robots.txt",
        "sitemap.xml",
        ".well-known/",
    ),
)
"""`kept/` shows a visitor what the same browser typed before its session ended."""


@pytest.fixture
def booking() -> Booking:
    """The newest edition's only booking, so that pages have something to show."""
    booth, company = BoothFactory(), CompanyFactory()
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    assert Edition.objects.count() == 1
    return booking


def person(role: str, booking: Booking) -> User | None:
    if role == "anonymous":
        return None
    if role in CompanyRole.values:
        membership = MembershipFactory(company=booking.company, role=role)
        member: User = membership.user
        return member
    if role in OrganizerRole.values:
        return organizer(OrganizerRole(role))
    other: User = UserFactory(is_superuser=role == "admin", is_staff=role == "admin")
    return other


@pytest.mark.parametrize("role", ROLES)
def test_no_address_fails_for_anybody(client: Client, booking: Booking, role: str) -> None:
    visitor = person(role, booking)
    if visitor is not None:
        client.force_login(visitor, "django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    broken = [a for a in addresses(booking) if not a.startswith("accounts/logout") and failed(client, a)]
    assert broken == []


def failed(client: Client, address: str) -> bool:
    """Whether GET or an empty POST is answered with a 5xx (readyz may say 503: no worker runs here).

    Who may not open a page is not asked to post to it as well.
    """
    statuses = [client.get(f"/{address}").status_code]
    if statuses != [403] and not address.startswith(("accounts/", "i18n/", "api/")):
        statuses.append(client.post(f"/{address}").status_code)
    return address != "readyz" and any(status >= 500 for status in statuses)


def test_anonymous_visitors_see_public_pages_only(client: Client, booking: Booking) -> None:
    shown = [
        address
        for address in addresses(booking)
        if not address.startswith(PUBLIC) and address != "" and client.get(f"/{address}").status_code == 200
    ]
    assert shown == []


@pytest.mark.parametrize("address", ["plan/%00/", "organizer/halls/%00/", "desk/letters/%00.pdf", "mailbox/%00/"])
def test_names_that_no_database_stores_lead_nowhere(client: Client, booking: Booking, address: str) -> None:
    client.force_login(organizer(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/{address}").status_code == 404


def test_no_page_hides_another_at_its_address() -> None:
    """Operations of the API share addresses, and allauth writes some of its own twice."""
    written = Counter(re.sub(r"<(\w+):\w+>", r"<\1>", "".join(route)) for route in routes(get_resolver()))
    assert [
        route for route, count in written.items() if count > 1 and not route.startswith(("api/", "accounts/"))
    ] == []
