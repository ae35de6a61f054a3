import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/booths/"


def listed(query: str) -> list[int]:
    page = signed_in(organizer()).get(f"{LIST}?{query}")
    return [row.record.pk for row in page.context["table"].rows]


def test_booths_are_found_by_number_company_and_availability() -> None:
    free, taken = BoothFactory.create_batch(2, allotment=AllotmentFactory())
    booked(taken, company=CompanyFactory(name="Nordmeer GmbH"))
    assert listed(f"search={free.plan.hall.name}/{free.number}") == [free.pk]
    assert listed("search=nordmeer") == [taken.pk]
    assert listed("availability=reserved") == [taken.pk]
    assert listed(f"hall={free.plan.hall.name}&kind=shell&min_sqm=9&max_sqm=9") == [free.pk, taken.pk]


@pytest.mark.parametrize("column", ["number", "sector", "area", "kind", "sides", "availability", "holder"])
def test_columns_sort(column: str) -> None:
    booths = BoothFactory.create_batch(2, allotment=AllotmentFactory())
    booked(booths[0])
    assert set(listed(f"sort=-{column}")) == {booth.pk for booth in booths}


def test_list_as_a_file_names_the_holders() -> None:
    free, taken = BoothFactory.create_batch(2, allotment=AllotmentFactory())
    booked(taken, company=CompanyFactory(name="Nordmeer GmbH"))
    client = signed_in(organizer())
    page = client.get(f"{LIST}?search=nordmeer&page=1")
    [url, _xlsx] = [url for _label, url in page.context["exports"]]
    assert url == f"{LIST}export/csv/?search=nordmeer&edition={free.plan.edition.number}"
    lines = client.get(url).getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["Booth", taken.number]
    assert lines[1].split(",")[-2:] == ["reserved", "Nordmeer GmbH"]


def test_list_reads_as_often_for_three_as_for_one() -> None:
    client, allotment = signed_in(organizer()), AllotmentFactory()
    booked(BoothFactory(allotment=allotment))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        assert_clean(client.get(LIST))
    for booth in BoothFactory.create_batch(2, allotment=allotment):
        booked(booth)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_booth_is_withheld_with_a_reason_and_sold_again() -> None:
    booth = BoothFactory()
    planner = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    planner.post(f"{LIST}{booth.pk}/block/", seen(booth, blocked_reason="Under the crane."))
    booth.refresh_from_db()
    assert booth.blocked_reason == "Under the crane."
    page = planner.get(f"{LIST}{booth.pk}/")
    assert_clean(page)
    assert "Under the crane." in page.text
    planner.post(f"{LIST}{booth.pk}/unblock/", seen(booth))
    booth.refresh_from_db()
    assert booth.blocked_reason == ""


def test_claimed_booth_is_not_withheld_and_the_reason_stays() -> None:
    booth = BoothFactory()
    booked(booth)
    page = signed_in(organizer()).post(f"{LIST}{booth.pk}/block/", seen(booth, blocked_reason="Crane."))
    assert page.status_code == 422
    assert "is claimed. Reject, cancel or relocate that booking first." in page.text
    assert 'value="Crane."' in page.text


def test_hall_without_a_plan_is_not_found() -> None:
    AllotmentFactory()
    assert signed_in(organizer()).get("/organizer/halls/none/").status_code == 404
