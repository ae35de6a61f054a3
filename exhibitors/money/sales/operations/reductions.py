"""Less space after the signature: booths are returned, or exchanged for smaller ones.

The amendment is a version of the contract that replaces the signed one, based on an offer for the remaining space.
Issued invoices stay: parts that are not invoiced yet shrink, and what was invoiced in excess of the new price is
credited.

Locks are taken in the order: booths, booking, offer, contract, part of the schedule, invoice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.bilingual import in_both
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.validity import require_valid
from ciie.web.templatetags.interface import money
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, save_change
from exhibitors.money.invoices.amounts import ZERO, allocate
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.credits import credit_part
from exhibitors.money.invoices.operations.drafts import NewLine, make_drafts, require_whole, throw_away
from exhibitors.money.invoices.states import InvoiceKind, Supply
from exhibitors.money.sales.models.contracts import Amendment, Contract, Instalment
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.cancellations import require_cost
from exhibitors.money.sales.operations.contracts import FINISH, NO_CONTRACT, change_state, end_contract, write_contract
from exhibitors.money.sales.operations.extras import throw_away_extras
from exhibitors.money.sales.operations.invoicing import draft_parts
from exhibitors.money.sales.operations.offers import write_offer
from exhibitors.money.sales.operations.steps import answer, require_reason
from exhibitors.money.sales.queries.cancellations import agreed_terms
from exhibitors.money.sales.queries.offers import charged_in_extras
from exhibitors.money.sales.queries.parts import credits_of_excess, is_issued, net_of, sums_of_price
from exhibitors.money.sales.queries.reductions import require_less_space, require_lower, settlement_for
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.settlements import Settlement, tax_of_fee
from exhibitors.money.sales.states import ContractState, OfferState, ReductionState
from exhibitors.money.sales.terms_of_sale.cancellation import plain_cancellation
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import LockedBooth, lock_free_booths
from pavilions.floor.ledger.operations.transfers import exchange_claims
from pavilions.floor.models.floor_plan import Booth


@operation("exhibitors.contract.reduced")
def reduce_contract(
    contract_id: int,
    *,
    returned: Collection[int],
    taken: Collection[int] = (),
    reason: str,
    fee: Decimal | None = None,
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Give up booths of a signed contract, and take free ones instead, which must be smaller in total.

    Without `fee`, the fee is the one by the terms of the contract, net, of the price that is given up. `cost` is that
    of the quote that the reader saw. Returns the keys of the drafts to issue next: credit notes and the fee.

    Raises `DomainError`: `contract_not_signed`, `booth_not_held`, `nothing_left`, `not_smaller`, `reduced_costs_more`,
    `too_many_co_exhibitors`, `part_is_issued`, `invoice_one_draft_credit`, `reduction_request_waits`, or
    `cost_changed`. Raises `Invalid` if the fee is not an amount from 0 to the difference.
    """
    locked = lock_signed(contract_id, taken)
    require("exhibitors.run_offers", actor, locked.booking)
    require_seen(locked.contract, seen)
    require_reason(reason)
    if ReductionRequest.objects.filter(booking=locked.booking, state=ReductionState.WAITING).exists():
        raise DomainError(
            _("The exhibitor has requested less space. Accept or refuse the request first."),
            code="reduction_request_waits",
        )
    return reduce_locked(locked, returned, reason=reason.strip(), fee=fee, cost=cost, actor=actor, at=at)


@dataclass(frozen=True)
class LockedContract:
    """A signed contract with its booking, its offer, and the booths that are taken instead, all locked."""

    contract: Contract
    booking: Booking
    offer: Offer | None
    booths: Sequence[LockedBooth]

    def require_signed(self) -> Offer:
        """Return the contract's offer. Raises `DomainError` (`contract_not_signed`) if it cannot be reduced."""
        is_booked = self.booking.state in BOOKED_STATES
        if self.contract.state != ContractState.SIGNED or not is_booked or self.offer is None:
            raise DomainError(
                _("Only the space of a signed contract can be reduced; this one is %(state)s.")
                % {"state": self.contract.get_state_display()},
                code="contract_not_signed",
            )
        return self.offer


def lock_signed(contract_id: int, taken: Collection[int]) -> LockedContract:
    """Lock the free booths `taken`, and the contract with its booking and offer."""
    known = Contract.objects.filter(pk=contract_id).values_list("booking_id", "booking__edition_id").first()
    booking_id, edition_id = known or (0, 0)
    booths = lock_free_booths(taken, edition_id=edition_id) if taken and known else []
    booking = lock_booking(booking_id)
    accepted = booking.offers.filter(state=OfferState.ACCEPTED).values_list("pk", flat=True)
    offers = lock(Offer.objects.select_related("terms"), accepted)
    contract = lock_one(Contract.objects.all(), contract_id, missing=NO_CONTRACT)
    return LockedContract(contract, booking, offers[0] if offers else None, booths)


def reduce_locked(
    locked: LockedContract,
    returned: Collection[int],
    *,
    reason: str,
    fee: Decimal | None,
    asked: ReductionRequest | None = None,
    cost: str | None = None,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Reduce a locked contract, as `reduce_contract` does.

    If the exhibitor `asked` for it, the fee follows the terms on the day of the request. Raises `DomainError`
    (`reduction_outdated`) if the price is no longer the one in the request.
    """
    contract, booking, before = locked.contract, locked.booking, locked.require_signed()
    change = _change_space(booking, returned, locked.booths, at=at)
    throw_away_extras(booking)
    answer(before, OfferState.WITHDRAWN, reason=reason, actor=actor, at=at)
    after = write_offer(booking, None, actor=actor, at=at)
    answer(after, OfferState.ACCEPTED, actor=actor, at=at)
    require_lower(before.net, after.net, after.currency)
    if asked is not None and after.net != asked.net:
        raise DomainError(
            _("The price has changed since the request was made: %(now)s instead of %(then)s. Refuse the request.")
            % {"now": money(after.net, after.currency), "then": money(asked.net, after.currency)},
            code="reduction_outdated",
        )
    saved = before.net - after.net
    terms = agreed_terms(booking, contract)
    schedule = _Schedule(booking, before, after, reason=reason, actor=actor, at=at)
    notes, parts = schedule.follow()
    contract.booking = booking
    found = settlement_for(
        contract,
        before=before.net,
        after=after.net,
        fee=fee,
        credits_=[(note.credits_id or 0, note.total or ZERO) for note in notes],
        day=day_of(at if asked is None else asked.made_at, booking.edition.zone),
        at=at,
    )
    owed = found.fee
    if not 0 <= owed <= saved:
        raise Invalid(
            _("Enter an amount from 0 to %(most)s, the price of the space that is returned.")
            % {"most": money(saved, after.currency)},
            code="fee_out_of_range",
            field="fee",
        )
    require_whole(owed, after.currency, field="fee")
    require_cost(found if asked is None else _as_asked(found, asked, booking, at=at), cost)
    amends = {
        "number": contract.number,
        "signed_on": day_of(contract.signed_at or at, booking.edition.zone).isoformat(),
        "returned": change.returned,
        "taken": change.taken,
        "reason": reason,
        "fee": f"{owed:f}",
        "cancellation": plain_cancellation(terms),
    }
    end_contract(contract, reason, at=at)
    settings = settings_of(booking.edition)
    amended = write_contract(booking, after, settings, parts, amends=amends, at=at)
    change_state(amended, ContractState.SIGNED, signed_at=at)
    amendment = Amendment(
        contract=amended,
        amends=contract,
        returned=", ".join(change.returned),
        taken=", ".join(change.taken),
        percent=found.percent,
        fee=owed,
        tax=found.tax,
        credited=found.credited,
        freed=found.freed,
        back_by=found.back_by,
        reason=reason,
        made_at=at,
        made_by=person_of(actor),
    )
    require_valid(amendment, exclude=["contract", "amends", "made_by"])
    amendment.save()
    draft_parts(booking, after, settings, at=at)
    drafts = [note.pk for note in notes] + _draft_fee(booking, owed, actor=actor, at=at)
    save_change(booking)
    if booking.state == BookingState.CONFIRMED:
        issue_confirmation(booking, at=at)
    wake_on_commit(FINISH)
    return drafts


def _as_asked(found: Settlement, asked: ReductionRequest, booking: Booking, *, at: datetime) -> Settlement:
    """Return the settlement as its page shows it: at the request's own fee, even if a lower one is entered."""
    return replace(found, fee=asked.fee, tax=tax_of_fee(booking, asked.fee, found.currency, at=at))


@dataclass(frozen=True)
class _SpaceChange:
    """The names of the booths that were returned and taken."""

    returned: list[str]
    taken: list[str]


def _change_space(
    booking: Booking, returned: Collection[int], booths: Sequence[LockedBooth], *, at: datetime
) -> _SpaceChange:
    live = SpaceClaim.objects.live().filter(holder_id=booking.pk)
    claims = lock(SpaceClaim.objects.all(), live.values_list("pk", flat=True))
    given_up = [claim for claim in claims if claim.booth_id in set(returned)]
    come = sum((booth.area_sqm for booth in booths), Decimal(0)) if booths else None
    require_less_space(booking, claims, given_up, come, wanted=len(set(returned)))
    names = _names_of([claim.booth_id for claim in given_up if claim.booth_id])
    released, claimed = exchange_claims(booking.pk, given_up, booths, at=at)
    state = BookingState(booking.state)
    append_movements(booking, released, left=state, at=at)
    append_movements(booking, claimed, entered=state, at=at)
    return _SpaceChange(names, [booth.reference for booth in booths])


def _names_of(keys: Collection[int]) -> list[str]:
    rows = Booth.objects.filter(pk__in=keys).select_related("plan__hall").order_by("plan__hall__name", "number")
    return [f"{booth.plan.hall.name}/{booth.number}" for booth in rows]


class _Schedule:
    """Carries the payment schedule over: issued parts stay, the others shrink, and any excess is credited."""

    def __init__(
        self, booking: Booking, before: Offer, after: Offer, *, reason: str, actor: Actor, at: datetime
    ) -> None:
        self.booking, self.before, self.after = booking, before, after
        self.reason, self.actor, self.at = reason, actor, at
        parts = before.instalments.order_by("position").values_list("pk", flat=True)
        self.parts = sorted(lock(Instalment.objects.all(), parts), key=lambda part: part.position)
        rows = list(ScheduledInvoice.objects.filter(instalment__in=parts))
        locked = lock(Invoice.objects.select_related("edition", "booking"), [row.invoice_id for row in rows])
        self.invoices = {invoice.pk: invoice for invoice in locked}
        self.rows: dict[int, list[ScheduledInvoice]] = {part.pk: [] for part in self.parts}
        for row in rows:
            self.rows[row.instalment_id or 0].append(row)

    def follow(self) -> tuple[list[Invoice], list[Instalment]]:
        """Write the parts of the new offer. Return the drafts of credit notes, and the parts."""
        wanted = self.after.net - charged_in_extras(self.booking)
        issued = [part for part in self.parts if self._is_issued(part)]
        open_parts = [part for part in self.parts if part not in issued]
        nets = {part.pk: net_of(self._invoices_of(part)) for part in issued}
        rest = wanted - sum(nets.values(), ZERO)
        if rest > 0 and open_parts:
            shares = allocate(rest, [part.net for part in open_parts], self.after.currency)
            nets |= {part.pk: net for part, net in zip(open_parts, shares, strict=True)}
        of_parts = [self._invoices_of(part) for part in issued]
        credited = credits_of_excess(of_parts, -rest, self.after.currency) if rest < 0 else {}
        for invoice, net in credited.items():
            part = next(part for part in issued if invoice in self._invoices_of(part))
            nets[part.pk] -= net
        kept = [part for part in self.parts if part in issued or nets.get(part.pk)]
        made = [self._write(part, nets[part.pk], part in issued) for part in kept]
        notes = self._credit(credited)
        return notes, made

    def _invoices_of(self, part: Instalment) -> list[Invoice]:
        return [self.invoices[row.invoice_id] for row in self.rows[part.pk]]

    def _is_issued(self, part: Instalment) -> bool:
        """Return whether the part has been invoiced. If it has not, discard its drafts."""
        found = self._invoices_of(part)
        if is_issued(found):
            return True
        for draft in found:
            throw_away(draft)
        return False

    def _write(self, part: Instalment, net: Decimal, is_issued: bool) -> Instalment:
        made = Instalment.objects.create(
            offer=self.after,
            position=part.position,
            kind=part.kind,
            term=part.term,
            net=net,
            due_on=part.due_on,
            drafted_at=part.drafted_at if is_issued else None,
        )
        for row in self.rows[part.pk] if is_issued else ():
            row.instalment = made
            row.save(update_fields=["instalment"])
        return made

    def _credit(self, credited: Mapping[Invoice, Decimal]) -> list[Invoice]:
        """Draft credit notes. Each is also a part of the price, so that what is left is taxed as one price."""
        notes = []
        for invoice, net in credited.items():
            price = sums_of_price(self.after, invoice.party_id)
            note = credit_part(invoice, net, price, reason=self.reason, actor=self.actor, at=self.at)
            own = next(row for rows in self.rows.values() for row in rows if row.invoice_id == invoice.pk)
            ScheduledInvoice.objects.create(instalment=own.instalment, invoice=note)
            notes.append(note)
        return notes


def _draft_fee(booking: Booking, fee: Decimal, *, actor: Actor, at: datetime) -> list[int]:
    if not fee:
        return []
    name, name_zh = in_both(
        lambda: _("Cancellation fee, space of booking %(booking)s") % {"booking": booking.reference}
    )
    lines = [NewLine(name=name, name_zh=name_zh, net=fee, supply=Supply.DAMAGES)]
    made = make_drafts(booking, kind=InvoiceKind.CANCELLATION_FEE, lines=lines, actor=actor, at=at)
    return [each.pk for each in made]
