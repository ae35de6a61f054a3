"""The reviewer of a booking, internal notes on it, and comments to its exhibitor."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.rate_limits import require_pace
from ciie.web.refusals import attempt
from exhibitors.bookings.handling.forms import CommentForm, NoteForm, ReviewerForm
from exhibitors.bookings.handling.operations import assign_reviewer, comment_as_organizer, release_reviewer, write_note
from exhibitors.bookings.handling.queries import possible_reviewers
from exhibitors.office.review.views.reviewing import booking_or_404, show_review
from pavilions.permissions import for_organizers


@for_organizers
@require_POST
def reviewer(request: PersonRequest, pk: int) -> HttpResponse:
    """Assign a reviewer, or remove the present one."""
    booking = booking_or_404(request, pk)
    form = ReviewerForm(request.POST, people=possible_reviewers(booking))

    def assign() -> bool:
        chosen, seen, actor, at = form.cleaned_data["reviewer"], form.seen, request.user, now()
        if chosen is None:
            release_reviewer(pk, seen=seen, actor=actor, at=at)
        else:
            assign_reviewer(pk, chosen, seen=seen, actor=actor, at=at)
        return True

    if attempt(form, assign):
        messages.success(request, _("The reviewer has been saved."))
        return redirect(f"{reverse('organizer:review', args=[pk])}#reviewer")
    return show_review(request, booking_or_404(request, pk), reviewer_form=form)


@for_organizers
@require_POST
def note(request: PersonRequest, pk: int) -> HttpResponse:
    booking_or_404(request, pk)
    form = NoteForm(request.POST, auto_id="note_%s")
    if attempt(form, lambda: write_note(pk, form.cleaned_data["text"], actor=request.user, at=now())):
        messages.success(request, _("The note has been saved."))
        return redirect(f"{reverse('organizer:review', args=[pk])}#notes")
    return show_review(request, booking_or_404(request, pk), note_form=form)


@for_organizers
@require_POST
def comment(request: PersonRequest, pk: int) -> HttpResponse:
    booking_or_404(request, pk)
    form = CommentForm(request.POST, auto_id="comment_%s")

    def send() -> object:
        require_pace("comments", request.user.pk, settings.COMMENTS_PER_MINUTE)
        return comment_as_organizer(pk, form.cleaned_data["text"], actor=request.user, at=now())

    if attempt(form, send):
        messages.success(request, _("The comment has been sent to the exhibitor."))
        return redirect(f"{reverse('organizer:review', args=[pk])}#comments")
    return show_review(request, booking_or_404(request, pk), comment_form=form)
