from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ciie.kernel.request_id import current_request_id
from ciie.web.request_id import RequestIdMiddleware

GIVEN = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"


def test_each_answer_carries_an_id_of_its_own(client: Client) -> None:
    first, second = (UUID(client.get("/healthz").headers["X-Request-ID"]) for _request in range(2))
    assert first != second


def test_the_proxys_id_is_taken_over(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": GIVEN}).headers["X-Request-ID"] == GIVEN


def test_what_is_not_an_id_is_replaced(client: Client) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": "forged\tline"}).headers["X-Request-ID"]
    assert str(UUID(answered)) == answered


def test_the_id_is_in_force_while_the_request_is_served_and_not_after() -> None:
    seen: list[object] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.extend([current_request_id(), structlog.contextvars.get_contextvars()["request_id"]])
        return HttpResponse()

    RequestIdMiddleware(view)(RequestFactory().get("/", headers={"X-Request-ID": GIVEN}))
    assert seen == [UUID(GIVEN), GIVEN]
    assert current_request_id() is None
