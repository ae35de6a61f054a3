"""When each version of a plan was published, the claims transferred between versions, and decisions on claims."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice


class PlanPublication(models.Model):
    """A half-open period in which a version of a plan was the published one. Rolling back begins another period."""

    plan = models.ForeignKey(FloorPlan, models.PROTECT, verbose_name=_("plan"), related_name="publications")
    published_at = models.DateTimeField(_("published at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    excess_accepted = models.BooleanField(
        _("confirmed that more is drawn than the capacity can sell"), default=False, db_default=False
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("published by"), null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("plan publication")
        verbose_name_plural = _("plan publications")
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(superseded_at__isnull=True), name="publication_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gte=models.F("published_at")),
                name="publication_ends_after_it_began",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["superseded_at", "published_by"]),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {localtime(self.published_at):%Y-%m-%d %H:%M}"


class PlanSafetyReport(models.Model):
    """A frozen report of what a version was checked against as it came into force: rules, measures and exceptions.

    `content` is made by `safety.documents.report`.
    """

    publication = models.OneToOneField(
        PlanPublication, models.PROTECT, verbose_name=_("publication"), related_name="safety_report"
    )
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("safety report")
        verbose_name_plural = _("safety reports")
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only"),
        ]

    def __str__(self) -> str:
        return str(self.publication)


class CarriedClaim(models.Model):
    """A live claim that a publication moved from a booth of the previous version to one of its own."""

    publication = models.ForeignKey(
        PlanPublication, models.PROTECT, verbose_name=_("publication"), related_name="carried_claims"
    )
    claim = models.ForeignKey(SpaceClaim, models.PROTECT, verbose_name=_("claim"), related_name="carryings")
    from_booth = models.ForeignKey(Booth, models.PROTECT, verbose_name=_("booth before"), related_name="+")
    to_booth = models.ForeignKey(Booth, models.PROTECT, verbose_name=_("booth after"), related_name="+")

    class Meta:
        verbose_name = _("transferred claim")
        verbose_name_plural = _("transferred claims")
        constraints = [models.UniqueConstraint(fields=["publication", "claim"], name="claim_carried_once")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only"),
        ]

    def __str__(self) -> str:
        return f"{self.from_booth} → {self.to_booth}"


class ClaimDecision(models.Model):
    """A decision on a live claim whose booth a draft changes or removes, carried out when the draft is published."""

    plan = models.ForeignKey(FloorPlan, models.CASCADE, verbose_name=_("plan"), related_name="claim_decisions")
    claim = models.ForeignKey(SpaceClaim, models.PROTECT, verbose_name=_("claim"), related_name="decisions")
    choice = models.CharField(_("choice"), max_length=10, choices=ClaimChoice)
    target = models.ForeignKey(Booth, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("booth"))
    target_revision = models.PositiveIntegerField(_("revision of the booth"), null=True, blank=True)
    note = models.CharField(_("note to the holder"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("decided by"), null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("claim decision")
        verbose_name_plural = _("claim decisions")
        constraints = [
            models.UniqueConstraint(fields=["plan", "claim"], name="claim_decided_once_per_plan"),
            models.CheckConstraint(
                condition=models.Q(choice=ClaimChoice.RELEASE) | models.Q(target__isnull=False),
                name="claim_decision_names_booth",
                violation_error_message=_("Enter the booth for the holder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_choice_display()}"
