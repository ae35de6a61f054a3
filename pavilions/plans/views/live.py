"""Plans as they are followed: the booths of a published one, which halls have one, and the edits of a draft.

Served by the stream processes, see `ciie.web.streams`. Events:

- `hello {revision, viewer}`: the stream is open; what the reader has seen is the latest if the revisions are the same.
  With `viewer` the reader of a hall's plan may say which booth they look at, see `looking.py`.
- `status {plan, revision, since, booths: {availability: [ids]}}`: what these booths are from now on. `since` is the
  revision that this builds upon; null when it tells of the whole plan, in which booths that are not named are free.
- `plan {plan, revision}`: another version is published, or the draft was edited: fetch it.
- `halls {revision}`: a hall of the edition went on sale, or got another plan.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.db import close_old_connections

from ciie.kernel.authority import allowed
from ciie.web.streams import Hub, Look, Refused, Stream, StreamRequest, event
from ciie.web.streams.viewer_tokens import pass_for
from pavilions.plans.queries.plan_revisions import (
    HallKey,
    draft_revisions,
    halls_revisions,
    plan_revisions,
    taken_booths,
    taken_in_venue,
    venue_revisions,
)
from pavilions.states import Availability

LARGEST_SMALLINT = 32_767
LARGEST_BIGINT = 2**63 - 1

type Taken = Mapping[int, Availability]


@dataclass(frozen=True)
class PlanLook(Look):
    """`plan` stands for the plan, or for those of the venue; `taken` are the booths that are not free."""

    plan: int | str
    taken: Taken


class PublishedPlans:
    """What there is to know of the published plans that somebody follows."""

    def revisions(self, keys: Collection[HallKey]) -> dict[HallKey, str]:
        return plan_revisions(keys)

    def look(self, key: HallKey, revision: str, before: PlanLook | None) -> PlanLook:
        return _look(revision, taken_booths(int(plan_of(revision))), before)


class WholeVenues:
    """The same for the published plans of all halls of an edition, as one."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return venue_revisions(keys)

    def look(self, key: int, revision: str, before: PlanLook | None) -> PlanLook:
        return _look(revision, taken_in_venue(key), before)


def _look(revision: str, taken: Taken, before: PlanLook | None) -> PlanLook:
    """What is taken was read after the revision and may be more; then the next look finds nothing new, and says so."""
    plan = plan_of(revision)
    whole = _status(revision, None, taken)
    if before is None or before.plan != plan:
        change = event("plan", {"plan": plan, "revision": revision}, revision=revision)
    else:
        change = _status(revision, before.revision, changes(before.taken, taken))
    return PlanLook(revision, change, whole, plan, taken)


def plan_of(revision: str) -> int | str:
    """The key of the plan of which this is a revision; of a venue's, what stands for all its plans."""
    plan = revision.partition(":")[0]
    return int(plan) if plan.isdecimal() else plan


def changes(before: Taken, after: Taken) -> dict[int, Availability]:
    """The booths that are not what they were."""
    freed = dict.fromkeys(before.keys() - after.keys(), Availability.FREE)
    return freed | {booth: now for booth, now in after.items() if before.get(booth) != now}


def status_data(revision: str, since: str | None, booths: Taken) -> dict[str, object]:
    """What a `status` event says."""
    grouped: defaultdict[str, list[int]] = defaultdict(list)
    for booth, availability in booths.items():
        grouped[availability.value].append(booth)
    return {"plan": plan_of(revision), "revision": revision, "since": since, "booths": grouped}


def _status(revision: str, since: str | None, booths: Taken) -> bytes:
    return event("status", status_data(revision, since, booths), revision=revision)


class EditedPlans:
    """Drafts, of which followers only learn that they have changed."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return draft_revisions(keys)

    def look(self, key: int, revision: str, before: Look | None) -> Look:
        state, _colon, number = revision.partition(":")
        told = event("plan", {"plan": key, "revision": int(number), "state": state}, revision=revision)
        return Look(revision, told, told)


class HallsOnSale:
    """Which halls of an edition have a published plan; those who follow fetch the list again."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return halls_revisions(keys)

    def look(self, key: int, revision: str, before: Look | None) -> Look:
        told = event("halls", {"revision": revision}, revision=revision)
        return Look(revision, told, told)


PUBLISHED = Hub(PublishedPlans(), around=close_old_connections)
VENUES = Hub(WholeVenues(), around=close_old_connections)
ON_SALE = Hub(HallsOnSale(), around=close_old_connections)
EDITED = Hub(EditedPlans(), around=close_old_connections)


def require_possible(edition: int) -> None:
    """Raise `Refused` (404) for a number that no edition can have."""
    if edition > LARGEST_SMALLINT:
        raise Refused(HTTPStatus.NOT_FOUND)


async def plan(request: StreamRequest, stream: Stream, edition: int, hall: str) -> None:
    """What the booths of a hall's published plan are, for everybody."""
    require_possible(edition)
    hello = {"viewer": pass_for(hall_topic(edition, hall))}
    await PUBLISHED.follow((edition, hall), stream, seen=request.seen, hello=hello)


def hall_topic(edition: int, hall: str) -> str:
    """What a pass of a reader of this hall's plan is good for."""
    return f"{edition}/{hall}"


async def venue(request: StreamRequest, stream: Stream, edition: int) -> None:
    """What the booths of all published plans of an edition are, for everybody."""
    require_possible(edition)
    await VENUES.follow(edition, stream, seen=request.seen)


async def halls(request: StreamRequest, stream: Stream, edition: int) -> None:
    """Which halls of an edition are on sale, for everybody."""
    require_possible(edition)
    await ON_SALE.follow(edition, stream, seen=request.seen)


async def draft(request: StreamRequest, stream: Stream, plan: int) -> None:
    """That somebody has edited a draft, for those who may edit it too."""
    if plan > LARGEST_BIGINT:
        raise Refused(HTTPStatus.NOT_FOUND)
    if not await request.asked(lambda visitor: allowed("pavilions.plan_floor", visitor)):
        raise Refused(HTTPStatus.FORBIDDEN)
    await EDITED.follow(plan, stream, seen=request.seen)
