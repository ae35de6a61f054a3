"""The proofs of all figures of an edition with what they found last, and carrying them out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.paging import BoundedPaginator
from exhibitors.reconciliation.operations import reconcile_totals
from exhibitors.reconciliation.queries import COMMON, ROUND_NIGHTS, compared_editions, last_proofs
from pavilions.editions.queries import current_edition
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

ARCHIVED_ON_A_PAGE = 20


@only("exhibitors.see_totals")
@require_http_methods(["GET", "POST"])
def reconciliation(request: PersonRequest) -> HttpResponse:
    """Every proof with its last result for an edition, and when each edition was compared; a POST compares it now.

    Archived editions come in pages, first those that differ, newest first.
    """
    if request.method == "POST":
        return _reconcile(request, edition_of(request))
    editions = compared_editions()
    chosen = edition_of(request) if request.GET.get("edition") else current_edition()
    compared = next((each for each in editions if chosen in {None, each.edition}), None)
    archived = sorted((each for each in editions if each.is_archived), key=lambda each: not each.differing)
    moments = [each.archived_at for each in archived if each.archived_at]
    context = {
        "compared": compared,
        "proofs": last_proofs(compared) if compared else [],
        "common": COMMON,
        "current": [each for each in editions if not each.is_archived],
        "archived": BoundedPaginator(archived, ARCHIVED_ON_A_PAGE).get_page(request.GET.get("page")),
        "is_turned": "page" in request.GET,
        "archived_compared": len(moments),
        "archived_differ": any(each.differing for each in archived),
        "longest_ago": min(moments, default=None),
        "nights": ROUND_NIGHTS,
    }
    return render(request, "exhibitors/reconciliation/reconciliation.html", context)


def _reconcile(request: PersonRequest, edition: Edition) -> HttpResponse:
    found = sum(len(each.differences) for each in reconcile_totals(edition.pk, actor=request.user, at=now()))
    if found:
        words = ngettext(
            "%(edition)s: %(count)d figure does not match.", "%(edition)s: %(count)d figures do not match.", found
        )
        messages.error(request, words % {"edition": edition, "count": found})
    else:
        messages.success(request, _("%(edition)s: all figures match the rows behind them.") % {"edition": edition})
    return redirect(f"{reverse('organizer:reconciliation')}?edition={edition.number}")
