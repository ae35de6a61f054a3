from decimal import Decimal

import pytest

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps, ClaimState
from tests.api_client import Program, body_of
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    organizer,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]


def ref(booth: Booth) -> str:
    return f"{booth.plan.hall.name}/{booth.number}"


def test_booking_holds_booths_until_submitted() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    booths = BoothFactory.create_batch(2, allotment=allotment)

    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        {"company": company.pk, "booths": [ref(booth) for booth in booths]},
    )

    assert response.status_code == 201, response.content
    answer = body_of(response)
    assert (answer["state"], answer["area_sqm"], answer["booths"]) == ("draft", 18.0, [ref(booth) for booth in booths])
    assert answer["held_until"] == "2024-05-17T04:30:00Z"
    assert set(SpaceClaim.objects.values_list("state", flat=True)) == {ClaimState.HELD}


def test_booking_with_submit_reserves_in_one_step() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    response = Program.of(owner_of(company)).post(
        f"editions/{booth.plan.edition.number}/bookings",
        {"company": company.pk, "booths": [ref(booth)], "submit": True},
    )
    assert (response.status_code, body_of(response)["state"]) == (201, "submitted")
    assert SpaceClaim.objects.get().state == ClaimState.RESERVED


@pytest.mark.parametrize("area", [36, "36.00", 36.0])
@pytest.mark.parametrize("called", ["code", "name"])
def test_booking_by_request_takes_code_or_name_and_number_or_text(area: object, called: str) -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    sector = getattr(allotment.sector, called)
    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        {
            "company": company.pk,
            "requests": [{"sector": sector, "area_sqm": area, "kind": "raw", "open_sides_min": 2}],
            "submit": True,
        },
    )
    answer = body_of(response)
    assert response.status_code == 201, answer
    assert answer["requests"] == [
        {"sector": allotment.sector.code, "area_sqm": 36.0, "kind": "raw", "open_sides_min": 2}
    ]
    assert Allotment.objects.get(pk=allotment.pk).claimed_sqm == Decimal(36)


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("NaN", "requests.0.area_sqm"),
        (1e400, ""),
        ("1e400", "requests.0.area_sqm"),
        (-9, "requests.0.area_sqm"),
        (0, "requests.0.area_sqm"),
        ("9 m²", "requests.0.area_sqm"),
        (9.005, "requests.0.area_sqm"),
        (None, "requests.0.area_sqm"),
    ],
)
def test_booking_refuses_an_impossible_area_in_words(area: object, said: str) -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        {"company": company.pk, "requests": [{"sector": allotment.sector.code, "area_sqm": area}]},
    )
    answer = body_of(response)
    assert (response.status_code, answer["code"]) == ((422, "invalid") if said else (400, "malformed"))
    assert answer.get("field", "") == said
    assert Booking.objects.count() == 0


def test_booking_a_taken_booth_names_it_and_offers_the_nearest_like_it() -> None:
    allotment, rival, company = AllotmentFactory(), CompanyFactory(), CompanyFactory()
    taken, near, far, larger = BoothFactory.create_batch(4, allotment=allotment)
    Booth.objects.filter(pk=larger.pk).update(area_sqm=Decimal(90))
    hold_booths(rival.pk, allotment.edition_id, [taken.pk], actor=owner_of(rival), at=NOON)

    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        {"company": company.pk, "booths": [ref(taken)], "submit": True},
    )

    answer = body_of(response)
    assert (response.status_code, response.headers["Content-Type"]) == (409, "application/problem+json")
    assert (answer["code"], answer["field"]) == ("booths_taken", "booths")
    assert (answer["taken"], answer["alternatives"][:2]) == ([ref(taken)], [ref(near), ref(far)])


def test_booking_beyond_capacity_is_refused_with_the_figures() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=Decimal(20)), CompanyFactory()
    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        {"company": company.pk, "requests": [{"sector": allotment.sector.code, "area_sqm": 21}], "submit": True},
    )
    answer = body_of(response)
    assert (response.status_code, answer["code"]) == (409, "capacity_exceeded")
    assert (answer["wanted_sqm"], answer["left_sqm"]) == ("21", "20.00")


def test_booking_names_unknown_references_and_sectors() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{booth.plan.edition.number}/bookings"
    no_booth = program.post(path, {"company": company.pk, "booths": [ref(booth), "9.9H/Z1", "none"]})
    no_sector = program.post(path, {"company": company.pk, "requests": [{"sector": "Moon", "area_sqm": 9}]})
    assert (no_booth.status_code, body_of(no_booth)["unknown"]) == (422, ["9.9H/Z1", "none"])
    assert (no_sector.status_code, body_of(no_sector)["unknown"]) == (422, ["Moon"])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"company": 1},
        {"company": 1, "booths": ["a"], "requests": [{"sector": "a", "area_sqm": 9}]},
        {"company": 2**70, "booths": ["a/b"]},
        {"company": 1, "booths": ["a/\x00"]},
        {"company": 1, "booths": "5.1H/A01"},
        [],
        "text",
    ],
)
def test_booking_refuses_a_body_of_the_wrong_shape(body: object) -> None:
    allotment = AllotmentFactory()
    response = Program.of(owner_of()).post(f"editions/{allotment.edition.number}/bookings", body)
    assert (response.status_code, body_of(response)["code"]) == (422, "invalid")


def test_booking_for_an_unknown_edition_is_not_found() -> None:
    company = CompanyFactory()
    response = Program.of(owner_of(company)).post("editions/99999/bookings", {"company": company.pk, "booths": ["a/b"]})
    assert (response.status_code, body_of(response)["field"]) == (404, "edition")


@pytest.mark.parametrize(
    ("role", "steps", "status", "code"),
    [
        (CompanyRole.OWNER, BookingSteps.BY_HAND, 201, None),
        (CompanyRole.EDITOR, BookingSteps.BY_HAND, 403, "may_not_sign"),
        (CompanyRole.VIEWER, BookingSteps.BY_HAND, 403, "not_allowed"),
        (CompanyRole.EDITOR, BookingSteps.OFFER, 201, None),
        (CompanyRole.VIEWER, BookingSteps.OFFER, 403, "not_allowed"),
    ],
)
def test_booking_needs_a_role_that_may_book_and_sign_where_approval_binds(
    role: CompanyRole, steps: BookingSteps, status: int, code: str | None
) -> None:
    booth, membership = BoothFactory(), MembershipFactory(role=role)
    Edition.objects.update(booking_steps=steps)
    wanted = {"company": membership.company_id, "booths": [ref(booth)], "submit": True}
    response = Program.of(membership.user).post(f"editions/{booth.plan.edition.number}/bookings", wanted)
    assert (response.status_code, body_of(response).get("code")) == (status, code)


def test_booking_is_shown_to_its_company_and_the_organizer_and_unknown_to_others() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    for person, status in ((owner, 200), (organizer(), 200), (owner_of(), 404)):
        response = Program.of(person).get(f"bookings/{booking.pk}")
        assert response.status_code == status
    assert Program.of(owner).get(f"bookings/{2**70}").status_code == 404


def test_booking_is_revalidated_by_its_etag() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    program = Program.of(owner := owner_of(company))
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    first = program.get(f"bookings/{booking.pk}")
    again = program.get(f"bookings/{booking.pk}", If_None_Match=first.headers["ETag"])
    program.post(f"bookings/{booking.pk}/withdraw")
    changed = program.get(f"bookings/{booking.pk}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


def test_list_filters_and_pages() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    owner = owner_of(company)
    booths = BoothFactory.create_batch(3, allotment=allotment)
    bookings = [book_booths(company.pk, allotment.edition_id, [b.pk], actor=owner, at=NOON) for b in booths[:2]]
    hold_booths(company.pk, allotment.edition_id, [booths[2].pk], actor=owner, at=NOON)
    program = Program.of(owner)

    submitted = body_of(program.get("bookings?state=submitted&order=oldest&limit=1"))
    assert (submitted["count"], [item["id"] for item in submitted["items"]]) == (2, [bookings[0].pk])
    assert body_of(program.get(f"bookings?edition={allotment.edition.number}"))["count"] == 3
    assert body_of(program.get("bookings?country=DE"))["count"] == 0
    assert body_of(Program.of(owner_of()).get("bookings")) == {"items": [], "count": 0, "has_more": False}
    assert program.get("bookings?limit=201").status_code == 422
    assert program.get("bookings?state=sold").status_code == 422


def test_moves_lead_from_draft_to_cancelled() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner, director = owner_of(company), organizer()
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    exhibitor, decider = Program.of(owner), Program.of(director)
    states = [
        body_of(program.post(f"bookings/{booking.pk}/{move}"))["state"]
        for program, move in (
            (exhibitor, "submit"),
            (decider, "approve"),
            (decider, "confirm"),
            (exhibitor, "cancel"),
        )
    ]
    assert states == [BookingState.SUBMITTED, BookingState.APPROVED, BookingState.CONFIRMED, BookingState.CANCELLED]
