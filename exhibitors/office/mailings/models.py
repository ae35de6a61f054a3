"""Messages of the organizer to exhibitors chosen by a filter, and the recipients of each."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking
from exhibitors.office.mailings.states import Audience
from pavilions.floor.models.edition import Edition

BODY_LENGTH = 20_000


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class Mailing(models.Model):
    """A message to the exhibitors whose bookings a filter finds. Once sent, it no longer changes.

    `filters` is the query string of the list of bookings. Without a Chinese text, everybody gets the English one.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="mailings", verbose_name=_("edition"))
    filters = models.TextField(_("filter"), max_length=2000, blank=True)
    audience = models.CharField(_("recipients"), max_length=10, choices=Audience, default=Audience.CONTACTS)
    subject_en = models.CharField(_("subject, English"), max_length=150)
    body_en = models.TextField(_("text, English"), max_length=BODY_LENGTH)
    subject_zh = models.CharField(_("subject, Chinese"), max_length=150, blank=True)
    body_zh = models.TextField(_("text, Chinese"), max_length=BODY_LENGTH, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("message to exhibitors")
        verbose_name_plural = _("messages to exhibitors")
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_zh="", body_zh="") | (~Q(subject_zh="") & ~Q(body_zh="")),
                name="mailing_chinese_is_complete",
                violation_error_message=_("Enter both subject and text in Chinese, or neither."),
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(
                name="sent_text_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False)
                & (
                    pgtrigger.Q(old__subject_en__df=pgtrigger.F("new__subject_en"))
                    | pgtrigger.Q(old__body_en__df=pgtrigger.F("new__body_en"))
                    | pgtrigger.Q(old__subject_zh__df=pgtrigger.F("new__subject_zh"))
                    | pgtrigger.Q(old__body_zh__df=pgtrigger.F("new__body_zh"))
                    | pgtrigger.Q(old__sent_at__df=pgtrigger.F("new__sent_at"))
                ),
            ),
            pgtrigger.Protect(
                name="sent_stays", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.subject_en


class MailingRecipient(models.Model):
    """A recipient of a message, to whom it was sent once. `booking` is the first of the recipient's bookings."""

    mailing = models.ForeignKey(Mailing, models.PROTECT, related_name="recipients", verbose_name=_("message"))
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="+", verbose_name=_("booking"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("email"))
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = _("recipient of a message")
        verbose_name_plural = _("recipients of messages")
        constraints = [models.UniqueConstraint(fields=["mailing", "email"], name="mailing_recipient_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.email
