"""Bulletins as they are written: the list, drafting from a day's figures, writing, reviewing, issuing."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bulletins.filters import BulletinFilter
from exhibitors.bulletins.forms import BulletinForm, DayForm
from exhibitors.bulletins.models import Bulletin
from exhibitors.bulletins.operations import change_bulletin, draft_bulletin, issue_bulletin, move_bulletin
from exhibitors.bulletins.queries import PUBLIC, Release, bulletins_of_house, count_of, read_release
from exhibitors.bulletins.states import BULLETIN_LIFECYCLE, BulletinState
from exhibitors.bulletins.tables import BulletinTable
from exhibitors.figures.queries.public_figures import guest_countries
from exhibitors.figures.queries.release_figures import KINDS, Count
from pavilions.editions.views import edition_of
from pavilions.permissions import for_organizers

WRITTEN = ("title", "title_zh", "body", "body_zh", "as_of_date", "guest_country")
STAGES = {"review": BulletinState.IN_REVIEW, "return": BulletinState.DRAFT, "archive": BulletinState.ARCHIVED}


@for_organizers
@require_http_methods(["GET", "POST"])
def bulletins(request: PersonRequest) -> HttpResponse:
    """The list; posting a day drafts a bulletin from its figures."""
    edition = edition_of(request)
    form = DayForm(request.POST or None, initial={"as_of_date": day_of(now(), edition.zone)})
    drafted = attempt(
        form, lambda: draft_bulletin(edition.pk, form.cleaned_data["as_of_date"], actor=request.user, at=now())
    )
    if drafted:
        return redirect("organizer:bulletin", drafted.pk)
    found = BulletinFilter(request.GET, queryset=bulletins_of_house())
    return list_page(
        request,
        "exhibitors/bulletins/organizer_bulletins.html",
        BulletinTable(found.qs),
        filter=found,
        status=422 if form.is_bound else 200,
        form=form,
        may_write=allowed("exhibitors.write_bulletins", request.user),
    )


@for_organizers
@require_http_methods(["GET", "POST"])
def bulletin(request: PersonRequest, pk: int) -> HttpResponse:
    """A bulletin as it reads, and the form to change it while it is a draft."""
    found = _bulletin(pk)
    may_write = allowed("exhibitors.write_bulletins", request.user)
    is_draft = found.state == BulletinState.DRAFT
    form = None
    if may_write and (is_draft or request.method == "POST"):  # what was typed stays, even if it is in review by now
        initial = {name: getattr(found, name) for name in (*WRITTEN, "revision")}
        form = BulletinForm(request.POST or None, initial=initial, guests=guest_countries(found.edition))
    if form and decided(form, change_bulletin, pk, actor=request.user):
        messages.success(request, _("The bulletin has been saved."))
        return redirect("organizer:bulletin", pk)
    may_issue = allowed("exhibitors.issue_bulletins", request.user)
    at = now()
    count = None if found.state in PUBLIC else count_of(found, at=at)  # once for both languages
    context = {
        "form": form,
        "release": read_release(found, at=at, count=count),
        "other": _in_the_other_language(found, at=at, count=count),
        "known": KINDS,
        "may_send": may_write and is_draft,
        "may_issue": may_issue and BULLETIN_LIFECYCLE.allows(found.state, BulletinState.ISSUED),
        "may_archive": may_issue and BULLETIN_LIFECYCLE.allows(found.state, BulletinState.ARCHIVED),
    }
    refused = form is not None and form.is_bound
    return render(request, "exhibitors/bulletins/organizer_bulletin.html", context, status=422 if refused else 200)


@for_organizers
@require_POST
def move(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Send to review, give back, issue or archive the version that was seen."""
    _bulletin(pk)
    if name not in {*STAGES, "issue"}:
        raise Http404
    seen = revision_seen(request)
    if name == "issue":
        perform(request, lambda: issue_bulletin(pk, seen=seen, actor=request.user, at=now()), _("Done."))
    else:
        to = STAGES[name]
        perform(request, lambda: move_bulletin(pk, to=to, seen=seen, actor=request.user, at=now()), _("Done."))
    return redirect("organizer:bulletin", pk)


def _bulletin(pk: int) -> Bulletin:
    return get_object_or_404(bulletins_of_house(), pk=pk)


def _in_the_other_language(bulletin: Bulletin, *, at: datetime, count: Count | None) -> Release | None:
    """What those read who do not read what this person reads; nothing of a bulletin in one language."""
    if not bulletin.body_zh:
        return None
    with override(ENGLISH if bulletin.is_read_in_chinese else CHINESE):
        return read_release(bulletin, at=at, count=count)
