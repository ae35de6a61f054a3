"""Writing to exhibitors: a draft, a test mail to oneself, and sending it once to everybody whom its filter finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.office.mailings.models import Mailing, MailingRecipient
from exhibitors.office.mailings.notifications import announce_mailing, send_test_letters
from exhibitors.office.mailings.queries import Recipient, recipients_of
from exhibitors.office.mailings.states import Audience
from pavilions.floor.models.edition import Edition

AT_ONCE = 1000


@dataclass(frozen=True)
class Text:
    """The text and audience of a message. The Chinese text may be left out."""

    subject_en: str
    body_en: str
    subject_zh: str = ""
    body_zh: str = ""
    audience: Audience = Audience.CONTACTS


@operation("exhibitors.mailing.drafted")
def draft_mailing(edition_id: int, filters: str, text: Text, *, actor: Actor, at: datetime) -> Mailing:
    """Keep a message to the exhibitors whose bookings this query string finds. Nothing is sent yet."""
    require("exhibitors.write_to_exhibitors", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    mailing = Mailing(edition=edition, filters=filters, written_by=person_of(actor), written_at=at)
    _write(mailing, text)
    return mailing


@operation("exhibitors.mailing.changed")
def change_mailing(mailing_id: int, text: Text, *, seen: int | None = None, actor: Actor, at: datetime) -> Mailing:
    """Change a draft."""
    mailing = _lock_draft(mailing_id, actor=actor, seen=seen)
    _write(mailing, text)
    return mailing


@operation("exhibitors.mailing.discarded")
def discard_mailing(mailing_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete a draft. Its history remains."""
    _lock_draft(mailing_id, actor=actor, seen=seen).delete()


@operation("exhibitors.mailing.tested")
def send_test(mailing_id: int, *, seen: int | None = None, actor: User, at: datetime) -> None:
    """Mail the draft to the actor, in each language in which it is written."""
    mailing = _lock_draft(mailing_id, actor=actor, seen=seen)
    send_test_letters(mailing, actor, at=at)


@operation("exhibitors.mailing.sent")
def send_mailing(mailing_id: int, *, recipients: str, seen: int | None = None, actor: User, at: datetime) -> Mailing:
    """Record who gets the message and queue one mail to each. The outbox sends them in the background.

    `recipients` is the digest of the addresses that the sender saw. Raises `DomainError`: `recipients_changed`,
    `no_recipients`, or `already_sent`.
    """
    mailing = _lock_draft(mailing_id, actor=actor, seen=seen)
    found = recipients_of(mailing, viewer=actor, at=at)
    if not found.people:
        raise DomainError(
            _("No exhibitor matches the filter now. Change the selection and write the message again."),
            code="no_recipients",
        )
    if found.digest != recipients:
        raise DomainError(
            _(
                "The recipients have changed since you opened the page, so nothing was sent. Check the list below "
                "and send the message again."
            ),
            code="recipients_changed",
        )
    mailing.sent_by, mailing.sent_at = person_of(actor), at
    mailing.save()
    for start in range(0, len(found.people), AT_ONCE):
        _send(mailing, found.people[start : start + AT_ONCE])
    return mailing


def _send(mailing: Mailing, people: Iterable[Recipient]) -> None:
    rows = [
        MailingRecipient(
            mailing=mailing, booking_id=each.booking_id, name=each.name, email=each.email, language=each.language
        )
        for each in people
    ]
    MailingRecipient.objects.bulk_create(rows)
    announce_mailing(mailing, rows)


def _lock_draft(mailing_id: int, *, actor: Actor, seen: int | None) -> Mailing:
    rows = Mailing.objects.select_related("edition")
    mailing = lock_one(rows, mailing_id, missing=_("Message not found."))
    require("exhibitors.write_to_exhibitors", actor)
    if mailing.sent_at is not None:
        raise DomainError(_("This message has already been sent."), code="already_sent")
    require_seen(mailing, seen)
    return mailing


def _write(mailing: Mailing, text: Text) -> None:
    mailing.subject_en, mailing.body_en = text.subject_en.strip(), text.body_en.strip()
    mailing.subject_zh, mailing.body_zh = text.subject_zh.strip(), text.body_zh.strip()
    mailing.audience = text.audience
    require_valid(mailing, exclude=["edition", "written_by", "sent_by"])
    mailing.save()
