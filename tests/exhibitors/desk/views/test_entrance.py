"""Nobody gets past the sign-in, and an interrupted or forged request loses and changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.urls.desk import urlpatterns
from pavilions.floor.models.floor_plan import Booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ANY_VALUE = {
    "language": "en",
    "company": 1,
    "pk": 1,
    "booth": 1,
    "kind": "csv",
    "number": "7-000001-1",
    "token": "12345678-1234-1234-1234-123456789abc",
} | dict.fromkeys(("application", "entry", "share", "person", "answer", "copy", "claim", "deck"), 1)


OF_PROGRAMS = {"pay_report"}
"""The provider of card payments proves itself by what it sends."""


@pytest.mark.parametrize("name", [pattern.name for pattern in urlpatterns if pattern.name not in OF_PROGRAMS])
def test_every_page_asks_to_sign_in_first(client: Client, name: str) -> None:
    wanted = next(pattern for pattern in urlpatterns if pattern.name == name).pattern.converters
    url = reverse(f"desk:{name}", kwargs={key: ANY_VALUE[key] for key in wanted})
    for response in (client.get(url), client.post(url)):
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_request_forged_by_another_site_changes_nothing(
    people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["owner"])
    url = f"/desk/companies/{company.pk}/halls/booths/hold/"
    response = client.post(url, {"booths": [row[0].pk]}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "kept_form" not in client.session
    assert not Booking.objects.exists()


def test_choice_sent_from_a_page_open_too_long_is_kept(
    people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["owner"])
    url = f"/desk/companies/{company.pk}/halls/booths/hold/"
    response = client.post(url, {"booths": [row[0].pk]}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
    assert client.session["kept_form"]["fields"] == [["booths", str(row[0].pk)]]
