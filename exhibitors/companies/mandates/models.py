"""Powers of attorney: documents, checked by the organizer, by which a company lets a person sign for it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import changed
from exhibitors.companies.mandates.states import MANDATE_LIFECYCLE, MandateState
from exhibitors.companies.models import Company, refuses_merged

REASON_LENGTH = 2000
NAME_LENGTH = 200


@pghistory.track(exclude=["revision"])
class Mandate(models.Model):
    """A power of attorney for `person`, who appears in the document as `name`. Triggers keep it as it was sent.

    While it is accepted and the person is an editor of the company, they may sign and accept on its behalf.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="mandates", verbose_name=_("company"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="mandates", verbose_name=_("person")
    )
    name = models.CharField(_("name in the document"), max_length=NAME_LENGTH)
    state = models.CharField(_("state"), max_length=10, choices=MandateState, default=MandateState.WAITING)
    file = models.CharField(pgettext_lazy("power of attorney", "document"), max_length=200)
    title = models.CharField(_("name of the file"), max_length=120)
    digest = models.CharField(_("SHA-256"), max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person"],
                condition=Q(state__in=[MandateState.WAITING, MandateState.ACCEPTED]),
                name="mandate_one_stands",
                violation_error_message=_(
                    "A power of attorney of this person is accepted or being checked. End it before sending another."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.WAITING) ^ Q(decided_at__isnull=False),
                name="mandate_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MandateState.REFUSED) | ~Q(reason=""),
                name="mandate_refused_with_reason",
                violation_error_message=_("Give a reason. The person will see it."),
            ),
        ]
        triggers = [
            *MANDATE_LIFECYCLE.triggers("state"),
            counts_revision(),
            refuses_merged(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="sent_stands", fields=["name", "file", "title", "digest", "sent_at"]),
            pgtrigger.Protect(
                name="of_one_person",
                operation=pgtrigger.Update,
                condition=changed("person") & pgtrigger.Q(new__person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
