"""Roadshows that promote an edition, and the people who register for them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.web_addresses import refuse_web_address
from ciie.kernel.wording import side_by_side
from exhibitors.promotion.roadshows.states import ROADSHOW_LIFECYCLE, RegistrationState, RoadshowState
from pavilions.floor.models.edition import Edition


@pghistory.track(exclude=["revision"])
class Roadshow(models.Model):
    """An event in a city that promotes an edition to companies.

    `attendance` is the number of visitors, once it was held.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="roadshows")
    title = models.CharField(_("title"), max_length=160)
    title_zh = models.CharField(_("title in Chinese"), max_length=160, blank=True, default="", db_default="")
    city = models.CharField(_("city"), max_length=120)
    city_zh = models.CharField(_("city in Chinese"), max_length=120, blank=True, default="", db_default="")
    country = CountryField(_("country or region"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    venue_zh = models.CharField(_("venue in Chinese"), max_length=200, blank=True, default="", db_default="")
    host = models.CharField(
        _("host"), max_length=200, help_text=_("The inviting body: a chamber of commerce, an embassy, a bank.")
    )
    host_zh = models.CharField(_("host in Chinese"), max_length=200, blank=True, default="", db_default="")
    held_date = models.DateField(_("day"))
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    text_zh = models.TextField(_("text in Chinese"), max_length=4000, blank=True, default="", db_default="")
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Blank: no limit.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RoadshowState, default=RoadshowState.PLANNED, editable=False
    )
    attendance = models.PositiveIntegerField(_("attendees"), null=True, blank=True, editable=False)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("roadshow")
        verbose_name_plural = _("roadshows")
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats_taken__lte=models.F("seats")),
                name="roadshow_seats_suffice",
                violation_error_message=_("There are no seats left."),
            ),
            models.CheckConstraint(
                condition=Q(state=RoadshowState.HELD, attendance__isnull=False)
                | (~Q(state=RoadshowState.HELD) & Q(attendance__isnull=True)),
                name="roadshow_held_says_how_many_came",
                violation_error_message=_("Enter the attendance."),
            ),
        ]
        triggers = [*ROADSHOW_LIFECYCLE.triggers("state"), counts_revision(ignoring=("seats_taken",))]

    def __str__(self) -> str:
        return side_by_side(shown(self, "city"), self.held_date)


class RoadshowReport(models.Model):
    """A report on a roadshow that was held, or a later correction: the place, the day and the attendance.

    Figures of a day are counted from the last report up to then, so a later one changes no earlier figure.
    """

    roadshow = models.ForeignKey(Roadshow, models.PROTECT, verbose_name=_("roadshow"), related_name="reports")
    held_date = models.DateField(_("day"))
    city = models.CharField(_("city"), max_length=120)
    country = CountryField(_("country or region"))
    attendance = models.PositiveIntegerField(_("attendance"))
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reported by"), null=True, related_name="+"
    )
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("report of a roadshow")
        verbose_name_plural = _("reports of roadshows")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.city}, {self.held_date}: {self.attendance}"


class RoadshowRegistration(models.Model):
    """A person who wants to attend. The registration counts once its address is confirmed by the link in a mail."""

    roadshow = models.ForeignKey(Roadshow, models.PROTECT, verbose_name=_("roadshow"), related_name="registrations")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120, validators=[refuse_web_address])
    email = models.EmailField(_("email address"))
    company_name = models.CharField(_("company"), max_length=200, validators=[refuse_web_address])
    normalized_name = models.CharField(max_length=200, editable=False)
    country = CountryField(_("country or region"))
    language = models.CharField(max_length=10, default="en", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState, default=RegistrationState.ASKED)
    asked_at = models.DateTimeField(_("registered at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("roadshow registration")
        verbose_name_plural = _("roadshow registrations")
        constraints = [
            models.UniqueConstraint(
                "roadshow",
                Lower("email"),
                name="registration_once_per_address",
                violation_error_message=_("This address is already registered."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="registration_confirmed_has_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["normalized_name", "country"], name="registration_company"),
            models.Index(
                fields=["asked_at"], condition=Q(state=RegistrationState.ASKED), name="registration_unconfirmed"
            ),
            GinIndex(
                *(OpClass(Upper(name), name="gin_trgm_ops") for name in ("name", "company_name", "email")),
                name="registration_parts",
            ),
        ]

    def __str__(self) -> str:
        return side_by_side(self.name, self.company_name)
