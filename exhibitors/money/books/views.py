"""The page of the books of an edition: closing and reopening them, their exports, and lines not yet exported."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.refusals import attempt, decided
from exhibitors.money.approvals.queries import waiting_for
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.books.forms import CloseForm, ExportForm, ReopenForm
from exhibitors.money.books.operations import PERMISSION, close_books, export_journal, propose_reopening
from exhibitors.money.books.queries import closing_of, exports_of, opening_day, posted_late, unexported
from pavilions.floor.editions.views import edition_of, today_in
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

keeping = only(PERMISSION)


@keeping
@require_safe
def books(request: PersonRequest) -> HttpResponse:
    return _page(request, edition_of(request))


@keeping
@require_POST
def close(request: PersonRequest) -> HttpResponse:
    """Close the books through the posted day."""
    edition, form = edition_of(request), CloseForm(request.POST, auto_id="close_%s")
    if decided(form, close_books, edition.pk, actor=request.user):
        messages.success(request, _("The books are closed. Nothing can be posted through that day."))
        return _back(edition)
    return _page(request, edition, close_form=form)


@keeping
@require_POST
def reopen(request: PersonRequest) -> HttpResponse:
    """Propose to reopen the books."""
    edition, form = edition_of(request), ReopenForm(request.POST, auto_id="reopen_%s")
    if proposed := decided(form, propose_reopening, edition.pk, actor=request.user):
        messages.success(request, _("Proposed. It takes effect once a second person agrees."))
        return redirect("organizer:approval", proposed.pk)
    return _page(request, edition, reopen_form=form)


@keeping
@require_POST
def export(request: PersonRequest) -> HttpResponse:
    """Make the next export of the journal."""
    edition, form = edition_of(request), ExportForm(request.POST, auto_id="export_%s")
    if form.is_valid():
        work = partial(export_journal, edition.pk, through=form.cleaned_data["through"], actor=request.user, at=now())
        if made := attempt(form, work):
            messages.success(
                request, _("Export %(number)s has been made. Download it below.") % {"number": made.number}
            )
            return _back(edition)
    return _page(request, edition, export_form=form)


def _back(edition: Edition) -> HttpResponse:
    return redirect(_address("books", edition))


def _address(name: str, edition: Edition) -> str:
    return f"{reverse(f'organizer:{name}')}?edition={edition.number}"


def _page(
    request: PersonRequest,
    edition: Edition,
    *,
    close_form: CloseForm | None = None,
    reopen_form: ReopenForm | None = None,
    export_form: ExportForm | None = None,
) -> HttpResponse:
    closing = closing_of(edition.pk)
    seen = {"revision": closing.revision if closing else 0}
    yesterday = today_in(edition) - timedelta(days=1)
    late = posted_late(edition)
    context = {
        "edition": edition,
        **{f"{name}_url": _address(f"books_{name}", edition) for name in ("close", "reopen", "export")},
        "closing": closing,
        "proposed": waiting_for(ApprovalAct.REOPENING, edition.pk, closing.pk) if closing else None,
        "opens": opening_day(edition),
        "exports": page_of(request, exports_of(edition)),
        "waiting": unexported(edition).count(),
        "late": list(late[:50]),
        "late_count": late.count(),
        "close_form": close_form or CloseForm(initial=seen, auto_id="close_%s"),
        "reopen_form": reopen_form or ReopenForm(initial=seen, auto_id="reopen_%s"),
        "export_form": export_form or ExportForm(initial={"through": yesterday}, auto_id="export_%s"),
    }
    is_sent = close_form or reopen_form or export_form
    return render(request, "exhibitors/books/books.html", context, status=422 if is_sent else 200)
