"""The forum: its agenda and the call for topics for the public; topics, reviews and sessions for organizers."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import SYSTEM
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.signed_links import read_link_token
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.rate_limits import is_within_limit
from ciie.web.refusals import attempt, perform
from ciie.web.revalidation import revalidated
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import edition_or_404
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.filters import TopicFilter
from pavilions.national.programme.forms import (
    MergeForm,
    ProposalForm,
    ReviewForm,
    SessionForm,
    SpeakersForm,
    TopicForm,
    speaker_lines,
)
from pavilions.national.programme.models.forum import ForumSession, ForumTopic
from pavilions.national.programme.operations.forum import (
    change_speakers,
    confirm_topic,
    merge_topics,
    move_topic,
    note_topic,
    propose_topic,
    review_topic,
    schedule_session,
    take_off_agenda,
)
from pavilions.national.programme.queries import agenda_of, reviews_of, topics_of, topics_under_discussion
from pavilions.national.programme.states import TOPIC_LIFECYCLE, TopicState
from pavilions.national.programme.tables import TOPIC_COLUMNS, TopicTable, topic_rows
from pavilions.permissions import for_organizers, only
from pavilions.versions import AGENDA, DAYS, FORUM

TOPICS_AN_HOUR = 10
HOUR = 3600


@require_safe
@revalidated(*AGENDA, *FORUM, DAYS)
def forum(request: HttpRequest) -> HttpResponse:
    edition = edition_or_404(request)
    with timezone.override(edition.zone):
        context = {
            "edition": edition,
            "sessions": list(agenda_of(edition)),
            "discussed": list(topics_under_discussion(edition)),
            "is_calling": is_calling(edition),
        }
        return render(request, "pavilions/programme/forum.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Show the public call and take a topic. Robots and excessive attempts store nothing."""
    edition = edition_or_404(request)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not is_within_limit(request, "topic", most=TOPICS_AN_HOUR, seconds=HOUR):
        form.add_error(None, _("Too many topics from your network. Try again in an hour."))
    language = get_language() or "en"
    if attempt(form, lambda: propose_topic(edition.pk, form.record(), language=language, actor=SYSTEM, at=now())):
        messages.success(request, _("Thank you. Check your email for the link that confirms your topic."))
        return redirect("forum:forum")
    context = {"edition": edition, "form": form, "is_calling": is_calling(edition)}
    return render(request, "pavilions/programme/propose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of a mailed link. Opening it changes nothing, since mail programs open links, too."""
    try:
        topic = get_object_or_404(ForumTopic, pk=read_link_token("topic", token))
        if request.method == "POST":
            topic = confirm_topic(topic.pk, actor=SYSTEM, at=now())
    except DomainError as refusal:
        return render(request, "pavilions/programme/confirm.html", {"refusal": refusal}, status=refusal.status)
    context = {"topic": topic, "is_confirmed": topic.state != TopicState.ASKED}
    return render(request, "pavilions/programme/confirm.html", context)


def is_calling(edition: Edition) -> bool:
    """Return whether the call for topics is open, which it is until the day before the edition opens."""
    return day_of(now(), edition.zone) < edition.opens_date


OFFERED = (TopicState.PROPOSED, TopicState.CONSULTED, TopicState.SHORTLISTED, TopicState.DECLINED)
"""The moves made by a button. Merging and the agenda need more input."""


@for_organizers
@require_safe
def topics(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the topics of the edition's forum, or return the same rows as a file."""
    edition = edition_or_404(request)
    found = TopicFilter(request.GET, queryset=topics_of(edition))
    if kind:
        rows = topic_rows(in_pieces(found.qs))
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
    edition, form = edition_or_404(request), TopicForm(request.POST or None)
    noted = attempt(form, lambda: note_topic(edition.pk, form.record(), actor=request.user, at=now()))
    if noted:
        messages.success(request, _("The topic has been saved."))
        return redirect("topics:topic", noted.pk)
    context = {"form": form, "edition": edition}
    return render(request, "pavilions/programme/note.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_http_methods(["GET", "POST"])
def topic(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a topic with its reviews. A POST saves the person's own review."""
    found = _topic(pk)
    own = found.reviews.filter(reviewer=request.user).first()
    form = ReviewForm(request.POST or None, initial={"score": own.score, "comment": own.comment} if own else None)
    if attempt(form, lambda: review_topic(pk, **form.cleaned_data, actor=request.user, at=now())):
        messages.success(request, _("Your review has been saved."))
        return redirect("topics:topic", pk)
    return _show(request, found, form, MergeForm(topic=found))


@only("pavilions.run_forum")
@require_POST
def merge(request: PersonRequest, pk: int) -> HttpResponse:
    found = _topic(pk)
    form = MergeForm(request.POST, topic=found)
    into = attempt(
        form, lambda: merge_topics(pk, form.cleaned_data["into"].pk, seen=form.seen, actor=request.user, at=now())
    )
    if into:
        messages.success(request, _("%(topic)s has been merged into this topic.") % {"topic": found.title})
        return redirect("topics:topic", into.pk)
    return _show(request, _topic(pk), ReviewForm(), form)


@only("pavilions.run_forum")
@require_POST
def move(request: PersonRequest, pk: int, to: str) -> HttpResponse:
    found = _topic(pk)
    if to not in OFFERED:
        raise Http404
    operation = take_off_agenda if found.state == TopicState.ON_AGENDA else partial(move_topic, to=TopicState(to))
    perform(
        request,
        lambda: operation(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Done."),
    )
    return redirect("topics:topic", pk)


@only("pavilions.run_forum")
@require_http_methods(["GET", "POST"])
def schedule(request: PersonRequest) -> HttpResponse:
    """Schedule a session for shortlisted topics."""
    edition = edition_or_404(request)
    with timezone.override(edition.zone):
        form = SessionForm(request.POST or None, edition=edition)
        scheduled = attempt(
            form,
            lambda: schedule_session(
                edition.pk,
                form.terms(),
                topic_ids=[each.pk for each in form.cleaned_data["topics"]],
                speakers=form.cleaned_data["speakers"],
                actor=request.user,
                at=now(),
            ),
        )
        if scheduled:
            messages.success(request, _("The session has been scheduled. It becomes public when it is announced."))
            return redirect("programme:events")
        context = {"form": form, "edition": edition}
        return render(request, "pavilions/programme/session.html", context, status=422 if form.is_bound else 200)


@only("pavilions.run_forum")
@require_http_methods(["GET", "POST"])
def speakers(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the speakers of a session, as a list."""
    session = get_object_or_404(ForumSession.objects.select_related("event__edition"), pk=pk)
    shown = {"speakers": speaker_lines(session.speakers.all()), "revision": session.event.revision}
    form = SpeakersForm(request.POST if request.method == "POST" else None, initial=shown)
    changed = attempt(
        form,
        lambda: change_speakers(pk, form.cleaned_data["speakers"], seen=form.seen, actor=request.user, at=now()),
    )
    if changed:
        messages.success(request, _("The speakers have been saved."))
        return redirect("programme:event", pk)
    context = {"form": form, "session": session}
    return render(request, "pavilions/programme/speakers.html", context, status=422 if form.is_bound else 200)


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
    status = 422 if form.is_bound or merging.is_bound else 200
    return render(request, "pavilions/programme/topic.html", context, status=status)


def _topic(pk: int) -> ForumTopic:
    rows = ForumTopic.objects.exclude(state=TopicState.ASKED)
    return get_object_or_404(rows.select_related("edition", "merged_into", "session__event__room"), pk=pk)
