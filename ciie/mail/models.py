"""Models of texts and senders that directors set, of batches of letters, and of letters being handed over."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.mail.states import HANDOVER_LIFECYCLE, HELD_LIFECYCLE, HandoverState, HeldState

LONGEST_SUBJECT = 300
LONGEST_BODY = 20_000


@pghistory.track(exclude=["revision"])
class MailText(models.Model):
    """A text that replaces the standard text of one kind in one language while it is in use."""

    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    body = models.TextField(_("text"), max_length=LONGEST_BODY)
    is_in_use = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("last changed at"))
    revision = revision_field()

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="mail_text_once_per_language",
                violation_error_message=_("There is already a text in this language. Edit that one."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


SENDER_NAME = RegexValidator(r'^[^<>"@\r\n\x00-\x1f]*\Z', _("Enter a name without <, >, @ and quotation marks."))


@pghistory.track(exclude=["revision"])
class MailSender(models.Model):
    """The sender of all letters of the site, of which there is at most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(
        _("sender name"),
        max_length=80,
        blank=True,
        validators=[SENDER_NAME],
    )
    reply_to = models.EmailField(_("reply address"), blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("mail sender")
        verbose_name_plural = _("mail sender")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="mail_sender_is_one",
                violation_error_message=_("The site has one sender."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.name


REASON_LENGTH = 500


@pghistory.track(exclude=["revision"])
class MailBatch(models.Model):
    """Letters that are sent together once somebody has reviewed them.

    `scope` says to whom the batch belongs (`fair-7`). The newest batch that has not been released collects letters.
    """

    scope = models.CharField(pgettext_lazy("email batch", "scope"), max_length=40)
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("batch of emails")
        verbose_name_plural = _("batches of emails")
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="mail_batch_number_once")]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="released_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__released_at__isnull=False, old__released_at__df=pgtrigger.F("new__released_at")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or gettext("Batch %(number)d") % {"number": self.number}


@pghistory.track(pghistory.UpdateEvent(), fields=["state", "reason", "batch"])
class HeldLetter(models.Model):
    """A letter that is not in the outbox yet, or never will be. `reason` says why not.

    Its recipient and its contents never change.
    """

    batch = models.ForeignKey(MailBatch, models.PROTECT, related_name="letters", verbose_name=_("batch"))
    kind = models.CharField(_("kind"), max_length=60)
    to = models.EmailField(pgettext_lazy("mail", "to"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    occasion = models.CharField(_("occasion"), max_length=200)
    context = models.JSONField(_("context"))
    state = models.CharField(
        _("state"), max_length=20, choices=HeldState, default=HeldState.WAITING, db_default=HeldState.WAITING
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True, db_default="")

    class Meta:
        verbose_name = _("held email")
        verbose_name_plural = _("held emails")
        constraints = [
            models.UniqueConstraint(fields=["occasion", "to"], name="mail_held_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[HeldState.DROPPED, HeldState.OUTDATED]) | ~Q(reason=""),
                name="mail_held_back_for_a_reason",
                violation_error_message=_("Give a reason."),
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="mail_held_in_batch")]
        triggers = [
            *HELD_LIFECYCLE.triggers("state"),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="letter_stands", fields=["kind", "to", "language", "occasion", "context"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.to}"


class Handover(models.Model):
    """A letter that a worker hands to the mail server, from before it asks until it has recorded the answer.

    The row is then deleted. If it is left when its lease expires, because the worker died or the connection broke, it
    is in doubt, and remains with its outcome.
    """

    letter = models.ForeignKey(
        "post_office.Email", models.CASCADE, related_name="handovers", verbose_name=pgettext_lazy("mail", "email")
    )
    worker = models.CharField(_("worker"), max_length=200)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("lease ends at"))
    state = models.CharField(
        _("state"), max_length=20, choices=HandoverState, default=HandoverState.SENDING, db_default="sending"
    )

    class Meta:
        verbose_name = _("email in doubt")
        verbose_name_plural = _("emails in doubt")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(state=HandoverState.SENDING),
                name="mail_in_one_hand",
                violation_error_message=_("This email is being sent."),
            ),
        ]
        triggers = [
            *HANDOVER_LIFECYCLE.triggers("state"),
            pgtrigger.ReadOnly(name="handover_stands", fields=["letter", "worker", "since"]),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.get_state_display()}"
