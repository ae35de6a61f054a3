"""Which card applies when, who buys, and what a booking page says, worked out apart in plain Python."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Participation
from exhibitors.plan_pages.plan_views.queries.plan_drawings import kept_plans_of
from exhibitors.plan_pages.plan_views.queries.shown_plans import Audience
from exhibitors.pricing.models import RateCard
from exhibitors.pricing.operations import add_rule, draft_rate_card, mark_small_company, publish_rate_card
from exhibitors.pricing.queries.buyers import Asked, buyer_of, buyers_of
from exhibitors.pricing.queries.cards import card_in_force, published_cards
from exhibitors.pricing.queries.comparisons import booths_named, company_called
from exhibitors.pricing.queries.quotes import prices_of
from exhibitors.pricing.rate_cards import Basis, Buyer, PriceCalculator, RuleKind, Space
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.publishing.comparison import ComparedBooth
from pavilions.states import BoothKind, Section
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)


def raised(edition_id: int, amount: int, effective_from: date) -> RateCard:
    """Publish a version with this price per m², from a day on."""
    draft = draft_rate_card(edition_id, actor=SYSTEM, at=NOON)
    draft.rules.all().delete()
    add_rule(draft.pk, terms(RuleKind.SPACE, Basis.SQM, amount), actor=SYSTEM, at=NOON)
    return publish_rate_card(draft.pk, effective_from=effective_from, actor=SYSTEM, at=NOON)


def per_sqm(prices: PriceCalculator) -> Decimal | None:
    space = Space(Section.BUSINESS, None, None, BoothKind.RAW, 1, Decimal(1))
    return prices.list_price(space, TODAY)


def test_newest_version_whose_day_has_come_is_in_force() -> None:
    edition = EditionFactory()
    assert per_sqm(published_cards(edition).on(TODAY)) is None
    raised(edition.pk, 100, TOMORROW)
    assert card_in_force(edition, TODAY) is None
    assert per_sqm(published_cards(edition).on(TODAY)) == 100  # before the first, the first
    raised(edition.pk, 120, TOMORROW + timedelta(days=5))
    raised(edition.pk, 110, TOMORROW + timedelta(days=2))
    draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)
    with CaptureQueriesContext(connection) as statements:
        cards = published_cards(edition)
    assert len(statements) == 1
    found = [per_sqm(cards.on(TOMORROW + timedelta(days=days))) for days in (0, 1, 2, 9)]
    assert found == [100, 100, 110, 110]
    in_force = card_in_force(edition, TOMORROW + timedelta(days=9))
    assert in_force is not None
    assert in_force.version == 3


def test_version_published_later_on_the_day_is_not_that_of_a_booking_before() -> None:
    edition = EditionFactory()
    raised(edition.pk, 100, TODAY)
    draft = draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)
    publish_rate_card(draft.pk, effective_from=TODAY, actor=SYSTEM, at=NOON + timedelta(hours=1))
    cards = published_cards(edition)
    assert (cards.on(TODAY, known_at=NOON).version, cards.on(TODAY).version) == (1, 2)


def test_booking_keeps_the_prices_of_its_day_while_a_draft_has_todays(row: list[Booth]) -> None:
    edition = row[0].plan.edition
    raised(edition.pk, 100, TODAY)
    booking = booked(row[0])
    raised(edition.pk, 200, TOMORROW)
    assert booking.contact is not None
    page = signed_in(booking.contact).get(f"/desk/bookings/{booking.pk}/").text
    assert "Based on version 1 of the rate card." in page
    later = approve_booking(booking.pk, actor=organizer(), at=NOON + timedelta(days=3))
    assert Decimal(later.letters.get().snapshot["price"]) == 100 * row[0].area_sqm


def test_plan_has_another_version_on_the_day_on_which_prices_change(row: list[Booth]) -> None:
    edition = row[0].plan.edition
    raised(edition.pk, 100, TODAY)
    raised(edition.pk, 200, TOMORROW)
    shown = []
    for at in (NOON, NOON, NOON + timedelta(days=1)):
        (kept,) = kept_plans_of(edition, Audience.EVERYBODY, at)
        shown.append((kept, kept.plan.booths[0].price))
    assert shown[0][0] is shown[1][0]
    assert [price for _kept, price in shown] == [900, 900, 1800]


def test_buyer_is_returning_small_and_has_co_exhibitors() -> None:
    before, allotment = EditionFactory(number=6), AllotmentFactory(edition__number=7)
    edition = allotment.edition
    newcomer, listed, former = CompanyFactory.create_batch(3)
    Participation.objects.create(company=listed, edition=before, stated_area_sqm=Decimal(9))
    booth = BoothFactory(allotment__edition=before)
    earlier = book_booths(former.pk, before.pk, [booth.pk], actor=owner_of(former), at=NOON)
    assert buyer_of(former.pk, edition.pk, at=NOON) == Buyer()
    approve_booking(earlier.pk, actor=organizer(), at=NOON)
    mark_small_company(listed.pk, is_small=True, actor=organizer(), at=NOON)
    own = BoothFactory(allotment=allotment, area_sqm=36)
    owner = owner_of(newcomer)
    booking = book_booths(newcomer.pk, edition.pk, [own.pk], actor=owner, at=NOON)
    for kind in CoExhibitorKind:
        entry = StandEntry(kind, name=f"Guest {kind}", country="CH")
        enter_co_exhibitor(booking.pk, entry, actor=owner, at=NOON)
    asked = [Asked(newcomer.pk, edition.pk, booking.pk), Asked(listed.pk, edition.pk), Asked(former.pk, edition.pk)]
    with CaptureQueriesContext(connection) as statements:
        found = buyers_of(asked, at=NOON)
    assert len(statements) == 2
    assert found == [
        Buyer(co_exhibitors=1, represented=1),
        Buyer(is_returning=True, is_small=True),
        Buyer(is_returning=True),
    ]


def test_plan_of_many_booths_is_priced_in_two_queries(allotment: Allotment) -> None:
    raised(allotment.edition_id, 100, TODAY)
    booths = [
        ComparedBooth(
            id=number,
            number=str(number),
            ring=((0, 0), (300, 0), (300, 300), (0, 300)),
            kind=BoothKind.SHELL,
            open_sides=1,
            allotment_id=allotment.pk,
            area_sqm=Decimal(9),
        )
        for number in range(1500)
    ]
    with CaptureQueriesContext(connection) as statements:
        prices = prices_of(allotment.edition, booths, TODAY)
    assert len(statements) <= 5
    assert sum(prices.values()) == 1500 * 900


def test_booking_page_says_what_plain_arithmetic_says(allotment: Allotment) -> None:
    """Nothing here but numbers: 18 m² at a corner and 12.5 m² in a row, of a small company, early, with VAT of 6 %."""
    corner = BoothFactory(allotment=allotment, number="C01", left=5000, area_sqm=18, open_sides=2)
    row = BoothFactory(allotment=allotment, number="R01", left=0, area_sqm=Decimal("12.50"), open_sides=1)
    publish_rules(
        allotment.edition_id,
        terms(RuleKind.SPACE, Basis.UNIT, 21_600, name="Standard booth"),
        terms(RuleKind.SPACE, Basis.SQM, 2_400, name="Shell scheme"),
        terms(RuleKind.SURCHARGE, Basis.PERCENT, 10, name="Corner", sides_from=2, sides_to=2),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 5, name="Early bird", day_to=TODAY),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 5, name="Loyal", is_returning=True, only_one_of="one"),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 3, name="Small", is_small=True, only_one_of="one", of_remainder=True),
        terms(RuleKind.CHARGE, Basis.BOOKING, 1_500, name="Catalogue"),
        terms(RuleKind.CHARGE, Basis.SQM, "28.50", name="Waste", at_most=Decimal(800)),
        terms(RuleKind.TAX, Basis.PERCENT, 6, name="VAT"),
        actor=SYSTEM,
        at=NOON,
    )
    company = CompanyFactory(is_small=True)
    person = owner_of(company)
    booking = book_booths(company.pk, allotment.edition_id, [corner.pk, row.pk], actor=person, at=NOON)

    at_corner = 2 * 21_600 * 1.10  # 47,520
    in_row = 12.5 * 2_400  # 30,000
    discounted = [full * 0.95 * 0.97 for full in (at_corner, in_row)]  # 43,789.68 and 27,645
    waste = min(30.5 * 28.5, 800)
    net = sum(discounted) + 1_500 + waste  # 73,734.68
    gross = net + round(net * 0.06, 2)  # 78,158.76
    expected = [at_corner / 1.1, at_corner - at_corner / 1.1, *discounted, in_row, 1_500, waste, net, gross]

    page = signed_in(person).get(f"/desk/bookings/{booking.pk}/")
    assert_clean(page)
    for amount in expected:
        assert f"{amount:,.2f}".removesuffix(".00") in page.text
    for words in ("Catalogue", "2 standard booths × CNY\xa021,600", "10% of CNY\xa043,200", "at most CNY\xa0800"):
        assert words in page.text
    assert "Loyal" not in page.text
    reviewed = signed_in(organizer()).get(f"/organizer/bookings/{booking.pk}/")
    assert_clean(reviewed)
    assert f"CNY\xa0{gross:,.2f}" in reviewed.text
    letter = approve_booking(booking.pk, actor=organizer(), at=NOON).letters.get()
    assert Decimal(letter.snapshot["price"]) == Decimal(f"{gross:.2f}")
    assert sum(Decimal(line["amount"]) for line in letter.snapshot["price_lines"]) == Decimal(f"{gross:.2f}")


def test_booths_and_companies_are_found_by_what_people_type(row: list[Booth]) -> None:
    hall = row[0].plan.hall.name
    typed = [f"{hall}/r0".lower(), f" {hall} / R1", "R2", "9.9H/R0"]
    found = booths_named(row[0].plan.edition_id, typed)
    assert found == {typed[0]: row[0], typed[1]: row[1]}
    assert booths_named(row[0].plan.edition_id, []) == {}
    whole, other = CompanyFactory(name="Alpha Foods"), CompanyFactory(name="Alpha Foods Trading")
    assert [company_called(words) for words in ("alpha foods", "TRADING", "Alpha", "", "Zeta")] == [
        whole,
        other,
        None,
        None,
        None,
    ]


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory()
    return made
