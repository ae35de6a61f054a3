"""What the booths of a plan are at this moment, for those who cannot be told as it changes."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pavilions.plans.queries.plan_revisions import plan_revisions, taken_booths, taken_in_venue, venue_revisions
from pavilions.plans.views.live import LARGEST_SMALLINT, Taken, plan_of, status_data


@require_safe
def plan_now(request: HttpRequest, edition: int, hall: str) -> HttpResponseBase:
    """The `status` event of `pavilions.plans.views.live` for the whole plan, with its revision as a strong ETag."""
    key = edition, hall
    revision = plan_revisions([key]).get(key) if edition <= LARGEST_SMALLINT else None
    return _answer(request, revision, lambda: taken_booths(int(plan_of(str(revision)))))


@require_safe
def venue_now(request: HttpRequest, edition: int) -> HttpResponseBase:
    """The same for all halls of an edition."""
    revision = venue_revisions([edition]).get(edition) if edition <= LARGEST_SMALLINT else None
    return _answer(request, revision, lambda: taken_in_venue(edition))


def _answer(request: HttpRequest, revision: str | None, taken: Callable[[], Taken]) -> HttpResponseBase:
    if revision is None:
        raise Http404
    unchanged = get_conditional_response(request, etag=f'"{revision}"')
    if unchanged is not None:
        return unchanged
    headers = {"ETag": f'"{revision}"', "Cache-Control": "no-cache"}
    return JsonResponse(status_data(revision, None, taken()), headers=headers)
