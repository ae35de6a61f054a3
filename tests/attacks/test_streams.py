"""Streams opened by other methods, in other names, halfway or not at all; and words about looks that nobody made."""

import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.conf import settings as configured
from redis import Redis

from ciie.web.streams.viewer_tokens import pass_for, token_for
from pavilions.floor.models.floor_plan import Booth
from tests.ciie.web.streams.servers import Reader, stream_process
from tests.factories import BoothFactory, FloorPlanFactory, organizer, owner_of
from tests.pavilions.plans.viewers import cookie_of, look_at, path_of, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)

LIMITS = {
    "LIVE_STREAMS_PER_ADDRESS": "3",
    "LIVE_STREAMS_PER_PERSON": "2",
    "LIVE_REQUESTS_PER_MINUTE": "0",
    "LIVE_HEARTBEAT_SECONDS": "0.5",  # a reader whose end nobody hears is found out by the second one
    "TRUSTED_PROXY_COUNT": "1",
}
METHODS = ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "NONSENSE")


@pytest.fixture
def booth() -> Booth:
    booth: Booth = BoothFactory()
    return booth


@pytest.fixture(scope="module")
def server(django_db_setup: None, redis_url: str) -> Iterator[int]:
    with stream_process(redis_url, LIMITS) as port:
        yield port


@pytest.fixture
def port(server: int) -> Iterator[int]:
    """A server on which, before and after each attack, nothing is open."""
    assert settles_at(server, 0)
    yield server
    assert settles_at(server, 0), "a connection was counted for longer than it lived"


def measured(port: int, name: str) -> float:
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = [line for line in answer.read().decode().splitlines() if line.startswith(f"{name} ")]
    return float(lines[0].split()[1]) if lines else 0.0


def settles_at(port: int, streams: int) -> bool:
    deadline = time.monotonic() + 10
    while measured(port, "ciie_live_connections") != streams and time.monotonic() < deadline:
        time.sleep(0.02)
    return measured(port, "ciie_live_connections") == streams


def connection_to(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def sent(port: int, text: str) -> socket.socket:
    opened = connection_to(port)
    opened.sendall(text.encode())
    return opened


def status_of(answering: socket.socket) -> int:
    return int(answering.recv(65_536).split()[1])


def asked(method: str, path: str, *headers: str) -> str:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""])


@pytest.mark.parametrize("page", ["draft", "organizer"])
def test_exhibitors_follow_neither_drafts_nor_plans_of_the_organizer(port: int, booth: Booth, page: str) -> None:
    draft = FloorPlanFactory(edition=booth.plan.edition, hall=booth.plan.hall, version=2, published=False)
    path = {"draft": f"/live/draft/{draft.pk}/", "organizer": path_of(booth, "organizer")}[page]
    with Reader(port, path, cookie=cookie_of(owner_of())) as reader:
        assert reader.status == 403


@pytest.mark.parametrize("method", METHODS)
def test_only_get_opens_a_stream_and_every_try_is_counted(port: int, booth: Booth, method: str) -> None:
    before = measured(port, 'ciie_live_streams_refused_total{status="405"}')
    answers = [sent(port, asked(method, path_of(booth), "Content-Length: 0")) for _try in range(20)]
    assert {status_of(answer) for answer in answers} <= {405, 429}
    for answer in answers:
        answer.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and measured(port, "ciie_live_connections"):
        time.sleep(0.02)
    refused = sum(measured(port, f'ciie_live_streams_refused_total{{status="{status}"}}') for status in (405, 429))
    assert refused >= before + 20
    assert measured(port, "ciie_live_streams") == 0


def test_four_hundred_posts_open_nothing_and_keep_nobody_out(port: int, booth: Booth) -> None:
    for _try in range(400):
        with sent(port, asked("POST", path_of(booth), "Content-Length: 0")) as answering:
            assert status_of(answering) in {405, 429}
    assert settles_at(port, 0)
    readers = [Reader(port, path_of(booth)) for _reader in range(4)]
    assert [reader.status for reader in readers] == [200, 200, 200, 429]
    for reader in readers:
        reader.close()


def test_a_stream_and_a_refusal_run_nothing_and_are_not_framed(port: int, booth: Booth) -> None:
    for path, status in ((path_of(booth), 200), ("/live/nothing/", 404)):
        with Reader(port, path) as reader:
            assert reader.status == status
            assert "frame-ancestors 'none'" in reader.headers["content-security-policy"]
            assert (reader.headers["x-content-type-options"], reader.headers["referrer-policy"]) == (
                "nosniff",
                "same-origin",
            )


def test_requests_whose_body_never_comes_take_the_places_of_their_address(port: int, booth: Booth) -> None:
    path = path_of(booth, "looking")
    waiting = [sent(port, asked("POST", path, "Content-Length: 100") + "booth=") for _request in range(3)]
    assert settles_at(port, 3)
    with Reader(port, path_of(booth)) as reader:
        assert reader.status == HTTPStatus.TOO_MANY_REQUESTS
    for each in waiting:
        each.close()


def test_streams_aborted_at_once_leave_no_trace(port: int, booth: Booth) -> None:
    for _try in range(200):
        sent(port, asked("GET", path_of(booth))).close()
    assert settles_at(port, 0)
    with Reader(port, path_of(booth)) as reader:
        assert (reader.status, reader.next().name) == (200, "hello")


def test_pipelined_requests_are_one_stream(port: int, booth: Booth) -> None:
    with sent(port, asked("GET", path_of(booth)) * 10) as answering:
        assert status_of(answering) == HTTPStatus.OK
        assert settles_at(port, 1)
        assert measured(port, "ciie_live_streams") == 1


def test_a_forged_address_before_the_proxys_own_changes_nothing(port: int, booth: Booth) -> None:
    headers = [{"x_forwarded_for": f"198.51.100.{number}, 203.0.113.9"} for number in range(4)]
    readers = [Reader(port, path_of(booth), **each) for each in headers]
    assert [reader.status for reader in readers] == [200, 200, 200, 429]
    for reader in readers:
        reader.close()


def test_two_lines_of_addresses_are_one_list(port: int, booth: Booth) -> None:
    forged, own = (f"X-Forwarded-For: {address}" for address in ("198.51.100.7", "203.0.113.9"))
    opened = [sent(port, asked("GET", path_of(booth), forged, own)) for _reader in range(4)]
    statuses = sorted(status_of(each) for each in opened)
    for each in opened:
        each.close()
    assert statuses == [200, 200, 200, 429]


def test_addresses_of_one_ipv6_network_are_one(port: int, booth: Booth) -> None:
    readers = [Reader(port, path_of(booth), x_forwarded_for=f"2001:db8::{number}") for number in range(1, 5)]
    assert [reader.status for reader in readers] == [200, 200, 200, 429]
    for reader in readers:
        reader.close()


def test_one_person_behind_many_addresses_has_a_limit_too(port: int, booth: Booth) -> None:
    cookie = cookie_of(organizer())
    readers = [
        Reader(port, path_of(booth), cookie=cookie, x_forwarded_for=f"203.0.113.{number}") for number in range(3)
    ]
    assert [reader.status for reader in readers] == [200, 200, 429]
    assert int(readers[-1].headers["retry-after"]) > 0
    for reader in readers:
        reader.close()


def test_limits_are_on_unless_switched_off() -> None:
    limits = ("LIVE_STREAMS_PER_PROCESS", "LIVE_STREAMS_PER_ADDRESS", "LIVE_STREAMS_PER_PERSON")
    assert all(getattr(configured, name) > 0 for name in (*limits, "LIVE_REQUESTS_PER_MINUTE"))


def test_more_requests_a_minute_than_are_taken_are_refused_and_counted(booth: Booth, redis_url: str) -> None:
    with stream_process(redis_url, {"LIVE_REQUESTS_PER_MINUTE": "5"}) as port:
        started = time.time()
        statuses = []
        for _try in range(12):
            with sent(port, asked("GET", "/live/nowhere/")) as answering:
                statuses.append(status_of(answering))
        if int(started) // 60 == int(time.time()) // 60:
            assert statuses.count(404) <= 10
        assert statuses.count(429) >= 2
        assert measured(port, 'ciie_live_streams_refused_total{status="429"}') == statuses.count(429)


def answered(port: int, where: Booth, **said: object) -> tuple[int, str]:
    """The status and the sentence."""
    body = urlencode(said)
    head = asked("POST", path_of(where, "looking"), f"Content-Length: {len(body)}", "Connection: close")
    with sent(port, head + body) as answering:
        text = b""
        while part := answering.recv(65_536):
            text += part
    return int(text.split()[1]), text.partition(b"\r\n\r\n")[2].decode()


def test_visitor_without_an_open_plan_cannot_report_a_view(port: int, booth: Booth) -> None:
    other = BoothFactory(plan__edition=booth.plan.edition)
    forged = {
        "none": "",
        "made up": "one",
        "a company's name": token_for("Nordmeer GmbH"),
        "another hall's": pass_for(f"{other.plan.edition.number}/{other.plan.hall.name}"),
    }
    sentence = "Only pages that have this plan open can report which booth is being viewed."
    found = {name: answered(port, booth, booth=booth.pk, viewer=viewer) for name, viewer in forged.items()}
    assert found == dict.fromkeys(forged, (HTTPStatus.FORBIDDEN, sentence))


def test_a_booth_of_another_plan_cannot_be_viewed(port: int, booth: Booth) -> None:
    other = BoothFactory(plan__edition=booth.plan.edition)
    with Reader(port, path_of(booth)) as reader:
        viewer = viewer_of(reader)
        assert answered(port, booth, booth=other.pk, viewer=viewer)[0] == HTTPStatus.BAD_REQUEST
        assert look_at(port, booth, booth=booth.pk, viewer=viewer) == HTTPStatus.NO_CONTENT


def test_one_reader_cannot_fill_the_hall_or_speak_without_end(port: int, booth: Booth, redis_url: str) -> None:
    with Reader(port, path_of(booth)) as reader:
        viewer = viewer_of(reader)
        statuses = [look_at(port, booth, booth=booth.pk, viewer=viewer) for _look in range(150)]
    assert statuses.count(HTTPStatus.TOO_MANY_REQUESTS) >= 30
    kept = Redis.from_url(redis_url)
    place = f"ciie:looking:{booth.plan.edition.number}:{booth.plan.hall.name}"
    assert (kept.hlen(place), kept.zcard(f"{place}:seen")) == (1, 1)
