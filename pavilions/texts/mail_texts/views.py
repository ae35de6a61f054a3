"""Pages for the texts of mails: the list of kinds, the editor with its preview, and the sender."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.mail.composing import WRITTEN, Message, composed
from ciie.mail.kinds import KINDS
from ciie.mail.models import MailSender, MailText
from ciie.mail.operations import (
    require_writable,
    send_test_letter,
    set_mail_sender,
    use_standard_text,
    write_mail_text,
)
from ciie.mail.queries import known_placeholders, listed_kinds, mail_sender, written_text
from ciie.mail.samples import sample_words
from ciie.mail.senders import sender_for, sent_as
from ciie.mail.standard_texts import standard_text
from ciie.web.refusals import attempt, perform, show_on
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import only
from pavilions.texts.mail_texts.forms import EditionSenderForm, MailSenderForm, MailTextForm
from pavilions.texts.mail_texts.operations import set_edition_sender


@only("mail.write_texts")
@require_safe
def list_texts(request: PersonRequest) -> HttpResponse:
    return _show_list(request, _site_form())


@only("mail.write_texts")
@require_POST
def set_sender(request: PersonRequest) -> HttpResponse:
    form = MailSenderForm(request.POST, instance=MailSender())
    sender = attempt(
        form,
        lambda: set_mail_sender(
            name=form.cleaned_data["name"],
            reply_to=form.cleaned_data["reply_to"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if sender:
        messages.success(request, _("The sender has been saved."))
        return redirect("mail_texts:list")
    return _show_list(request, form)


@only("mail.write_texts")
@require_POST
def set_sender_of_edition(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    form = EditionSenderForm(request.POST, auto_id=OF_EDITION)
    saved = attempt(
        form,
        lambda: set_edition_sender(
            edition.pk,
            name=form.cleaned_data["sender_name"],
            reply_to=form.cleaned_data["reply_to"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if saved:
        messages.success(request, _("The sender has been saved."))
        return redirect(f"{reverse('mail_texts:list')}?edition={edition.number}")
    return _show_list(request, _site_form(), form)


@only("mail.write_texts")
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, kind: str, language: str) -> HttpResponse:
    """Write the text. `preview` shows and `test` sends the current input, without saving it."""
    text = _written_or_404(kind, language)
    in_use = text if text and text.is_in_use else None
    seen = {"subject": in_use.subject, "body": in_use.body} if in_use else _standard(kind, language)
    form = MailTextForm(
        request.POST if request.method == "POST" else None, initial={**seen, "revision": text.revision if text else 0}
    )
    if not form.is_bound or "preview" in request.POST:
        return _show(request, kind, language, form, text)
    if "test" in request.POST:
        if form.is_valid():
            _send_test(request, form, kind, language)
        return _show(request, kind, language, form, text)
    saved = attempt(
        form,
        lambda: write_mail_text(
            kind,
            language,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if saved:
        messages.success(request, _("The text has been saved. Emails are sent with it from now on."))
        return redirect("mail_texts:edit", kind, language)
    return _show(request, kind, language, form, text)


@only("mail.write_texts")
@require_POST
def standard(request: PersonRequest, kind: str, language: str) -> HttpResponse:
    """Return to the standard text."""
    _written_or_404(kind, language)
    perform(
        request,
        lambda: use_standard_text(kind, language, seen=revision_seen(request), actor=request.user, at=now()),
        _("Emails are sent with the standard text again."),
    )
    return redirect("mail_texts:edit", kind, language)


def _send_test(request: PersonRequest, form: MailTextForm, kind: str, language: str) -> None:
    subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
    number = _number(request)
    about = {} if number is None else {"edition_number": str(number)}
    try:
        send_test_letter(kind, language, subject=subject, body=body, about=about, actor=request.user, at=now())
    except DomainError as refusal:
        show_on(form, refusal)
    else:
        words = {"email": request.user.email}
        messages.success(request, _("A test email will be sent to %(email)s. The text has not been saved.") % words)


OF_EDITION = "edition_%s"


def _site_form() -> MailSenderForm:
    sender = mail_sender()
    return MailSenderForm(instance=sender, initial={"revision": sender.revision if sender else 0})


def _headers(number: int | None) -> dict[str, str]:
    """Return From and Reply-To of this edition's letters, as their readers see them."""
    sender = sender_for({} if number is None else {"edition_number": number})
    address = sent_as(settings.DEFAULT_FROM_EMAIL, sender.name)
    return {"from": address, "reply_to": sender.reply_to or parseaddr(address)[1]}


def _number(request: PersonRequest) -> int | None:
    """Return the number of the edition whose letters are shown, or None if there is no edition yet."""
    if not request.GET.get("edition") and edition_shown(request) is None:
        return None
    return edition_of(request).number


def _show_list(
    request: PersonRequest, form: MailSenderForm, edition_form: EditionSenderForm | None = None
) -> HttpResponse:
    number = _number(request)
    edition = None if number is None else edition_of(request)
    if edition and edition_form is None:
        edition_form = EditionSenderForm(instance=edition, initial={"revision": edition.revision}, auto_id=OF_EDITION)
    context = {
        "edition": edition,
        "edition_form": edition_form,
        "headers": _headers(number),
        "kinds": listed_kinds(),
        "languages": settings.LANGUAGES,
        "form": form,
        "address": settings.DEFAULT_FROM_EMAIL,
    }
    refused = form.is_bound or (edition_form is not None and edition_form.is_bound)
    return render(request, "pavilions/mail_texts/list.html", context, status=422 if refused else 200)


def _show(request: PersonRequest, kind: str, language: str, form: MailTextForm, text: MailText | None) -> HttpResponse:
    """Render the form with the letter as it would be sent with sample values, if the text can make one."""
    message = _letter_of(form, kind, language)
    context = {
        "kind": kind,
        "when": KINDS.get(kind, ""),
        "language": dict(settings.LANGUAGES)[language],
        "code": language,
        "text": text,
        "form": form,
        "placeholders": known_placeholders(kind),
        "message": message,
        "html": _safe(message) if message else "",
        "headers": _headers(_number(request)) if message else None,
    }
    is_asked = "preview" in request.POST or "test" in request.POST
    refused = form.is_bound and not (is_asked and not form.errors)
    return render(request, "pavilions/mail_texts/edit.html", context, status=422 if refused else 200)


def _letter_of(form: MailTextForm, kind: str, language: str) -> Message | None:
    """Return the letter of the form's text, or None, with the refusal at the field, if the text cannot make one."""
    if form.is_bound and not form.is_valid():
        return None
    typed = form.cleaned_data if form.is_bound else form.initial
    subject, body = typed["subject"].strip(), typed["body"].strip() + "\n"
    try:
        require_writable(kind, language, subject=subject, body=body)
    except DomainError as refusal:
        if form.is_bound:
            show_on(form, refusal)
        return None
    written = {"subject": subject, "body": body}
    return composed({**sample_words(kind, language), WRITTEN: written, "kind": kind, "language": language})


def _safe(message: Message) -> SafeString:
    written: SafeString = mark_safe(message.body)  # noqa: S308  # from Markdown with HTML switched off
    return written


def _written_or_404(kind: str, language: str) -> MailText | None:
    try:
        standard_text(kind, language)
    except KeyError as error:
        raise Http404 from error
    return written_text(kind, language)


def _standard(kind: str, language: str) -> dict[str, str]:
    text = standard_text(kind, language)
    return {"subject": text.subject, "body": text.body}
