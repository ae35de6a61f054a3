"""An organizer finds the other record, sees what would move, merges and undoes, on pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.office.company_merges.models import CompanyMerge
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def pair() -> tuple[Company, Company]:
    allotment = AllotmentFactory()
    kept = CompanyFactory(name="Nordmeer Foods Ltd", normalized_name="nordmeer foods")
    other = CompanyFactory(name="Nordmeer Food", normalized_name="nordmeer food", country="DE")
    for company in (kept, other):
        booked(BoothFactory(allotment=allotment), company=company)
    return kept, other


def test_the_other_record_is_found_merged_and_comes_back(pair: tuple[Company, Company]) -> None:
    kept, other = pair
    client = signed_in(organizer())
    assert f"/organizer/companies/{kept.pk}/merge/" in client.get(f"/organizer/companies/{kept.pk}/").text
    choice = client.get(f"/organizer/companies/{kept.pk}/merge/")
    assert_clean(choice)
    address = f"/organizer/companies/{kept.pk}/merge/{other.pk}/"
    assert address in choice.text
    preview = client.get(address)
    assert_clean(preview)
    assert "The m² of Nordmeer Food will count for France." in preview.text
    (form,) = (form for form in forms_of(preview.text) if "revision" in form.filled() and not form.action)
    done = client.post(address, form.filled(), follow=True)
    assert_clean(done)
    assert "Nordmeer Food was merged into this company" in done.text
    assert set(Booking.objects.values_list("company", flat=True)) == {kept.pk}
    gone = client.get(f"/organizer/companies/{other.pk}/")
    assert "This company was merged into Nordmeer Foods Ltd" in gone.text
    assert f"/organizer/companies/{other.pk}/edit/" not in gone.text
    back = client.post(f"/organizer/companies/merges/{CompanyMerge.objects.get().pk}/undo/", follow=True)
    assert "The merge has been undone." in back.text
    assert Booking.objects.filter(company=other).count() == 1


@pytest.mark.parametrize(("search", "found"), [("MEER FOODS", False), ("Nordmeer Food", True), ("nowhere", False)])
def test_the_other_company_is_searched_by_name(pair: tuple[Company, Company], search: str, found: bool) -> None:
    kept, other = pair
    page = signed_in(organizer()).get(f"/organizer/companies/{kept.pk}/merge/", {"search": search})
    assert_clean(page)
    assert (f"/merge/{other.pk}/" in page.text) == found


def test_a_record_that_changed_since_is_shown_again(pair: tuple[Company, Company]) -> None:
    kept, other = pair
    address = f"/organizer/companies/{kept.pk}/merge/{other.pk}/"
    refused = signed_in(organizer()).post(address, {"revision": 1})
    assert (refused.status_code, CompanyMerge.objects.exists()) == (422, False)
    assert "since you opened the page" in refused.text


@pytest.mark.parametrize("role", [role for role in OrganizerRole if role != OrganizerRole.DIRECTOR])
def test_other_roles_see_no_button_and_no_page(pair: tuple[Company, Company], role: OrganizerRole) -> None:
    kept, other = pair
    client = signed_in(organizer(role))
    assert "/merge/" not in client.get(f"/organizer/companies/{kept.pk}/").text
    assert client.get(f"/organizer/companies/{kept.pk}/merge/").status_code == 403
    assert client.post(f"/organizer/companies/{kept.pk}/merge/{other.pk}/", {"revision": 2}).status_code == 403
    assert signed_in(owner_of(kept)).get(f"/organizer/companies/{kept.pk}/merge/").status_code == 403


def test_unknown_and_merged_companies_are_not_found(pair: tuple[Company, Company]) -> None:
    kept, other = pair
    Company.objects.filter(pk=other.pk).update(merged_into=kept)
    client = signed_in(organizer())
    for address in (f"{other.pk}/merge/", f"{kept.pk}/merge/{other.pk}/", "999999/merge/", f"{kept.pk}/merge/999999/"):
        assert client.get(f"/organizer/companies/{address}").status_code == 404
    assert client.post("/organizer/companies/merges/999999/undo/").status_code == 404


def test_preview_of_a_company_with_itself_says_only_that_two_are_needed(pair: tuple[Company, Company]) -> None:
    kept, _other = pair
    page = signed_in(organizer()).get(f"/organizer/companies/{kept.pk}/merge/{kept.pk}/")
    assert page.context["preview"].conflicts == ["Choose two different companies."]
    assert f"Merge into {kept.name}" not in page.text


def test_the_preview_reads_as_often_for_many_bookings_as_for_one(pair: tuple[Company, Company]) -> None:
    kept, other = pair
    client, address = signed_in(organizer()), f"/organizer/companies/{kept.pk}/merge/{other.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    allotment = Booking.objects.filter(company=other).get().claims.get().allotment
    for booth in BoothFactory.create_batch(2, allotment=allotment):
        booked(booth, company=other)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
