import pytest
from pytest_django import DjangoAssertNumQueries

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from tests.api_client import Program, body_of
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]
KINDS = ("by_section", "by_sector", "by_hall", "by_country", "by_state")


def test_totals_count_what_is_approved_and_every_kind_of_line_adds_up_to_it() -> None:
    allotment, company, director = AllotmentFactory(), CompanyFactory(country="FR"), organizer()
    approved, submitted = BoothFactory.create_batch(2, allotment=allotment)
    for booth in (approved, submitted):
        booking = book_booths(company.pk, allotment.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
        if booth is approved:
            approve_booking(booking.pk, actor=director, at=NOON)

    totals = body_of(Program.of(director).get(f"editions/{allotment.edition.number}/totals"))

    assert {name: totals[name] for name in totals if name not in KINDS} == {
        "as_of": "2024-05-17T04:00:00Z",
        "booked_sqm": 9.0,
        "companies": 1,
        "countries": 1,
        "capacity_sqm": 900.0,
    }
    assert [sum(line["booked_sqm"] for line in totals[kind]) for kind in KINDS] == [9.0] * len(KINDS)
    assert [(line["key"], line["awaiting_sqm"]) for line in totals["by_country"]] == [("FR", 9.0)]


def test_totals_are_for_the_organizer() -> None:
    path = f"editions/{AllotmentFactory().edition.number}/totals"
    assert Program.of(owner_of()).get(path).status_code == 403
    assert Program.of(organizer()).get("editions/999/totals").status_code == 404


@pytest.mark.parametrize("halls", [1, 3])
def test_totals_take_six_queries_however_many_halls_and_four_while_nothing_changes(
    halls: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    allotments = AllotmentFactory.create_batch(halls)
    program = Program.of(organizer())
    program.get("companies")
    for queries in (6, 4):
        with django_assert_num_queries(queries):
            assert program.get(f"editions/{allotments[0].edition.number}/totals").status_code == 200
