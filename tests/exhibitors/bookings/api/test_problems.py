import json
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from exhibitors.bookings.operations.submission import book_booths
from tests.api_client import ROOT, Program, body_of
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]


def raw(program: Program, path: str, content: bytes, content_type: str = "application/json") -> HttpResponse:
    headers = {"Authorization": f"Bearer {program.token}"}
    return cast("HttpResponse", Client().post(ROOT + path, content, content_type=content_type, headers=headers))


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff", b'{"company": NaN}', b'{"company": Infinity}', b"company=1", b"[" * 100_000, b"1" * 5000],
)
def test_body_that_is_no_json_is_malformed(content: bytes) -> None:
    response = raw(Program.of(owner_of()), f"editions/{AllotmentFactory().edition.number}/bookings", content)
    assert (response.status_code, body_of(response)["code"]) == (400, "malformed")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_body_that_is_too_large_is_refused() -> None:
    response = raw(Program.of(owner_of()), f"editions/{AllotmentFactory().edition.number}/bookings", b" " * 101)
    assert (response.status_code, body_of(response)["code"]) == (413, "too_large")


def test_invalid_body_gets_a_sentence_per_field() -> None:
    response = Program.of(owner_of()).post(
        f"editions/{AllotmentFactory().edition.number}/bookings",
        {"company": "x", "requests": [{"sector": "s", "area_sqm": -1, "open_sides_min": 5}]},
    )
    answer = body_of(response)
    assert (answer["status"], answer["title"], answer["type"]) == (
        422,
        "Unprocessable Content",
        "urn:ciie:problem:invalid",
    )
    assert [error["field"] for error in answer["errors"]] == [
        "company",
        "requests.0.area_sqm",
        "requests.0.open_sides_min",
    ]


def test_unknown_address_and_wrong_method_are_problems_too() -> None:
    program = Program.of(owner_of())
    nowhere, wrong = program.get("nowhere/at/all"), program.post("companies", {})
    assert [(r.status_code, r.headers["Content-Type"]) for r in (nowhere, wrong)] == [
        (404, "application/problem+json"),
        (405, "application/problem+json"),
    ]
    assert wrong.headers["Allow"] == "GET"
    assert program.post("nowhere", {}).status_code == 404


def test_unexpected_error_is_shown_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("exhibitors.bookings.api.companies.bookable_by", break_down)
    response = Program.of(owner_of()).get("companies", X_Request_ID="5b2b3a4e-0f6b-4d5c-9f7b-0a1b2c3d4e5f")
    assert response.status_code == 500
    assert b"secret" not in response.content
    assert body_of(response)["request_id"] == "5b2b3a4e-0f6b-4d5c-9f7b-0a1b2c3d4e5f"


@override_settings(API_REQUESTS_PER_MINUTE=2)
def test_caller_beyond_the_limit_waits() -> None:
    program = Program.of(owner_of())
    answers = [program.get("companies") for _request in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_description_is_public_and_says_media_types() -> None:
    description = json.loads(Client().get(ROOT + "openapi.json").content)
    plan = description["paths"]["/api/v1/editions/{edition}/halls/{hall}/plan"]["get"]["responses"]
    assert list(plan["200"]["content"]) == ["application/geo+json"]
    assert list(plan["404"]["content"]) == ["application/problem+json"]
    assert description["components"]["securitySchemes"]["BearerToken"] == {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_a_constant_number_of_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    owner = owner_of(company)
    for booth in BoothFactory.create_batch(rows, allotment=allotment):
        book_booths(company.pk, allotment.edition_id, [booth.pk], actor=owner, at=NOON)
    program = Program.of(owner)
    program.get("companies")
    with django_assert_num_queries(4):
        assert body_of(program.get("bookings"))["count"] == rows
    with django_assert_num_queries(2):
        program.get("companies")


@pytest.mark.parametrize("count", [1, 5])
def test_booking_takes_six_statements_however_many_booths(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As `docs/decisions/speed.md` lists them; the one about limits counts all that is undecided."""
    first, company = BoothFactory(), CompanyFactory()
    booths = [first, *(BoothFactory(plan=first.plan, allotment=first.allotment) for _other in range(count - 1))]
    program = Program.of(owner_of(company))
    program.get("companies")
    with django_assert_num_queries(6):
        answer = program.post(
            f"editions/{first.plan.edition.number}/bookings",
            {
                "company": company.pk,
                "booths": [f"{first.plan.hall.name}/{booth.number}" for booth in booths],
                "submit": True,
            },
        )
    assert answer.status_code == 201
