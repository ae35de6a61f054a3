"""The versions of an edition's terms, and their acceptances for bookings."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.edition import Edition

LONGEST_TEXT = 60_000


class EditionTermsQuerySet(models.QuerySet["EditionTerms"]):
    def published(self) -> "EditionTermsQuerySet":
        return self.filter(published_at__isnull=False)


@pghistory.track(exclude=["revision"])
class EditionTerms(models.Model):
    """One version, in Markdown, of the terms that exhibitors of an edition accept. Once published it is immutable."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="terms", verbose_name=_("edition"))
    version = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text in English"), max_length=LONGEST_TEXT, blank=True)
    text_zh = models.TextField(_("text in Chinese"), max_length=LONGEST_TEXT, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    revision = revision_field()

    objects = EditionTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of an edition")
        verbose_name_plural = _("terms of editions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "version"], name="terms_version_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(published_at__isnull=True),
                name="terms_one_draft",
                violation_error_message=_("There is already a draft of the terms of this edition."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(text="") & ~Q(text_zh=""),
                name="terms_published_in_both_languages",
                violation_error_message=_("Enter the terms in both languages before you publish them."),
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(
                name="published_terms_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__text_zh__df=pgtrigger.F("new__text_zh"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__edition__df=pgtrigger.F("new__edition"))
                    | pgtrigger.Q(old__published_at__df=pgtrigger.F("new__published_at"))
                ),
            ),
            pgtrigger.Protect(
                name="published_terms_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.version}"

    @property
    def language(self) -> str:
        """The language code of `words`."""
        return "zh-hans" if (get_language() or "").startswith("zh") else "en"

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return self.text_zh if self.language == "zh-hans" else self.text


class TermsAcceptance(models.Model):
    """An unchangeable record that a person accepted a version of the terms when they submitted a booking."""

    booking = models.ForeignKey(
        "exhibitors.Booking", models.PROTECT, related_name="acceptances", verbose_name=_("booking")
    )
    terms = models.ForeignKey(EditionTerms, models.PROTECT, related_name="acceptances", verbose_name=_("terms"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"))
    address = models.GenericIPAddressField(_("IP address"), null=True)

    class Meta:
        verbose_name = _("acceptance of terms")
        verbose_name_plural = _("acceptances of terms")
        indexes = [models.Index(fields=["booking", "accepted_at"], name="acceptance_of_booking")]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.terms_id}"
