"""Mails about proposals: to the people who may agree to one, and to the proposer once it is decided."""

from ciie.mail.queue import Letter, queue_letters
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import who_may_agree
from exhibitors.money.approvals.states import ApprovalState


def announce_waiting(approval: Approval) -> None:
    """Write to everybody who may agree to the proposal, except the proposer."""
    proposer = approval.proposed_by.name if approval.proposed_by else ""
    queue_letters(
        Letter(
            kind="approval_waiting",
            to=person.email,
            language=person.language,
            occasion=f"approval-{approval.pk}",
            context={
                "approval": approval.pk,
                **approval.edition.mail_names,
                "person": person.name,
                "proposer": proposer,
                "reason": approval.reason,
            },
        )
        for person in who_may_agree(approval)
    )


def announce_decided(approval: Approval) -> None:
    """Write to the proposer about the decision. No mail is sent if the system made the proposal."""
    person = approval.proposed_by
    if person is None or approval.decided_by is None:
        return
    queue_letters(
        [
            Letter(
                kind="approval_decided",
                to=person.email,
                language=person.language,
                occasion=f"approval-{approval.pk}-decided",
                context={
                    "approval": approval.pk,
                    **approval.edition.mail_names,
                    "person": person.name,
                    "decider": approval.decided_by.name,
                    "is_agreed": approval.state == ApprovalState.AGREED,
                    "reason": approval.answer,
                },
            )
        ]
    )
