import threading
from decimal import Decimal

import pytest
from django.db import connection

from exhibitors.bookings.models import ApiRequest, Booking
from tests.api_client import Program, body_of
from tests.concurrency.rivals import Before, deadlock
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory, owner_of

pytestmark = pytest.mark.usefixtures("noon", "no_remembered_holders")


def wish(company_id: int, sector: str, area: int = 9) -> dict[str, object]:
    return {"company": company_id, "requests": [{"sector": sector, "area_sqm": area}], "submit": True}


@pytest.mark.django_db
def test_same_key_and_request_get_the_same_answer_and_do_the_work_once() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{allotment.edition.number}/bookings"
    body = wish(company.pk, allotment.sector.code)
    first = program.post(path, body, Idempotency_Key="order-1")
    again = program.post(path, body, Idempotency_Key="order-1")
    assert (first.status_code, again.status_code, body_of(first)) == (201, 201, body_of(again))
    assert (first.headers.get("Idempotent-Replay"), again.headers["Idempotent-Replay"]) == (None, "true")
    assert Booking.objects.count() == 1


@pytest.mark.django_db
def test_same_key_for_another_request_is_refused() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{allotment.edition.number}/bookings"
    program.post(path, wish(company.pk, allotment.sector.code, 9), Idempotency_Key="order-1")
    other = program.post(path, wish(company.pk, allotment.sector.code, 18), Idempotency_Key="order-1")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    assert Booking.objects.count() == 1


@pytest.mark.django_db
def test_key_belongs_to_the_person() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    path, body = f"editions/{allotment.edition.number}/bookings", wish(company.pk, allotment.sector.code)
    for program in (Program.of(owner_of(company)), Program.of(owner_of(company))):
        assert program.post(path, body, Idempotency_Key="order-1").status_code == 201
    assert Booking.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_request_that_a_deadlock_has_ended_is_done_all_the_same() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{allotment.edition.number}/bookings"
    met = Before('UPDATE "exhibitors_apirequest"', deadlock)
    with connection.execute_wrapper(met):
        answer = program.post(path, wish(company.pk, allotment.sector.code), Idempotency_Key="order-1")
    assert (met.rivals, answer.status_code, Booking.objects.count()) == (1, 201, 1)


@pytest.mark.django_db
def test_refused_request_keeps_no_key_so_that_it_may_be_asked_anew() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=9), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{allotment.edition.number}/bookings"
    body = wish(company.pk, allotment.sector.code, 18)
    refused = program.post(path, body, Idempotency_Key="order-1")
    allotment.capacity_sqm = Decimal(18)
    allotment.save(update_fields=["capacity_sqm"])
    assert (refused.status_code, ApiRequest.objects.count()) == (409, 0)
    assert program.post(path, body, Idempotency_Key="order-1").status_code == 201


@pytest.mark.django_db
def test_move_with_a_key_is_replayed_although_the_booking_has_moved_on() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    program = Program.of(owner_of(company))
    held = program.post(
        f"editions/{booth.plan.edition.number}/bookings",
        {"company": company.pk, "booths": [f"{booth.plan.hall.name}/{booth.number}"]},
    )
    path = f"bookings/{body_of(held)['id']}/submit"
    answers = [program.post(path, Idempotency_Key="submit-1") for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert program.post(path).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["with space", "k" * 201, "größe"])
def test_unusable_key_is_refused(key: str) -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    response = Program.of(owner_of(company)).post(
        f"editions/{allotment.edition.number}/bookings",
        wish(company.pk, allotment.sector.code),
        Idempotency_Key=key,
    )
    assert (response.status_code, body_of(response)["field"]) == (422, "Idempotency-Key")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_concurrent_duplicates_do_the_work_once() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    program, path = Program.of(owner_of(company)), f"editions/{allotment.edition.number}/bookings"
    body, door = wish(company.pk, allotment.sector.code), threading.Barrier(4)
    answers: list[tuple[int, object]] = []

    def ask() -> None:
        door.wait()
        response = program.post(path, body, Idempotency_Key="order-1")
        answers.append((response.status_code, body_of(response).get("id")))
        connection.close()

    duplicates = [threading.Thread(target=ask) for _duplicate in range(4)]
    for duplicate in duplicates:
        duplicate.start()
    for duplicate in duplicates:
        duplicate.join()
    assert answers == [(201, Booking.objects.get().pk)] * 4
