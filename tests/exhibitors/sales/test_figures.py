"""Every figure that people and programs get, in three currencies, against the independent calculation."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.documents.letter_pdf import draw_letter
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.states import BuyerPlace, Supply
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.offers import make_offer
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.api_client import Program
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import finance, seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import signed, sold_with
from tests.exhibitors.sales.independent import Item, Ladder, Part, Priced, by_tax, cancellation_fee, schedule, summed
from tests.exhibitors.sales.offers import accept_as_asked
from tests.exhibitors.sales.plain import (
    balance_of,
    column,
    documents_of,
    expected,
    figure,
    figures_in_pdf,
    quote_columns,
)
from tests.factories import NOON, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TARIFF = (
    terms(RuleKind.SPACE, Basis.SQM, "21.35", sides_from=3, min_sqm=12),
    terms(RuleKind.SPACE, Basis.UNIT, "2160.05"),
    terms(RuleKind.SPACE, Basis.SQM, "271.07", whole_sqm=True),
    terms(RuleKind.SURCHARGE, Basis.PERCENT, "7.55", sides_from=2, only_one_of="sides"),
    terms(RuleKind.SURCHARGE, Basis.PERCENT, "50", only_one_of="sides"),
    terms(RuleKind.SURCHARGE, Basis.SQM, "1.15"),
    terms(RuleKind.DISCOUNT, Basis.PERCENT, "10", is_small=True, only_one_of="loyalty"),
    terms(RuleKind.DISCOUNT, Basis.PERCENT, "12", only_one_of="loyalty"),
    terms(RuleKind.DISCOUNT, Basis.PERCENT, "3.33", of_remainder=True),
    terms(RuleKind.CHARGE, Basis.SQM, "0.63"),
    terms(RuleKind.CHARGE, Basis.BOOTH, "99.99", at_most="150.55"),
    terms(RuleKind.CHARGE, Basis.BOOKING, "333.33"),
    terms(RuleKind.TAX, Basis.PERCENT, "6"),
    terms(RuleKind.TAX, Basis.PERCENT, "0.75"),
)


TAXED_BY_TABLE = "KWD"


def in_currency(rule: dict[str, Any], currency: str) -> dict[str, Any]:
    """With an odd last digit that the currency has; a percentage stays."""
    factors = {"JPY": Decimal(100), "KWD": Decimal("1.1")}
    changed = {
        name: Decimal(rule[name]) * factors.get(currency, Decimal(1))
        for name in ("amount", "at_most")
        if rule.get(name) is not None and rule["basis"] != Basis.PERCENT
    }
    return rule | changed


@pytest.fixture(params=["CNY", "JPY", TAXED_BY_TABLE])
def offer(request: pytest.FixtureRequest) -> Offer:
    """Of three booths, for a small company, by a tariff with rules of every kind; taxed by a table in one currency."""
    first = BoothFactory(open_sides=1)
    edition, allotment = first.allotment.edition, first.allotment
    Edition.objects.filter(pk=edition.pk).update(booking_steps=BookingSteps.OFFER, currency=request.param)
    publish_rules(edition.pk, *(in_currency(rule, request.param) for rule in TARIFF), actor=organizer(), at=NOON)
    booths = [first, *(BoothFactory(allotment=allotment, open_sides=sides, area_sqm=area) for sides, area in SHAPES)]
    booking = booked(*booths, company=CompanyFactory(is_small=True))
    if request.param == TAXED_BY_TABLE:
        seller_of(edition)
        tax_row(edition, 9, supply=Supply.RAW)
        tax_row(edition, 13, buyer=BuyerPlace.SAME)
        tax_row(edition, 6, is_business=True)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return Offer.objects.select_related("booking__company", "booking__edition").get(booking=booking)


SHAPES = ((2, "10.37"), (4, "9.51"))


@pytest.fixture
def priced(offer: Offer) -> Priced:
    found = expected(offer)
    assert len(found.lines) == 3 * 5 + 3
    assert len(found.taxes) == (1 if offer.currency == TAXED_BY_TABLE else 2)
    return found


def test_pages_of_exhibitor_and_organizer_show_these_figures(offer: Offer, priced: Priced) -> None:
    exhibitor, office = signed_in(owner_of(offer.booking.company)), signed_in(organizer())
    pages = (
        (exhibitor, reverse("desk:booking", args=[offer.booking_id])),
        (exhibitor, reverse("desk:offer", args=[offer.booking_id])),
        (office, reverse("organizer:review", args=[offer.booking_id])),
        (office, reverse("organizer:offer", args=[offer.pk])),
    )
    for client, address in pages:
        for language in ("en", "zh-hans"):
            found = quote_columns(client.get(address, headers={"accept-language": language}).text)
            assert found, address
            assert all(each == column(priced) for each in found), address


def test_programs_get_these_figures(offer: Offer, priced: Priced) -> None:
    program = Program.of(owner_of(offer.booking.company))
    edition, booths = offer.booking.edition, offer.lines.exclude(booth="").order_by("position")
    named = "&booths=".join(dict.fromkeys(booths.values_list("booth", flat=True)))
    offered = program.get(f"bookings/{offer.booking_id}/offer").json()  # type: ignore[attr-defined]  # of the test client
    quoted = program.get(f"editions/{edition.number}/quote?company={offer.booking.company_id}&booths={named}").json()  # type: ignore[attr-defined]  # of the test client
    for body in (offered, quoted):
        amounts = [Fraction(line["amount"]) for line in body["lines"]]
        assert amounts == [amount for _key, _place, amount in [*priced.lines, *priced.taxes]]
        assert (Fraction(body["net"]), Fraction(body["total"])) == (priced.net, priced.total)


def test_letters_say_these_figures(offer: Offer, priced: Priced) -> None:
    deliver_due(at=NOON)
    (letter,) = (each.body for each in mail.outbox if "Offer" in each.subject)
    lines = [figure(line) for line in letter.splitlines() if line.startswith("- ")]
    assert [each for each in lines if each] == [amount for _key, _place, amount in [*priced.lines, *priced.taxes]]
    (total,) = (line for line in letter.splitlines() if line.startswith("Total price"))
    price, _note, rates = total.partition(". The total includes tax at ")
    assert (figure(price), rates.split()[-1]) == (priced.total, "6%.")


def test_confirmation_and_contract_say_these_figures(
    offer: Offer, priced: Priced, tmp_path: Path, settings: Settings
) -> None:
    """The contract with all decimals, and with the schedule; the letter with as many as there are."""
    settings.MEDIA_ROOT = tmp_path
    sold_with(offer.booking.edition, ConfirmedBy.ACCEPTANCE)
    accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    assert priced.net is not None
    assert priced.total is not None
    parts = schedule([Part(per_cent=Fraction(30)), Part()], priced.net, offer.currency)
    with default_storage.open(Contract.objects.get().file) as file:
        contract = iter(figures_in_pdf(file.read(), offer.currency))
    assert [each for each in [*column(priced), *parts] if each not in contract] == []
    letter = iter(figures_in_pdf(draw_letter(offer.booking.letters.get()), offer.currency, with_cents=False))
    lines = [amount for _key, _place, amount in [*priced.lines, *priced.taxes]]
    assert [each for each in [*lines, priced.total] if each not in letter] == []


def test_cancellation_says_these_figures(offer: Offer, priced: Priced, tmp_path: Path, settings: Settings) -> None:
    """Of a booking whose deposit has been invoiced: 25 per cent until 90 days before opening."""
    settings.MEDIA_ROOT = tmp_path
    edition, company, net = offer.booking.edition, offer.booking.company, priced.net
    assert net is not None
    if offer.currency != TAXED_BY_TABLE:
        seller_of(edition)
        tax_row(edition, 6)
        offer = make_offer(offer.booking_id, actor=organizer(), at=NOON)
    Company.objects.filter(pk=company.pk).update(address="2 Rue de la Paix", city="Paris")
    sold_with(edition, ConfirmedBy.SIGNATURE)
    person = owner_of(company)
    accept_as_asked(offer.pk, actor=person, at=NOON)
    signed(Contract.objects.get(), person)
    deposit = issue_invoice(Invoice.objects.get().pk, actor=finance(), at=NOON)
    cancel_booking(offer.booking_id, actor=SYSTEM, at=NOON)
    found = Cancellation.objects.get()
    terms = [Ladder(Fraction(25), days_before=90), Ladder(Fraction(100))]
    fee = cancellation_fee(terms, NOON.date(), edition.opens_date, net, offer.currency)
    page = signed_in(finance()).get(reverse("organizer:cancellation", args=[found.pk])).text
    facts = page[page.index("Net price") : page.index("Invoiced so far")].split("<dd>")[1:]
    assert [figure(each.partition("</dd>")[0]) for each in facts] == [net, 25, fee]
    drafts = settle_cancellation(found.pk, fee=found.fee, actor=finance(), at=NOON)
    fee_invoice = issue_invoices(drafts, actor=finance(), at=NOON)[-1]
    documents = [*documents_of(deposit), *documents_of(fee_invoice)]
    assert [document.kind for document, _figures in documents] == ["deposit", "credit_note", "cancellation_fee"]
    for document, figures in documents:
        shown = signed_in(finance()).get(reverse("organizer:invoice", args=[document.pk]))
        assert quote_columns(shown.text)[0] == figures
    part, _balance = schedule([Part(per_cent=Fraction(30)), Part()], net, offer.currency)
    nets = [part, part, fee]
    assert [figures[0] for _document, figures in documents] == nets
    charged = summed(by_tax([Item(fee, "S", Fraction(6))], offer.currency).values()).total
    assert balance_of(company, edition, offer.currency) == charged == documents[-1][1][-1]
