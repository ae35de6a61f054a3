"""Requests to become the owner of a registered company that has no owner yet."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.companies.company_ownership.states import OPEN_REQUESTS, REQUEST_LIFECYCLE, Doubt, RequestState
from exhibitors.companies.models import Company, refuses_merged

STATEMENT_LENGTH = 1000


@pghistory.track(exclude=["revision"])
class OwnershipRequest(models.Model):
    """A person's request to become the owner of a company.

    `proof` is the company's domain if the person has a confirmed address there, and blank otherwise. A request with
    proof is announced to the organizer and to `contact_email`, the company's contact address at that time. Both may
    object until `objections_until`.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="ownership_requests", verbose_name=_("company"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="ownership_requests", verbose_name=_("person")
    )
    statement = models.TextField(_("connection with the company"), max_length=STATEMENT_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    proof = models.CharField(pgettext_lazy("verification", "proof"), max_length=255, blank=True)
    contact_email = models.EmailField(_("contact notified"), blank=True, default="", db_default="")
    objections_until = models.DateTimeField(_("open to objections until"), null=True, blank=True)
    doubt = models.CharField(
        _("why the organizer decides"), max_length=12, choices=Doubt, blank=True, default="", db_default=""
    )
    objection = models.TextField(_("objection"), max_length=STATEMENT_LENGTH, blank=True, default="", db_default="")
    objected_at = models.DateTimeField(_("objected at"), null=True, blank=True)
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
                condition=Q(state__in=OPEN_REQUESTS),
                name="ownership_requested_once",
                violation_error_message=_("You have already claimed this company."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DECLINED) ^ Q(reason=""),
                name="ownership_declined_with_reason",
                violation_error_message=_("Declining a request requires a reason."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_REQUESTS) ^ Q(decided_at__isnull=False),
                name="ownership_decided_at_a_time",
                violation_error_message=_("A decided request needs the time of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ANNOUNCED)
                | (Q(objections_until__gt=models.F("requested_at"), doubt="") & ~Q(proof="") & ~Q(contact_email="")),
                name="ownership_announced_to_somebody",
                violation_error_message=_(
                    "A claim can be granted automatically only if a contact can object to it until then."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(doubt=Doubt.OBJECTION, objected_at__isnull=False) & ~Q(objection=""))
                | (~Q(doubt=Doubt.OBJECTION) & Q(objection="", objected_at__isnull=True)),
                name="ownership_objection_with_reason",
                violation_error_message=_("An objection needs a reason and its time."),
            ),
        ]
        triggers = [counts_revision(), refuses_merged(), *REQUEST_LIFECYCLE.triggers("state")]

    def __str__(self) -> str:
        return f"{self.company}: {self.person}"
