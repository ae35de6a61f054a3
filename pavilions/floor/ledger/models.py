"""The ledger of who holds which space. It knows holders, never companies."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import CLAIM_LIFECYCLE, LIVE_CLAIMS, ClaimState, HolderKind


class SpaceHolder(models.Model):
    """A party in the ledger. A booking or a national pavilion extends it one to one."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="holders")
    kind = models.CharField(_("kind"), max_length=20, choices=HolderKind)

    class Meta:
        verbose_name = _("space holder")
        verbose_name_plural = _("space holders")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SpaceClaimQuerySet(models.QuerySet["SpaceClaim"]):
    def live(self) -> "SpaceClaimQuerySet":
        return self.filter(state__in=LIVE_CLAIMS)


class SpaceClaim(models.Model):
    """A holder's claim to a booth, or to m² of an allotment before a booth is named.

    Claims are released, never deleted.
    """

    holder = models.ForeignKey(SpaceHolder, models.PROTECT, verbose_name=_("holder"), related_name="claims")
    allotment = models.ForeignKey(Allotment, models.PROTECT, verbose_name=_("allotment"), related_name="claims")
    booth = models.ForeignKey(
        Booth, models.PROTECT, verbose_name=_("booth"), related_name="claims", null=True, blank=True
    )
    area_sqm = models.DecimalField(_("area (m²)"), max_digits=10, decimal_places=2)
    state = models.CharField(_("state"), max_length=20, choices=ClaimState)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"))
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    objects = SpaceClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("space claim")
        verbose_name_plural = _("space claims")
        constraints = [
            models.UniqueConstraint(
                fields=["booth"],
                condition=Q(state__in=LIVE_CLAIMS),
                name="claim_one_live_per_booth",
                violation_error_message=_("Someone else holds this booth."),
            ),
            models.CheckConstraint(condition=Q(area_sqm__gt=0), name="claim_has_area"),
            models.CheckConstraint(
                condition=Q(state=ClaimState.RELEASED, released_at__isnull=False)
                | (~Q(state=ClaimState.RELEASED) & Q(released_at__isnull=True)),
                name="claim_released_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.HELD) | Q(expires_at__isnull=False), name="claim_held_has_an_end"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state=ClaimState.HELD), name="claim_ending_holds"),
        ]
        triggers = [
            *CLAIM_LIFECYCLE.triggers("state"),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["state", "expires_at", "released_at", "booth"]),
        ]

    def __str__(self) -> str:
        return f"{self.booth or self.allotment}: {self.area_sqm} m²"
