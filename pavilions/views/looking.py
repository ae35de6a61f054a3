"""Who looks at which booth at this moment, for the organizer's eyes; told by the pages of those who look.

Kept in Redis for a minute, nowhere else. Served by the stream processes.
"""

import json
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qs

import redis
from django.conf import settings

from ciie.kernel.authority import allowed
from ciie.web.streams import Hub, Look, Refused, Stream, StreamRequest, event
from ciie.web.streams.names import name_in
from pavilions.queries.live_plans import HallKey
from pavilions.views.live import PUBLISHED, require_possible

COUNTS_FOR_SECONDS = 60
MOST_LOOKERS = 2_000  # in one hall; more are not counted
LONGEST_VIEWER = 40
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Glance:
    """One person's look at one booth, in a company's name or in none."""

    booth: int
    name: str
    at: float

    @classmethod
    def of(cls, kept: str) -> "Glance":
        return cls(*json.loads(kept))

    def __str__(self) -> str:
        return json.dumps([self.booth, self.name, self.at])


class Lookers:
    """Those who look at the halls that an organizer follows."""

    def revisions(self, keys: Collection[HallKey]) -> dict[HallKey, str]:
        pipe = _redis().pipeline(transaction=False)
        for key in keys:
            pipe.hgetall(_place(key))
        return {key: _told(kept.values()) for key, kept in zip(keys, pipe.execute(), strict=True)}

    def look(self, key: HallKey, revision: str, before: Look | None) -> Look:
        told = event("looking", {"booths": json.loads(revision)})
        return Look(revision, told, told)


def _told(kept: Collection[str]) -> str:
    """`[[booth, [names], unnamed], …]` as JSON."""
    present = time.time()
    names: defaultdict[int, set[str]] = defaultdict(set)
    unnamed: defaultdict[int, int] = defaultdict(int)
    for glance in map(Glance.of, kept):
        if glance.booth and present - glance.at < COUNTS_FOR_SECONDS:
            names[glance.booth] |= {glance.name} if glance.name else set()
            unnamed[glance.booth] += not glance.name
    return json.dumps([[booth, sorted(names[booth]), unnamed[booth]] for booth in sorted(names)])


LOOKERS = Hub(Lookers())


async def watch(request: StreamRequest, stream: Stream, edition: int, hall: str) -> None:
    """A hall's plan with `looking {booths: [[id, [company names], others]]}` beside it, for organizers."""
    require_possible(edition)
    if not await request.asked(lambda visitor: allowed("pavilions.enter_organizer_desk", visitor)):
        raise Refused(HTTPStatus.FORBIDDEN)
    await PUBLISHED.follow((edition, hall), stream, seen=request.seen)
    await LOOKERS.follow((edition, hall), stream, seen="", with_hello=False)


async def tell(request: StreamRequest, stream: Stream, edition: int, hall: str) -> HTTPStatus:
    """POST `booth` (0 for none any more), `viewer` (a word that the page made up) and `by` (a token for a name)."""
    require_possible(edition)
    if request.method != "POST":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    said = {name: values[0] for name, values in parse_qs(request.body.decode(), max_num_fields=5).items()}
    booth, viewer = int(said.get("booth", "")), said.get("viewer", "")
    if not 0 < len(viewer) <= LONGEST_VIEWER or booth < 0:
        raise Refused(HTTPStatus.BAD_REQUEST)
    glance = Glance(booth, name_in(said.get("by", "")), time.time())
    await request.in_thread(lambda: _keep(_place((edition, hall)), viewer, glance))
    return HTTPStatus.NO_CONTENT


def _keep(place: str, viewer: str, glance: Glance) -> None:
    client = _redis()
    if client.hlen(place) < MOST_LOOKERS or client.hexists(place, viewer):
        pipe = client.pipeline(transaction=False)
        pipe.hset(place, viewer, str(glance))
        pipe.expire(place, COUNTS_FOR_SECONDS)
        pipe.execute()


def _place(key: HallKey) -> str:
    return f"ciie:looking:{key[0]}:{key[1]}"


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, decode_responses=True)
