"""Topics of the forum as organizers see them: the list, one topic with its reviews and moves, scheduling a session."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import announce_refusal, attempt
from ciie.web.revision_forms import revision_seen
from pavilions.editions.queries import current_edition
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only
from pavilions.programme.filters import TopicFilter
from pavilions.programme.forms.forum import MergeForm, ReviewForm, SessionForm, SpeakersForm, TopicForm, speaker_lines
from pavilions.programme.models.forum import ForumSession, ForumTopic
from pavilions.programme.operations.forum import (
    change_speakers,
    merge_topics,
    move_topic,
    note_topic,
    review_topic,
    schedule_session,
    take_off_agenda,
)
from pavilions.programme.queries.forum import reviews_of, topics_of
from pavilions.programme.states import TOPIC_LIFECYCLE, TopicState
from pavilions.programme.tables import TOPIC_COLUMNS, TopicTable, topic_rows

OFFERED = (TopicState.PROPOSED, TopicState.CONSULTED, TopicState.SHORTLISTED, TopicState.DECLINED)
"""Moves made by a button; merging and the agenda ask for more."""


@for_organizers
@require_safe
def topics(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """The topics of the edition's forum, or the same rows as a file."""
    edition = _edition()
    found = TopicFilter(request.GET, queryset=topics_of(edition))
    if kind:
        rows = topic_rows(found.qs.iterator(chunk_size=ROWS_READ_AT_ONCE))
        return download(f"topics-{edition.number}", kind, TOPIC_COLUMNS, rows)
    return list_page(
        request,
        "pavilions/programme/topics.html",
        TopicTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "topics:export"),
        edition=edition,
        may_run=allowed("pavilions.run_forum", request.user),
    )


@only("pavilions.run_forum")
@require_http_methods(["GET", "POST"])
def note(request: PersonRequest) -> HttpResponse:
    edition, form = _edition(), TopicForm(request.POST or None)
    noted = (
        attempt(form, lambda: note_topic(edition.pk, form.record(), actor=request.user, at=now()))
        if form.is_valid()
        else None
    )
    if noted:
        messages.success(request, _("The topic is noted."))
        return redirect("topics:topic", noted.pk)
    return _page(request, "pavilions/programme/note.html", {"form": form, "edition": edition}, is_refused=form.is_bound)


@for_organizers
@require_http_methods(["GET", "POST"])
def topic(request: PersonRequest, pk: int) -> HttpResponse:
    """A topic with its reviews; posting adds one's own."""
    found = _topic(pk)
    own = found.reviews.filter(reviewer=request.user).first()
    form = ReviewForm(request.POST or None, initial={"score": own.score, "comment": own.comment} if own else None)
    if form.is_valid() and _reviewed(request, pk, form):
        messages.success(request, _("Your review is noted."))
        return redirect("topics:topic", pk)
    return _show(request, found, form, MergeForm(topic=found))


def _reviewed(request: PersonRequest, pk: int, form: ReviewForm) -> bool:
    typed = form.cleaned_data
    attempt(
        form,
        lambda: review_topic(pk, score=typed["score"], comment=typed["comment"], actor=request.user, at=now()),
    )
    return not form.errors


@only("pavilions.run_forum")
@require_POST
def merge(request: PersonRequest, pk: int) -> HttpResponse:
    found = _topic(pk)
    form = MergeForm(request.POST, topic=found)
    into = (
        attempt(
            form, lambda: merge_topics(pk, form.cleaned_data["into"].pk, seen=form.seen, actor=request.user, at=now())
        )
        if form.is_valid()
        else None
    )
    if into:
        messages.success(request, _("%(topic)s is part of this topic now.") % {"topic": found.title})
        return redirect("topics:topic", into.pk)
    return _show(request, _topic(pk), ReviewForm(), form)


@only("pavilions.run_forum")
@require_POST
def move(request: PersonRequest, pk: int, to: str) -> HttpResponse:
    found = _topic(pk)
    if to not in OFFERED:
        raise Http404
    try:
        if found.state == TopicState.ON_AGENDA:
            take_off_agenda(pk, seen=revision_seen(request), actor=request.user, at=now())
        else:
            move_topic(pk, to=TopicState(to), seen=revision_seen(request), actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, _("Noted."))
    return redirect("topics:topic", pk)


@only("pavilions.run_forum")
@require_http_methods(["GET", "POST"])
def schedule(request: PersonRequest) -> HttpResponse:
    """Give shortlisted topics a session."""
    edition = _edition()
    with timezone.override(edition.zone):
        form = SessionForm(request.POST or None, edition=edition)
        if form.is_valid() and _scheduled(request, edition, form):
            messages.success(request, _("The session is scheduled. It is public once it is announced."))
            return redirect("programme:events")
        return _page(
            request, "pavilions/programme/session.html", {"form": form, "edition": edition}, is_refused=form.is_bound
        )


def _scheduled(request: PersonRequest, edition: Edition, form: SessionForm) -> bool:
    typed = form.cleaned_data
    attempt(
        form,
        lambda: schedule_session(
            edition.pk,
            form.terms(),
            topic_ids=[each.pk for each in typed["topics"]],
            speakers=typed["speakers"],
            actor=request.user,
            at=now(),
        ),
    )
    return not form.errors


@only("pavilions.run_forum")
@require_http_methods(["GET", "POST"])
def speakers(request: PersonRequest, pk: int) -> HttpResponse:
    """The speakers of a session, to be changed as a list."""
    session = get_object_or_404(ForumSession.objects.select_related("event__edition"), pk=pk)
    shown = {"speakers": speaker_lines(session.speakers.all()), "revision": session.event.revision}
    form = SpeakersForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        typed = form.cleaned_data
        if attempt(
            form,
            lambda: change_speakers(pk, typed["speakers"], seen=form.seen, actor=request.user, at=now()),
        ):
            messages.success(request, _("The speakers are saved."))
            return redirect("programme:event", pk)
    context = {"form": form, "session": session}
    return _page(request, "pavilions/programme/speakers.html", context, is_refused=form.is_bound)


def _show(request: PersonRequest, found: ForumTopic, form: ReviewForm, merging: MergeForm) -> HttpResponse:
    may_run = allowed("pavilions.run_forum", request.user)
    offered = [to for to in OFFERED if may_run and TOPIC_LIFECYCLE.allows(found.state, to)]
    context = {
        "topic": found,
        "form": form if found.state in {*OFFERED} - {TopicState.DECLINED} else None,
        "merging": merging if may_run and TOPIC_LIFECYCLE.allows(found.state, TopicState.MERGED) else None,
        "offered": [(to.value, to.label) for to in offered],
        "reviews": list(reviews_of(found)),
        "merged": list(found.merged.order_by("title")),
    }
    return _page(request, "pavilions/programme/topic.html", context, is_refused=form.is_bound or merging.is_bound)


def _topic(pk: int) -> ForumTopic:
    rows = ForumTopic.objects.exclude(state=TopicState.ASKED)
    return get_object_or_404(rows.select_related("edition", "merged_into", "session__event__room"), pk=pk)


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition


def _page(request: PersonRequest, template: str, context: dict[str, Any], *, is_refused: bool) -> HttpResponse:
    return render(request, template, context, status=422 if is_refused else 200)
