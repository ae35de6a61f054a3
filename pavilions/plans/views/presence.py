"""Presence: who is looking at which booth at this moment, as viewers' pages report it and organizers see it.

It is kept in Redis for a minute and nowhere else, and only for viewers who have an open stream of the hall. The stream
processes serve it.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qsl

import redis
from django.conf import settings
from django.utils.translation import gettext as _
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ciie.web.streams import Hub, Snapshot, Stream, StreamRequest, event
from ciie.web.streams.connection_limits import RequestRate, too_many
from ciie.web.streams.hub import in_thread
from ciie.web.streams.requests import PEOPLE
from ciie.web.streams.viewer_tokens import name_in, reader_in
from pavilions.plans.queries.plan_revisions import HallKey, is_on_plan
from pavilions.plans.views.live import PUBLISHED, hall_topic

EXPIRES_SECONDS = 60
MOST_VIEWERS = 500  # per hall; further viewers are not counted
MOST_NAMES = 10  # per booth; viewers with further names are counted with those without a name
VIEWS_PER_MINUTE = 60  # per viewer
TOKEN_SECONDS = 20 * 60  # longer than any stream stays open
REDIS_TIMEOUT_SECONDS = 0.5
LONGEST_KEY = 18  # digits, which always fit a bigint
BODY_SECONDS = 10
RATE = RequestRate()


@dataclass(frozen=True)
class BoothView:
    """A report that a viewer is looking at a booth, on behalf of a company or of none. `at` is in seconds since the
    epoch.
    """

    booth: int
    name: str
    at: float

    @classmethod
    def of(cls, kept: str) -> "BoothView":
        return cls(*json.loads(kept))

    def __str__(self) -> str:
        return json.dumps([self.booth, self.name, self.at])


class Presence:
    """The viewers of the halls that organizers follow."""

    def revisions(self, keys: Collection[HallKey]) -> dict[HallKey, str]:
        pipe = _redis().pipeline(transaction=False)
        for key in keys:
            pipe.hgetall(_redis_key(key))
        return {key: _summary(kept.values()) for key, kept in zip(keys, pipe.execute(), strict=True)}

    def snapshot(self, key: HallKey, revision: str, before: Snapshot | None) -> Snapshot:
        data = event("looking", {"booths": json.loads(revision)})
        return Snapshot(revision, data, data)


def _summary(kept: Collection[str]) -> str:
    """Return `[[booth, [names], others], …]` as JSON: at most `MOST_NAMES` names, and the number of other viewers."""
    present = time.time()
    names: defaultdict[int, set[str]] = defaultdict(set)
    unnamed: defaultdict[int, int] = defaultdict(int)
    for view in map(BoothView.of, kept):
        if view.booth and present - view.at < EXPIRES_SECONDS:
            names[view.booth] |= {view.name} if view.name else set()
            unnamed[view.booth] += not view.name
    return json.dumps(
        [
            [booth, sorted(found)[:MOST_NAMES], unnamed[booth] + max(0, len(found) - MOST_NAMES)]
            for booth, found in sorted(names.items())
        ]
    )


PRESENCE = Hub(Presence())


async def watch(request: StreamRequest, stream: Stream, edition: int, hall: str) -> None:
    """Follow a hall's plan and, beside it, `looking {booths: [[id, [company names], others]]}`, for organizers."""
    await request.require("pavilions.enter_organizer_desk")
    await PUBLISHED.follow((edition, hall), stream, seen=request.seen)
    await PRESENCE.follow((edition, hall), stream, seen="", hello=None)


async def report(request: StreamRequest, stream: Stream, edition: int, hall: str) -> Response:
    """Record a view from POST `booth` (0 for none), `viewer` (from the stream's hello) and `by` (a token for a name).

    Refuse viewers without an open stream of this hall (403), too many requests (429) and booths of another plan (400).
    """
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await request.body()
    except TimeoutError as error:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from error
    fields = dict(parse_qsl(body.decode(), max_num_fields=5))
    try:
        topic = hall_topic(edition, hall)
        viewer = reader_in(fields.get("viewer", ""), topic, good_for_seconds=TOKEN_SECONDS)
    except ValueError as error:
        sentence = _("Only pages that have this plan open can report which booth is being viewed.")
        raise HTTPException(HTTPStatus.FORBIDDEN, sentence) from error
    RATE.count(viewer, VIEWS_PER_MINUTE)
    view = BoothView(booth_from(fields.get("booth", "")), name_in(fields.get("by", "")), time.time())
    await in_thread(PEOPLE, _record, (edition, hall), viewer, view)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def booth_from(text: str) -> int:
    """Return a booth's key, or 0. Raise `ValueError` for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise ValueError(text)
    return int(text)


def _record(hall: HallKey, viewer: str, view: BoothView) -> None:
    """Record a view and drop expired ones. Refuse booths of another plan, and new viewers of a hall with too many."""
    if view.booth and not is_on_plan(view.booth, hall):
        raise HTTPException(HTTPStatus.BAD_REQUEST, _("There is no such booth on this plan."))
    client, place = _redis(), _redis_key(hall)
    seen = f"{place}:seen"
    gone = client.zrangebyscore(seen, 0, view.at - EXPIRES_SECONDS)
    if gone:
        client.hdel(place, *gone)
        client.zrem(seen, *gone)
    if client.hlen(place) >= MOST_VIEWERS and not client.hexists(place, viewer):
        raise too_many(_("Too many people are viewing this hall to count another one."), EXPIRES_SECONDS)
    pipe = client.pipeline(transaction=False)
    pipe.hset(place, viewer, str(view))
    pipe.zadd(seen, {viewer: view.at})
    for key in (place, seen):
        pipe.expire(key, EXPIRES_SECONDS)
    pipe.execute()


def _redis_key(key: HallKey) -> str:
    return f"ciie:looking:{key[0]}:{key[1]}"


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=REDIS_TIMEOUT_SECONDS, decode_responses=True)
