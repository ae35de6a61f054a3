"""Sends published plans on paper: one hall or several as a PDF from A4 to A0, or one hall as a picture."""

from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciie.kernel.caches import SlotCache
from ciie.kernel.clock import now
from ciie.kernel.country_names import names_version
from ciie.kernel.days import day_of
from ciie.kernel.errors import TooMany
from ciie.web.rate_limits import is_within_limit
from pavilions.floor.editions.requests import edition_shown
from pavilions.plans.documents import Kind, Sheet, draw_sheets
from pavilions.plans.drawing.papers import PAPERS, RATIOS
from pavilions.plans.queries.halls import hall_revisions
from pavilions.plans.queries.plan_revisions import plan_version
from pavilions.plans.queries.plans import published_plan
from pavilions.states import PlanState

MOST_HALLS: Final = 30
KEPT: Final = SlotCache[bytes]("plan-sheets", slots=64, seconds=24 * 60 * 60, largest=4 * 1024 * 1024)
DRAWN_AN_HOUR: Final = 120
HOUR: Final = 3600
FIT: Final = "fit"
TYPES: Final = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


@require_safe
def plan_sheets(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Send the plans of `?halls=5.1H&halls=3H&paper=a3&ratio=500`, in any order of halls. A picture shows only one
    hall.

    The ratio `fit` is the largest at which each hall fits.

    The file is cached for each version of plans and halls, and for each day. One network address may have a limited
    number drawn per hour.
    """
    edition, (paper, ratio) = edition_shown(request), paper_asked(request)
    asked = {name for name in request.GET.getlist("halls") if "\0" not in name}
    if edition is None or kind not in TYPES or not 0 < len(asked) <= MOST_HALLS:
        raise Http404
    halls = hall_revisions(asked)
    names = list(halls)
    versions = [version for name in names if (version := plan_version(edition.number, name))]
    if len(versions) < len(asked) or (kind != "pdf" and len(names) > 1):
        raise Http404
    today = day_of(now(), edition.zone)
    seen = "_".join([*(version.etag.strip('"') for version in versions), *map(str, halls.values())])
    etag = f'"{seen}.{paper}.{ratio}.{today}.{get_language()}{names_version()}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged

    def draw() -> bytes:
        if not is_within_limit(request, "plan-sheets", most=DRAWN_AN_HOUR, seconds=HOUR):
            raise TooMany(_("Your network has requested many plans. Try again in an hour."), code="too_many_sheets")
        made = str(date_format(today))
        plans = [published_plan(edition.pk, name) for name in names]
        sheets = [Sheet(plan, str(edition), str(PlanState.PUBLISHED.label)) for plan in plans if plan is not None]
        return draw_sheets(sheets, paper=paper, ratio=ratio, kind=cast("Kind", kind), made=made)

    body = KEPT.get_or_make(f"{kind} {etag}", draw)
    answer = sheet_file(body, kind, f"{edition.number}-{'-'.join(names)[:80]}-{paper}")
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return answer


def paper_asked(request: HttpRequest) -> tuple[str, int | None]:
    """Return the paper of `?paper=` and the ratio of `?ratio=`, None for `fit`. Raise `Http404` for any other."""
    paper, ratio = request.GET.get("paper", "a3"), request.GET.get("ratio", FIT)
    if paper not in PAPERS or ratio not in {FIT, *map(str, RATIOS)}:
        raise Http404
    return paper, None if ratio == FIT else int(ratio)


def sheet_file(body: bytes, kind: str, name: str) -> HttpResponse:
    """Return the sheet as an inline file with the name that it gets when it is saved."""
    disposition = content_disposition_header(as_attachment=False, filename=f"{name}.{kind}") or "inline"
    return HttpResponse(body, content_type=TYPES[kind], headers={"Content-Disposition": disposition})
