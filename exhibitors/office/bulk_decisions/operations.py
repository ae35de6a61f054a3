"""Approving, ending or making offers for many bookings.

Each is decided on its own, so that a refusal stops no other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.wording import list_words
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.money.sales.operations.offers import make_offer
from exhibitors.office.bulk_decisions.models import BulkDecision, BulkDecisionItem
from exhibitors.office.bulk_decisions.queries.progress import MOST_AT_ONCE
from exhibitors.office.bulk_decisions.rules import MAY_START
from exhibitors.office.bulk_decisions.states import PLACING, BulkKind, BulkState
from exhibitors.office.company_records.operations import end_undecided
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import reference_of

TASK = "exhibitors.carry_out_bulk_decision"
NO_DECISION = _("Bulk decision not found.")


@operation("exhibitors.bulk.started")
def start_bulk_decision(
    edition_id: int,
    kind: BulkKind,
    seen: Sequence[tuple[int, int]],
    *,
    booths: Mapping[int, Sequence[int]] | None = None,
    last_day: date | None = None,
    reason: str = "",
    actor: User,
    at: datetime,
) -> BulkDecision:
    """Begin a decision on these bookings of an edition, which a task carries out.

    `seen` holds pairs of a booking's key and the revision that was shown. `booths` maps the keys of bookings to the
    keys of the booths to assign. Whether each booking may be decided, and by this person, is checked when its turn
    comes. Raises `Invalid` (`too_many`, `reason_missing`, `booths_missing`, `booth_twice`).
    """
    require(MAY_START[kind], actor)
    if len(seen) > MOST_AT_ONCE:
        raise Invalid(_("At most %(most)d bookings can be decided at once.") % {"most": MOST_AT_ONCE}, code="too_many")
    if kind == BulkKind.END and not reason.strip():
        raise Invalid(_("Give a reason. The company's members will see it."), code="reason_missing", field="reason")
    given = _given(kind, [booking for booking, _revision in seen], booths or {})
    decision = BulkDecision.objects.create(
        edition_id=edition_id, kind=kind, last_day=last_day, reason=reason.strip(), started_by=actor, started_at=at
    )
    chosen = dict(seen)
    known = Booking.objects.filter(pk__in=chosen, edition=edition_id).values_list("pk", flat=True)
    BulkDecisionItem.objects.bulk_create(
        BulkDecisionItem(decision=decision, booking_id=pk, seen=chosen[pk], booths=given.get(pk, []))
        for pk in sorted(known)
    )
    enqueue_on_commit(TASK, decision_id=decision.pk)
    return decision


def _given(kind: BulkKind, bookings: Sequence[int], booths: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Return the booths to assign. Each booking needs at least one, and a booth may be assigned only once."""
    if kind not in PLACING:
        return {}
    given = {booking: sorted(set(booths.get(booking, ()))) for booking in bookings}
    if not given or not all(given.values()):
        raise Invalid(_("Choose a booth for at least one booking."), code="booths_missing", field="seen")
    counts = Counter(chain.from_iterable(given.values()))
    if twice := [booth for booth, count in counts.items() if count > 1]:
        names = [reference_of(booth) for booth in Booth.objects.filter(pk__in=twice).select_related("plan__hall")]
        raise Invalid(
            _("Chosen for more than one booking: %(booths)s.") % {"booths": list_words(names)},
            code="booth_twice",
            field="seen",
            details={"booths": names},
        )
    return given


@operation("exhibitors.bulk.resumed")
def resume_bulk_decision(decision_id: int, *, actor: User, at: datetime) -> None:
    """Enqueue another task for what is left, in case the first one was lost. What is settled stays as it is."""
    decision = BulkDecision.objects.filter(pk=decision_id).first()
    if decision is None:
        raise NotFound(NO_DECISION, code="not_found")
    require(MAY_START[BulkKind(decision.kind)], actor)
    enqueue_on_commit(TASK, decision_id=decision.pk)


@operation("exhibitors.bookings.decided")
def decide_next(item_id: int, *, actor: Actor, at: datetime) -> bool:
    """Carry out a bulk decision on one booking, once. Return whether the booking was still open.

    A refusal is kept in the language of the person who began the decision.
    """
    rows = BulkDecisionItem.objects.select_related("decision__started_by")
    item = lock_one(rows, item_id, missing=NO_DECISION)
    if item.state != BulkState.OPEN:
        return False
    decision, item.state = item.decision, BulkState.DONE
    try:
        with translation.override(decision.started_by.language), transaction.atomic():
            _decide(decision, item, actor=actor, at=at)
    except DomainError as refusal:
        item.state, item.refusal = BulkState.REFUSED, str(refusal.message)
    item.save(update_fields=["state", "refusal"])
    return True


def _decide(decision: BulkDecision, item: BulkDecisionItem, *, actor: Actor, at: datetime) -> None:
    match BulkKind(decision.kind):
        case BulkKind.APPROVE:
            approve_booking(item.booking_id, last_day=decision.last_day, seen=item.seen, actor=actor, at=at)
        case BulkKind.OFFER:
            make_offer(item.booking_id, last_day=decision.last_day, seen=item.seen, actor=actor, at=at)
        case BulkKind.PLACE | BulkKind.PLACE_AND_APPROVE:
            placed = assign_booths(item.booking_id, item.booths, seen=item.seen, actor=actor, at=at)
            if decision.kind == BulkKind.PLACE_AND_APPROVE:
                approve_booking(item.booking_id, seen=placed.revision, actor=actor, at=at)
        case BulkKind.END:
            end_undecided(item.booking_id, reason=decision.reason, seen=item.seen, actor=actor, at=at)
