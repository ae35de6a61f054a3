"""Operations on changes of announced events that pavilions propose. The public text stays until one is accepted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.national.programme.notifications import announce_proposal, announce_proposal_decided
from pavilions.national.programme.operations.programme import (
    EventTerms,
    cancel_event,
    lock_event,
    lock_for_change,
    replace_open_proposals,
    rewrite_event,
    write_terms,
)
from pavilions.national.programme.states import PROPOSAL_LIFECYCLE, EventKind, ProposalState
from pavilions.states import EventState

PROPOSED = ("room_id", "kind", "title", "title_zh", "text", "text_zh", "period")


@operation("pavilions.event.change_proposed")
def propose_event_change(
    event_id: int, terms: EventTerms, *, seen: int | None = None, actor: Actor, at: datetime
) -> EventProposal:
    """Propose new terms for an announced event of a pavilion, replacing any open proposal.

    The terms are validated like those of `change_event`. Planners of the programme get a mail.
    """
    event = lock_for_change(event_id, terms, seen=seen, actor=actor)
    _require_announced(event)
    if terms.pavilion_id != event.pavilion_id:
        raise Invalid(
            _("An announced event remains with its pavilion. Plan another one."),
            code="other_pavilion",
            field="pavilion",
        )
    before = [getattr(event, name) for name in PROPOSED]
    write_terms(event, terms, at)  # validates them; the event itself is not saved
    if [getattr(event, name) for name in PROPOSED] == before:
        raise Invalid(_("Nothing has changed."), code="nothing_changed", field="title")
    return _propose(event, actor=actor, at=at)


@operation("pavilions.event.cancellation_proposed")
def propose_event_cancellation(event_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> EventProposal:
    """Propose to cancel an announced event of a pavilion, replacing any open proposal.

    Planners of the programme get a mail.
    """
    event = lock_event(event_id, seen)
    require("pavilions.plan_event", actor, event.pavilion)
    _require_announced(event)
    return _propose(event, is_cancellation=True, actor=actor, at=at)


@operation("pavilions.event.change_accepted")
def accept_event_change(proposal_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ProgrammeEvent:
    """Apply the change or the cancellation that a pavilion proposed.

    Its managers, and everybody whom a move concerns, get a mail. The event of a closed pavilion can still be cancelled
    but not changed. Raise `DomainError` (`changed_meanwhile`) if the event has changed since, and the errors of
    `change_event` or `cancel_event`.
    """
    require("pavilions.plan_programme", actor)
    found = _proposal(proposal_id)
    event = (
        lock_event(found.event_id)
        if found.is_cancellation
        else lock_for_change(found.event_id, _terms_of(found), seen=None, actor=actor)
    )
    proposal = _lock_open(proposal_id, ProposalState.ACCEPTED, seen)
    if event.revision != proposal.event_revision:
        raise DomainError(
            _("The event has been changed since this was proposed. Decline it, and ask for a new proposal."),
            code="changed_meanwhile",
        )
    if proposal.is_cancellation:
        _decide(proposal, ProposalState.ACCEPTED, "", actor, at)
        return cancel_event(event.pk, actor=actor, at=at)
    proposal.event = rewrite_event(event, _terms_of(proposal), at=at)
    _decide(proposal, ProposalState.ACCEPTED, "", actor, at)
    return proposal.event


@operation("pavilions.event.change_declined")
def decline_event_change(
    proposal_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> EventProposal:
    """Decline a proposed change with a reason. The pavilion's managers get a mail."""
    require("pavilions.plan_programme", actor)
    if not reason.strip():
        raise Invalid(_("Say why the change is declined."), code="reason_missing", field="reason")
    proposal = _lock_open(proposal_id, ProposalState.DECLINED, seen)
    return _decide(proposal, ProposalState.DECLINED, reason.strip(), actor, at)


def _require_announced(event: ProgrammeEvent) -> None:
    if event.state != EventState.ANNOUNCED:
        raise DomainError(
            _("Only an announced event is changed by a proposal. Change this one directly."), code="not_announced"
        )


def _propose(event: ProgrammeEvent, *, is_cancellation: bool = False, actor: Actor, at: datetime) -> EventProposal:
    """Store the event's unsaved terms as a proposal, replacing any open one."""
    replace_open_proposals(event)
    proposal = EventProposal(
        event=event,
        event_revision=event.revision,
        is_cancellation=is_cancellation,
        proposed_by=person_of(actor),
        proposed_at=at,
        **{name: getattr(event, name) for name in PROPOSED},
    )
    require_valid(proposal, exclude=["event", "proposed_by", "decided_by"])
    proposal.save()
    event.refresh_from_db(fields=["title", "title_zh"])  # so that the mail names the event as announced
    announce_proposal(proposal)
    return proposal


def _proposal(proposal_id: int) -> EventProposal:
    """Return a proposal without a lock, since its content never changes. Raise `NotFound` if it does not exist."""
    found = EventProposal.objects.select_related("event").filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(_("Proposal not found."), code="not_found")
    return found


def _lock_open(proposal_id: int, to: ProposalState, seen: int | None) -> EventProposal:
    rows = EventProposal.objects.select_related("event__pavilion")
    proposal = lock_one(rows, proposal_id, missing=_("Proposal not found."))
    require_seen(proposal, seen)
    PROPOSAL_LIFECYCLE.require(proposal.state, to)
    return proposal


def _terms_of(proposal: EventProposal) -> EventTerms:
    return EventTerms(
        room_id=proposal.room_id,
        kind=EventKind(proposal.kind),
        title=proposal.title,
        title_zh=proposal.title_zh,
        text=proposal.text,
        text_zh=proposal.text_zh,
        begins_at=proposal.period.lower,
        ends_at=proposal.period.upper,
        pavilion_id=proposal.event.pavilion_id,
    )


def _decide(proposal: EventProposal, to: ProposalState, reason: str, actor: Actor, at: datetime) -> EventProposal:
    proposal.state, proposal.reason = to, reason
    proposal.decided_by, proposal.decided_at = person_of(actor), at
    require_valid(proposal, exclude=["event", "proposed_by", "decided_by"])
    proposal.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    announce_proposal_decided(proposal)
    return proposal
