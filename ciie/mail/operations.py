"""The operations that change texts and the sender of letters."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.mail.composing import WRITTEN, composed
from ciie.mail.models import MailSender, MailText
from ciie.mail.queue import Letter, queue_letters
from ciie.mail.samples import sample_words
from ciie.mail.sandbox import require_sound
from ciie.mail.standard_texts import standard_text


@operation("mail.text.written")
def write_mail_text(
    kind: str, language: str, *, subject: str, body: str, seen: int | None = None, actor: Actor, at: datetime
) -> MailText:
    """Use this text for letters of this kind from now on, including those that wait in the outbox."""
    require("mail.write_texts", actor)
    text = _locked_text(kind, language)
    require_seen(text, seen)
    text = text or MailText(kind=kind, language=language)
    text.subject, text.body = subject.strip(), _unified(body)
    text.is_in_use, text.changed_at = True, at
    require_writable(kind, language, subject=text.subject, body=text.body)
    require_valid(text)
    text.save()
    return text


@operation("mail.text.standard")
def use_standard_text(kind: str, language: str, *, seen: int | None = None, actor: Actor, at: datetime) -> MailText:
    """Use the standard text for letters of this kind again. The text that was written stays in the history."""
    require("mail.write_texts", actor)
    text = _locked_text(kind, language)
    require_seen(text, seen)
    if text is None or not text.is_in_use:
        raise DomainError(_("The standard text is already in use."), code="standard_text")
    text.is_in_use, text.changed_at = False, at
    text.save(update_fields=["is_in_use", "changed_at"])
    return text


@operation("mail.text.tested")
def send_test_letter(
    kind: str,
    language: str,
    *,
    subject: str,
    body: str,
    about: Mapping[str, object] | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Send the actor a letter with this text and sample values. The text need not have been saved.

    `about` determines the sender (`MAIL_SENDERS`).
    """
    require("mail.write_texts", actor)
    subject, body = subject.strip(), _unified(body)
    require_writable(kind, language, subject=subject, body=body)
    words = {**sample_words(kind, language), **(about or {}), WRITTEN: {"subject": subject, "body": body}}
    queue_letters([Letter(kind, actor.email, language, f"mail-test-{kind}-{actor.pk}-{at.timestamp()}", words)])


@operation("mail.sender.set")
def set_mail_sender(*, name: str, reply_to: str, seen: int | None = None, actor: Actor, at: datetime) -> MailSender:
    """Set the sender's name and the reply address of letters. If blank, the address of the settings is used alone."""
    require("mail.write_texts", actor)
    lock_topic("mail-sender")
    sender = MailSender.objects.select_for_update().first()
    require_seen(sender, seen)
    sender = sender or MailSender()
    sender.name, sender.reply_to = name.strip(), reply_to.strip()
    require_valid(sender)
    sender.save()
    return sender


def require_writable(kind: str, language: str, *, subject: str, body: str) -> None:
    """Raise `NotFound`, or `Invalid` on `subject` or `body`, unless letters can be composed from this text."""
    try:
        standard_text(kind, language)
    except KeyError as error:
        raise NotFound(_("There is no such email."), code="not_found") from error
    if not subject or "\n" in subject or "\r" in subject:
        raise Invalid(_("Enter the subject on one line."), code="subject_one_line", field="subject")
    if not body.strip():
        raise Invalid(_("Enter the text of the email."), code="text_missing", field="body")
    require_sound(subject, kind, field="subject")
    require_sound(body, kind, field="body")
    try:
        composed(
            {
                **sample_words(kind, language),
                WRITTEN: {"subject": subject, "body": body},
                "kind": kind,
                "language": language,
            }
        )
    except (TypeError, ValueError) as error:
        raise Invalid(
            _(
                "This text cannot be sent: a placeholder is used where its value does not fit, "
                "such as a number in a loop."
            ),
            code="text_broken",
            field="body",
        ) from error


def _locked_text(kind: str, language: str) -> MailText | None:
    lock_topic(f"mail-text-{kind}-{language}")
    return MailText.objects.select_for_update().filter(kind=kind, language=language).first()


def _unified(body: str) -> str:
    return "\n".join(body.strip().splitlines()) + "\n"
