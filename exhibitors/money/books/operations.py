"""Closing the books of an edition through a day, reopening them with a second person, and exporting the journal."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock_topic, require_seen
from ciie.kernel.wording import day_words
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import propose
from exhibitors.money.approvals.queries import Act, register_act
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.books.models import BooksClosing, ExportedLine, JournalExport
from exhibitors.money.books.queries import closing_of, unexported
from exhibitors.money.invoices.operations.journal import books_topic
from pavilions.floor.models.edition import Edition

PERMISSION = "exhibitors.keep_books"


@operation("exhibitors.books.closed")
def close_books(edition_id: int, *, through: date, seen: int | None = None, actor: Actor, at: datetime) -> BooksClosing:
    """Close the books through a past day, so that nothing can be posted on or before it any more.

    `seen` is 0 if the books have never been closed. Raises `day_not_over`, or `books_closed_already` if the books are
    closed through this day already; an earlier day needs `propose_reopening`.
    """
    edition = _lock_books(edition_id, actor)
    closing = closing_of(edition_id)
    require_seen(closing, seen)
    if through >= day_of(at, edition.zone):
        raise Invalid(
            _("Only days that are over can be closed: choose a day before today."), code="day_not_over", field="through"
        )
    if closing is not None and through <= closing.closed_through:
        raise Invalid(
            _("The books are already closed through %(day)s. Choose a later day, or propose to reopen them.")
            % {"day": day_words(closing.closed_through)},
            code="books_closed_already",
            field="through",
        )
    closing = closing or BooksClosing(edition=edition)
    closing.closed_through, closing.changed_at, closing.changed_by = through, at, str(actor)
    closing.approval = None
    closing.save()
    return closing


@operation("exhibitors.books.reopening_proposed")
def propose_reopening(
    edition_id: int, *, through: date, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Approval:
    """Propose that the books be closed through an earlier day only. It takes effect once a second person agrees."""
    _lock_books(edition_id, actor)
    closing = closing_of(edition_id)
    require_seen(closing, seen)
    if closing is None or through >= closing.closed_through:
        raise Invalid(
            _("Choose a day before the one through which the books are closed."),
            code="books_not_closed",
            field="through",
        )
    return propose(
        ApprovalAct.REOPENING,
        edition_id=edition_id,
        subject=closing.pk,
        terms={"through": through.isoformat(), "from": closing.closed_through.isoformat()},
        reason=reason,
        actor=actor,
        at=at,
    )


@operation("exhibitors.journal.exported")
def export_journal(edition_id: int, *, through: date, actor: Actor, at: datetime) -> JournalExport:
    """Export all journal lines through a day that no earlier export contains, including lines that were posted late.

    Raises `nothing_to_export`, or `day_not_over` if the day is in the future.
    """
    edition = _lock_books(edition_id, actor)
    if through > day_of(at, edition.zone):
        raise Invalid(_("The last day cannot be in the future."), code="day_not_over", field="through")
    lines = list(unexported(edition).filter(entry__day__lte=through))
    if not lines:
        raise DomainError(
            _("Nothing was posted through %(day)s that has not been exported.") % {"day": day_words(through)},
            code="nothing_to_export",
            field="through",
        )
    last = JournalExport.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    export = JournalExport.objects.create(
        edition=edition,
        number=last + 1,
        first_day=lines[0].entry.day,
        last_day=through,
        count=len(lines),
        made_at=at,
        made_by=str(actor),
    )
    ExportedLine.objects.bulk_create(ExportedLine(export=export, line=line) for line in lines)
    return export


def _reopen(approval: Approval, actor: Actor, at: datetime) -> None:
    lock_topic(books_topic(approval.edition_id))
    closing = closing_of(approval.edition_id)
    through = date.fromisoformat(approval.terms["through"])
    if closing is None or closing.closed_through.isoformat() != approval.terms["from"]:
        raise DomainError(
            _("The books have been closed or reopened since this was proposed. Propose it again."),
            code="changed_meanwhile",
        )
    closing.closed_through, closing.changed_at, closing.changed_by = through, at, str(actor)
    closing.approval = approval
    closing.save()


def _words(approval: Approval) -> list[Sentence]:
    days = {name: day_words(date.fromisoformat(approval.terms[name])) for name in ("through", "from")}
    return [
        _("Reopen the books of %(edition)s: closed through %(through)s instead of %(from)s.")
        % {"edition": approval.edition, **days}
    ]


def _lock_books(edition_id: int, actor: Actor) -> Edition:
    lock_topic(books_topic(edition_id))
    require(PERMISSION, actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    return edition


register_act(
    ApprovalAct.REOPENING,
    Act(permission=PERMISSION, carry_out=_reopen, words=_words, page="organizer:books", has_key=False),
)
