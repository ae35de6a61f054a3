"""Bulletins for organizers: the list, drafting from a day's figures, writing, reviewing, issuing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
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
from exhibitors.promotion.bulletins.filters import BulletinFilter
from exhibitors.promotion.bulletins.forms import BulletinForm, BulletinPictureForm, CorrectionForm, DayForm, IssueForm
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import (
    add_bulletin_picture,
    change_bulletin,
    correct_bulletin,
    draft_bulletin,
    issue_bulletin,
    move_bulletin,
)
from exhibitors.promotion.bulletins.queries import (
    PUBLIC,
    Release,
    bulletins_of_house,
    changed_figures,
    count_of,
    digest_of,
    fallen_figures,
    noted_figures,
    read_release,
    writers_of,
)
from exhibitors.promotion.bulletins.states import BULLETIN_LIFECYCLE, BulletinState
from exhibitors.promotion.bulletins.tables import BulletinTable
from exhibitors.promotion.figures.queries.public_figures import guest_countries
from exhibitors.promotion.figures.queries.release_figures import KINDS, Count
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers

WRITTEN = (
    *("title", "title_zh", "body", "body_zh", "as_of_date", "guest_country"),
    *("correction_reason", "correction_reason_zh"),
)
STAGES = {"review": BulletinState.IN_REVIEW, "return": BulletinState.DRAFT, "archive": BulletinState.ARCHIVED}


@for_organizers
@require_http_methods(["GET", "POST"])
def bulletins(request: PersonRequest) -> HttpResponse:
    """Show the list. Posting a day drafts a bulletin from its figures."""
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
        fallen=fallen_figures(edition, at=now()),
        may_write=allowed("exhibitors.write_bulletins", request.user),
    )


@for_organizers
@require_http_methods(["GET", "POST"])
def bulletin(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a bulletin as readers see it, and the form to change it while it is a draft."""
    found = _bulletin(pk)
    may_write = allowed("exhibitors.write_bulletins", request.user)
    form = None
    if may_write and (found.state == BulletinState.DRAFT or request.method == "POST"):
        form = _text_form(request, found)  # keeps the input even if it is in review by now
    if form and decided(form, change_bulletin, pk, actor=request.user):
        messages.success(request, _("The bulletin has been saved."))
        return redirect("organizer:bulletin", pk)
    return _show(request, found, {"form": form})


@for_organizers
@require_POST
def move(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Send the version that was seen to review, return it, or archive it."""
    _bulletin(pk)
    if name not in STAGES:
        raise Http404
    to, seen = STAGES[name], revision_seen(request)
    perform(request, lambda: move_bulletin(pk, to=to, seen=seen, actor=request.user, at=now()), _("Done."))
    return redirect("organizer:bulletin", pk)


@for_organizers
@require_POST
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    """Issue the version that was seen with the figures agreed to.

    If they differ by now, show them again for agreement.
    """
    _bulletin(pk)
    form = IssueForm(request.POST)
    if decided(form, issue_bulletin, pk, arguments={"agreed": "figures"}, actor=request.user):
        messages.success(request, _("The bulletin has been issued."))
        return redirect("organizer:bulletin", pk)
    return _show(request, _bulletin(pk), {"refused": form.errors})


@for_organizers
@require_POST
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin the next version of an issued bulletin."""
    _bulletin(pk)
    form = CorrectionForm(request.POST)
    if correction := decided(form, correct_bulletin, pk, actor=request.user):
        messages.success(
            request, _("This is the draft of the correction. It replaces the issued version once it is issued.")
        )
        return redirect("organizer:bulletin", correction.pk)
    return _show(request, _bulletin(pk), {"correction_form": form})


@for_organizers
@require_POST
def add_picture(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a picture that the text can show. Unsaved text stays on the page, to be saved by its own button."""
    _bulletin(pk)
    form = BulletinPictureForm(request.POST, request.FILES)
    added = attempt(form, lambda: add_bulletin_picture(pk, **form.cleaned_data, actor=request.user, at=now()))
    found, has_text = _bulletin(pk), "body" in request.POST
    typed = {"form": _text_form(request, found, is_sent=has_text)}
    if not added:
        return _show(request, found, {"picture_form": form, **typed})
    done = _("The picture has been added. Write ![](picture:%(number)d) where it is to stand.")
    messages.success(request, done % {"number": added.number})
    return _show(request, found, typed, is_refused=False) if has_text else redirect("organizer:bulletin", pk)


def _text_form(request: PersonRequest, found: Bulletin, *, is_sent: bool = True) -> BulletinForm:
    initial = {name: getattr(found, name) for name in (*WRITTEN, "revision")}
    typed = request.POST or None if is_sent else None
    return BulletinForm(
        typed, initial=initial, guests=guest_countries(found.edition), is_correction=found.corrects is not None
    )


def _show(
    request: PersonRequest, found: Bulletin, shown: Mapping[str, Any], *, is_refused: bool | None = None
) -> HttpResponse:
    """Render the page of a bulletin.

    `shown` holds forms. Bound ones count as refused unless `is_refused` says otherwise.
    """
    may_write = allowed("exhibitors.write_bulletins", request.user)
    may_issue = allowed("exhibitors.issue_bulletins", request.user)
    is_draft, at = found.state == BulletinState.DRAFT, now()
    count = None if found.state in PUBLIC else count_of(found, at=at)  # counted once for both languages
    context = {
        "release": read_release(found, at=at, count=count),
        "other": _in_the_other_language(found, at=at, count=count),
        "known": KINDS,
        "pictures": found.pictures.all(),
        "picture_form": BulletinPictureForm() if may_write and is_draft else None,
        "may_send": may_write and is_draft,
        "may_archive": may_issue and BULLETIN_LIFECYCLE.allows(found.state, BulletinState.ARCHIVED),
        "correction_form": CorrectionForm(initial={"revision": found.revision})
        if may_write and found.state in PUBLIC and not hasattr(found, "correction")
        else None,
        **(_issuing(request, found, count) if count and may_issue and found.state == BulletinState.IN_REVIEW else {}),
        **shown,
    }
    if is_refused is None:
        is_refused = any(isinstance(each, BaseForm) and each.is_bound for each in shown.values()) or "refused" in shown
    return render(request, "exhibitors/bulletins/organizer_bulletin.html", context, status=422 if is_refused else 200)


def _issuing(request: PersonRequest, found: Bulletin, count: Count) -> dict[str, object]:
    """Return what the person who may issue it must know: the changes since the review, and whether they wrote it."""
    figures = noted_figures(found, count)
    return {
        "may_issue": True,
        "is_own": request.user.pk in writers_of(found),
        "changes": changed_figures(found.figures_in_review, figures),
        "is_noted": bool(found.figures_in_review) or not figures,
        "issue_form": IssueForm(initial={"revision": found.revision, "figures": digest_of(figures)}),
    }


def _bulletin(pk: int) -> Bulletin:
    return get_object_or_404(bulletins_of_house(), pk=pk)


def _in_the_other_language(bulletin: Bulletin, *, at: datetime, count: Count | None) -> Release | None:
    """Return the bulletin in the language that this person does not read, or None if it is in one language only."""
    if not bulletin.body_zh:
        return None
    with override(ENGLISH if bulletin.is_read_in_chinese else CHINESE):
        return read_release(bulletin, at=at, count=count)
