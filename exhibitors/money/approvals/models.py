"""Proposals that take effect once a second person has agreed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Sentence
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from exhibitors.money.approvals.states import APPROVAL_LIFECYCLE, ApprovalAct, ApprovalState
from pavilions.floor.models.edition import Edition

REASON_LENGTH = 500
ANOTHER_PERSON = _("You proposed this, so another person must agree to it.")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class Approval(models.Model):
    """A proposal with everything that is needed to carry it out. Triggers keep it as it was proposed.

    `subject` is the primary key of the row that the proposal is about, or 0 if there is no such row yet. `proposed_by`
    is None if the system made the proposal.
    """

    act = models.CharField(_("what is proposed"), max_length=20, choices=ApprovalAct)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="approvals", verbose_name=_("edition"))
    subject = models.PositiveBigIntegerField(_("key of what it is about"), default=0)
    terms = models.JSONField(pgettext_lazy("approval", "terms"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    state = models.CharField(_("state"), max_length=20, choices=ApprovalState, default=ApprovalState.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("reason of the decision"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")
        constraints = [
            models.UniqueConstraint(
                fields=["act", "edition", "subject"],
                condition=Q(state=ApprovalState.WAITING),
                name="approval_waits_once",
                violation_error_message=_("A proposal for this is waiting already. Decide on it or withdraw it first."),
            ),
            models.CheckConstraint(
                condition=Q(state=ApprovalState.WAITING) ^ Q(decided_at__isnull=False),
                name="approval_decided_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApprovalState.AGREED, proposed_by=F("decided_by")),
                name="approval_by_another_person",
                violation_error_message=ANOTHER_PERSON,
            ),
        ]
        triggers = [
            *APPROVAL_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposal_stands", fields=["act", "edition", "subject", "terms", "reason", "proposed_at"]
            ),
            pgtrigger.Protect(
                name="proposer_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__proposed_by__isnull=False)
                & pgtrigger.Q(new__proposed_by__df=pgtrigger.F("old__proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.pk}"


def needs_approval(
    act: ApprovalAct, *, name: str, column: str, when: str, sentence: Sentence, operation: pgtrigger.Operation
) -> Guard:
    """Return a trigger that refuses a row for which `when` holds unless an agreed proposal allows it.

    `column` names the row's foreign key to that proposal, which must be for this act. An update must set it to a
    different proposal, so that one agreement never allows two changes. The constraints of `Approval` ensure that the
    person who agreed is not the person who proposed.
    """
    return Guard(
        name=name,
        sentence=sentence,
        refused=(  # every part comes from code
            f"IF ({when}) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.{column}"  # noqa: S608  # ours
            f" AND given.act = '{act.value}' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL"
            f" AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.{column})) THEN"
        ),
        operation=operation,
    )
