"""From signing up to the confirmation letter, the exhibitor's whole way through the desk."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from post_office.models import Email

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, BoothFactory, UserFactory, organizer
from tests.page_forms import seen

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def row() -> list[Booth]:
    allotment: Allotment = AllotmentFactory()
    return [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"R{n}") for n in range(6)]


def _signed_in(person: User) -> Client:
    return signed_in(person)


def _kinds_of_mail(person: User) -> list[str]:
    return [mail.context["kind"] for mail in Email.objects.filter(to=person.email).order_by("pk")]


def test_from_registering_to_the_letter(row: list[Booth]) -> None:
    ana = UserFactory(email="ana@example.org")
    desk = _signed_in(ana)
    registered = desk.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "country": "DE"})
    company = Company.objects.get()
    assert registered["Location"] == f"/desk/companies/{company.pk}/halls/"

    held = desk.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk, row[1].pk]})
    booking = Booking.objects.get()
    assert held["Location"] == f"/desk/bookings/{booking.pk}/submit/"
    desk.post(f"/desk/bookings/{booking.pk}/submit/", seen(booking))
    approve_booking(booking.pk, actor=organizer(), at=NOON)

    page = desk.get(f"/desk/bookings/{booking.pk}/")
    assert "You have 18\N{NO-BREAK SPACE}m²" in page.text
    assert [letter.number for letter in page.context["letters"]] == [f"{booking.reference}-1"]
    assert _kinds_of_mail(ana) == ["booking_submitted", "booking_approved"]


def test_returned_changed_and_submitted_again(row: list[Booth]) -> None:
    ana = UserFactory()
    desk = _signed_in(ana)
    desk.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "country": "DE"})
    company = Company.objects.get()
    desk.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk]})
    booking = Booking.objects.get()
    desk.post(f"/desk/bookings/{booking.pk}/submit/", seen(booking))
    return_booking(booking.pk, reason="Take the corner instead.", actor=organizer(), at=NOON)
    assert "Take the corner instead." in desk.get("/desk/").text

    desk.post(f"/desk/bookings/{booking.pk}/booths/add/", {"booths": [row[5].pk]})
    desk.post(f"/desk/bookings/{booking.pk}/booths/{row[0].pk}/drop/")
    desk.post(f"/desk/bookings/{booking.pk}/submit/", seen(booking))

    booking.refresh_from_db()
    assert booking.state == BookingState.SUBMITTED
    assert list(booking.claims.live().values_list("booth__number", flat=True)) == ["R5"]


def test_hold_that_ended_is_taken_up_again(row: list[Booth]) -> None:
    desk = _signed_in(UserFactory())
    desk.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "country": "DE"})
    company = Company.objects.get()
    desk.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk]})
    booking = Booking.objects.get()

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert "The hold has expired." in desk.get("/desk/").text
        desk.post(f"/desk/bookings/{booking.pk}/reopen/")
        desk.post(f"/desk/bookings/{booking.pk}/submit/", seen(booking))

    booking.refresh_from_db()
    assert booking.state == BookingState.SUBMITTED


def test_colleague_joins_and_books(row: list[Booth]) -> None:
    ana, robert = UserFactory(), UserFactory(email="robert@example.org")
    desk = _signed_in(ana)
    desk.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "country": "DE"})
    company = Company.objects.get()
    desk.post(f"/desk/companies/{company.pk}/people/", {"email": "Robert@example.org", "role": "editor"})
    invitation = company.invitations.get()

    his = _signed_in(robert)
    assert his.get(f"/desk/companies/{company.pk}/halls/").status_code == 404
    his.post(f"/desk/invitations/{invitation.pk}/")
    his.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[2].pk]})

    assert Booking.objects.get().contact == robert


def test_session_that_ends_in_the_middle_of_an_application_loses_nothing(row: list[Booth]) -> None:
    ana = UserFactory()
    desk = _signed_in(ana)
    desk.post("/desk/companies/new/", {"name": "Nordmeer GmbH", "country": "DE"})
    url = f"/desk/companies/{Company.objects.get().pk}/apply/"
    form = {
        "requests-TOTAL_FORMS": "1",
        "requests-INITIAL_FORMS": "0",
        "requests-0-sector": str(row[0].allotment.sector_id),
        "requests-0-area_sqm": "36",
        "requests-0-kind": "raw",
        "requests-0-open_sides_min": "1",
        "wishes": "By the door",
    }
    ended = Client()
    ended.post(url, form)
    ended.force_login(ana)
    kept = ended.get("/kept/")
    assert f'action="{url}"' in kept.text
    assert "By the door" in kept.text

    ended.post(url, form)
    assert Booking.objects.get().wishes == "By the door"
