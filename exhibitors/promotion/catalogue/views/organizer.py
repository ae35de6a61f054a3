"""Exhibits for organizers: the list, the list as a file, one exhibit, and the claims of debuts to be judged."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page, page_of
from ciie.web.paging import sorted_alone
from ciie.web.refusals import attempt, decided
from exhibitors.promotion.catalogue.filters import ExhibitFilter
from exhibitors.promotion.catalogue.forms import DebutDecisionForm, SeveralDebutsForm
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut, verify_debut, verify_debuts
from exhibitors.promotion.catalogue.queries.exhibits import (
    claimed_debuts,
    debuts_by_edition,
    exhibits_visible_to,
    similar_debuts,
    with_pictures,
)
from exhibitors.promotion.catalogue.states import DEBUT_LIFECYCLE, DebutState
from exhibitors.promotion.catalogue.tables import EXHIBIT_COLUMNS, ExhibitTable, exhibit_rows
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers

JUDGE = "exhibitors.judge_debuts"
# Decisions by name, each with its operation and with the operation's arguments by the fields that they are read from.
DECISIONS: dict[str, tuple[Callable[..., Exhibit], dict[str, str]]] = {
    "verify": (verify_debut, {"is_separate": "separate", "same_as": "same_as"}),
    "refuse": (refuse_debut, {"reason": "reason"}),
}


@for_organizers
@require_safe
def exhibits(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the exhibits of an edition, newest first, or return the same rows as a file."""
    edition = edition_of(request)
    rows = exhibits_visible_to(request.user).filter(edition=edition).order_by(sorted_alone("pk").desc())
    found = ExhibitFilter(request.GET, queryset=rows)
    if kind:
        lines = exhibit_rows(in_pieces(found.qs))
        return download(f"exhibits-{edition.number}", kind, EXHIBIT_COLUMNS, lines)
    by_edition = debuts_by_edition(edition, at=now())
    with timezone.override(edition.zone):
        return list_page(
            request,
            "exhibitors/catalogue/organizer_exhibits.html",
            ExhibitTable(found.qs),
            filter=found,
            exports=export_links(request.GET, "organizer:exhibits_export", edition=edition.number),
            edition=edition,
            by_edition=by_edition,
            so_far=sum(line.debuts for line in by_edition),
            waiting=claimed_debuts(edition).count(),
        )


@for_organizers
@require_http_methods(["GET", "POST"])
def claims(request: PersonRequest) -> HttpResponse:
    """Show the debuts that wait for a decision, with all that their exhibitors state. A POST verifies those ticked."""
    edition = edition_of(request)
    form = SeveralDebutsForm(request.POST) if request.method == "POST" else None
    if form and (
        outcomes := attempt(form, lambda: verify_debuts(form.cleaned_data["seen"], actor=request.user, at=now()))
    ):
        verified = sum(outcome.refusal is None for outcome in outcomes)
        done = ngettext("%(count)d debut verified.", "%(count)d debuts verified.", verified)
        messages.success(request, done % {"count": verified})
        for outcome in outcomes:
            if outcome.refusal is not None:
                messages.error(request, str(outcome.refusal))
        return redirect(f"{reverse('organizer:debut_claims')}?edition={edition.number}")
    page = page_of(request, claimed_debuts(edition), size=20)
    similar = similar_debuts(list(page))
    context = {
        "edition": edition,
        "page": page,
        "rows": [(each, similar[each.pk]) for each in page],
        "form": form,
        "may_judge": allowed(JUDGE, request.user),
    }
    with timezone.override(edition.zone):
        return render(request, "exhibitors/catalogue/debut_claims.html", context, status=422 if form else 200)


@for_organizers
@require_safe
def exhibit(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk)


@for_organizers
@require_POST
def decide(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Verify or refuse a debut. If the decision is refused, show the reason on the exhibit in its current state."""
    if name not in DECISIONS:
        raise Http404
    found = get_object_or_404(exhibits_visible_to(request.user), pk=pk)
    operation, arguments = DECISIONS[name]
    form = DebutDecisionForm(request.POST, similar=similar_debuts([found])[pk])
    if decided(form, operation, pk, arguments=arguments, actor=request.user):
        messages.success(request, _("Done."))
        return redirect("organizer:exhibit", pk)
    return _show(request, pk, form)


def _show(request: PersonRequest, pk: int, refused: DebutDecisionForm | None = None) -> HttpResponse:
    rows = with_pictures(exhibits_visible_to(request.user))
    rows = rows.select_related("added_by", "decided_by", "same_debut_as__company", "same_debut_as__pavilion")
    found = get_object_or_404(rows, pk=pk)
    similar = similar_debuts([found])[pk]
    may_judge = allowed(JUDGE, request.user)
    context = {
        "exhibit": found,
        "form": refused or DebutDecisionForm(similar=similar),
        "similar": similar,
        "has_verified": any(each.is_verified for each in similar),
        "may_verify": may_judge and DEBUT_LIFECYCLE.allows(found.debut_state, DebutState.VERIFIED),
        "may_refuse": may_judge and DEBUT_LIFECYCLE.allows(found.debut_state, DebutState.REFUSED),
    }
    with timezone.override(found.edition.zone):
        return render(request, "exhibitors/catalogue/organizer_exhibit.html", context, status=422 if refused else 200)
