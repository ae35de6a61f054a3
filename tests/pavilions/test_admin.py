"""Editions, halls, sectors and capacities in the admin go by the same operations as everywhere."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from tests.factories import AllotmentFactory, EditionFactory, HallFactory, SectorFactory, UserFactory
from tests.pavilions.admin_pages import change, errors, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("currency", ["abc", "€", "XXX", ""])
def test_currency_is_chosen_from_the_list(admin_client: Client, currency: str) -> None:
    answer = change(admin_client, EditionFactory(), currency=currency)
    assert (answer.status_code, [*errors(answer)]) == (422, ["currency"])


def test_edition_is_changed_and_created_by_its_operations(admin_client: Client) -> None:
    edition = EditionFactory(number=6)
    assert change(admin_client, edition, name="Renamed").status_code == 302
    edition.refresh_from_db()
    event = edition.events.order_by("-pgh_id").first()
    assert (edition.name, event.pgh_context.metadata["action"]) == ("Renamed", "pavilions.edition.changed")
    url = reverse("admin:pavilions_edition_change", args=[edition.pk])
    values = typed(admin_client.get(url)) | {"number": 9, "name": "Ninth"}
    assert admin_client.post(reverse("admin:pavilions_edition_add"), values).status_code == 302
    assert Edition.objects.get(number=9).name == "Ninth"


def test_capacity_beyond_the_hall_is_refused_beside_its_field(admin_client: Client) -> None:
    allotment = AllotmentFactory(hall=HallFactory(gross_area_sqm=Decimal(61_600)))
    answer = change(admin_client, allotment, capacity_sqm="99999999")
    assert (answer.status_code, [*errors(answer)]) == (409, ["capacity_sqm"])
    assert change(admin_client, allotment, capacity_sqm="61600").status_code == 302


def test_capacity_hall_and_sector_are_added_by_their_operations(admin_client: Client) -> None:
    edition, hall, sector = EditionFactory(), HallFactory(gross_area_sqm=Decimal(1_000)), SectorFactory()
    place = {"edition": edition.pk, "hall": hall.pk, "section": "business", "sector": sector.pk}
    url = reverse("admin:pavilions_allotment_add")
    assert admin_client.post(url, place | {"capacity_sqm": "1001"}).status_code == 422
    assert admin_client.post(url, place | {"capacity_sqm": "1000"}).status_code == 302
    outline = "[[0, 0], [1000, 0], [1000, 1000], [0, 1000]]"
    values = {"name": "9H", "level": 1, "position": 1, "outline": outline, "gross_area_sqm": "100", "venue_turn": 0}
    assert admin_client.post(reverse("admin:pavilions_hall_add"), values | {"gross_area_sqm": "101"}).status_code == 422
    assert admin_client.post(reverse("admin:pavilions_hall_add"), values).status_code == 302
    sector_values = {"code": "food", "name": "Food", "position": 1}
    assert admin_client.post(reverse("admin:pavilions_sector_add"), sector_values).status_code == 302
    assert (Hall.objects.get(name="9H").gross_area_sqm, Sector.objects.get(code="food").name) == (Decimal(100), "Food")


def test_nothing_of_the_place_is_imported_or_deleted_in_the_admin(admin_client: Client) -> None:
    allotment = AllotmentFactory()
    for row in (allotment.edition, allotment.hall, allotment.sector, allotment):
        name = f"admin:pavilions_{row._meta.model_name}"
        assert admin_client.get(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
        assert admin_client.get(f"{reverse(f'{name}_changelist')}import/").status_code in {302, 404}
