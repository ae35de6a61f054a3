"""Less space after the signature: booths are returned, or exchanged for smaller ones.

The amendment is a version of the contract that takes the place of the signed one, by an offer of what is left. What was
invoiced stays: parts that are not invoiced yet shrink, and what was invoiced beyond the new price is credited.

Locks are taken in the order: booths, booking, offer, contract, part of the schedule, invoice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
from ciie.kernel.wording import area_words
from ciie.web.templatetags.interface import money
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, save_change
from exhibitors.co_exhibitors.queries import most_of_a_kind
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.invoices.amounts import ZERO, allocate, is_whole
from exhibitors.invoices.models import DRAFT_CREDIT, Invoice
from exhibitors.invoices.operations.credits import credit_part
from exhibitors.invoices.operations.drafts import NewLine, make_drafts, throw_away
from exhibitors.invoices.states import InvoiceKind, InvoiceState
from exhibitors.sales.models.contracts import Amendment, Contract, Instalment
from exhibitors.sales.models.money import ScheduledInvoice
from exhibitors.sales.models.offers import Offer
from exhibitors.sales.operations.contracts import FINISH, NO_CONTRACT, change_state, end_contract, write_contract
from exhibitors.sales.operations.extras import charged_in_extras, throw_away_extras
from exhibitors.sales.operations.invoicing import draft_parts, supply_of
from exhibitors.sales.operations.offers import write_offer
from exhibitors.sales.operations.steps import answer, require_reason
from exhibitors.sales.queries.cancellations import agreed_terms
from exhibitors.sales.queries.parts import sums_of_price
from exhibitors.sales.queries.settings import settings_of
from exhibitors.sales.states import ContractState, OfferState
from exhibitors.sales.terms_of_sale.cancellation import fee as fee_of
from exhibitors.sales.terms_of_sale.cancellation import percent_on, plain_cancellation
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import LockedBooth, lock_free_booths
from pavilions.ledger.operations.transfers import exchange_claims


@operation("exhibitors.contract.reduced")
def reduce_contract(
    contract_id: int,
    *,
    returned: Collection[int],
    taken: Collection[int] = (),
    reason: str,
    fee: Decimal | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Return these booths of a signed contract, and take free ones instead; together they are smaller than before.

    Without `fee` the one by the terms of the contract is owed, net, of the price that is given up. Returns the keys of
    drafts to be issued next: credit notes and the fee. Raises `DomainError`: `contract_not_signed`, `booth_not_held`,
    `nothing_left`, `not_smaller`, `reduced_costs_more`, `too_many_co_exhibitors`, `part_is_issued`, or
    `invoice_one_draft_credit`; `Invalid` for a fee that is no amount from 0 to the difference.
    """
    known = Contract.objects.filter(pk=contract_id).values_list("booking_id", "booking__edition_id").first()
    booking_id, edition_id = known or (0, 0)
    booths = lock_free_booths(taken, edition_id=edition_id) if taken and known else []
    booking = lock_booking(booking_id)
    accepted = booking.offers.filter(state=OfferState.ACCEPTED).values_list("pk", flat=True)
    offers = lock(Offer.objects.select_related("terms"), accepted)
    contract = lock_one(Contract.objects.all(), contract_id, missing=NO_CONTRACT)
    require("exhibitors.run_offers", actor, booking)
    require_seen(contract, seen)
    require_reason(reason)
    if contract.state != ContractState.SIGNED or booking.state not in BOOKED_STATES or not offers:
        raise DomainError(
            _("Only the space of a signed contract can be reduced; this one is %(state)s.")
            % {"state": contract.get_state_display()},
            code="contract_not_signed",
        )
    before = offers[0]
    change = _change_space(booking, returned, booths, at=at)
    throw_away_extras(booking)
    answer(before, OfferState.WITHDRAWN, reason=reason.strip(), actor=actor, at=at)
    after = write_offer(booking, None, actor=actor, at=at)
    answer(after, OfferState.ACCEPTED, actor=actor, at=at)
    saved = before.net - after.net
    if saved < 0:
        raise DomainError(
            _("By the rate card the smaller space costs more: %(after)s instead of %(before)s.")
            % {"after": money(after.net, after.currency), "before": money(before.net, before.currency)},
            code="reduced_costs_more",
        )
    terms, day, opens = agreed_terms(booking, contract), day_of(at, booking.edition.zone), booking.edition.opens_date
    owed = fee_of(terms, day, opens, saved, after.currency) if fee is None else fee
    if not 0 <= owed <= saved or not is_whole(owed, after.currency):
        raise Invalid(
            _("Enter an amount from 0 to %(most)s, the price of the space that is returned.")
            % {"most": money(saved, after.currency)},
            code="fee_out_of_range",
            field="fee",
        )
    schedule = _Schedule(booking, before, after, reason=reason.strip(), actor=actor, at=at)
    notes, parts = schedule.follow()
    amends = {
        "number": contract.number,
        "signed_on": day_of(contract.signed_at or at, booking.edition.zone).isoformat(),
        "returned": change.returned,
        "taken": change.taken,
        "reason": reason.strip(),
        "fee": f"{owed:f}",
        "cancellation": plain_cancellation(terms),
    }
    end_contract(contract, reason.strip(), at=at)
    settings = settings_of(booking.edition)
    amended = write_contract(booking, after, settings, parts, amends=amends, at=at)
    change_state(amended, ContractState.SIGNED, signed_at=at)
    amendment = Amendment(
        contract=amended,
        amends=contract,
        returned=", ".join(change.returned),
        taken=", ".join(change.taken),
        percent=percent_on(terms, day, opens),
        fee=owed,
        reason=reason.strip(),
        made_at=at,
        made_by=person_of(actor),
    )
    require_valid(amendment, exclude=["contract", "amends", "made_by"])
    amendment.save()
    draft_parts(booking, after, settings, at=at)
    drafts = [note.pk for note in notes] + _draft_fee(booking, after, owed, actor=actor, at=at)
    save_change(booking)
    if booking.state == BookingState.CONFIRMED:
        issue_confirmation(booking, at=at)
    wake_on_commit(FINISH)
    return drafts


@dataclass(frozen=True)
class _SpaceChange:
    """The names of booths that were returned and taken."""

    returned: list[str]
    taken: list[str]


def _change_space(
    booking: Booking, returned: Collection[int], booths: Sequence[LockedBooth], *, at: datetime
) -> _SpaceChange:
    live = SpaceClaim.objects.live().filter(holder_id=booking.pk)
    claims = lock(SpaceClaim.objects.all(), live.values_list("pk", flat=True))
    given_up = [claim for claim in claims if claim.booth_id in set(returned)]
    if len(given_up) < len(set(returned)):
        raise DomainError(
            _("The booking no longer has one of these booths. Look at it again."),
            code="booth_not_held",
            field="returned",
        )
    if not given_up:
        raise Invalid(_("Choose the booths that are returned."), code="nothing_chosen", field="returned")
    if len(given_up) == len(claims) and not booths:
        raise DomainError(
            _("Nothing would be left of the booking. Cancel it instead."), code="nothing_left", field="returned"
        )
    gone, come = (sum((each.area_sqm for each in parts), Decimal(0)) for parts in (given_up, booths))
    if come >= gone:
        raise DomainError(
            _("The booths instead total %(come)s m², the returned ones %(gone)s m². A contract can only be reduced.")
            % {"come": area_words(come), "gone": area_words(gone)},
            code="not_smaller",
            field="taken",
            details={"returned_sqm": str(gone), "taken_sqm": str(come)},
        )
    _require_room(booking, sum((claim.area_sqm for claim in claims), Decimal(0)) - gone + come)
    names = _names_of([claim.booth_id for claim in given_up if claim.booth_id])
    released, claimed = exchange_claims(booking.pk, given_up, booths, at=at)
    state = BookingState(booking.state)
    append_movements(booking, released, left=state, at=at)
    append_movements(booking, claimed, entered=state, at=at)
    return _SpaceChange(names, [booth.reference for booth in booths])


def _names_of(keys: Collection[int]) -> list[str]:
    rows = Booth.objects.filter(pk__in=keys).select_related("plan__hall").order_by("plan__hall__name", "number")
    return [f"{booth.plan.hall.name}/{booth.number}" for booth in rows]


def _require_room(booking: Booking, area: Decimal) -> None:
    """The companies on the stand have room on what is left of it."""
    most = most_of_a_kind(area)
    for kind in CoExhibitorKind:
        present = booking.co_exhibitors.filter(kind=kind).count()
        if present > most:
            raise DomainError(
                _("A stand of %(area)s m² can have at most %(most)d companies of this kind. Added so far: %(present)d.")
                % {"area": area_words(area), "most": most, "present": present},
                code="too_many_co_exhibitors",
                field="returned",
                details={"area_sqm": str(area), "most": most, "present": present},
            )


class _Schedule:
    """How the payment schedule follows: what was invoiced stays, the rest shrinks, what is too much is credited."""

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
        """Write the parts of the new offer; returns the drafts of credit notes, and the parts."""
        wanted = self.after.net - charged_in_extras(self.booking)
        issued = [part for part in self.parts if self._is_issued(part)]
        open_parts = [part for part in self.parts if part not in issued]
        nets = {part.pk: self._invoiced(part) for part in issued}
        rest = wanted - sum(nets.values(), ZERO)
        if rest > 0 and open_parts:
            shares = allocate(rest, [part.net for part in open_parts], self.after.currency)
            nets |= {part.pk: net for part, net in zip(open_parts, shares, strict=True)}
        credited = self._to_credit(issued, -rest) if rest < 0 else {}
        for invoice_id, net in credited.items():
            part = next(part for part in issued if any(row.invoice_id == invoice_id for row in self.rows[part.pk]))
            nets[part.pk] -= net
        kept = [part for part in self.parts if part in issued or nets.get(part.pk)]
        made = [self._write(part, nets[part.pk], part in issued) for part in kept]
        notes = self._credit(credited)
        return notes, made

    def _is_issued(self, part: Instalment) -> bool:
        """Whether the part has been invoiced; its drafts are thrown away where it has not."""
        found = [self.invoices[row.invoice_id] for row in self.rows[part.pk]]
        drafts = [each for each in found if each.state == InvoiceState.DRAFT]
        if drafts and len(drafts) < len(found):
            raise DomainError(
                _("A part of the payment schedule is issued to some bill-tos and a draft for others. Issue all first."),
                code="part_is_issued",
            )
        for draft in drafts:
            throw_away(draft)
        return bool(found) and not drafts

    def _invoiced(self, part: Instalment) -> Decimal:
        found = [self.invoices[row.invoice_id] for row in self.rows[part.pk]]
        return sum((-each.net if each.credits_id else each.net for each in found), ZERO)

    def _to_credit(self, issued: Sequence[Instalment], excess: Decimal) -> Mapping[int, Decimal]:
        """By invoice, the newest first; what was credited for other reasons counts."""
        found: dict[int, Decimal] = {}
        for part in reversed(issued):
            charging = [self.invoices[row.invoice_id] for row in self.rows[part.pk]]
            charging = [each for each in charging if each.credits_id is None]
            lefts = []
            for invoice in charging:
                notes = list(invoice.credit_notes.all())
                if any(note.state == InvoiceState.DRAFT for note in notes):
                    raise DomainError(DRAFT_CREDIT, code="invoice_one_draft_credit")
                lefts.append(invoice.net - sum((note.net for note in notes), ZERO))
            taken = min(excess, sum(lefts, ZERO))
            if taken > 0:
                shares = allocate(taken, lefts, self.after.currency)
                found |= {invoice.pk: share for invoice, share in zip(charging, shares, strict=True) if share}
                excess -= taken
        return found

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

    def _credit(self, credited: Mapping[int, Decimal]) -> list[Invoice]:
        """Each note is a part of the price, too, so that all that is left is taxed as one."""
        notes = []
        for invoice_id, net in credited.items():
            invoice = self.invoices[invoice_id]
            price = sums_of_price(self.after, invoice.party_id)
            note = credit_part(invoice, net, price, reason=self.reason, actor=self.actor, at=self.at)
            own = next(row for rows in self.rows.values() for row in rows if row.invoice_id == invoice_id)
            ScheduledInvoice.objects.create(instalment=own.instalment, invoice=note)
            notes.append(note)
        return notes


def _draft_fee(booking: Booking, offer: Offer, fee: Decimal, *, actor: Actor, at: datetime) -> list[int]:
    if not fee:
        return []
    name, name_zh = in_both(
        lambda: _("Cancellation fee, space of booking %(booking)s") % {"booking": booking.reference}
    )
    lines = [NewLine(name=name, name_zh=name_zh, net=fee, supply=supply_of(booking, offer))]
    made = make_drafts(booking, kind=InvoiceKind.CANCELLATION_FEE, lines=lines, actor=actor, at=at)
    return [each.pk for each in made]
