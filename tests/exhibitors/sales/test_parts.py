"""The parts of a payment schedule come to the offer exactly, net and tax, for each who pays, in three currencies."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.amounts import Sums
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice
from exhibitors.money.invoices.operations.drafts import discard_draft
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.invoicing import draft_due_parts
from exhibitors.money.sales.operations.settings import set_schedule
from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.states import BookingSteps
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import finance, seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.independent import Item, Sum, by_tax
from tests.exhibitors.sales.offers import accept_as_asked
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, organizer, owner_of

if TYPE_CHECKING:
    from pavilions.floor.models.edition import Edition

pytestmark = pytest.mark.django_db

PRICES = {"CNY": "333.33", "JPY": "33333", "KWD": "33.333"}
PERCENTS = ("33.33", "33.33", "33.34")


def accepted(currency: str, *percents: str) -> Offer:
    """An offer of a booth of 9 m² with a charge at 7.7 %, to be paid in four parts at once, by so many bill-tos."""
    edition: Edition = EditionFactory(currency=currency, booking_steps=BookingSteps.OFFER)
    price = terms(RuleKind.SPACE, Basis.SQM, PRICES[currency])
    publish_rules(edition.pk, price, terms(RuleKind.CHARGE, Basis.BOOKING, 7), actor=organizer(), at=NOON)
    seller_of(edition)
    tax_row(edition, "7.7")
    deposit = ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal("22.5"), DueAfter.ACCEPTANCE)
    rest = ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.ACCEPTANCE)
    set_schedule(edition.pk, [deposit, deposit, deposit, rest], actor=organizer(), at=NOON)
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)))
    where = {"address": "1 St", "city": "Rome", "country": "IT"}
    Company.objects.filter(pk=booking.company_id).update(**where)
    with transaction.atomic():
        for percent in percents:
            party = BillingParty.objects.create(company=booking.company, name=f"Payer of {percent}", **where)
            BillingShare.objects.create(booking=booking, party=party, percent=Decimal(percent))
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    offer = Offer.objects.get(booking=booking)
    return accept_as_asked(offer.pk, actor=owner_of(booking.company), at=NOON)


def issued(*invoices: Invoice) -> None:
    for invoice in invoices:
        issue_invoice(invoice.pk, actor=finance(), at=NOON)


def by_party() -> dict[int, Sums]:
    sums: defaultdict[int, Sums] = defaultdict(Sums)
    for invoice in Invoice.objects.filter(state="issued"):
        sums[invoice.party_id] += invoice.sums
    return sums


@pytest.mark.parametrize("currency", PRICES)
@pytest.mark.parametrize("percents", [(), PERCENTS])
def test_parts_come_to_the_offer(currency: str, percents: tuple[str, ...]) -> None:
    offer = accepted(currency, *percents)
    issued(*Invoice.objects.order_by("pk"))
    sums = by_party()
    assert len(sums) == max(len(percents), 1)
    assert sum((each.net for each in sums.values()), Decimal(0)) == offer.net
    assert sum((each.tax for each in sums.values()), Decimal(0)) == offer.total - offer.net
    for each in sums.values():
        (whole,) = by_tax([Item(Fraction(each.net), "S", Fraction("7.7"))], currency).values()
        assert whole == Sum(Fraction(each.net), Fraction(each.tax))


def test_parts_rounded_apart_would_not() -> None:
    """The control: at this price the taxes of the parts, each by itself, come to something else."""
    offer = accepted("CNY")
    nets = offer.instalments.values_list("net", flat=True)
    apart = [by_tax([Item(Fraction(net), "S", Fraction("7.7"))], offer.currency)["S"].tax for net in nets]
    assert sum(apart) != Fraction(offer.total - offer.net)


def test_whichever_is_issued_last_closes_it_and_a_discarded_part_is_drafted_anew() -> None:
    offer = accepted("CNY")
    first, second, third, fourth = Invoice.objects.order_by("pk")
    issued(third, second)
    discard_draft(first.pk, actor=finance(), at=NOON)
    assert not Invoice.objects.filter(pk=fourth.pk).exists()  # it deducted the one that was discarded
    draft_due_parts(offer.pk, actor=organizer(), at=NOON)
    drafts = Invoice.objects.filter(state="draft").order_by("-pk")
    issue_invoices([each.pk for each in drafts], actor=finance(), at=NOON)
    (sums,) = by_party().values()
    assert sums == Sums(offer.net, offer.total - offer.net)
    assert third.net > 0
