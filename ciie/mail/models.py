"""What directors set about letters: their texts, and who they come from."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field

LONGEST_SUBJECT = 300
LONGEST_BODY = 20_000


@pghistory.track(exclude=["revision"])
class MailText(models.Model):
    """The text of one kind in one language in place of the standard text, while it is in use."""

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
    """Who letters come from, for the whole site: one row at most."""

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
