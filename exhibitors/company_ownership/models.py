"""Requests of people to become the owner of a company that is on record and for which nobody acts."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.companies.models import Company, refuses_merged
from exhibitors.company_ownership.states import RequestState

STATEMENT_LENGTH = 1000


@pghistory.track(exclude=["revision"])
class OwnershipRequest(models.Model):
    """A person asks to become the owner of a company. `proof` is the domain that granted it at once, if one did."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="ownership_requests", verbose_name=_("company"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="ownership_requests", verbose_name=_("person")
    )
    statement = models.TextField(_("connection with the company"), max_length=STATEMENT_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    proof = models.CharField(_("proof"), max_length=255, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("ownership request")
        verbose_name_plural = _("ownership requests")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person"],
                condition=Q(state=RequestState.WAITING),
                name="ownership_requested_once",
                violation_error_message=_("You have already claimed this company. The organizer will decide."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DECLINED) ^ Q(reason=""),
                name="ownership_declined_with_reason",
                violation_error_message=_("Declining a request requires a reason."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING) ^ Q(decided_at__isnull=False),
                name="ownership_decided_at_a_time",
                violation_error_message=_("A decided request needs the time of the decision."),
            ),
        ]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return f"{self.company}: {self.person}"
