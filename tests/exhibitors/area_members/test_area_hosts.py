"""The host of a themed area: chosen by who plans the floor, and linked where it is public."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, change_area, name_host
from pavilions.states import OrganizerRole, PavilionStage, Section
from tests.clients import signed_in
from tests.exhibitors.area_members.areas import area_in
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import move, pavilion_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    """Booked space of a company that is named in public."""
    booth, company = BoothFactory(), CompanyFactory(name="Fromagerie", is_on_public_plans=True)
    asked = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    return approve_booking(asked.pk, actor=organizer(), at=NOON)


def links(client: Client, area: ThemedArea) -> tuple[str, str]:
    """Where the host's name leads to on the area's page and in the list, empty where it leads nowhere."""
    found = []
    for address in (f"/areas/{area.pk}/", "/areas/"):
        page = client.get(address)
        assert_clean(page)
        before, name, _after = page.text.partition("<main")[2].partition("Maison &lt;Rive&gt;")
        assert name
        found.append(before.rpartition('href="')[2].removesuffix('">') if before.endswith('">') else "")
    return found[0], found[1]


def test_planner_chooses_a_company_or_a_pavilion_and_the_public_pages_lead_there(booking: Booking) -> None:
    area, pavilion = area_in(booking.edition), pavilion_at(PavilionStage.CONFIRMED)
    client, visitor = Client(), Client()
    client.force_login(organizer(OrganizerRole.FLOOR_PLANNER), "django.contrib.auth.backends.ModelBackend")
    page = f"/organizer/areas/{area.pk}/"
    assert f'href="{page}host/"' in client.get(page).text
    assert_clean(client.get(f"{page}host/"))
    label = f">{booking.company.name}"
    assert label not in client.get(f"{page}host/?search=nobody").text
    assert label in client.get(f"{page}host/?search={booking.company.name[1:5].upper()}").text
    assert links(visitor, area) == ("", "")
    for turn, (holder, leads_to) in enumerate(
        ((booking.pk, f"/directory/companies/{booking.company_id}/"), (pavilion.pk, f"/pavilions/{pavilion.pk}/"))
    ):
        saved = client.post(f"{page}host/", {"host": holder, "revision": area.revision + turn})
        assert saved.headers["Location"] == page
        assert links(visitor, area) == (leads_to, leads_to)
    client.post(f"{page}host/", {"host": "", "revision": area.revision + 2})
    assert links(visitor, area) == ("", "")
    assert 'href="/directory/exhibitors/?country=FR">France' in visitor.get(f"/areas/{area.pk}/").text


def test_what_is_typed_of_the_area_leaves_its_host(booking: Booking) -> None:
    area = name_host(area_in(booking.edition).pk, booking.pk, actor=SYSTEM, at=NOON)
    client = signed_in(organizer())
    typed = {"name": "Table", "section": "business", "host_name": "Rive", "revision": area.revision}
    client.post(f"/organizer/areas/{area.pk}/", typed)
    area.refresh_from_db()
    assert (area.name, area.host_id) == ("Table", booking.pk)


def test_host_that_left_or_is_not_named_has_no_link(client: Client, booking: Booking) -> None:
    area = name_host(area_in(booking.edition).pk, booking.pk, actor=SYSTEM, at=NOON)
    set_publicity(booking.company_id, is_named=False, actor=SYSTEM, at=NOON)
    assert links(client, area) == ("", "")
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    name_host(area.pk, pavilion.pk, actor=SYSTEM, at=NOON)
    move(pavilion, PavilionStage.DECLINED)
    assert links(client, area) == ("", "")


@pytest.mark.parametrize("host", ["x", "0", "9" * 30])
def test_what_is_no_choice_is_refused_beside_the_field(booking: Booking, host: str) -> None:
    area, client = area_in(booking.edition), Client()
    client.force_login(organizer(), "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/organizer/areas/{area.pk}/host/", {"host": host, "revision": 0})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["host"])


def test_hosts_of_other_editions_old_revisions_and_strangers_are_refused(booking: Booking) -> None:
    other = area_in(EditionFactory(number=booking.edition.number + 1))
    with pytest.raises(Invalid) as unknown:
        name_host(other.pk, booking.pk, actor=SYSTEM, at=NOON)
    assert (unknown.value.code, unknown.value.field) == ("host_unknown", "host")
    terms = AreaTerms(Section.BUSINESS, "Table", "Rive", host_id=booking.pk)
    with pytest.raises(Invalid):
        change_area(other.pk, terms, actor=SYSTEM, at=NOON)
    area = area_in(booking.edition)
    name_host(area.pk, booking.pk, seen=area.revision, actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError) as old:
        name_host(area.pk, None, seen=area.revision, actor=SYSTEM, at=NOON)
    assert old.value.code == "changed_meanwhile"
    with pytest.raises(NotAllowed):
        name_host(area.pk, None, actor=organizer(OrganizerRole.REVIEWER), at=NOON)


def test_list_of_areas_reads_as_often_for_three_as_for_one(client: Client, booking: Booking) -> None:
    name_host(area_in(booking.edition).pk, booking.pk, actor=SYSTEM, at=NOON)
    client.get("/areas/")
    with CaptureQueriesContext(connection) as one:
        client.get("/areas/")
    for name in ("Second", "Third"):
        name_host(area_in(booking.edition, name).pk, booking.pk, actor=SYSTEM, at=NOON)
    client.get("/areas/")
    with CaptureQueriesContext(connection) as three:
        client.get("/areas/")
    assert len(three) == len(one)
