"""What the booths of a plan are at this moment, for those who cannot be told as it changes."""

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pavilions.queries.live_plans import plan_revisions, taken_booths
from pavilions.views.live import LARGEST_SMALLINT, status_data


@require_safe
def plan_now(request: HttpRequest, edition: int, hall: str) -> HttpResponseBase:
    """The `status` event of `pavilions.views.live` for the whole plan, with its revision as a strong ETag."""
    revision = plan_revisions([(edition, hall)]).get((edition, hall)) if edition <= LARGEST_SMALLINT else None
    if revision is None:
        raise Http404
    unchanged = get_conditional_response(request, etag=f'"{revision}"')
    if unchanged is not None:
        return unchanged
    plan_id = int(revision.partition(":")[0])
    headers = {"ETag": f'"{revision}"', "Cache-Control": "no-cache"}
    return JsonResponse(status_data(plan_id, revision, None, taken_booths(plan_id)), headers=headers)
