"""Booked m² against capacity: movements, the totals into which they are folded, and daily snapshots."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition


class SpaceMovement(models.Model):
    """Signed m² that entered (+) or left (−) a state. The sum of all movements is the sum of the live claims."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, verbose_name=_("allotment"), related_name="+")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+", db_index=False
    )  # indexed by movement_of_company
    country = CountryField(_("country or region"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=BookingState)
    area_sqm = models.DecimalField(_("m²"), max_digits=10, decimal_places=2)
    happened_at = models.DateTimeField(_("happened at"))
    folded_at = models.DateTimeField(_("folded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("space movement")
        verbose_name_plural = _("space movements")
        indexes = [
            models.Index(fields=["id"], condition=Q(folded_at__isnull=True), name="movement_unfolded"),
            models.Index(fields=["company", "allotment"], name="movement_of_company"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["folded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.area_sqm:+} m² {self.state}"


class SpaceTotal(models.Model):
    """The folded sum of movements for one allotment, company, country and state."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, verbose_name=_("allotment"), related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("company"), related_name="+")
    country = CountryField(_("country or region"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=BookingState)
    area_sqm = models.DecimalField(_("m²"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("space total")
        verbose_name_plural = _("space totals")
        constraints = [
            models.UniqueConstraint(fields=["allotment", "company", "country", "state"], name="space_total_once")
        ]

    def __str__(self) -> str:
        return f"{self.area_sqm} m² {self.state}"


class DailySnapshot(models.Model):
    """The space booked at the end of a day. For earlier editions it is a published figure with its source."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="snapshots")
    on_date = models.DateField(_("day"))
    booked_sqm = models.DecimalField(_("booked (m²)"), max_digits=12, decimal_places=2)
    companies = models.PositiveIntegerField(_("companies"), null=True, blank=True)
    countries = models.PositiveIntegerField(_("countries or regions"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("daily snapshot")
        verbose_name_plural = _("daily snapshots")
        constraints = [models.UniqueConstraint(fields=["edition", "on_date"], name="snapshot_once_a_day")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition}, {self.on_date}"
