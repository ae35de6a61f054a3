"""Batches of letters: what waits, a preview of each letter, holding single letters back, and the release."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.mail.batches import (
    MAY_RUN,
    Released,
    begin_batch,
    drop_letters,
    keep_for_later,
    name_batch,
    put_back,
    release_batch,
    why_outdated,
)
from ciie.mail.composing import Message, compose
from ciie.mail.kinds import name_of_kind
from ciie.mail.models import Handover, HeldLetter, MailBatch
from ciie.mail.queue import MAY_SETTLE, note_letter_as_delivered, send_letter_again, undelivered_letters
from ciie.mail.senders import sender_for
from ciie.mail.states import HandoverState
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.office.mail_batches.filters import LetterFilter
from exhibitors.office.mail_batches.forms import BeginForm, LettersForm, NameForm
from exhibitors.office.mail_batches.queries import batches_of, contents_of
from exhibitors.office.mail_batches.tables import (
    LETTER_COLUMNS,
    BatchTable,
    LetterTable,
    UndeliveredTable,
    letter_rows,
    shown_state,
)
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only


@for_organizers
@require_http_methods(["GET", "POST"])
def batches(request: PersonRequest) -> HttpResponse:
    """List the batches of an edition, or begin a new one."""
    edition = edition_of(request)
    form = BeginForm(request.POST if request.method == "POST" else None)
    begun = attempt(
        form,
        lambda: begin_batch(edition.batch_scope, name=form.cleaned_data["name"], actor=request.user, at=now()),
    )
    if begun is not None:
        return redirect(f"{reverse('organizer:mail_batches')}?edition={edition.number}")
    return list_page(
        request,
        "exhibitors/mail_batches/batches.html",
        BatchTable(batches_of(edition), edition=edition),
        edition=edition,
        form=form,
        may_run=allowed(MAY_RUN, request.user),
        status=422 if form.is_bound else 200,
    )


@for_organizers
@require_safe
def batch(request: PersonRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """Show who gets what, the number of letters of each kind, and what is outdated, or download the letters."""
    return _show(request, get_object_or_404(MailBatch, pk=pk), kind)


def _show(request: PersonRequest, found: MailBatch, kind: str = "", **sent: BaseForm) -> HttpResponseBase:
    contents = contents_of(found, at=now())
    outdated = contents.sorted.outdated
    narrowed = LetterFilter(request.GET, queryset=found.letters.order_by("pk"), batch=found)
    if kind:
        return download(f"emails-{found.pk}", kind, LETTER_COLUMNS, letter_rows(narrowed.qs, outdated))
    may_run = allowed(MAY_RUN, request.user) and found.released_at is None
    context: dict[str, Any] = {
        "batch": found,
        "contents": contents,
        "leaving": len(contents.sorted.leaving),
        "may_run": may_run,
        "letters_form": LettersForm(),
        "name_form": NameForm(initial={"name": found.name, "revision": found.revision}, auto_id="batch_%s"),
        **sent,
    }
    return list_page(
        request,
        "exhibitors/mail_batches/batch.html",
        LetterTable(narrowed.qs, outdated=outdated, may_run=may_run),
        filter=narrowed,
        has_any=True,
        exports=export_links(request.GET, "organizer:mail_batch_export", found.pk),
        status=422 if sent else 200,
        **context,
    )


@only(MAY_RUN)
@require_POST
def rename(request: PersonRequest, pk: int) -> HttpResponseBase:
    found, form = get_object_or_404(MailBatch, pk=pk), NameForm(request.POST, auto_id="batch_%s")
    if decided(form, name_batch, pk, actor=request.user):
        return redirect("organizer:mail_batch", pk)
    return _show(request, found, name_form=form)


@only(MAY_RUN)
@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(MailBatch, pk=pk)

    def done(released: Released) -> str:
        words = ngettext("%(count)d email is on its way.", "%(count)d emails are on their way.", released.sent)
        return words % {"count": released.sent}

    letters, seen = request.POST.get("letters", ""), revision_seen(request)
    perform(request, lambda: release_batch(pk, letters=letters, seen=seen, actor=request.user, at=now()), done)
    return redirect("organizer:mail_batch", pk)


@only(MAY_RUN)
@require_POST
def letters(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Keep the chosen letters for later, drop them or put them back, depending on the button (`do`)."""
    found, form = get_object_or_404(MailBatch, pk=pk), LettersForm(request.POST)
    count = attempt(form, lambda: _act(request, found, form))
    if count is None:
        return _show(request, found, letters_form=form)
    words = ngettext("%(count)d email changed.", "%(count)d emails changed.", count)
    messages.success(request, words % {"count": count})
    return redirect("organizer:mail_batch", pk)


def _act(request: PersonRequest, found: MailBatch, form: LettersForm) -> int:
    actor, at = request.user, now()
    chosen = list(found.letters.filter(pk__in=form.cleaned_data["letters"]).values_list("pk", flat=True))
    match request.POST.get("do"):
        case "drop":
            return drop_letters(chosen, reason=form.cleaned_data["reason"], actor=actor, at=at)
        case "later":
            return keep_for_later(chosen, actor=actor, at=at)
        case _:
            return put_back(chosen, actor=actor, at=at)


@for_organizers
@require_safe
def letter(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a letter as it would be sent."""
    found = _letter(pk)
    message, at = _composed(found), now()
    outdated = {} if found.batch.released_at else why_outdated([found], at=at)
    state, reason = shown_state(found, outdated)
    context = {
        "letter": found,
        "kind": name_of_kind(found.kind),
        "message": message,
        "sender": sender_for(found.context),
        "html": mark_safe(message.body),  # noqa: S308  # rendered from Markdown in which names are disarmed
        "state": state,
        "reason": reason,
    }
    return render(request, "exhibitors/mail_batches/letter.html", context)


@for_organizers
@require_safe
def enclosure(request: PersonRequest, pk: int, position: int) -> FileResponse:
    """Download a file that is attached to the letter."""
    files = _composed(_letter(pk)).attachments
    if position >= len(files):
        raise Http404
    found = files[position]
    return FileResponse(BytesIO(found.content), as_attachment=True, filename=found.name, content_type=found.media_type)


def _letter(pk: int) -> HeldLetter:
    return get_object_or_404(HeldLetter.objects.select_related("batch"), pk=pk)


def _composed(found: HeldLetter) -> Message:
    return compose({**found.context, "kind": found.kind, "language": found.language})


@for_organizers
@require_safe
def undelivered(request: PersonRequest) -> HttpResponseBase:
    """List the letters that did not certainly arrive, with what can be done about each."""
    may_settle = allowed(MAY_SETTLE, request.user)
    rows = undelivered_letters()
    return list_page(
        request,
        "exhibitors/mail_batches/undelivered.html",
        UndeliveredTable(rows, may_settle=may_settle),
        in_doubt=Handover.objects.filter(state=HandoverState.IN_DOUBT, letter__in=rows).exists(),
    )


@only(MAY_SETTLE)
@require_POST
def send_again(request: PersonRequest, pk: int) -> HttpResponse:
    done = _("The email will be sent again.")
    perform(request, lambda: send_letter_again(pk, actor=request.user, at=now()), done)
    return redirect("organizer:mail_undelivered")


@only(MAY_SETTLE)
@require_POST
def found_delivered(request: PersonRequest, pk: int) -> HttpResponse:
    done = _("The email counts as delivered and will not be sent again.")
    perform(request, lambda: note_letter_as_delivered(pk, actor=request.user, at=now()), done)
    return redirect("organizer:mail_undelivered")
