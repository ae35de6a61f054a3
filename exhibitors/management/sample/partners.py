"""The eighth edition: partners sign for next year already, so its bookings go all the way from offer to payment.

Signature and deposit confirm the bookings automatically. Each booking has its own course. All courses run in the order
of time, so that invoices are numbered in the order of their days.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import heapify, heappop, heapreplace

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from exhibitors.management.sample.conditions import FEES, PARTNERS_SCHEDULE, REFUND_DAYS
from exhibitors.management.sample.contracts import LEVELS
from exhibitors.management.sample.desk_work import Party
from exhibitors.management.sample.invoices import SELLER
from exhibitors.management.sample.payments import bring_in, statement_line
from exhibitors.management.sample.terms import publish_partner_terms
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.approvals.queries import waiting_for
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.billing import set_own_party
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.invoices.operations.settings import load_tax_rules, set_seller
from exhibitors.money.invoices.states import InvoiceState
from exhibitors.money.payments.models import BankAccount, Payment
from exhibitors.money.payments.operations.cards import end_card_payment, start_card_payment
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment
from exhibitors.money.payments.operations.returns import return_payment
from exhibitors.money.payments.operations.statements import Match, confirm_matches, save_bank_account
from exhibitors.money.payments.queries.statements import proposals_for
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.contracts import finish_contract
from exhibitors.money.sales.operations.invoicing import draft_due_parts
from exhibitors.money.sales.operations.offers import accept_offer
from exhibitors.money.sales.operations.reduction_requests import (
    accept_reduction_request,
    refuse_reduction_request,
    request_reduction,
    withdraw_reduction_request,
)
from exhibitors.money.sales.operations.reminders import announce_release, remind_of_payment
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.money.sales.operations.signing import send_signing_code, sign_with_code
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import ConfirmedBy
from pavilions.floor.editions.operations.editions import close_edition, open_edition
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.plans.publishing.models import PlanPublication
from pavilions.states import PlanState

BOOTHS = 30
"""The number of booths of the hall that are on offer in the partners' round."""
VALUES = {
    "uses_contracts": True,
    "signing_days": 14,
    "confirmed_by": ConfirmedBy.SIGNATURE_AND_DEPOSIT,
    "issues_invoices": True,
    "refund_days": REFUND_DAYS,
    "releases": True,
    "country": "CN",
}
ACCOUNT = "6222021001012345686"
WHY_ACCOUNT = "Deposits of partners are paid into an account of their own."
RETURN_FEE = Decimal(30)
"""The fee that the bank charges for a returned direct debit."""

type Course = Iterator[int]
"""The course of a booking. Before each step, it yields how many days ago the step is taken."""


@dataclass
class Partner:
    """A company that signs early, and its booking."""

    party: Party
    booths: list[int]
    booking: Booking | None = None

    @property
    def person(self) -> User:
        return self.party.contact


class Round:
    """The partners' round of an edition, and who runs it. `moment` is the time of the current step."""

    def __init__(self, edition: Edition, *, organizer: User, finance: User, at: datetime) -> None:
        self.edition, self.organizer, self.finance, self.at = edition, organizer, finance, at
        self.moment = at
        self._transfers: list[Invoice] = []
        self._returns: list[Payment] = []

    def play(self, courses: Sequence[Course]) -> None:
        """Take the steps of all courses in the order of time."""
        waiting = [(-next(course), place, course) for place, course in enumerate(courses)]
        heapify(waiting)
        while waiting:
            ago, place, course = waiting[0]
            self.moment = self.at + timedelta(days=ago, minutes=place)
            following = next(course, None)
            if following is None:
                heappop(waiting)
            else:
                heapreplace(waiting, (-following, place, course))

    def offer(self, partner: Partner) -> Offer:
        company = partner.party.company
        terms = {
            "name": company.name,
            "address": company.address or "12 Harbour Street",
            "city": company.city or "Rotterdam",
            "country": str(company.country),
            "email": company.contact_email,
        }
        set_own_party(company.pk, terms, actor=self.finance, at=self.moment)
        partner.booking = book_booths(
            company.pk, self.edition.pk, partner.booths, terms=1, actor=partner.person, at=self.moment
        )
        approve_booking(partner.booking.pk, actor=self.organizer, at=self.moment + timedelta(hours=2))
        return Offer.objects.get(booking=partner.booking)

    def accept(self, partner: Partner, offer: Offer) -> Contract:
        accept_offer(offer.pk, actor=partner.person, at=self.moment)
        return Contract.objects.get(offer=offer)

    def sign(self, partner: Partner, contract: Contract) -> Invoice:
        """Sign the contract, and return the invoice of the deposit, which follows automatically."""
        code = send_signing_code(contract.pk, actor=partner.person, at=self.moment)
        sign_with_code(contract.pk, code=code, agreed=True, actor=partner.person, at=self.moment)
        finish_contract(contract.pk, actor=SYSTEM, at=self.moment)
        return self.issue(partner)

    def balance(self, partner: Partner, contract: Contract) -> Invoice:
        draft_due_parts(contract.offer_id, actor=SYSTEM, at=self.moment)
        return self.issue(partner)

    def issue(self, partner: Partner) -> Invoice:
        drafts = Invoice.objects.filter(booking=partner.booking, state=InvoiceState.DRAFT).values_list("pk", flat=True)
        (issued,) = issue_invoices(list(drafts), actor=SYSTEM, at=self.moment)
        return issued

    def remind(self, invoice: Invoice) -> None:
        remind_of_payment(invoice.pk, actor=SYSTEM, at=self.moment)

    def pay_online(self, partner: Partner, invoice: Invoice, *, is_paid: bool = True) -> None:
        """Pay by card, or fail to, as the sample's card provider reports it."""
        card = start_card_payment(invoice.pk, actor=partner.person, at=self.moment)
        end_card_payment(
            card.token, is_paid=is_paid, amount=card.amount, currency=card.currency, actor=SYSTEM, at=self.moment
        )

    def ask(self, partner: Partner, contract: Contract, reason: str) -> ReductionRequest:
        """Request to return the first booth, at the quoted price and fee."""
        returned = partner.booths[:1]
        quote = reduction_quote(contract, returned, [], at=self.moment)
        return request_reduction(
            contract.pk,
            returned=returned,
            reason=reason,
            net=quote.net,
            fee=quote.fee,
            actor=partner.person,
            at=self.moment,
        )

    def transfer(self, invoice: Invoice) -> None:
        """Pay an invoice by a transfer that the bank's next statement contains."""
        self._transfers.append(invoice)

    def take_back(self, invoice: Invoice) -> None:
        """Let the bank return the debit that paid an invoice. The next statement contains it, with the bank's fee."""
        self._returns.append(Payment.objects.get(allocations__invoice=invoice))

    def bank(self, *days: int) -> Course:
        """Import a statement at each of these days ago. Finance confirms all but the last one, which waits."""
        for ago in days:
            yield ago
            account, day = self._account(), day_of(self.moment, self.edition.zone)
            lines = [
                statement_line(day, each.total or Decimal(0), each.party_name, each.reference)
                for each in self._transfers
            ]
            for payment in self._returns:
                text, amount = f"RETURNED DEBIT · 退回扣款 {payment.number}", payment.amount + RETURN_FEE
                lines.append(statement_line(day, amount, payment.payer, text, is_credit=False))
            bring_in(account, f"statement-{day}.xml", lines, self.finance, self.moment)
            for payment in self._returns:
                line = account.lines.get(text__endswith=payment.number)
                return_payment(line.pk, payment=payment.pk, actor=self.finance, at=self.moment)
            self._transfers.clear()
            self._returns.clear()
            if ago != days[-1]:
                matches = [
                    Match(line, tuple(InvoicePart(key, amount) for key, amount in proposal.parts), proposal.company)
                    for line, proposal in sorted(proposals_for(account).items())
                ]
                confirm_matches(matches, edition_id=self.edition.pk, actor=self.finance, at=self.moment)

    def _account(self) -> BankAccount:
        found = BankAccount.objects.filter(account=ACCOUNT).first()
        return found or save_bank_account(
            None,
            name="8th CIIE · 第八届账号",
            account=ACCOUNT,
            currency=self.edition.currency,
            bank_name=str(SELLER["bank_name"]),
            actor=self.finance,
            at=self.moment,
        )


def _offered(played: Round, partner: Partner) -> Course:
    yield 4
    played.offer(partner)


def _accepted(played: Round, partner: Partner) -> Course:
    yield 9
    offer = played.offer(partner)
    yield 5
    played.accept(partner, offer)


def _signed(played: Round, partner: Partner, days: int) -> Generator[int, None, tuple[Contract, Invoice]]:
    """Sign a contract this many days ago. Return it with the invoice of the deposit."""
    yield days + 9
    offer = played.offer(partner)
    yield days + 4
    contract = played.accept(partner, offer)
    yield days
    return contract, played.sign(partner, contract)


def _due(played: Round, partner: Partner) -> Course:
    yield from _signed(played, partner, 3)


def _late(played: Round, partner: Partner) -> Course:
    """Simulate a deposit that is late, with a reminder. The company's card was declined, and it tries another one."""
    _contract, deposit = yield from _signed(played, partner, 30)
    yield 3
    played.remind(deposit)
    yield 2
    played.pay_online(partner, deposit, is_paid=False)
    yield 1
    start_card_payment(deposit.pk, actor=partner.person, at=played.moment)


def _transferred(played: Round, partner: Partner) -> Course:
    """Simulate a deposit that is in the waiting statement."""
    _contract, deposit = yield from _signed(played, partner, 18)
    yield 2
    played.transfer(deposit)


def _confirmed_by_bank(played: Round, partner: Partner) -> Course:
    _contract, deposit = yield from _signed(played, partner, 45)
    yield 31
    played.transfer(deposit)


def _confirmed_by_card(played: Round, partner: Partner) -> Course:
    _contract, deposit = yield from _signed(played, partner, 11)
    yield 9
    played.pay_online(partner, deposit)


def _late_with_balance(played: Round, partner: Partner) -> Course:
    """Simulate a confirmed booking with two reminders of the balance."""
    contract, deposit = yield from _signed(played, partner, 84)
    yield 73
    played.transfer(deposit)
    yield 38
    balance = played.balance(partner, contract)
    for ago in (10, 2):
        yield ago
        played.remind(balance)


def _last_reminder(played: Round, partner: Partner) -> Course:
    """Simulate a booking confirmed late, with every reminder of the balance, a fee, and a notice of release."""
    contract, deposit = yield from _signed(played, partner, 104)
    yield 74
    played.transfer(deposit)
    yield 58
    balance = played.balance(partner, contract)
    for ago in (35, 25):
        yield ago
        played.remind(balance)
    yield 8
    played.remind(balance)
    played.issue(partner)
    yield 1
    announce_release(balance.pk, actor=SYSTEM, at=played.moment)


def _reduced(played: Round, partner: Partner) -> Course:
    """Simulate one booth less after the balance was invoiced: it is credited, and the fee by the terms is charged."""
    contract, deposit = yield from _signed(played, partner, 74)
    yield 73
    played.transfer(deposit)
    yield 20
    played.balance(partner, contract)
    yield 14
    asked = played.ask(partner, contract, "Fewer exhibits than planned. · 展品减少")
    yield 12
    drafts = accept_reduction_request(asked.pk, actor=played.finance, at=played.moment)
    issue_invoices(drafts, actor=played.finance, at=played.moment)
    finish_contract(Contract.objects.get(amendment__amends=contract).pk, actor=SYSTEM, at=played.moment)


def _asking(played: Round, partner: Partner) -> Course:
    """Simulate a waiting request for less space. The one before it was withdrawn, and the first one was refused."""
    contract, deposit = yield from _signed(played, partner, 34)
    yield 31
    played.transfer(deposit)
    yield 28
    asked = played.ask(partner, contract, "One booth may be enough. · 一个展位可能已足够")
    yield 25
    reason = "The neighbouring booths are taken; a single one cannot be sold. · 相邻展位均已售出，单个展位无法出售"
    refuse_reduction_request(asked.pk, reason=reason, actor=played.finance, at=played.moment)
    yield 16
    asked = played.ask(partner, contract, "We would like to ask again. · 再次申请")
    yield 15
    withdraw_reduction_request(asked.pk, actor=partner.person, at=played.moment)
    yield 2
    played.ask(partner, contract, "Our budget was cut. · 预算削减")


def _cancelled(played: Round, partner: Partner) -> Course:
    """Simulate a cancellation by the exhibitor after the deposit was paid, and its settlement.

    The invoice is credited, and the fee is paid from the deposit, part of which is left.
    """
    _contract, deposit = yield from _signed(played, partner, 60)
    yield 45
    played.transfer(deposit)
    yield 20
    _cancel(partner, "The company does not take part in fairs in 2025. · 企业 2025 年不参展", at=played.moment)
    yield 15
    found = Cancellation.objects.get(booking=partner.booking)
    drafts = settle_cancellation(found.pk, fee=found.fee, actor=played.finance, at=played.moment)
    *_notes, fee = issue_invoices(drafts, actor=played.finance, at=played.moment)
    payment = Payment.objects.get(company=partner.party.company, edition=played.edition)
    allocate_payment(
        payment.pk, parts=[InvoicePart(fee.pk, fee.total or Decimal(0))], actor=played.finance, at=played.moment
    )


def _cancelled_meanwhile(played: Round, partner: Partner) -> Course:
    """Simulate a cancellation while a request for less space waited. It is still to be settled."""
    contract, _deposit = yield from _signed(played, partner, 13)
    yield 9
    played.ask(partner, contract, "Half the stand. · 展位减半")
    yield 6
    _cancel(partner, "Merged with another exhibitor. · 已与另一家展商合并", at=played.moment)


def _cancel(partner: Partner, reason: str, *, at: datetime) -> None:
    if partner.booking is not None:
        cancel_booking(partner.booking.pk, reason=reason, actor=partner.person, at=at)


def _paid(played: Round, partner: Partner) -> Course:
    """Simulate a deposit paid by transfer, and a balance paid by direct debit.

    The bank returns the debit, and the balance is paid by card after a reminder.
    """
    contract, deposit = yield from _signed(played, partner, 80)
    yield 73
    played.transfer(deposit)
    yield 34
    balance = played.balance(partner, contract)
    yield 31
    played.transfer(balance)
    yield 21
    played.take_back(balance)
    yield 8
    played.remind(balance)
    yield 4
    played.pay_online(partner, balance)


STATEMENTS = (72, 30, 20, 1)
"""How many days ago the statements were. The last one waits."""
COURSES = (
    *(_due, _offered, _accepted, _late, _transferred, _confirmed_by_bank, _confirmed_by_card),
    *(_late_with_balance, _paid, _last_reminder, _reduced, _asking, _cancelled, _cancelled_meanwhile),
)
"""The courses of the partners.

The first one is that of the sample's exhibitor, who has a deposit to pay. `ASKING` is that of its second company.
"""
ASKING = COURSES.index(_asking)
BOOTHS_EACH = (2, 3, 1, 2, 4, 1, 2, 3, 2, 1, 3, 2, 2, 2)


def play_partners(
    edition: Edition, parties: Sequence[Party], model: Sequence[Booth], *, organizer: User, finance: User, at: datetime
) -> None:
    """Run the partners' round of an edition.

    There must be as many `parties` as `COURSES`. `model` are booths of a hall of another edition, which are copied.
    """
    opens = edition.booking_opens_at
    booths = iter(_draw(edition, model[:BOOTHS], at=opens))
    open_edition(edition.pk, actor=organizer, at=opens)
    publish_partner_terms(edition, director=organizer, at=opens)
    seller = SELLER | {"prefix": "CIIE8-", "account": ACCOUNT}
    seller_id = set_seller(edition.pk, seller, bank_reason=WHY_ACCOUNT, actor=finance, at=opens).pk
    if proposed := waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, seller_id):
        agree_to(proposed.pk, actor=organizer, at=opens)
    load_tax_rules(edition.pk, "china", actor=finance, at=opens)
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=finance, at=opens)
    set_schedule(edition.pk, PARTNERS_SCHEDULE, actor=finance, at=opens)
    set_dunning(edition.pk, LEVELS, actor=finance, at=opens)
    set_cancellation(edition.pk, FEES, actor=finance, at=opens)
    change_sales_settings(edition.pk, VALUES, actor=finance, at=opens)
    played = Round(edition, organizer=organizer, finance=finance, at=at)
    courses = [
        course(played, Partner(party, [next(booths).pk for _each in range(count)]))
        for course, party, count in zip(COURSES, parties, BOOTHS_EACH, strict=True)
    ]
    played.play([*courses, played.bank(*STATEMENTS)])
    close_edition(edition.pk, actor=organizer, at=at)


def _draw(edition: Edition, model: Sequence[Booth], *, at: datetime) -> list[Booth]:
    """Publish the plan of one hall with copies of these booths alone. Return the copies."""
    drawn = model[0].plan
    plan = FloorPlan.objects.create(edition=edition, hall_id=drawn.hall_id)
    allotment = Allotment.objects.create(
        edition=edition,
        section=model[0].allotment.section,
        hall_id=drawn.hall_id,
        sector_id=model[0].allotment.sector_id,
        capacity_sqm=sum((booth.area_sqm for booth in model), Decimal()),
    )
    Obstruction.objects.bulk_create(
        Obstruction(plan=plan, kind=each.kind, footprint=each.footprint, clearance_cm=each.clearance_cm, name=each.name)
        for each in Obstruction.objects.filter(plan=drawn)
    )
    copied = ("number", "footprint", "core", "area_sqm", "open_sides", "kind", "label_x", "label_y")
    booths = Booth.objects.bulk_create(
        Booth(plan=plan, allotment=allotment, **{name: getattr(booth, name) for name in copied}) for booth in model
    )
    FloorPlan.objects.filter(pk=plan.pk).update(state=PlanState.PUBLISHED, published_at=at)
    PlanPublication.objects.create(plan=plan, published_at=at)
    return booths
