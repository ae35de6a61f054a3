import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import redis
from django.db import transaction
from pytest_django import Settings

from ciie.kernel import broadcasting
from ciie.kernel.broadcasting import broadcast_on_commit
from ciie.kernel.valkey import PATIENCE_SECONDS
from pavilions.floor.ledger.operations.booths import withhold_booth
from tests.factories import NOON, BoothFactory, organizer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def subscription(settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.client.PubSub]:
    """Hears what this process rings from now on, and not what others do on the same server."""
    settings.REDIS_URL = redis_url
    channel = f"{broadcasting.CHANNEL}:{os.getpid()}"
    monkeypatch.setattr(broadcasting, "CHANNEL", channel)
    broadcasting.start_afresh()
    with redis.Redis.from_url(redis_url) as client, client.pubsub() as subscription:
        subscription.subscribe(channel)
        assert subscription.get_message(timeout=5) is not None
        yield subscription


def rings(subscription: redis.client.PubSub) -> list[bytes]:
    heard = []
    while message := subscription.get_message(timeout=0.3):
        heard.append(message["data"])
    return heard


def test_a_ring_is_heard_after_the_commit_and_not_before(subscription: redis.client.PubSub) -> None:
    with transaction.atomic():
        broadcast_on_commit("draft:12")
        assert rings(subscription) == []
    assert rings(subscription) == [b"draft:12"]


def test_nobody_is_notified_of_what_was_rolled_back(subscription: redis.client.PubSub) -> None:
    with transaction.atomic():
        broadcast_on_commit("draft:12")
        transaction.set_rollback(True)
    assert rings(subscription) == []


def test_rings_in_quick_succession_are_one(subscription: redis.client.PubSub) -> None:
    for _ring in range(20):
        broadcast_on_commit("operations")
    assert rings(subscription) == [b"operations"]


def test_every_operation_rings_by_itself(subscription: redis.client.PubSub) -> None:
    withhold_booth(BoothFactory().pk, reason="A pillar", actor=organizer(), at=NOON)
    assert rings(subscription) == [b"operations"]


@pytest.mark.parametrize(
    "address",
    ["redis://127.0.0.1:1", "redis://192.0.2.1:6379"],  # the second is kept for documentation: nobody answers
    ids=["dead", "unreachable"],
)
def test_a_redis_that_does_not_answer_fails_no_operation_and_is_tried_once(
    address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = address
    broadcasting.start_afresh()
    tries = []
    connect = redis.connection.Connection.connect

    def counted(connection: redis.connection.Connection) -> None:
        tries.append((connection.host, connection.socket_connect_timeout))
        connect(connection)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(redis.connection.Connection, "connect", counted)
    for number in range(200):
        broadcast_on_commit(f"draft:{number}")
    assert tries == [(urlsplit(address).hostname, PATIENCE_SECONDS)]
