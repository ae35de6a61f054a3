"""Proposals by one person that another person agrees to or declines, and that the proposer can withdraw.

The proposal is locked before any row that is changed when it is carried out.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.money.approvals.models import ANOTHER_PERSON, Approval
from exhibitors.money.approvals.notifications import announce_decided, announce_waiting
from exhibitors.money.approvals.queries import ACTS, NO_APPROVAL, waiting_for
from exhibitors.money.approvals.states import APPROVAL_LIFECYCLE, ApprovalAct, ApprovalState


def propose(
    act: ApprovalAct,
    *,
    edition_id: int,
    subject: int = 0,
    terms: Mapping[str, object],
    reason: str,
    actor: Actor,
    at: datetime,
) -> Approval:
    """Save a proposal and mail the people who may agree to it. Call this within an operation that has checked it.

    Raises `reason_missing`, or `approval_waits_once` if a proposal for the same row is already waiting.
    """
    require(ACTS[act].permission, actor)
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    if waiting_for(act, edition_id, subject):
        raise DomainError(
            _("A proposal for this is waiting already. Decide on it or withdraw it first."), code="approval_waits_once"
        )
    approval = Approval(
        act=act,
        edition_id=edition_id,
        subject=subject,
        terms=dict(terms),
        reason=reason.strip(),
        proposed_by=person_of(actor),
        proposed_at=at,
    )
    require_valid(approval, exclude=["edition", "proposed_by"])
    approval.save()
    announce_waiting(approval)
    return approval


@operation("exhibitors.approval.agreed")
def agree_to(approval_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Approval:
    """Agree to another person's proposal and carry it out.

    What has become impossible in the meantime is refused as usual. Raises `approval_by_another_person` if the actor is
    the proposer or the system.
    """
    approval = _lock_waiting(approval_id, seen, actor)
    if person_of(actor) is None or approval.proposed_by_id == actor.pk:
        raise NotAllowed(ANOTHER_PERSON, code="approval_by_another_person")
    _decide(approval, ApprovalState.AGREED, actor=actor, at=at)
    ACTS[approval.act].carry_out(approval, actor, at)
    announce_decided(approval)
    return approval


@operation("exhibitors.approval.declined")
def decline(approval_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Approval:
    """Decline a proposal, giving a reason. Nothing else changes."""
    approval = _lock_waiting(approval_id, seen, actor)
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    _decide(approval, ApprovalState.DECLINED, reason=reason, actor=actor, at=at)
    announce_decided(approval)
    return approval


@operation("exhibitors.approval.withdrawn")
def withdraw(approval_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Approval:
    """Withdraw one's own proposal."""
    approval = _lock_waiting(approval_id, seen, actor)
    if approval.proposed_by_id != actor.pk:
        raise NotAllowed(_("Only the person who proposed this may withdraw it."), code="approval_not_own")
    _decide(approval, ApprovalState.WITHDRAWN, actor=actor, at=at)
    return approval


def _lock_waiting(approval_id: int, seen: int | None, actor: Actor) -> Approval:
    rows = Approval.objects.select_related("edition", "proposed_by")
    approval = lock_one(rows, approval_id, missing=NO_APPROVAL)
    require(ACTS[approval.act].permission, actor)
    if approval.state != ApprovalState.WAITING:
        raise DomainError(
            _("This proposal has already been %(state)s.") % {"state": approval.get_state_display()},
            code="approval_decided",
        )
    require_seen(approval, seen)
    return approval


def _decide(approval: Approval, to: ApprovalState, *, reason: str = "", actor: Actor, at: datetime) -> None:
    APPROVAL_LIFECYCLE.require(approval.state, to)
    approval.state, approval.answer = to, reason.strip()
    approval.decided_by, approval.decided_at = person_of(actor), at
    require_valid(approval, exclude=["edition", "proposed_by", "decided_by"])
    approval.save(update_fields=["state", "answer", "decided_by", "decided_at"])
