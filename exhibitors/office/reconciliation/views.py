"""The page with the last results of all proofs of an edition, on which they can be requested again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.queueing import enqueue_on_commit
from ciie.web.paging import BoundedPaginator
from exhibitors.office.reconciliation.proofs.proof import COMMON
from exhibitors.office.reconciliation.queries import ROUND_NIGHTS, compared_editions, last_digest, last_proofs
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

ARCHIVED_ON_A_PAGE = 20
PAGES = {
    "area": "area_members",
    "company": "account",
    "contract": "contract",
    "deck": "upper_deck",
    "figure": "published_figure",
    "invoice": "invoice",
    "offer": "offer",
    "payment": "payment",
    "statement": "statement",
}
"""The organizer's pages by the kind of row to which a difference leads."""


@only("exhibitors.see_totals")
@require_http_methods(["GET", "POST"])
def reconciliation(request: PersonRequest) -> HttpResponse:
    """Show every proof with its last result for an edition, and when each edition was compared.

    A POST request has the edition compared in the background. Archived editions are paginated, those that differ first,
    newest first.
    """
    if request.method == "POST":
        return _ask(request, edition_of(request))
    editions = compared_editions()
    chosen = edition_of(request) if request.GET.get("edition") else edition_shown(request)
    compared = next((each for each in editions if chosen in {None, each.edition}), None)
    archived = sorted((each for each in editions if each.is_archived), key=lambda each: not each.differing)
    moments = [each.archived_at for each in archived if each.archived_at]
    context = {
        "compared": compared,
        "proofs": compared
        and [
            (each, [(sentence, _address(place, compared.edition)) for sentence, place in each.sentences])
            for each in last_proofs(compared)
        ],
        "common": COMMON,
        "head": last_digest(compared.edition) if compared else None,
        "current": [each for each in editions if not each.is_archived],
        "archived": BoundedPaginator(archived, ARCHIVED_ON_A_PAGE).get_page(request.GET.get("page")),
        "is_turned": "page" in request.GET,
        "archived_compared": len(moments),
        "archived_differ": any(each.differing for each in archived),
        "longest_ago": min(moments, default=None),
        "nights": ROUND_NIGHTS,
    }
    return render(request, "exhibitors/reconciliation/reconciliation.html", context)


def _address(place: str, edition: Edition) -> str:
    """Return the URL of the row to which a difference leads, or an empty string if there is none."""
    kind, _colon, key = place.partition(":")
    name = PAGES.get(kind)
    return f"{reverse(f'organizer:{name}', args=[key])}?edition={edition.number}" if name and key else ""


def _ask(request: PersonRequest, edition: Edition) -> HttpResponse:
    enqueue_on_commit("exhibitors.reconcile_edition", edition=edition.pk, person=request.user.pk)
    words = _("%(edition)s is being recounted. Reload this page in a minute to see the result.")
    messages.info(request, words % {"edition": edition})
    return redirect(f"{reverse('organizer:reconciliation')}?edition={edition.number}")
