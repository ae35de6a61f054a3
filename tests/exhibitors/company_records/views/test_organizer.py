from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.bookings.operations.decisions import approve_booking
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/companies/"


def listed(query: str = "") -> list[int]:
    page = signed_in(organizer()).get(f"{LIST}?{query}")
    return [row.record.pk for row in page.context["table"].rows]


def test_companies_are_found_by_name_country_and_part() -> None:
    allotment = AllotmentFactory()
    booth, other_booth = BoothFactory.create_batch(2, allotment=allotment)
    approved, submitted = booked(booth), booked(other_booth)
    approve_booking(approved.pk, actor=organizer(), at=NOON)
    idle = CompanyFactory(name="Idle Oy", normalized_name="idle", country="FI", city="Turku")
    assert listed("search=IDLE") == listed("search=turku") == listed("country=FI") == [idle.pk]
    assert listed("part=booked") == [approved.company_id]
    assert set(listed("part=booking")) == {approved.company_id, submitted.company_id}
    assert listed("part=none") == [idle.pk]


def test_rows_sum_what_is_booked_in_the_edition() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    (row,) = signed_in(organizer()).get(LIST).context["table"].rows
    assert (row.record.booked_sqm, row.record.booking_count, row.record.people_count) == (Decimal(9), 1, 1)


def test_list_reads_as_often_for_three_as_for_one() -> None:
    EditionFactory()
    CompanyFactory()
    client = signed_in(organizer())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        assert_clean(client.get(LIST))
    CompanyFactory.create_batch(2)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_csv_holds_the_filtered_companies() -> None:
    EditionFactory()
    CompanyFactory(country="FR")
    CompanyFactory(country="DE")
    answer = signed_in(organizer()).get(f"{LIST}export/csv/?country=DE")
    lines = b"".join(answer).decode().splitlines()
    assert len(lines) == 2
    assert ",Germany,DE," in lines[1]


def test_company_page_shows_people_editions_and_history() -> None:
    booking = booked(BoothFactory())
    page = signed_in(organizer()).get(f"{LIST}{booking.company_id}/")
    assert_clean(page)
    assert [member.user.pk for member in page.context["members"]] == [booking.contact_id]
    assert [entry.bookings[0].pk for entry in page.context["record"]] == [booking.pk]


def test_company_page_reads_as_often_for_three_bookings_as_for_one() -> None:
    first, second, third = BoothFactory.create_batch(3, allotment=AllotmentFactory())
    company = booked(first).company
    client = signed_in(organizer())
    client.get(f"{LIST}{company.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{LIST}{company.pk}/")
    booked(second, company=company)
    booked(third, company=company)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{LIST}{company.pk}/")
    assert len(many) == len(few)


def test_unknown_company_is_not_found() -> None:
    EditionFactory()
    assert signed_in(organizer()).get(f"{LIST}999999/").status_code == 404
