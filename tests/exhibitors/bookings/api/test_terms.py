"""The API submits under the terms of the edition, which it shows."""

import pytest

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.pricing.terms.models import TermsAcceptance
from pavilions.floor.models.floor_plan import Booth
from tests.api_client import Program, body_of
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]


@pytest.fixture
def booth() -> Booth:
    booth: Booth = BoothFactory()
    published(booth.plan.edition_id)
    return booth


def test_terms_are_shown_where_there_are_any(booth: Booth) -> None:
    program = Program.of(owner_of())
    answer = body_of(program.get(f"editions/{booth.plan.edition.number}/terms"))
    assert (answer["version"], answer["text"], answer["text_zh"]) == (1, "Pay **in time**.", "请**按时**付款。")
    other = AllotmentFactory()
    assert program.get(f"editions/{other.edition.number}/terms").status_code == 404
    assert program.get("editions/998/terms").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 422, "terms_not_accepted"),
        ({"terms_version": 7}, 409, "terms_changed"),
        ({"terms_version": 0}, 422, "invalid"),
        ({"terms_version": "one"}, 422, "invalid"),
    ],
)
def test_booking_without_the_version_in_force_is_a_problem(
    booth: Booth, sent: dict[str, object], status: int, code: str
) -> None:
    company = CompanyFactory()
    wanted = {"company": company.pk, "booths": [f"{booth.plan.hall.name}/{booth.number}"], "submit": True}
    answer = Program.of(owner_of(company)).post(f"editions/{booth.plan.edition.number}/bookings", wanted | sent)
    assert (answer.status_code, body_of(answer)["code"]) == (status, code), answer.content
    assert not Booking.objects.exists()


def test_booking_and_submission_write_down_what_was_accepted(booth: Booth) -> None:
    company, more = CompanyFactory(), BoothFactory(allotment=booth.allotment)
    person = owner_of(company)
    program = Program.of(person)
    wanted = {"company": company.pk, "booths": [f"{booth.plan.hall.name}/{booth.number}"], "submit": True}
    booked = program.post(f"editions/{booth.plan.edition.number}/bookings", wanted | {"terms_version": 1})
    assert booked.status_code == 201, booked.content
    held = hold_booths(company.pk, booth.plan.edition_id, [more.pk], actor=person, at=NOON)
    assert program.post(f"bookings/{held.pk}/submit").status_code == 422
    assert program.post(f"bookings/{held.pk}/submit", {"terms_version": 2}).status_code == 409
    assert program.post(f"bookings/{held.pk}/submit", {"terms_version": 1}).status_code == 200
    assert list(TermsAcceptance.objects.values_list("person", flat=True)) == [person.pk, person.pk]


def test_requests_are_sent_under_terms_and_drafts_are_not(booth: Booth) -> None:
    company = CompanyFactory()
    program, address = Program.of(owner_of(company)), f"editions/{booth.plan.edition.number}/bookings"
    assert booth.allotment.sector
    wish = {"sector": booth.allotment.sector.code, "area_sqm": 9}
    wanted = {"company": company.pk, "requests": [wish]}
    assert program.post(address, wanted).status_code == 201
    assert program.post(address, wanted | {"submit": True}).status_code == 422
    assert program.post(address, wanted | {"submit": True, "terms_version": 1}).status_code == 201
