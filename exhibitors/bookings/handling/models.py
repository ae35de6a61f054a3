"""How the organizer handles a booking: who reviews it, internal notes, and comments exchanged with the exhibitor."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking

TEXT_LENGTH = 4000


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class ReviewAssignment(models.Model):
    """The organizer's person who takes care of a booking. Without a row nobody does."""

    booking = models.OneToOneField(
        Booking, models.CASCADE, primary_key=True, related_name="review_assignment", verbose_name=_("booking")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_assignments", verbose_name=_("reviewer")
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("assigned by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("assigned reviewer")
        verbose_name_plural = _("assigned reviewers")
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.reviewer_id}"


class Remark(models.Model):
    """A text about a booking that stays as it was written."""

    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class BookingNote(Remark):
    """An internal note: only the organizer's people see it."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="notes", verbose_name=_("booking"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        indexes = [models.Index(fields=["booking", "written_at"], name="note_of_booking")]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["author"]),
        ]


class BookingComment(Remark):
    """A comment that exhibitor and organizer both see; `is_from_organizer` says which side wrote it."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="comments", verbose_name=_("booking"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    is_from_organizer = models.BooleanField(_("from the organizer"))

    class Meta:
        verbose_name = _("comment on a booking")
        verbose_name_plural = _("comments on bookings")
        indexes = [models.Index(fields=["booking", "written_at"], name="comment_of_booking")]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["author"]),
        ]
