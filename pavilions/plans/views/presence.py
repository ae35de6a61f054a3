"""Who looks at which booth at this moment, for the organizer's eyes; told by the pages of those who look.

Kept in Redis for a minute, nowhere else, and only of readers who have an open stream of the hall. Served by the stream
processes.
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
from django.utils.translation import gettext as _

from ciie.kernel.authority import allowed
from ciie.web.streams import Hub, Look, Refused, Stream, StreamRequest, event
from ciie.web.streams.connection_limits import RequestRate
from ciie.web.streams.viewer_tokens import name_in, reader_in
from pavilions.plans.queries.plan_revisions import HallKey, is_on_plan
from pavilions.plans.views.live import PUBLISHED, hall_topic, require_possible

COUNTS_FOR_SECONDS = 60
MOST_VIEWERS = 500  # in one hall; more are not counted
MOST_NAMES = 10  # of one booth; more are counted with those without a name
LOOKS_PER_MINUTE = 60  # of one reader
PASS_SECONDS = 20 * 60  # longer than a stream stays open
PATIENCE_SECONDS = 0.5
LONGEST_KEY = 18  # digits, within a bigint
RATE = RequestRate()


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


class Presence:
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
    """`[[booth, [names], others], …]` as JSON: at most `MOST_NAMES` names, and how many more look."""
    present = time.time()
    names: defaultdict[int, set[str]] = defaultdict(set)
    unnamed: defaultdict[int, int] = defaultdict(int)
    for glance in map(Glance.of, kept):
        if glance.booth and present - glance.at < COUNTS_FOR_SECONDS:
            names[glance.booth] |= {glance.name} if glance.name else set()
            unnamed[glance.booth] += not glance.name
    return json.dumps(
        [
            [booth, sorted(found)[:MOST_NAMES], unnamed[booth] + max(0, len(found) - MOST_NAMES)]
            for booth, found in sorted(names.items())
        ]
    )


PRESENCE = Hub(Presence())


async def watch(request: StreamRequest, stream: Stream, edition: int, hall: str) -> None:
    """A hall's plan with `looking {booths: [[id, [company names], others]]}` beside it, for organizers."""
    require_possible(edition)
    if not await request.asked(lambda visitor: allowed("pavilions.enter_organizer_desk", visitor)):
        raise Refused(HTTPStatus.FORBIDDEN)
    await PUBLISHED.follow((edition, hall), stream, seen=request.seen)
    await PRESENCE.follow((edition, hall), stream, seen="", hello=None)


async def tell(request: StreamRequest, stream: Stream, edition: int, hall: str) -> HTTPStatus:
    """POST `booth` (0 for none any more), `viewer` (what the stream's hello said) and `by` (a token for a name).

    Refused: who has no open stream of this hall (403), who says too much (429), and a booth of another plan (400).
    """
    require_possible(edition)
    said = {name: values[0] for name, values in parse_qs(request.body.decode(), max_num_fields=5).items()}
    try:
        topic = hall_topic(edition, hall)
        viewer = reader_in(said.get("viewer", ""), topic, good_for_seconds=PASS_SECONDS)
    except ValueError as error:
        sentence = _("Only pages that have this plan open can say which booth is looked at.")
        raise Refused(HTTPStatus.FORBIDDEN, sentence) from error
    RATE.count(viewer, LOOKS_PER_MINUTE)
    glance = Glance(booth_from(said.get("booth", "")), name_in(said.get("by", "")), time.time())
    if glance.booth and not await request.from_database(lambda: is_on_plan(glance.booth, (edition, hall))):
        raise Refused(HTTPStatus.BAD_REQUEST, _("There is no such booth on this plan."))
    if not await request.in_thread(lambda: _keep(_place((edition, hall)), viewer, glance)):
        sentence = _("Too many people look at this hall to count one more.")
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, sentence, retry_after=COUNTS_FOR_SECONDS)
    return HTTPStatus.NO_CONTENT


def booth_from(text: str) -> int:
    """A booth's key, or 0. Raises `ValueError` for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise ValueError(text)
    return int(text)


def _keep(place: str, viewer: str, glance: Glance) -> bool:
    """Note where somebody looks; False where enough people are noted. Who has not been heard of for long is dropped."""
    client, seen = _redis(), f"{place}:seen"
    gone = client.zrangebyscore(seen, 0, glance.at - COUNTS_FOR_SECONDS)
    if gone:
        client.hdel(place, *gone)
        client.zrem(seen, *gone)
    if client.hlen(place) >= MOST_VIEWERS and not client.hexists(place, viewer):
        return False
    pipe = client.pipeline(transaction=False)
    pipe.hset(place, viewer, str(glance))
    pipe.zadd(seen, {viewer: glance.at})
    for key in (place, seen):
        pipe.expire(key, COUNTS_FOR_SECONDS)
    pipe.execute()
    return True


def _place(key: HallKey) -> str:
    return f"ciie:looking:{key[0]}:{key[1]}"


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, decode_responses=True)
