"""A pavilion's own desk: its tasks, profile, contacts and the space that it requests.

Managers work here, and so may directors; other organizers only read.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import today_in
from pavilions.national.national_pavilions.forms import AreaRequestForm
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionInvitation
from pavilions.national.national_pavilions.models.pavilion_profile import PavilionProfile
from pavilions.national.national_pavilions.models.pavilion_work import PavilionTask
from pavilions.national.national_pavilions.operations.pavilion_managers import accept_manager_invitation
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    note_contact,
    remove_contact,
    write_profile,
)
from pavilions.national.national_pavilions.operations.pavilion_space import request_area
from pavilions.national.national_pavilions.operations.pavilion_tasks import (
    change_task_day,
    drop_task,
    finish_task,
    reopen_task,
    set_task,
)
from pavilions.national.national_pavilions.queries.national_pavilions import (
    claims_of,
    invitations_to_pavilions,
    managed_by,
    visible_pavilions,
    with_claims,
)
from pavilions.national.national_pavilions.queries.pavilion_deadlines import deadlines_of, due_of, tasks_of
from pavilions.national.national_pavilions.queries.pavilion_history import times_as_guest
from pavilions.national.national_pavilions.states import ProfileLanguage
from pavilions.national.pavilion_desk.forms import ContactChangeForm, ContactForm, ProfileForm, TaskDayForm, TaskForm
from pavilions.national.pavilion_desk.queries import contacts_of, designs_of, pictures_of
from pavilions.national.programme.queries import events_of


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Show the pavilions that this person manages or is invited to manage. Raise `Http404` if there are none."""
    own = list(with_claims(managed_by(request.user)))
    invitations = list(invitations_to_pavilions(request.user, at=now()))
    if not own and not invitations:
        raise Http404
    if len(own) == 1 and not invitations:
        return redirect("pavilion:home", own[0].pk)
    return render(request, "pavilions/pavilion_desk/mine.html", {"own": own, "invitations": invitations})


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the page of the mailed link. Only the person with the invited address sees what it offers."""
    invitations = PavilionInvitation.objects.select_related("pavilion__edition")
    invitation = get_object_or_404(invitations, pk=pk, email__iexact=request.user.email)
    is_open = not (invitation.accepted_at or invitation.withdrawn_at) and invitation.expires_at > now()
    if request.method == "POST":
        pavilion = accept_manager_invitation(pk, actor=request.user, at=now())
        messages.success(request, _("You now manage the pavilion of %(pavilion)s.") % {"pavilion": pavilion})
        return redirect("pavilion:home", pavilion.pk)
    return render(request, "pavilions/pavilion_desk/accept.html", {"invitation": invitation, "is_open": is_open})


@login_required
@require_safe
def home(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the state of the pavilion and its next steps."""
    pavilion = pavilion_for(request, pk)
    edition = pavilion.edition
    tasks = tasks_of(pavilion, today=today_in(edition))
    return show(
        request,
        "home",
        pavilion,
        due=due_of(pavilion, deadlines_of(edition), today=today_in(edition)),
        open_tasks=[each for each in tasks if each.task.done_at is None],
        done_count=sum(each.task.done_at is not None for each in tasks),
        claims=claims_of(pavilion),
        times_as_guest=times_as_guest(pavilion),
        design=designs_of(pavilion).first(),
        profiles=pavilion.profiles.order_by("language"),
        picture_count=pictures_of(pavilion).count(),
        events=events_of(edition).filter(pavilion=pavilion),
    )


VISITORS_READ = (ProfileLanguage.ENGLISH, ProfileLanguage.CHINESE)


@login_required
@require_safe
def profile(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the languages of the pavilion's profiles, those that visitors mostly read, and all others."""
    pavilion = pavilion_for(request, pk)
    written = {each.language: each for each in pavilion.profiles.all()}
    shown = [each for each in ProfileLanguage if each in written or each in VISITORS_READ]
    return show(
        request,
        "profile",
        pavilion,
        languages=[(language, written.get(language)) for language in shown],
        others=[language for language in ProfileLanguage if language not in shown],
    )


@login_required
@require_http_methods(["GET", "POST"])
def profile_in(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """Write the profile in one language."""
    if language not in ProfileLanguage.values:
        raise Http404
    pavilion = pavilion_for(request, pk)
    chosen = ProfileLanguage(language)
    present = PavilionProfile.objects.filter(pavilion=pavilion, language=chosen).first()
    shown = {"revision": present.revision if present else 0}
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=present, initial=shown)
    if attempt(form, lambda: write_profile(pk, chosen, form.terms(), seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The profile has been saved."))
        return redirect("pavilion:profile", pk)
    return show(request, "profile", pavilion, page="profile_form", form=form, language=chosen, profile=present)


@login_required
@require_http_methods(["GET", "POST"])
def contacts(request: PersonRequest, pk: int) -> HttpResponse:
    """Show all contacts, and a form for another one."""
    return _contacts(request, pk, None)


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: PersonRequest, pk: int, contact: int) -> HttpResponse:
    """Change one contact."""
    return _contacts(request, pk, contact)


def _contacts(request: PersonRequest, pk: int, contact_id: int | None) -> HttpResponse:
    pavilion = pavilion_for(request, pk)
    present = get_object_or_404(contacts_of(pavilion), pk=contact_id) if contact_id else None
    sent = request.POST if request.method == "POST" else None
    form = (
        ContactChangeForm(sent, instance=present, initial={"revision": present.revision})
        if present
        else ContactForm(sent)
    )
    noted = attempt(
        form,
        lambda: note_contact(
            pk,
            form.terms(),
            contact_id=contact_id,
            seen=form.cleaned_data.get("revision"),
            actor=request.user,
            at=now(),
        ),
    )
    if noted:
        messages.success(request, _("The contact has been saved."))
        return redirect("pavilion:contacts", pk)
    return show(request, "contacts", pavilion, contacts=contacts_of(pavilion), form=form, changing=present)


@login_required
@require_POST
def drop_contact(request: PersonRequest, pk: int, contact: int) -> HttpResponse:
    pavilion_for(request, pk)
    perform(
        request,
        lambda: remove_contact(pk, contact, seen=revision_seen(request), actor=request.user, at=now()),
        _("The contact has been removed."),
    )
    return redirect("pavilion:contacts", pk)


@login_required
@require_http_methods(["GET", "POST"])
def space(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the space that the pavilion has, and request space."""
    pavilion = pavilion_for(request, pk)
    form = AreaRequestForm(
        request.POST if request.method == "POST" else None,
        instance=pavilion,
        initial={"revision": pavilion.revision},
    )
    if decided(form, request_area, pk, actor=request.user):
        messages.success(request, _("Your space request has been sent to the organizer."))
        return redirect("pavilion:space", pk)
    return show(request, "space", pavilion, claims=claims_of(pavilion), form=form)


def pavilion_for(request: PersonRequest, pk: int) -> NationalPavilion:
    """Return the pavilion. Raise `Http404` if the person may not see it."""
    return get_object_or_404(visible_pavilions(request.user), pk=pk)


def show(request: PersonRequest, tab: str, pavilion: NationalPavilion, page: str = "", **context: Any) -> HttpResponse:
    """Render a page of the desk, with status 422 if a form on it was refused."""
    form = context.get("form")
    shared = {
        "pavilion": pavilion,
        "edition": pavilion.edition,
        "current": tab,
        "at_desk": allowed("pavilions.enter_organizer_desk", request.user),
        "may_keep": allowed("pavilions.keep_pavilion", request.user, pavilion),
        **context,
    }
    refused = form is not None and form.is_bound
    return render(request, f"pavilions/pavilion_desk/{page or tab}.html", shared, status=422 if refused else 200)


TRANSITIONS: dict[str, Any] = {"done": finish_task, "reopen": reopen_task, "drop": drop_task}


@login_required
@require_http_methods(["GET", "POST"])
def tasks(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the tasks with their due dates, and for directors a form for another one."""
    pavilion = pavilion_for(request, pk)
    form = TaskForm(request.POST if request.method == "POST" else None)
    if attempt(form, lambda: set_task(pk, **form.cleaned_data, actor=request.user, at=now())):
        messages.success(request, _("The task has been set."))
        return redirect("pavilion:tasks", pk)
    return _show_tasks(request, pavilion, form)


def _show_tasks(request: PersonRequest, pavilion: NationalPavilion, form: TaskForm, **refused: Any) -> HttpResponse:
    only_overdue = "overdue" in request.GET
    rows = tasks_of(pavilion, today=today_in(pavilion.edition))
    return show(
        request,
        "tasks",
        pavilion,
        tasks=[row for row in rows if row.is_late] if only_overdue else rows,
        only_overdue=only_overdue,
        form=form,
        may_guide=allowed("pavilions.guide_pavilions", request.user),
        **refused,
    )


@login_required
@require_POST
def move_task(request: PersonRequest, pk: int, task: int, name: str) -> HttpResponse:
    """Apply `done`, `reopen`, `drop`, or `day` with another due date."""
    if name not in {*TRANSITIONS, "day"}:
        raise Http404
    pavilion = pavilion_for(request, pk)
    get_object_or_404(PavilionTask, pk=task, pavilion=pavilion)
    if name == "day":
        form = TaskDayForm(request.POST)
        if not decided(form, change_task_day, task, actor=request.user):  # keeps the date that was typed
            answer = _show_tasks(request, pavilion, TaskForm(), refused=task, day_form=form)
            answer.status_code = 422
            return answer
        messages.success(request, _("The due date has been changed."))
    else:
        operation = TRANSITIONS[name]
        perform(
            request,
            lambda: operation(task, seen=revision_seen(request), actor=request.user, at=now()),
            _("Done."),
        )
    return redirect("pavilion:tasks", pk)
