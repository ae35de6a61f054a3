"""Companies on another exhibitor's stand: co-exhibitors and represented companies."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import NAME_LENGTH, Company, refuses_merged


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class CoExhibitor(models.Model):
    """A company on the stand of `exhibitor`, with a catalogue entry and a charge of its own but no m².

    `company` is set if it is registered; otherwise the name and country are as entered. The rate card determines the
    charge.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="co_exhibitors", verbose_name=_("booking"))
    exhibitor = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("exhibitor"), related_name="+", editable=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CoExhibitorKind, default=CoExhibitorKind.CO_EXHIBITOR)
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shown_on",
        verbose_name=_("registered company"),
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    normalized_name = models.CharField(max_length=NAME_LENGTH, editable=False)
    country = CountryField(_("country or region"))
    website = models.URLField(_("website"), blank=True)
    text_en = models.TextField(_("catalogue entry, English"), max_length=2000, blank=True)
    text_zh = models.TextField(_("catalogue entry, Chinese"), max_length=2000, blank=True)
    products = models.CharField(
        _("products"), max_length=300, blank=True, help_text=_("In a few words, to help visitors find it.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entered by"),
        null=True,
        related_name="+",
        editable=False,
    )
    entered_at = models.DateTimeField(_("entered at"), editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("co-exhibitor or represented company")
        verbose_name_plural = _("co-exhibitors and represented companies")
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "normalized_name", "country"],
                name="co_exhibitor_once_per_booking",
                violation_error_message=_("This company is already on this stand."),
            ),
            models.UniqueConstraint(
                fields=["booking", "company"],
                name="co_exhibitor_company_once_per_booking",
                violation_error_message=_("This company is already on this stand."),
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=True) | ~Q(company=F("exhibitor")),
                name="co_exhibitor_is_another",
                violation_error_message=_("The exhibitor is already on its own stand."),
            ),
            models.CheckConstraint(
                condition=~Q(normalized_name=""),
                name="co_exhibitor_has_name",
                violation_error_message=_("A company needs a name with at least one letter or digit."),
            ),
        ]
        indexes = [models.Index(fields=["normalized_name", "country"], name="co_exhibitor_by_name")]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.name
