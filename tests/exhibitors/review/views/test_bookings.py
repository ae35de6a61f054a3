from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, waitlist_booking
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import applied, booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/organizer/queue/"
ALL = "/organizer/bookings/"


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory()
    return made


def listed(url: str) -> list[int]:
    """The bookings that a director sees at this address, in order."""
    page = signed_in(organizer()).get(url)
    assert page.status_code == 200
    return [row.record.pk for row in page.context["table"].rows]


def three(allotment: Allotment) -> list[Booking]:
    return [booked(booth) for booth in BoothFactory.create_batch(3, allotment=allotment)]


def test_bookings_by_area_read_the_holders_of_their_edition(allotment: Allotment) -> None:
    first, second = (
        booked(*BoothFactory.create_batch(2, allotment=allotment)),
        booked(BoothFactory(allotment=allotment)),
    )
    booked(BoothFactory(allotment=AllotmentFactory(edition=EditionFactory())))
    address = f"{ALL}?edition={first.edition.number}"
    with CaptureQueriesContext(connection) as statements:
        assert listed(f"{address}&sort=area") == [second.pk, first.pk]
    same = '"pavilions_spaceholder"."edition_id" = ("exhibitors_booking"."edition_id")'
    assert any(same in each["sql"] and "ORDER BY" in each["sql"] for each in statements)
    assert listed(f"{address}&sort=-area") == [first.pk, second.pk]


def test_queue_shows_what_awaits_a_decision_longest_waiting_first(allotment: Allotment) -> None:
    submitted, approved, waiting = three(allotment)
    approve_booking(approved.pk, actor=organizer(), at=NOON)
    waitlist_booking(waiting.pk, actor=organizer(), at=NOON)
    page = signed_in(organizer()).get(QUEUE)
    assert_clean(page)
    assert [row.record.pk for row in page.context["table"].rows] == [submitted.pk, waiting.pk]
    counts = page.context["counts"]
    assert (counts.awaiting, counts.submitted, counts.waitlisted) == (2, 1, 1)
    assert [(each.sector, each.bookings) for each in counts.by_sector] == [(allotment.sector, 2)]


def test_empty_queue_says_what_will_appear(allotment: Allotment) -> None:
    assert "New bookings appear here" in signed_in(organizer()).get(QUEUE).text


def test_without_an_edition_the_page_says_what_comes_first() -> None:
    page = signed_in(organizer()).get(QUEUE)
    assert_clean(page)
    assert page.status_code == 200
    assert "There is no edition yet" in page.text


def test_filters_narrow_by_state_as_dashboards_link_to_it(allotment: Allotment) -> None:
    submitted, approved, _third = three(allotment)
    approve_booking(approved.pk, actor=organizer(), at=NOON)
    assert listed(f"{ALL}?state=booked") == [approved.pk]
    assert submitted.pk in listed(f"{ALL}?state=submitted")


def test_filters_narrow_by_sector_hall_and_country(allotment: Allotment) -> None:
    elsewhere = AllotmentFactory(edition=allotment.edition)
    here = booked(BoothFactory(allotment=allotment), company=CompanyFactory(country="DE"))
    there = booked(BoothFactory(allotment=elsewhere), company=CompanyFactory(country="FR"))
    assert listed(f"{ALL}?sector={allotment.sector.code}") == [here.pk]  # type: ignore[union-attr]
    assert listed(f"{ALL}?hall={elsewhere.hall.name}") == [there.pk]
    assert listed(f"{ALL}?country=DE&state=submitted") == [here.pk]


def test_waitlisted_booking_counts_where_it_had_space(allotment: Allotment) -> None:
    booking = booked(BoothFactory(allotment=allotment))
    waitlist_booking(booking.pk, actor=organizer(), at=NOON)
    page = signed_in(organizer()).get(f"{QUEUE}?state=waitlisted&hall={allotment.hall.name}")
    (row,) = page.context["table"].rows
    assert row.record.space_sqm == Decimal("9.00")


def test_filters_narrow_by_size_kind_age_and_lack_of_booths(allotment: Allotment) -> None:
    small = booked(BoothFactory(allotment=allotment))
    large = applied(allotment, 200)
    assert listed(f"{QUEUE}?min_sqm=100") == [large.pk]
    assert listed(f"{QUEUE}?max_sqm=100") == [small.pk]
    assert listed(f"{QUEUE}?kind=raw") == [large.pk]
    assert listed(f"{QUEUE}?without_booths=on") == [large.pk]
    assert listed(f"{QUEUE}?age=7") == []


def test_search_finds_by_company_and_by_number(allotment: Allotment) -> None:
    first, second, _third = three(allotment)
    assert listed(f"{ALL}?search={first.reference}") == [first.pk]
    assert listed(f"{ALL}?search={second.company.name.lower()}") == [second.pk]
    assert listed(f"{ALL}?search={'9' * 100}") == []


def test_nonsense_in_a_filter_is_said_beside_it(allotment: Allotment) -> None:
    three(allotment)
    page = signed_in(organizer()).get(f"{ALL}?sector=none&min_sqm=abc&max_sqm=1e400&state=x&page=none&sort=zzz")
    assert page.status_code == 200
    assert set(page.context["filter"].form.errors) == {"sector", "min_sqm", "max_sqm", "state"}


@pytest.mark.parametrize("edition", ["x", "999", "12345678901"])
def test_unknown_edition_is_not_found(allotment: Allotment, edition: str) -> None:
    assert signed_in(organizer()).get(f"{ALL}?edition={edition}").status_code == 404


def test_another_edition_can_be_asked_for(allotment: Allotment) -> None:
    other = AllotmentFactory(edition=EditionFactory(number=3))
    booking = booked(BoothFactory(allotment=other))
    assert listed(f"{ALL}?edition=3") == [booking.pk]


@pytest.mark.parametrize("column", ["company", "area", "state", "submitted", "reference"])
def test_columns_sort_both_ways(allotment: Allotment, column: str) -> None:
    small, large = booked(BoothFactory(allotment=allotment)), applied(allotment, 200)
    assert set(listed(f"{QUEUE}?sort={column}")) == set(listed(f"{QUEUE}?sort=-{column}")) == {small.pk, large.pk}


def test_sorting_by_area_puts_the_largest_first(allotment: Allotment) -> None:
    small, large = booked(BoothFactory(allotment=allotment)), applied(allotment, 200)
    assert listed(f"{QUEUE}?sort=-area") == [large.pk, small.pk]


@pytest.mark.parametrize("url", [QUEUE, ALL])
def test_htmx_asks_for_the_rows_alone(allotment: Allotment, url: str) -> None:
    three(allotment)
    part = signed_in(organizer()).get(url, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="rows">')


@pytest.mark.parametrize("url", [QUEUE, ALL])
def test_number_of_queries_does_not_depend_on_the_rows(allotment: Allotment, url: str) -> None:
    person = organizer(OrganizerRole.REVIEWER, sectors=[allotment.sector])
    client = signed_in(person)
    booked(BoothFactory(allotment=allotment))
    applied(allotment)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    three(allotment)
    applied(allotment)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(url)
    assert len(answer.context["table"].rows) == 6
    assert len(many) == len(few)


def test_reviewer_ticks_only_what_they_decide(allotment: Allotment) -> None:
    elsewhere = AllotmentFactory(edition=allotment.edition)
    here, there = booked(BoothFactory(allotment=allotment)), booked(BoothFactory(allotment=elsewhere))
    page = signed_in(organizer(OrganizerRole.REVIEWER, sectors=[allotment.sector])).get(QUEUE)
    assert f'name="booking" value="{here.pk}"' in page.text
    assert f'name="booking" value="{there.pk}"' not in page.text


def test_csv_has_the_filtered_rows_and_never_a_formula(allotment: Allotment) -> None:
    booked(BoothFactory(allotment=allotment), company=CompanyFactory(name="=cmd()", country="FR"))
    booked(BoothFactory(allotment=allotment), company=CompanyFactory(country="DE"))
    answer = signed_in(organizer()).get("/organizer/bookings/export/csv/?country=FR")
    lines = b"".join(answer).decode().splitlines()
    assert len(lines) == 2
    assert ",'=cmd(),France," in lines[1]


def test_xlsx_has_numbers_as_numbers(allotment: Allotment) -> None:
    booked(BoothFactory(allotment=allotment))
    answer = signed_in(organizer()).get("/organizer/bookings/export/xlsx/")
    sheet = load_workbook(BytesIO(b"".join(answer))).worksheets[0]
    headings, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert row[headings.index("Claimed (m²)")] == 9


def test_unknown_kind_of_file_is_not_found(allotment: Allotment) -> None:
    assert signed_in(organizer()).get("/organizer/bookings/export/pdf/").status_code == 404


def test_all_bookings_are_summed_up_above(allotment: Allotment) -> None:
    three(allotment)
    page = signed_in(organizer()).get(ALL)
    assert_clean(page)
    assert "Bookings: 3. Companies: 3. Countries and regions: 1. Space claimed: 27" in page.text
