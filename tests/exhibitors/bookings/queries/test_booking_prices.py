"""What a booking costs, on its pages, in its mails and in its letter."""

from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.documents.letter_pdf import draw_letter
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, reject_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, draft_application
from exhibitors.bookings.queries.booking_prices import PricedSpace, priced
from exhibitors.bookings.queries.bookings import claims_shown, requests_shown
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind, Section
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.exhibitors.conftest import queries_of_a_page
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOTHING = Decimal(0)


def rate(edition_id: int, per_sqm: int, kind: BoothKind = BoothKind.SHELL) -> None:
    surcharges = (NOTHING, Decimal(10), NOTHING, NOTHING)
    set_price(
        edition_id,
        RateKey(Section.BUSINESS, None, kind),
        Rate(Decimal(per_sqm), None, surcharges),
        actor=SYSTEM,
        at=NOON,
    )


def without_tax(edition: Edition) -> None:
    """The tax table decides that there is none."""
    seller_of(edition)
    tax_row(edition, 0)


def space(booking: Booking) -> PricedSpace:
    row = Booking.objects.select_related("edition").get(pk=booking.pk)
    claims, requests = list(claims_shown(row)), list(requests_shown(row))
    with CaptureQueriesContext(connection) as statements:
        found = priced(row, claims, requests, at=NOON)
    assert len(statements) <= 3
    return found


@pytest.fixture
def corner(allotment: Allotment) -> Booth:
    booth: Booth = BoothFactory(allotment=allotment, number="C01", left=5000, area_sqm=18, open_sides=2)
    return booth


def test_each_booth_is_a_line_and_the_lines_make_the_total(corner: Booth, row: list[Booth]) -> None:
    rate(corner.plan.edition_id, 100)
    found = space(booked(corner, row[0]))
    assert found.quote is not None
    assert [line.line and line.line.price for line in found.claims] == [1_980, 900]
    assert (found.quote.total, found.quote.currency, found.quote.is_estimate) == (Decimal(2_880), "CNY", False)


def test_without_a_price_for_all_there_is_no_total(allotment: Allotment, row: list[Booth]) -> None:
    raw = BoothFactory(allotment=allotment, number="S01", kind=BoothKind.RAW, left=4000)
    rate(allotment.edition_id, 100)
    found = space(booked(raw, row[0]))
    assert found.quote is not None
    assert (found.quote.total, found.quote.has_prices) == (None, True)
    page = signed_in(organizer()).get(f"/organizer/bookings/{Booking.objects.get().pk}/").text
    assert "no price yet" in page
    assert "so there is no total" in page


def test_space_without_a_booth_is_estimated_by_what_was_asked_for(allotment: Allotment) -> None:
    rate(allotment.edition_id, 100, BoothKind.RAW)
    rate(allotment.edition_id, 150)
    company = CompanyFactory()
    assert allotment.sector_id
    wanted = [Wanted(allotment.sector_id, Decimal(20), BoothKind.SHELL, 2)]
    person = owner_of(company)
    draft = draft_application(company.pk, allotment.edition_id, wanted, actor=person, at=NOON)
    asked = space(draft)
    assert asked.quote is not None
    assert (asked.quote.total, asked.quote.is_estimate) == (Decimal(3_300), True)
    claimed = space(apply_for_space(company.pk, allotment.edition_id, wanted, actor=person, at=NOON))
    assert claimed.quote is not None
    assert [each.line and each.line.per_sqm for each in claimed.claims] == [165]
    assert claimed.quote.total == 3_300
    form = signed_in(person).get(f"/desk/bookings/{draft.pk}/application/")
    assert_clean(form)
    assert "from CNY\xa03,300" in form.text
    page = signed_in(person).get(f"/desk/bookings/{draft.pk}/submit/")
    assert "from CNY\xa03,300" in page.text
    assert "depends on the booths" in page.text
    assert_clean(page)


def test_what_is_over_and_what_is_paid_to_an_agency_has_no_price(row: list[Booth]) -> None:
    rate(row[0].plan.edition_id, 100)
    over = reject_booking(booked(row[0]).pk, reason="Full.", actor=organizer(), at=NOON)
    assert space(over).quote is None
    scene = BlockScene()
    share = scene.give(scene.booths[0])
    rate(share.edition_id, 100)
    assert space(share).quote is None
    letter = share.letters.get()
    assert "prices" not in letter.snapshot
    assert draw_letter(letter).startswith(b"%PDF-")


@pytest.mark.parametrize(("language", "tax"), [("en", "No tax is charged."), ("zh-hans", "不计税款。")])
def test_price_stands_on_every_page_in_mails_and_in_the_letter(corner: Booth, language: str, tax: str) -> None:
    rate(corner.plan.edition_id, 6480)
    without_tax(corner.plan.edition)
    person = UserFactory(language=language)
    company = MembershipFactory(user=person).company
    booking = book_booths(company.pk, corner.plan.edition_id, [corner.pk], actor=person, at=NOON)
    page = signed_in(person).get(f"/desk/bookings/{booking.pk}/", headers={"accept-language": language})
    assert_clean(page)
    assert "CNY\xa0128,304" in page.text
    assert tax in page.text
    director = signed_in(organizer()).get(f"/organizer/bookings/{booking.pk}/")
    assert_clean(director)
    assert "CNY\xa0128,304" in director.text
    deliver_due(at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    deliver_due(at=NOON)
    for sent in mail.outbox[-2:]:
        assert "CNY\xa0128,304" in sent.body
        assert tax in sent.body
    snapshot = booking.letters.get().snapshot
    assert [snapshot[key] for key in ("price", "currency", "tax_note")] == ["128304.00", "CNY", tax]


def test_letter_keeps_its_prices_and_older_ones_have_none(row: list[Booth]) -> None:
    rate(row[0].plan.edition_id, 100)
    letter = approve_booking(booked(row[0]).pk, actor=organizer(), at=NOON).letters.get()
    before = draw_letter(letter)
    rate(row[1].plan.edition_id, 200)
    assert draw_letter(letter) == before
    for key in ("price", "prices", "currency", "tax_note"):
        del letter.snapshot[key]
    assert draw_letter(letter) != before


def test_pages_take_as_many_queries_for_one_booth_as_for_three(row: list[Booth]) -> None:
    rate(row[0].plan.edition_id, 100)
    one, three = booked(row[0]), booked(*row[1:4])
    counts = []
    for booking in (one, three):
        assert booking.contact is not None
        counts.append(queries_of_a_page(f"/desk/bookings/{booking.pk}/", booking.contact))
    assert len(set(counts)) == 1
