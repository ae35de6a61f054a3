"""Companies on a stand, or on a share of a block, that came after the contract: an extra invoice charges them."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space, remove_share
from exhibitors.bookings.blocks.operations.blocks import open_block
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor, remove_co_exhibitor
from exhibitors.bookings.co_exhibitors.queries import StandCharges, charges_of, payer_of
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.queries.booking_prices import priced
from exhibitors.bookings.queries.bookings import claims_shown
from exhibitors.bookings.upper_decks.operations import approve_deck, request_deck, withdraw_deck
from exhibitors.money.invoices.models import Invoice, TaxRule
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import discard_draft
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.corrections import correct_rate
from exhibitors.money.sales.operations.offers import make_offer
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.queries.offers import is_outdated
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.money.sales.tasks import issue_scheduled_invoices
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.states import BookingSteps
from tests.exhibitors.blocks.blocks import terms as block_terms
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import finance, seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import issue_drafts, signed, sold_with
from tests.exhibitors.sales.offers import accept_as_asked
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

if TYPE_CHECKING:
    from ciie.accounts.models import User
    from exhibitors.companies.models import Company
    from pavilions.floor.models.edition import Edition

pytestmark = pytest.mark.django_db


class Agency:
    """A company with two booths of 9 m² by a contract: 100 per m², 1,500 per co-exhibitor, 6 % of tax."""

    def __init__(self, *rules: dict[str, Any], fee: int = 1500, signs: bool = True, **sold: object) -> None:
        allotment = AllotmentFactory()
        self.edition: Edition = allotment.edition
        self.edition.booking_steps = BookingSteps.OFFER
        self.edition.save()
        space, charge = terms(RuleKind.SPACE, Basis.SQM, 100), terms(RuleKind.CHARGE, Basis.CO_EXHIBITOR, fee)
        publish_rules(self.edition.pk, space, charge, *rules, actor=organizer(), at=NOON)
        seller_of(self.edition)
        tax_row(self.edition, 6)
        self.company: Company = CompanyFactory(address="2 Rue de la Paix", city="Paris")
        self.owner: User = owner_of(self.company)
        self.booths = [BoothFactory(allotment=allotment) for _n in range(2)]
        sold_with(self.edition, ConfirmedBy.SIGNATURE, **sold)
        self.booking: Booking = booked(*self.booths, company=self.company)
        approve_booking(self.booking.pk, actor=organizer(), at=NOON)
        self.offer = Offer.objects.get(booking=self.booking)
        accept_as_asked(self.offer.pk, actor=self.owner, at=NOON)
        self.contract = Contract.objects.get(offer=self.offer)
        if signs:
            signed(self.contract, self.owner)
        self.booking.refresh_from_db()

    def enter(self, name: str, booking: Booking | None = None) -> CoExhibitor:
        entry = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name=name, country="IT")
        return enter_co_exhibitor((booking or self.booking).pk, entry, actor=organizer(), at=NOON)

    def share(self) -> Booking:
        """Open the booking as a block, and give its first booth to a member."""
        open_block(self.booking.pk, block_terms(), actor=organizer(), at=NOON)
        portion = Portion([self.booths[0].pk])
        return allocate_space(self.booking.pk, CompanyFactory().pk, portion, actor=organizer(), at=NOON)

    def deck(self, area: str, booth: int = 0) -> UpperDeck:
        claim = SpaceClaim.objects.live().get(holder=self.booking.pk, booth=self.booths[booth])
        plan = replace(DECK, area_sqm=Decimal(area))
        deck = request_deck(self.booking.pk, claim.pk, plan, actor=self.owner, at=NOON)
        return approve_deck(deck.pk, actor=organizer(), reason="Safe", at=NOON)

    @property
    def extras(self) -> list[Invoice]:
        return list(Invoice.objects.filter(booking=self.booking, kind="extra").order_by("pk"))

    @property
    def charges(self) -> StandCharges:
        return charges_of([self.booking], at=NOON)[self.booking.pk]


def issued(draft: Invoice) -> Invoice:
    return issue_invoice(draft.pk, actor=finance(), at=NOON)


def test_company_added_after_the_contract_is_drafted_and_each_change_keeps_one_draft() -> None:
    agency = Agency()
    row = agency.enter("One")
    (extra,) = agency.extras
    assert (extra.state, extra.net, extra.total) == ("draft", Decimal(1500), Decimal(1590))
    assert extra.contract_version == agency.contract.version
    agency.enter("Two")
    (extra,) = agency.extras
    assert extra.net == 3000
    assert agency.charges.is_complete
    assert [(each.words, each.amount) for each in agency.charges.charges] == [
        ("extra invoice, not issued yet", Decimal(3000))
    ]
    remove_co_exhibitor(row.pk, actor=organizer(), at=NOON)
    (extra,) = agency.extras
    assert extra.net == 1500


def test_what_was_issued_is_charged_once_and_less_of_it_credits_nothing_by_itself() -> None:
    agency = Agency()
    first = agency.enter("One")
    issued(agency.extras[0])
    agency.enter("Two")
    _issued, draft = agency.extras
    words = draft.lines.get().calculation.replace("\N{NO-BREAK SPACE}", " ")
    assert (draft.net, words) == (Decimal(1500), "2 co-exhibitors × CNY 1,500, less CNY 1,500 charged before")
    discard_draft(draft.pk, actor=finance(), at=NOON)
    remove_co_exhibitor(first.pk, actor=organizer(), at=NOON)
    (kept,) = agency.extras
    assert kept.state == "issued"
    credit_invoice(kept.pk, reason="Two fairs", actor=finance(), at=NOON)
    agency.enter("Three")
    assert [(each.state, each.net) for each in agency.extras] == [("issued", Decimal(1500)), ("draft", Decimal(3000))]


def test_before_the_signature_the_next_offer_says_it() -> None:
    agency = Agency(signs=False)
    agency.enter("One")
    assert agency.extras == []
    assert is_outdated(agency.offer, agency.booking, at=NOON)
    offer = make_offer(agency.booking.pk, actor=organizer(), at=NOON)
    assert offer.net == 18 * 100 + 1500


def test_edition_that_issues_by_itself_issues_extras() -> None:
    agency = Agency(issues_invoices=True)
    agency.enter("One")
    issue_scheduled_invoices()
    (extra,) = agency.extras
    assert extra.state == "issued"


def test_holder_of_a_block_pays_for_companies_on_shares() -> None:
    agency = Agency()
    share = agency.share()
    assert not is_outdated(agency.offer, agency.booking, at=NOON)
    agency.enter("On the share", share)
    (extra,) = agency.extras
    assert (extra.booking_id, extra.company_id, extra.net) == (agency.booking.pk, agency.company.pk, Decimal(1500))
    assert charges_of([share], at=NOON) == {}
    assert payer_of(share) == agency.booking
    quote = priced(agency.booking, list(claims_shown(agency.booking)), [], at=NOON).quote
    assert quote is not None
    assert (quote.net, [line.space.label for line in quote.lines]) == (
        Decimal(18 * 100 + 1500),
        [f"{booth.plan.hall.name}/{booth.number}" for booth in reversed(agency.booths)],
    )
    remove_share(share.pk, reason="Left", actor=organizer(), at=NOON)
    assert agency.extras == []


def test_block_that_has_given_all_away_is_still_charged() -> None:
    agency = Agency()
    share = agency.share()
    portion = Portion([agency.booths[1].pk])
    allocate_space(agency.booking.pk, CompanyFactory().pk, portion, actor=organizer(), at=NOON)
    agency.enter("On the share", share)
    assert [each.net for each in agency.extras] == [1500]
    assert agency.charges.total == 1500


def test_a_corrected_rate_does_not_charge_the_same_company_again() -> None:
    agency = Agency()
    agency.enter("One")
    issued(agency.extras[0])
    TaxRule.objects.update(rate=9)
    for draft in correct_rate(agency.extras[0].pk, actor=finance(), at=NOON):
        issued(draft)
    agency.enter("Two")
    assert [(each.state, each.net) for each in agency.extras] == [
        ("issued", Decimal(1500)),
        ("issued", Decimal(1500)),
        ("draft", Decimal(1500)),
    ]
    assert agency.charges.is_complete


def test_reducing_comes_to_what_was_shown_while_an_extra_invoice_is_a_draft() -> None:
    agency = Agency(fee=100)
    issue_drafts(agency.offer)
    agency.enter("One")
    assert [(each.state, each.net) for each in agency.extras] == [("draft", Decimal(100))]
    agency.contract.refresh_from_db()
    returned = [agency.booths[0].pk]
    shown = reduction_quote(agency.contract, returned, [], fee=Decimal(0), at=NOON)
    assert (shown.net, shown.credited) == (Decimal(1000), Decimal(800))
    reduce_contract(
        agency.contract.pk,
        returned=returned,
        reason="Less",
        fee=Decimal(0),
        cost=shown.settlement.cost,
        actor=organizer(),
        at=NOON,
    )
    assert Invoice.objects.get(kind="credit_note").net == 800


def test_an_upper_deck_approved_after_the_contract_is_invoiced_with_its_discount_once() -> None:
    above = terms(RuleKind.SURCHARGE, Basis.UPPER_DECK, 50, name="Upper deck")
    agency = Agency(above, terms(RuleKind.DISCOUNT, Basis.PERCENT, 10))
    deck = agency.deck("4.5")
    (extra,) = agency.extras
    hall = agency.booths[0].plan.hall.name
    assert (extra.state, extra.net) == ("draft", Decimal("202.50"))
    assert extra.lines.get().name == f"Upper deck {hall}/{agency.booths[0].number}"
    issued(extra)
    agency.enter("One")
    assert [each.net for each in agency.extras] == [Decimal("202.50"), Decimal(1500)]
    assert [each.amount for each in agency.charges.charges] == [Decimal(1500)]
    agency.deck("2", booth=1)
    assert [each.net for each in agency.extras] == [Decimal("202.50"), Decimal(1590)]
    withdraw_deck(deck.pk, actor=organizer(), at=NOON)
    assert [each.net for each in agency.extras] == [Decimal("202.50"), Decimal(1590)]
    assert not Invoice.objects.filter(kind="credit_note").exists()
