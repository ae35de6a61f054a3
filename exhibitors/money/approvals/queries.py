"""The register of acts that need a second person, and queries about proposals and who may agree to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.history import history_of
from ciie.kernel.actors import Actor
from ciie.kernel.authority import allowed
from ciie.kernel.errors import Sentence
from exhibitors.history import Event, event_of
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState
from pavilions.floor.models.edition import Edition
from pavilions.floor.staff.queries import staff_allowed

NO_APPROVAL = _("Proposal not found.")


@dataclass(frozen=True, kw_only=True)
class Act:
    """How a package describes proposals for an act, and carries them out once they are agreed.

    `words` returns sentences, of which the first one says what is proposed. `page` is the URL name of the page about
    the proposal's subject; if `has_key`, its URL takes the subject's primary key.
    """

    permission: str
    carry_out: Callable[[Approval, Actor, datetime], object]
    words: Callable[[Approval], Sequence[Sentence]]
    page: str
    has_key: bool = True


ACTS: dict[str, Act] = {}
"""Acts by their `ApprovalAct`. Packages that import this one register theirs, so that agreeing can run their code."""


def register_act(act: ApprovalAct, how: Act) -> None:
    ACTS[act] = how


def listed_approvals(edition: Edition) -> QuerySet[Approval]:
    """Return every proposal of an edition."""
    return Approval.objects.filter(edition=edition).select_related("proposed_by", "decided_by", "edition")


def waiting_count(edition: Edition) -> int:
    return Approval.objects.filter(edition=edition, state=ApprovalState.WAITING).count()


def waiting_for(act: ApprovalAct, edition_id: int, subject: int) -> Approval | None:
    """Return the proposal about this row that is still waiting, or None."""
    rows = Approval.objects.filter(act=act, edition=edition_id, subject=subject, state=ApprovalState.WAITING)
    return rows.first()


def may_agree(approval: Approval, viewer: User) -> bool:
    return viewer.pk != approval.proposed_by_id and allowed(ACTS[approval.act].permission, viewer)


def who_may_agree(approval: Approval) -> list[User]:
    """Return the team members who may agree, without the proposer, or the superusers if there are none."""
    team = staff_allowed(ACTS[approval.act].permission)
    others = [person for person in team if person.pk != approval.proposed_by_id]
    return others or list(
        User.objects.filter(is_active=True, is_superuser=True)
        .exclude(pk=approval.proposed_by_id)
        .order_by("name", "pk")
    )


def approval_history(approval: Approval) -> list[Event]:
    """Return the history of a proposal, newest first, in two queries."""
    return [event_of(entry, frozenset()) for entry in history_of(approval, ("state", "answer"))]
