"""The web server's application, asked as the server asks it: a request is whole before a thread is taken."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from ciie.web import lanes
from ciie.web.lanes import Lanes, environ_of
from ciie.web.overload import Place, busy

PLAIN = [("Content-Type", "text/plain")]


@dataclass
class Asked:
    """A request and the messages that came back."""

    method: str = "GET"
    path: str = "/"
    query: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    parts: list[bytes | float] = field(default_factory=list)
    """Of the body; a number is a pause in seconds."""
    sent: list[dict[str, Any]] = field(default_factory=list)

    @property
    def scope(self) -> dict[str, Any]:
        whole = sum(len(part) for part in self.parts if isinstance(part, bytes))
        length = {"content-length": str(whole)} if self.parts else {}
        headers = {"host": "localhost"} | length | self.headers
        return {
            "type": "http",
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "query_string": self.query,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ["127.0.0.1", 4711],
            "server": ["127.0.0.1", 8000],
        }

    async def ask(self, application: Lanes) -> "Asked":
        parts = iter(self.parts)

        async def receive() -> dict[str, Any]:
            for part in parts:
                if isinstance(part, bytes):
                    return {"type": "http.request", "body": part, "more_body": True}
                await asyncio.sleep(part)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)

        await application(self.scope, receive, send)  # type: ignore[arg-type]  # plain dictionaries are enough
        return self

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    def header(self, name: str) -> str | None:
        found = [value.decode() for key, value in self.sent[0]["headers"] if key == name.encode()]
        return found[0] if found else None

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers with the body that came and the thread that answered."""
    start_response("200 OK", [*PLAIN, ("X-Thread", threading.current_thread().name)])
    return [environ["wsgi.input"].read()]


class Gate:
    """A WSGI application whose writing requests wait until the gate opens."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.threads: set[str] = set()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        self.threads.add(threading.current_thread().name)
        if environ["REQUEST_METHOD"] == "POST":
            assert self.opened.wait(20)
        start_response("200 OK", PLAIN)
        return [environ["PATH_INFO"].encode()]


def run[T](awaitable: Awaitable[T]) -> T:
    async def wrapped() -> T:
        return await awaitable

    return asyncio.run(wrapped())


def ask(asked: Asked, application: Any = echo) -> Asked:
    return run(asked.ask(Lanes(application)))


def test_a_request_and_its_answer_arrive_whole() -> None:
    asked = ask(Asked("POST", parts=[b"a=1", 0.0, b"&b=2"]))
    assert (asked.status, asked.body, asked.header("content-length")) == (200, b"a=1&b=2", "7")
    assert asked.header("x-thread") == "writing_0"


def test_a_long_body_goes_through_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_BYTES_IN_MEMORY", 10)
    monkeypatch.setattr(lanes, "PIECE", 7)
    asked = ask(Asked("POST", parts=[b"0123456789" * 3]))
    assert [message["body"] for message in asked.sent[1:]] == [
        b"0123456",
        b"7890123",
        b"4567890",
        b"1234567",
        b"89",
        b"",
    ]


def test_an_answer_that_comes_in_pieces_is_closed_and_has_a_length() -> None:
    closed = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"one", b"two"])

        def close(self) -> None:
            closed.append(threading.current_thread().name)

    def application(environ: object, start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("200 OK", PLAIN)
        return Pieces()

    asked = ask(Asked(), application)
    assert (asked.body, asked.header("content-length"), closed) == (b"onetwo", "6", ["reading_0"])


@pytest.mark.parametrize("path", ["/desk/", "/api/v1/companies"])
def test_a_body_that_comes_too_slowly_is_given_up_without_a_thread(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "BODY_SECONDS", 0.05)
    gate = Gate()
    asked = ask(Asked("POST", path, parts=[b"a", 5.0, b"b"]), gate)
    assert (asked.status, gate.threads) == (408, set())
    is_program = path.startswith("/api/")
    assert asked.header("content-type") == ("application/problem+json" if is_program else "text/html; charset=utf-8")
    assert b"too slowly" in asked.body


def test_a_body_that_goes_on_coming_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "BODY_SECONDS", 0.1)
    monkeypatch.setattr(lanes, "SLOWEST_BYTES_PER_SECOND", 10)
    assert ask(Asked("POST", parts=[b"0123456789", 0.3, b"0"])).status == 200


def test_a_body_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_BYTES", 5)
    asked = ask(Asked("POST", "/api/v1/companies", parts=[b"012345"]))
    assert (asked.status, json.loads(asked.body)["code"]) == (413, "too_large")


def test_a_client_that_has_gone_gets_no_answer() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    asked, gate = Asked("POST", parts=[b"a"]), Gate()
    run(Lanes(gate)(asked.scope, receive, _unused))
    assert gate.threads == set()


async def _unused(message: object) -> None:
    raise AssertionError(message)


def test_uploads_and_sign_ins_have_threads_of_their_own() -> None:
    asked = ask(Asked("POST", headers={"content-type": "multipart/form-data; boundary=x"}, parts=[b"--x--"]))
    assert asked.header("x-thread") == "heavy_0"
    assert ask(Asked("POST", "/zh-hans/accounts/login/", parts=[b"login=a"])).header("x-thread") == "heavy_0"


def test_bodies_beyond_what_a_process_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_BYTES_HELD", 10)

    async def scene() -> tuple[Asked, Asked]:
        application = Lanes(echo)
        first = asyncio.create_task(Asked("POST", parts=[b"012345678", 0.2]).ask(application))
        await asyncio.sleep(0.05)
        second = await Asked("POST", parts=[b"01"]).ask(application)
        await first
        third = await Asked("POST", parts=[b"0123456789"]).ask(application)
        return second, third

    second, third = run(scene())
    assert (second.status, third.status) == (503, 200)


def test_an_address_of_another_site_leads_nowhere() -> None:
    one_more, *_others = crowded("//evil.example/x", {"content-type": "application/x-www-form-urlencoded"})
    assert 'action="/%2Fevil.example/x"' in one_more.body.decode()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"content-type": "multipart/form-data; boundary=x"}]
)
def test_what_another_site_sent_or_had_files_is_not_sent_again_from_a_page(headers: dict[str, str]) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    request = WSGIRequest(
        environ_of(Asked("POST", headers=form | headers).scope, BytesIO(b"booth=A"))  # type: ignore[arg-type]
        | {"CONTENT_LENGTH": "7"}
    )
    assert "<form" not in busy(request, Place(2, 3)).content.decode()


def test_passwords_are_held_by_no_page() -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    environ = environ_of(Asked("POST", headers=form).scope, BytesIO(b"login=a&password=secret"))  # type: ignore[arg-type]
    page = busy(WSGIRequest(environ | {"CONTENT_LENGTH": "23"}), Place(2, 3)).content.decode()
    assert ("<form" in page, "secret" in page) == (False, False)


def crowded(path: str, headers: dict[str, str], *, query: bytes = b"") -> tuple[Asked, Asked, Asked, Gate]:
    """All writing threads and places are taken. Returns who comes then to write, to read, and to check."""
    gate = Gate()

    async def scene() -> tuple[Asked, Asked, Asked]:
        application = Lanes(gate)
        room = lanes.WRITING_THREADS + lanes.MOST_WRITERS_WAITING
        crowd = [asyncio.create_task(Asked("POST").ask(application)) for _one in range(room)]
        await asyncio.sleep(0)
        one_more = Asked("POST", path, query, headers, [b"booth=A%20%22&note="])
        await one_more.ask(application)
        reader = await Asked().ask(application)
        check = await Asked(path="/readyz").ask(application)
        gate.opened.set()
        await asyncio.gather(*crowd)
        assert [asked.status for asked in (task.result() for task in crowd)] == [200] * room
        return one_more, reader, check

    return *run(scene()), gate


def test_a_full_lane_refuses_with_a_place_in_line_while_readers_are_served() -> None:
    one_more, reader, check, gate = crowded("/api/v1/editions/7/bookings", {})
    problem = json.loads(one_more.body)
    assert (one_more.status, problem["code"]) == (503, "busy")
    assert problem["place"] == lanes.WRITING_THREADS + lanes.MOST_WRITERS_WAITING + 1
    assert one_more.header("retry-after") == str(problem["retry_after"]) == "3"
    assert (reader.status, check.status) == (200, 200)
    assert {name.rpartition("_")[0] for name in gate.threads} == {"writing", "reading", "checks"}


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Yours is number 45 in line."), ("zh-hans", "您排在第 45 位")]
)
def test_a_page_keeps_what_was_typed_for_those_who_wait(language: str, sentence: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "accept-language": language}
    one_more, *_others = crowded("/desk/", headers, query=b"a=1&b=2")
    page = one_more.body.decode()
    assert one_more.status == 503
    assert sentence in page
    assert '<form action="/desk/?a=1&amp;b=2" method="post" data-again="3">' in page
    assert '<input type="hidden" name="booth" value="A &quot;">' in page
    assert '<input type="hidden" name="note" value="">' in page


def test_a_part_of_a_page_shows_the_place_among_its_messages() -> None:
    one_more, *_others = crowded("/desk/", {"hx-request": "true"})
    assert (one_more.status, one_more.header("hx-retarget")) == (503, "#messages")
    assert "Yours is number 45 in line. Try again in 3 seconds." in one_more.body.decode()


def test_places_in_line_count_on_for_all_requests_that_are_refused() -> None:
    lane = lanes.Lane("writing", threads=2, waiting=0)
    places = [lane.next_place() for _one in range(81)]
    assert [place.number for place in places] == list(range(1, 82))
    assert (places[0].seconds, places[39].seconds, places[80].seconds) == (1, 1, 3)


def test_changes_are_made_one_after_the_other_and_a_long_one_lets_the_next_begin() -> None:
    at_work, most = Counter[str](), Counter[str]()

    def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        at_work[path] += 1
        most[path] = max(most[path], at_work[path])
        time.sleep(0.05 if path == "/short" else lanes.LONG_SECONDS + 0.5)
        at_work[path] -= 1
        start_response("200 OK", PLAIN)
        return [b""]

    async def scene(path: str, many: int) -> None:
        served = Lanes(application)
        await asyncio.gather(*(Asked("POST", path).ask(served) for _one in range(many)))

    run(scene("/short", 6))
    run(scene("/long", 2))
    assert most == {"/short": 1, "/long": 2}


def test_threads_stay_the_same_however_many_ask() -> None:
    gate = Gate()
    gate.opened.set()

    async def scene() -> None:
        application = Lanes(gate)
        for _wave in range(20):
            await asyncio.gather(*(Asked(method).ask(application) for method in ("GET", "POST") for _one in range(20)))

    run(scene())
    reading = {f"reading_{n}" for n in range(lanes.READING_THREADS)}
    assert gate.threads <= reading | {f"writing_{n}" for n in range(lanes.WRITING_THREADS)}


def test_headers_reach_the_site_as_a_web_server_hands_them_on() -> None:
    asked = Asked(path="/halls/5.1H/é", query=b"q=%ff", headers={"content-type": "text/csv", "x-request-id": "7"})
    scope = asked.scope
    scope["headers"] += [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x_forwarded_for", b"6.6.6.6")]
    environ = environ_of(scope, None)  # type: ignore[arg-type]  # no body is read
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/halls/5.1H/é"
    assert (environ["QUERY_STRING"], environ["CONTENT_TYPE"], environ["HTTP_X_REQUEST_ID"]) == (
        "q=%ff",
        "text/csv",
        "7",
    )
    assert (environ["HTTP_COOKIE"], environ["REMOTE_ADDR"]) == ("a=1; b=2", "127.0.0.1")
    assert "HTTP_X_FORWARDED_FOR" not in environ
