"""The forum for everybody: the agenda, the call for topics, and confirming a topic by the mailed link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.signed_links import read_link_token
from ciie.web.public_forms import is_within_limit
from ciie.web.refusals import attempt
from ciie.web.revalidation import revalidated
from pavilions.editions.queries import current_edition
from pavilions.floor.models.edition import Edition
from pavilions.programme.forms.forum import ProposalForm
from pavilions.programme.models.forum import ForumTopic
from pavilions.programme.operations.forum import confirm_topic, propose_topic
from pavilions.programme.queries.forum import agenda_of, topics_under_discussion
from pavilions.programme.states import TopicState
from pavilions.versions import AGENDA, DAYS, FORUM

TOPICS_AN_HOUR = 10
HOUR = 3600


@require_safe
@revalidated(*AGENDA, *FORUM, DAYS)
def forum(request: HttpRequest) -> HttpResponse:
    edition = _edition()
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
    """The public call. A robot, or too many tries, store nothing."""
    edition = _edition()
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _proposed(request, edition, form):
        messages.success(request, _("Thank you. Look for the mail with the link that confirms your topic."))
        return redirect("forum:forum")
    context = {"edition": edition, "form": form, "is_calling": is_calling(edition)}
    return render(request, "pavilions/programme/propose.html", context, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, edition: Edition, form: ProposalForm) -> bool:
    if not is_within_limit(request, "topic", most=TOPICS_AN_HOUR, seconds=HOUR):
        form.add_error(None, _("Too many topics came from your network. Try again in an hour."))
        return False
    language = get_language() or "en"
    attempt(form, lambda: propose_topic(edition.pk, form.record(), language=language, actor=SYSTEM, at=now()))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a mailed link. Looking changes nothing, since mail programs look too; the button does."""
    try:
        topic = get_object_or_404(ForumTopic, pk=read_link_token("topic", token))
        if request.method == "POST":
            topic = confirm_topic(topic.pk, actor=SYSTEM, at=now())
    except DomainError as refusal:
        return render(request, "pavilions/programme/confirm.html", {"refusal": refusal}, status=refusal.status)
    context = {"topic": topic, "is_confirmed": topic.state != TopicState.ASKED}
    return render(request, "pavilions/programme/confirm.html", context)


def is_calling(edition: Edition) -> bool:
    """Whether topics are taken: until the day before the edition opens."""
    return day_of(now(), edition.zone) < edition.opens_date


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition
