"""How a pavilion presents itself, and its contacts."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage


@pghistory.track(exclude=["revision"])
class PavilionProfile(models.Model):
    """The profile of a pavilion in one language. Each line of `highlights` is one highlight."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="profiles")
    language = models.CharField(_("language"), max_length=10, choices=ProfileLanguage)
    title = models.CharField(_("title"), max_length=160)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=6000, blank=True)
    highlights = models.TextField(
        _("highlights"), max_length=2000, blank=True, help_text=_("One per line, at most ten.")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("profile of a pavilion")
        verbose_name_plural = _("profiles of pavilions")
        constraints = [
            models.UniqueConstraint(
                fields=["pavilion", "language"],
                name="profile_once_per_language",
                violation_error_message=_("There is already a profile in this language."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    @property
    def highlight_lines(self) -> list[str]:
        return [line.strip() for line in self.highlights.splitlines() if line.strip()]


class PavilionPicture(models.Model):
    """A picture of a pavilion as stored. `alt` describes it, and `position` is its place in the order."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="pictures")
    name = models.CharField(_("file"), max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=200)
    alt_zh = models.CharField(
        _("what the picture shows, in Chinese"), max_length=200, blank=True, default="", db_default=""
    )
    position = models.PositiveSmallIntegerField(_("position"), editable=False)
    sent_at = models.DateTimeField(_("uploaded at"), editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("picture of a pavilion")
        verbose_name_plural = _("pictures of pavilions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pavilion", "name"],
                name="picture_once_per_pavilion",
                violation_error_message=_("This picture has already been added."),
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="picture_says_what_it_shows",
                violation_error_message=_("Describe the picture for people who cannot see it."),
            ),
        ]
        triggers = [counts_revision(ignoring=("position",))]

    def __str__(self) -> str:
        return shown(self, "alt")

    @property
    def digest(self) -> str:
        """The part of the stored name that its address contains."""
        return self.name.rpartition("/")[2].removesuffix(".webp")


class PavilionContact(models.Model):
    """A contact of a pavilion: one of the participant's people, or the contractor that builds it."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="contacts")
    kind = models.CharField(_("responsibility"), max_length=20, choices=ContactKind)
    organization = models.CharField(_("company or organization"), max_length=160, blank=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("contact of a pavilion")
        verbose_name_plural = _("contacts of pavilions")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pavilion"],
                condition=Q(kind=ContactKind.CONTRACTOR),
                name="one_contractor_per_pavilion",
                violation_error_message=_("The pavilion already has a contractor. Change or remove that entry."),
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="contact_can_be_reached",
                violation_error_message=_("Enter an email address or a phone number."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.name
