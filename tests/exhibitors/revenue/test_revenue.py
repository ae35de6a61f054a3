"""What space comes to beside m²: at list price, offered, accepted, by every line, with the bookings behind it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exhibitors.bookings.operations.decisions import approve_booking, reject_booking
from exhibitors.bookings.upper_decks.operations import approve_deck, request_deck
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import withdraw_offer
from exhibitors.office.revenue.figures import Figures
from exhibitors.office.revenue.queries import Revenue, parts_of, revenue_of
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.expo import applied, booked
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.exhibitors.payments.paid import paid
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.offers import accept_as_asked, offered, sold_by_offer, submitted
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = Decimal("19440.00")
NET = Decimal("19773.33")
"""A booth of 9 m² by the card of `sold_by_offer`: 9 × 2,160, and with the charge of 333.33."""


def found(edition: Edition) -> Revenue:
    return revenue_of(edition, at=NOON)


def test_undecided_offered_and_accepted_space() -> None:
    booth = BoothFactory()
    submitted(booth)
    waiting, accepted = (offered(BoothFactory(allotment=booth.allotment)) for _turn in range(2))
    accept_as_asked(accepted.pk, actor=owner_of(accepted.booking.company), at=NOON)
    whole = found(waiting.booking.edition).whole
    assert whole == Figures(
        area_sqm=Decimal(27), listed=3 * LIST, undecided=LIST, offered=NET, accepted=NET, unpriced_sqm=Decimal(0)
    )


def test_what_has_ended_comes_to_nothing() -> None:
    offer = offered()
    withdraw_offer(offer.pk, reason="A mistake", actor=organizer(), at=NOON)
    other = submitted(BoothFactory(allotment=offer.booking.claims.get().allotment))
    reject_booking(other.pk, reason="No room", actor=organizer(), at=NOON)
    assert found(offer.booking.edition).whole == Figures(area_sqm=Decimal(9), listed=LIST)


def test_lines_add_up_to_the_whole() -> None:
    first = BoothFactory()
    sold_by_offer(first.allotment.edition)
    second = BoothFactory(allotment=AllotmentFactory(edition=first.allotment.edition), open_sides=2)
    for booth in (first, second):
        offered(booth)
    booking = booked(
        BoothFactory(allotment=first.allotment),
        BoothFactory(allotment=second.allotment),
        company=CompanyFactory(country="DE"),
    )
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    revenue = found(booking.edition)
    for lines in (revenue.by_state, revenue.by_sector, revenue.by_hall, revenue.by_country):
        assert sum((line.figures for line in lines), Figures()) == revenue.whole
    assert [line.key for line in revenue.by_country] == ["FR", "DE"]
    assert len(revenue.by_hall) == 2


def test_an_offer_is_divided_by_list_price_and_loses_nothing() -> None:
    first = BoothFactory()
    sold_by_offer(first.allotment.edition)
    second = BoothFactory(allotment=AllotmentFactory(edition=first.allotment.edition), area_sqm=Decimal(18))
    booking = booked(first, second)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    net = Offer.objects.get().net
    parts = parts_of([booking.edition], at=NOON)
    assert sorted(part.figures.offered for part in parts) == [Decimal("19551.11"), Decimal("39102.22")]
    assert sum(part.figures.offered for part in parts) == net


def test_an_approved_upper_deck_is_part_of_the_list_value() -> None:
    booth = BoothFactory()
    deck = terms(RuleKind.SURCHARGE, Basis.UPPER_DECK, "50")
    publish_rules(booth.plan.edition_id, terms(RuleKind.SPACE, Basis.SQM, "2000"), deck, actor=organizer(), at=NOON)
    booking = booked(booth)
    claim = booking.claims.get()
    asked = request_deck(booking.pk, claim.pk, DECK, actor=owner_of(booking.company), at=NOON)
    assert found(booking.edition).whole.listed == 18_000
    approve_deck(asked.pk, actor=organizer(), at=NOON)
    assert found(booking.edition).whole == Figures(
        area_sqm=Decimal(9), listed=Decimal(22_500), undecided=Decimal(22_500)
    )


def test_m2_without_a_booth_have_the_lowest_price() -> None:
    allotment = AllotmentFactory()
    sold_by_offer(allotment.edition)
    applied(allotment)
    assert found(allotment.edition).whole == Figures(area_sqm=Decimal(9), listed=LIST, undecided=LIST)


def test_without_a_rate_card_m2_are_counted_as_unpriced() -> None:
    booking = booked(BoothFactory())
    assert found(booking.edition).whole == Figures(area_sqm=Decimal(9), unpriced_sqm=Decimal(9))


def test_earlier_editions_stand_beside_in_their_own_currency() -> None:
    earlier = offered()
    later = AllotmentFactory().edition
    assert later.number > earlier.booking.edition.number
    assert [(edition, line.figures.offered) for edition, line in found(later).by_edition] == [
        (later, 0),
        (earlier.booking.edition, NET),
    ]


def test_invoices_credits_and_payments() -> None:
    invoice = issued(billable("CNY"))  # 100 net, 120 with taxes, due in two weeks; its booking has no space
    edition = invoice.edition
    paid(invoice, 50)
    assert found(edition).whole == Figures(invoiced=Decimal(100), paid=Decimal(50))
    late = revenue_of(edition, at=NOON + timedelta(days=40))
    assert late.whole == Figures(invoiced=Decimal(100), paid=Decimal(50), overdue=Decimal(70))
    assert [(line.key, line.figures.overdue) for line in late.by_hall] == [("", Decimal(70))]
    note = credit_invoice(invoice.pk, reason="Smaller", amount=Decimal(60), actor=finance(), at=NOON)
    issue_invoice(note.pk, actor=finance(), at=NOON)
    credited = revenue_of(edition, at=NOON + timedelta(days=40)).whole
    assert credited == Figures(invoiced=Decimal(50), paid=Decimal(50), overdue=Decimal(10))
    assert_clean(signed_in(finance()).get(f"{reverse('organizer:revenue')}?edition={edition.number}"))


def test_page_links_each_amount_to_its_bookings() -> None:
    offer = offered()
    submitted(BoothFactory(allotment=offer.booking.claims.get().allotment))
    client = signed_in(organizer())
    page = client.get(reverse("organizer:revenue"))
    assert_clean(page)
    assert "CNY 19,773.33" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    hall = offer.booking.claims.get().allotment.hall.name
    behind = client.get(reverse("organizer:revenue_bookings"), {"what": "offered", "hall": hall})
    assert_clean(behind)
    assert [row.booking for row in behind.context["table"].data] == [offer.booking]
    assert_clean(client.get(reverse("organizer:revenue_bookings"), {"sort": "-offered"}))
    assert_clean(client.get(reverse("organizer:revenue_bookings"), {"hall": "nowhere"}))
    assert_clean(client.get(reverse("organizer:dashboard")))
    everywhere = client.get(f"{reverse('organizer:revenue')}?edition={offer.booking.edition.number}")
    assert f"what=offered&amp;hall={hall}" in everywhere.text


def test_files_have_every_line() -> None:
    offer = offered()
    client = signed_in(organizer())
    rows = lines_of(client.get(reverse("organizer:revenue_export", args=["csv"])))
    assert [row[0] for row in rows] == ["By", "State", "Sector", "Hall", "Country or region", "Edition"]
    assert rows[1][2:8] == ["approved", "9.00", "19440.00", "0.00", "19773.33", "0.00"]
    only = lines_of(client.get(f"{reverse('organizer:revenue_export', args=['csv'])}?by=hall"))
    assert len(only) == 2
    bookings = lines_of(client.get(reverse("organizer:revenue_bookings_export", args=["csv"])))
    assert bookings[1][0] == offer.booking.reference
    file = client.get(reverse("organizer:revenue_export", args=["xlsx"]))
    assert file.getvalue().startswith(b"PK")


def test_pages_take_as_many_queries_however_much_there_is() -> None:
    booth = BoothFactory()
    counts = []
    client = signed_in(organizer())
    for _turn in range(3):
        offered(BoothFactory(allotment=booth.allotment))
        taken = []
        for name in ("organizer:revenue", "organizer:revenue_bookings"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            taken.append(len(queries))
        counts.append(taken)
    assert counts[1] == counts[2]


def test_revenue_takes_four_statements() -> None:
    """How long they take is measured by `make bench-sales`."""
    edition = offered().booking.edition
    with CaptureQueriesContext(connection) as queries:
        parts_of([edition], at=NOON)
    assert len(queries) == 4
