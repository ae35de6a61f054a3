"""The organizer's staff: appointments to roles, and invitations to them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import OrganizerRole, Section


@pghistory.track(exclude=["revision"])
class Appointment(models.Model):
    """A person's role at the organizer, which sections, sectors or halls may limit.

    A reviewer may be limited to sections and sectors, and a floor planner to halls. No limit means all.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="appointments"
    )
    role = models.CharField(_("role"), max_length=20, choices=OrganizerRole)
    sections = ArrayField(
        models.CharField(max_length=20, choices=Section),
        verbose_name=_("only these exhibitions"),
        default=list,
        blank=True,
    )
    sectors = models.ManyToManyField(Sector, verbose_name=_("only these sectors"), blank=True)
    halls = models.ManyToManyField(Hall, verbose_name=_("only these halls"), blank=True, related_name="+")
    revision = revision_field()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="appointment_role_once",
                violation_error_message=_("This person already has this role."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class StaffInvitation(models.Model):
    """An invitation by mail to join the organizer's team, which the person with that address accepts."""

    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=20, choices=OrganizerRole)
    sections = ArrayField(models.CharField(max_length=20, choices=Section), default=list, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True)
    halls = models.ManyToManyField(Hall, blank=True, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("invited by"), null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), db_default=Now())
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("staff invitation")
        verbose_name_plural = _("staff invitations")

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"
