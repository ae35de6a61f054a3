"""Streams that follow plans: the booths of published ones, which halls have one, and the edits of drafts.

The streams are served by the stream processes, see `ciie.web.streams`; `plan_now` and `venue_now` by the web processes,
for pages without a stream. The events are:

- `hello {revision, viewer}`: the stream is open; what the reader has is the latest if the revisions are the same.
  With `viewer` the reader of a hall's plan may say which booth they look at, see `presence.py`.
- `status {plan, revision, since, booths: {availability: [ids]}}`: the new availability of these booths. `since` is the
  revision that this builds upon. It is null if the event describes the whole plan; booths not named are then free.
- `plan {plan, revision}`: another version is published, or the draft was edited: fetch it.
- `halls {revision}`: a hall of the edition went on sale, or got another plan.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ciie.web.streams import Hub, Snapshot, Stream, StreamRequest, Unknown, event
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

LARGEST_BIGINT = 2**63 - 1

type Taken = Mapping[int, Availability]


@dataclass(frozen=True)
class PlanSnapshot(Snapshot):
    """A snapshot of a plan or of a venue.

    `plan` is the key of the plan, or stands for all plans of the venue; `taken` are the booths that are not free.
    """

    plan: int | str
    taken: Taken


class PublishedPlans:
    """The published plans, each followed on its own."""

    def revisions(self, keys: Collection[HallKey]) -> dict[HallKey, str]:
        return plan_revisions(keys)

    def snapshot(self, key: HallKey, revision: str, before: PlanSnapshot | None) -> PlanSnapshot:
        return _snapshot(revision, taken_booths(int(plan_of(revision))), before)


class WholeVenues:
    """The published plans of all halls of an edition, followed as one."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return venue_revisions(keys)

    def snapshot(self, key: int, revision: str, before: PlanSnapshot | None) -> PlanSnapshot:
        return _snapshot(revision, taken_in_venue(key), before)


def _snapshot(revision: str, taken: Taken, before: PlanSnapshot | None) -> PlanSnapshot:
    """Return the snapshot that follows `before`, or the first one if this is None.

    `taken` was read after the revision and may be newer. In that case the next snapshot repeats the same changes.
    """
    plan = plan_of(revision)
    whole = _status(revision, None, taken)
    if before is None or before.plan != plan:
        change = event("plan", {"plan": plan, "revision": revision}, revision=revision)
    else:
        freed = dict.fromkeys(before.taken.keys() - taken.keys(), Availability.FREE)
        other = {booth: now for booth, now in taken.items() if before.taken.get(booth) != now}
        change = _status(revision, before.revision, freed | other)
    return PlanSnapshot(revision, change, whole, plan, taken)


def plan_of(revision: str) -> int | str:
    """Return the key of the plan that this is a revision of or, for a venue, the part that stands for all its plans."""
    plan = revision.partition(":")[0]
    return int(plan) if plan.isdecimal() else plan


def status_data(revision: str, since: str | None, booths: Taken) -> dict[str, object]:
    """Return the body of a `status` event."""
    grouped: defaultdict[str, list[int]] = defaultdict(list)
    for booth, availability in booths.items():
        grouped[availability.value].append(booth)
    return {"plan": plan_of(revision), "revision": revision, "since": since, "booths": grouped}


def _status(revision: str, since: str | None, booths: Taken) -> bytes:
    return event("status", status_data(revision, since, booths), revision=revision)


class EditedPlans:
    """The drafts. Followers only learn that a draft has changed."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return draft_revisions(keys)

    def snapshot(self, key: int, revision: str, before: Snapshot | None) -> Snapshot:
        state, _colon, number = revision.partition(":")
        data = event("plan", {"plan": key, "revision": int(number), "state": state}, revision=revision)
        return Snapshot(revision, data, data)


class HallsOnSale:
    """The halls of an edition that have a published plan. When they change, followers fetch the list again."""

    def revisions(self, keys: Collection[int]) -> dict[int, str]:
        return halls_revisions(keys)

    def snapshot(self, key: int, revision: str, before: Snapshot | None) -> Snapshot:
        data = event("halls", {"revision": revision}, revision=revision)
        return Snapshot(revision, data, data)


PUBLISHED = Hub(PublishedPlans())
VENUES = Hub(WholeVenues())
ON_SALE = Hub(HallsOnSale())
EDITED = Hub(EditedPlans())


async def plan(request: StreamRequest, stream: Stream, edition: int, hall: str) -> None:
    """Follow the availability of the booths of a hall's published plan, for everybody."""
    hello = {"viewer": pass_for(hall_topic(edition, hall))}
    await PUBLISHED.follow((edition, hall), stream, seen=request.seen, hello=hello)


def hall_topic(edition: int, hall: str) -> str:
    """Return the topic of the viewer tokens of this hall's plan."""
    return f"{edition}/{hall}"


async def venue(request: StreamRequest, stream: Stream, edition: int) -> None:
    """Follow the availability of the booths of all published plans of an edition, for everybody."""
    await VENUES.follow(edition, stream, seen=request.seen)


async def halls(request: StreamRequest, stream: Stream, edition: int) -> None:
    """Follow which halls of an edition are on sale, for everybody."""
    await ON_SALE.follow(edition, stream, seen=request.seen)


async def draft(request: StreamRequest, stream: Stream, plan: int) -> None:
    """Follow the edits of a draft, for those who may edit it."""
    if plan > LARGEST_BIGINT:
        raise Unknown(plan)
    await request.require("pavilions.plan_floor")
    await EDITED.follow(plan, stream, seen=request.seen)


@require_safe
def plan_now(request: HttpRequest, edition: int, hall: str) -> HttpResponseBase:
    """Return the body of a `status` event for the whole plan, with its revision as a strong ETag."""
    key = edition, hall
    revision = plan_revisions([key]).get(key)
    return _answer(request, revision, lambda: taken_booths(int(plan_of(str(revision)))))


@require_safe
def venue_now(request: HttpRequest, edition: int) -> HttpResponseBase:
    """Return the body of a `status` event for all halls of an edition, with their revision as a strong ETag."""
    revision = venue_revisions([edition]).get(edition)
    return _answer(request, revision, lambda: taken_in_venue(edition))


def _answer(request: HttpRequest, revision: str | None, taken: Callable[[], Taken]) -> HttpResponseBase:
    if revision is None:
        raise Http404
    unchanged = get_conditional_response(request, etag=f'"{revision}"')
    if unchanged is not None:
        return unchanged
    headers = {"ETag": f'"{revision}"', "Cache-Control": "no-cache"}
    return JsonResponse(status_data(revision, None, taken()), headers=headers)
