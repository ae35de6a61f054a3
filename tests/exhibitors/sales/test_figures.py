"""Every figure that people and programs get, in three currencies, against the independent calculation."""

from fractions import Fraction
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django import Settings

from ciie.mail.delivery import deliver_due
from exhibitors.bookings.documents.letter_pdf import draw_letter
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.sales.models.contracts import Contract
from exhibitors.sales.models.offers import Offer
from exhibitors.sales.operations.offers import accept_offer
from exhibitors.sales.states import ConfirmedBy
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.api_client import Program
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import sold_with
from tests.exhibitors.sales.independent import Part, Priced, schedule
from tests.exhibitors.sales.plain import column, expected, figure, figures_in_pdf, quote_columns
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


@pytest.fixture(params=["CNY", "JPY", "KWD"])
def offer(request: pytest.FixtureRequest) -> Offer:
    """Of three booths, for a small company, by a tariff with rules of every kind."""
    first = BoothFactory(open_sides=1)
    edition, allotment = first.allotment.edition, first.allotment
    Edition.objects.filter(pk=edition.pk).update(booking_steps=BookingSteps.OFFER, currency=request.param)
    publish_rules(edition.pk, *TARIFF, actor=organizer(), at=NOON)
    booths = [first, *(BoothFactory(allotment=allotment, open_sides=sides, area_sqm=area) for sides, area in SHAPES)]
    booking = booked(*booths, company=CompanyFactory(is_small=True))
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return Offer.objects.select_related("booking__company", "booking__edition").get(booking=booking)


SHAPES = ((2, "10.37"), (4, "9.51"))


@pytest.fixture
def priced(offer: Offer) -> Priced:
    found = expected(offer)
    assert len([*found.lines, *found.taxes]) == 3 * 5 + 3 + 2
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
    assert [figure(line) for line in letter.splitlines() if line.startswith("Total price")] == [priced.total]


def test_confirmation_and_contract_say_these_figures(
    offer: Offer, priced: Priced, tmp_path: Path, settings: Settings
) -> None:
    """The contract with all decimals, and with the schedule; the letter with as many as there are."""
    settings.MEDIA_ROOT = tmp_path
    sold_with(offer.booking.edition, ConfirmedBy.ACCEPTANCE)
    accept_offer(offer.pk, name="Ana", actor=owner_of(offer.booking.company), at=NOON)
    assert priced.net is not None
    assert priced.total is not None
    parts = schedule([Part(per_cent=Fraction(30)), Part()], priced.net, offer.currency)
    with default_storage.open(Contract.objects.get().file) as file:
        contract = iter(figures_in_pdf(file.read(), offer.currency))
    assert [each for each in [*column(priced), *parts] if each not in contract] == []
    letter = iter(figures_in_pdf(draw_letter(offer.booking.letters.get()), offer.currency, with_cents=False))
    lines = [amount for _key, _place, amount in [*priced.lines, *priced.taxes]]
    assert [each for each in [*lines, priced.total] if each not in letter] == []
