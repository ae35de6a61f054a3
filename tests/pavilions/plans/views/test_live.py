"""Plans as they are followed, on real stream processes, PostgreSQL and Valkey."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus

import pytest
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel import broadcasting
from ciie.web.streams.viewer_tokens import token_for
from pavilions.floor.ledger.operations.booths import release_booth, withhold_booth
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.states import OrganizerRole, PlanState
from tests.ciie.web.streams.servers import Reader, stream_process
from tests.factories import (
    NOON,
    BoothFactory,
    FloorPlanFactory,
    UserFactory,
    organizer,
)
from tests.pavilions.plans.viewers import PATIENCE, ROOMY, cookie_of, look_at, path_of, summarize_changes, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booth() -> Booth:
    booth: Booth = BoothFactory()
    return booth


@pytest.fixture
def subscription(settings: Settings, redis_url: str) -> str:
    """Lets the operations of the test ring. Returns the address of Redis."""
    settings.REDIS_URL = redis_url
    broadcasting.start_afresh()
    return redis_url


@pytest.fixture(scope="module")
def server(django_db_setup: None, redis_url: str) -> Iterator[int]:
    """A stream process for all tests of this file; it needs no database until it is asked."""
    with stream_process(redis_url, ROOMY) as port:
        yield port


@pytest.fixture
def port(server: int, subscription: str) -> int:
    return server


def test_two_processes_both_tell(port: int, booth: Booth, subscription: str) -> None:
    with (
        stream_process(subscription, ROOMY) as second,
        Reader(port, path_of(booth)) as one,
        Reader(second, path_of(booth)) as two,
    ):
        for reader in (one, two):
            assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        withhold_booth(booth.pk, reason="A pillar", actor=organizer(), at=NOON)
        assert [summarize_changes(one), summarize_changes(two)] == [{"blocked": [booth.pk]}] * 2


def test_a_lost_notification_is_recovered_by_the_poll_of_every_second(
    port: int, booth: Booth, settings: Settings
) -> None:
    settings.REDIS_URL = ""  # this process rings no more
    with Reader(port, path_of(booth)) as reader:
        assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        withhold_booth(booth.pk, reason="A pillar", actor=organizer(), at=NOON)
        assert summarize_changes(reader) == {"blocked": [booth.pk]}


def test_subscriber_returning_after_a_restart_receives_what_was_missed(booth: Booth, subscription: str) -> None:
    with stream_process(subscription, ROOMY) as port, Reader(port, path_of(booth)) as reader:
        seen = reader.next().data["revision"]
    withhold_booth(booth.pk, reason="A pillar", actor=organizer(), at=NOON)
    with stream_process(subscription, ROOMY, port=port), Reader(port, path_of(booth), seen=seen) as reader:
        assert reader.next().name == "hello"
        status = reader.next()
        assert (status.data["since"], status.data["booths"]) == (None, {"blocked": [booth.pk]})


def test_a_process_that_is_to_end_ends_its_streams(booth: Booth, subscription: str) -> None:
    with ExitStack() as process:
        port = process.enter_context(stream_process(subscription, ROOMY))
        with Reader(port, path_of(booth)) as reader:
            reader.next()
            process.close()  # SIGTERM; the reader stays
            assert reader.rest().endswith(b"0\r\n\r\n")  # the end as HTTP has it, not a connection that was cut


def test_returning_subscriber_that_missed_nothing_receives_nothing(port: int, booth: Booth) -> None:
    with Reader(port, path_of(booth)) as reader:
        seen = reader.next().data["revision"]
    director = organizer()
    with Reader(port, path_of(booth), last_event_id=seen) as reader:
        assert reader.next().name == "hello"
        withhold_booth(booth.pk, reason="A pillar", actor=director, at=NOON)
        status = reader.next(PATIENCE)
        assert (status.data["since"], status.data["booths"]) == (seen, {"blocked": [booth.pk]})
        release_booth(booth.pk, actor=director, at=NOON)
        assert reader.next(PATIENCE).data["since"] == status.data["revision"]


def test_another_version_of_the_plan_is_announced(port: int, booth: Booth) -> None:
    with Reader(port, path_of(booth)) as reader:
        assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        FloorPlan.objects.filter(pk=booth.plan_id).update(state=PlanState.SUPERSEDED)
        newer = FloorPlanFactory(edition=booth.plan.edition, hall=booth.plan.hall, version=2)
        assert [(event.name, event.data["plan"]) for event in [reader.next(PATIENCE)]] == [("plan", newer.pk)]


def test_all_halls_are_followed_as_one(port: int, booth: Booth) -> None:
    edition = booth.plan.edition
    other = BoothFactory(allotment__edition=edition)
    director = organizer()
    with Reader(port, f"/live/venue/{edition.number}/") as reader:
        assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        for each in (booth, other):
            withhold_booth(each.pk, reason="A pillar", actor=director, at=NOON)
            assert summarize_changes(reader) == {"blocked": [each.pk]}
        FloorPlanFactory(edition=edition)
        assert reader.next(PATIENCE).name == "plan"
    with Reader(port, f"/live/venue/{edition.number + 1}/") as reader:
        assert reader.status == HTTPStatus.NOT_FOUND


def test_a_draft_tells_those_who_may_edit_it(port: int, booth: Booth) -> None:
    draft = FloorPlanFactory(edition=booth.plan.edition, hall=booth.plan.hall, version=2, published=False)
    with Reader(port, f"/live/draft/{draft.pk}/", cookie=cookie_of(organizer(OrganizerRole.FLOOR_PLANNER))) as reader:
        assert reader.next().name == "hello"
        assert reader.next().data == {"plan": draft.pk, "revision": 0, "state": "draft"}
        FloorPlan.objects.filter(pk=draft.pk).update(revision=1)
        assert reader.next(PATIENCE).data == {"plan": draft.pk, "revision": 1, "state": "draft"}


def test_drafts_and_onlookers_are_for_the_roles_that_may(port: int, booth: Booth) -> None:
    draft = FloorPlanFactory(edition=booth.plan.edition, hall=booth.plan.hall, version=2, published=False)
    people: dict[str, User | None] = {"nobody": None, "stranger": UserFactory()}
    people |= {role.value: organizer(role) for role in OrganizerRole}
    found = {
        name: tuple(_status(port, path, person) for path in (f"/live/draft/{draft.pk}/", path_of(booth, "organizer")))
        for name, person in people.items()
    }
    assert found == {
        "nobody": (403, 403),
        "stranger": (403, 403),
        "reviewer": (403, 200),
        "floor_planner": (200, 200),
        "finance": (403, 200),
        "director": (200, 200),
    }


def _status(port: int, path: str, person: User | None) -> int:
    with Reader(port, path, cookie=cookie_of(person) if person else "") as reader:
        return reader.status


def test_organizers_see_who_views_a_booth_and_how_many_more(port: int, booth: Booth) -> None:
    with (
        Reader(port, path_of(booth, "organizer"), cookie=cookie_of(organizer())) as reader,
        Reader(port, path_of(booth)) as first,
        Reader(port, path_of(booth)) as second,
        Reader(port, path_of(booth)) as third,
    ):
        assert [reader.next().name for _event in range(3)] == ["hello", "status", "looking"]
        viewers = [viewer_of(each) for each in (first, second, third)]
        said = [
            look_at(port, booth, booth=booth.pk, viewer=viewers[0], by=token_for("Nordmeer GmbH")),
            look_at(port, booth, booth=booth.pk, viewer=viewers[1]),
            look_at(port, booth, booth=booth.pk, viewer=viewers[2]),
        ]
        assert said == [HTTPStatus.NO_CONTENT] * 3
        found: list[object] = []
        deadline = time.monotonic() + 10
        while found != [[booth.pk, ["Nordmeer GmbH"], 2]] and time.monotonic() < deadline:
            found = reader.next().data["booths"]
        assert found == [[booth.pk, ["Nordmeer GmbH"], 2]]
        for viewer in viewers:
            look_at(port, booth, booth=0, viewer=viewer)
        while found and time.monotonic() < deadline:
            found = reader.next().data["booths"]
        assert found == []


@pytest.mark.parametrize(
    "said",
    [{"booth": "A01"}, {}, {"booth": -1}, {"booth": 2**70}, {"booth": "１"}, {"booth": 1, "by": "Forged GmbH"}],
)
def test_what_cannot_be_is_not_noted(port: int, booth: Booth, said: dict[str, object]) -> None:
    with Reader(port, path_of(booth)) as reader:
        assert look_at(port, booth, viewer=viewer_of(reader), **said) == HTTPStatus.BAD_REQUEST


def test_a_long_body_is_refused(port: int, booth: Booth) -> None:
    assert look_at(port, booth, booth=1, viewer="x" * 5_000) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/live/plan/9999999999/5.1H/", {}, 404),
        ("/live/plan/1/nowhere/", {}, 404),
        ("/live/plan/1/%00/", {}, 404),
        ("/live/", {}, 404),
        ("/live/draft/99999999999999999999/", {}, 404),
        ("PLAN", {"origin": "http://elsewhere.example"}, 403),
        ("PLAN", {"origin": "http://[nonsense"}, 403),
        ("PLAN", {"origin": "http://localhost"}, 200),
        ("PLAN", {"cookie2": "\x80\xff"}, 200),
    ],
)
def test_strange_requests_are_refused_and_never_fail(
    port: int, booth: Booth, path: str, headers: dict[str, str], status: int
) -> None:
    with Reader(port, path_of(booth) if path == "PLAN" else path, **headers) as reader:
        assert reader.status == status


def test_too_many_streams_of_one_address_are_asked_to_wait(booth: Booth, subscription: str) -> None:
    with stream_process(subscription, {"LIVE_STREAMS_PER_ADDRESS": "3"}) as port:
        readers = [Reader(port, path_of(booth)) for _reader in range(4)]
        assert [reader.status for reader in readers] == [200, 200, 200, 429]
        assert int(readers[-1].headers["retry-after"]) > 0
        readers[0].close()
        deadline = time.monotonic() + 5
        while (status := _status(port, path_of(booth), None)) != HTTPStatus.OK and time.monotonic() < deadline:
            time.sleep(0.05)
        assert status == HTTPStatus.OK
        for reader in readers:
            reader.close()


def test_a_full_process_says_so(booth: Booth, subscription: str) -> None:
    with stream_process(subscription, {"LIVE_STREAMS_PER_PROCESS": "1"}) as port, Reader(port, path_of(booth)) as first:
        assert (first.status, _status(port, path_of(booth), None)) == (200, 503)


def test_a_reader_that_reads_nothing_is_given_up(port: int, booth: Booth) -> None:
    """It would otherwise pile up in memory. Others still get everything."""
    deaf = socket.create_connection(("127.0.0.1", port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    deaf.sendall(f"GET {path_of(booth)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    with Reader(port, path_of(booth)) as reader:
        assert (reader.next().name, summarize_changes(reader)) == ("hello", {})
        withhold_booth(booth.pk, reason="A pillar", actor=organizer(), at=NOON)
        assert summarize_changes(reader) == {"blocked": [booth.pk]}
    deaf.close()


def test_another_hall_on_sale_is_shown_to_everybody_who_has_the_list_open(port: int, booth: Booth) -> None:
    edition = booth.plan.edition
    with Reader(port, f"/live/halls/{edition.number}/") as reader:
        hello, first = reader.next(), reader.next()
        assert (hello.name, first.name, first.data) == ("hello", "halls", {"revision": hello.data["revision"]})
        FloorPlanFactory(edition=edition)
        actual = reader.next(PATIENCE)
        assert (actual.name, actual.data != first.data) == ("halls", True)


def test_halls_of_no_edition_are_not_followed(port: int) -> None:
    for number in (9_999, 99_999):
        with Reader(port, f"/live/halls/{number}/") as reader:
            assert reader.status == HTTPStatus.NOT_FOUND
