import pytest
from pytest_django import DjangoAssertNumQueries

from pavilions.drawings.geometry import area_sqm
from pavilions.floor.models.allotment import Allotment
from pavilions.states import ClaimState
from tests.api_client import Program, body_of
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory, UserFactory
from tests.pavilions.claims import holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]


def plan_path(allotment: Allotment) -> str:
    return f"editions/{allotment.edition.number}/halls/{allotment.hall.name}/plan"


def test_halls_say_how_large_they_are_and_what_is_claimed() -> None:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment)
    holder_of(booth, state=ClaimState.RESERVED)
    response = Program.of(UserFactory()).get(f"editions/{allotment.edition.number}/halls")
    assert body_of(response) == {
        "items": [
            {
                "name": allotment.hall.name,
                "building": "",
                "level": 1,
                "gross_area_sqm": 1_000_000.0,
                "capacity_sqm": 900.0,
                "claimed_sqm": 9.0,
                "booth_count": 1,
                "ceiling_height_m": None,
                "floor_load_kg_sqm": None,
            }
        ],
        "count": 1,
        "has_more": False,
    }


def test_halls_of_an_unknown_edition_are_not_found() -> None:
    assert Program.of(UserFactory()).get("editions/999999999999/halls").status_code == 404


@pytest.mark.parametrize("halls", [1, 3])
def test_halls_take_three_queries_however_many(halls: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory()
    AllotmentFactory.create_batch(halls, edition=edition)
    program = Program.of(UserFactory())
    program.get("companies")
    with django_assert_num_queries(3):
        assert body_of(program.get(f"editions/{edition.number}/halls"))["count"] == halls


def test_plan_is_geojson_in_metres_with_a_feature_per_booth() -> None:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment, open_sides=2, obstructed_sqm="0.36")
    response = Program.of(UserFactory()).get(plan_path(allotment))
    plan = body_of(response)
    [feature] = plan["features"]
    assert (response.headers["Content-Type"], plan["type"], plan["unit"]) == (
        "application/geo+json",
        "FeatureCollection",
        "m",
    )
    assert feature["properties"] == {
        "ref": f"{allotment.hall.name}/{booth.number}",
        "number": booth.number,
        "hall": allotment.hall.name,
        "sector": allotment.sector.code,
        "area_sqm": 9.0,
        "usable_sqm": 8.64,
        "open_sides": 2,
        "kind": "shell",
        "availability": "free",
    }
    [ring] = feature["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert area_sqm(tuple((round(100 * x), round(100 * y)) for x, y in ring[:-1])) == 9


def test_plan_shows_what_became_of_each_booth() -> None:
    allotment = AllotmentFactory()
    free, booked = BoothFactory.create_batch(2, allotment=allotment)
    BoothFactory(allotment=allotment, blocked_reason="sight line", number="Z9")
    holder_of(booked, state=ClaimState.RESERVED)
    features = body_of(Program.of(UserFactory()).get(plan_path(allotment)))["features"]
    assert {feature["properties"]["number"]: feature["properties"]["availability"] for feature in features} == {
        free.number: "free",
        booked.number: "reserved",
        "Z9": "blocked",
    }


def test_plan_is_revalidated_by_one_query_until_something_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment)
    program, path = Program.of(UserFactory()), plan_path(allotment)
    etag = program.get(path).headers["ETag"]
    with django_assert_num_queries(1):
        unchanged = program.get(path, If_None_Match=etag)
    holder_of(booth, state=ClaimState.RESERVED)
    changed = program.get(path, If_None_Match=etag)
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", etag)
    assert (changed.status_code, changed.headers["ETag"] == etag) == (200, False)


@pytest.mark.parametrize("booths", [1, 3])
def test_plan_takes_three_queries_however_many_booths(
    booths: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    allotment = AllotmentFactory()
    BoothFactory.create_batch(booths, allotment=allotment)
    program = Program.of(UserFactory())
    program.get("companies")
    with django_assert_num_queries(3):
        assert len(body_of(program.get(plan_path(allotment)))["features"]) == booths


@pytest.mark.parametrize("hall", ["9.9H", "%00", "a" * 500, "5.1H%0A"])
def test_plan_of_an_unknown_hall_is_not_found(hall: str) -> None:
    number = AllotmentFactory().edition.number
    response = Program.of(UserFactory()).get(f"editions/{number}/halls/{hall}/plan")
    assert (response.status_code, body_of(response)["code"]) == (404, "not_found")
