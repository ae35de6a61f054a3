"""Companies on somebody else's stand: limits, charges, each once, and the figure of companies on show."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import (
    StandEntry,
    change_co_exhibitor,
    enter_co_exhibitor,
    remove_co_exhibitor,
)
from exhibitors.bookings.co_exhibitors.queries import charges_of, companies_on_show, most_of_a_kind
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.submission import book_booths, withdraw_booking
from exhibitors.bookings.queries.booking_prices import priced
from exhibitors.bookings.queries.bookings import claims_shown
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import make_offer
from exhibitors.pricing.rate_cards import Basis
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.exhibitors.co_exhibitors.stands import Stand, charge_companies
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = pytest.mark.django_db
CO, REPRESENTED = CoExhibitorKind.CO_EXHIBITOR, CoExhibitorKind.REPRESENTED


@pytest.mark.parametrize(("area", "most"), [("0", 0), ("0.01", 1), ("9", 1), ("9.01", 2), ("36", 4)])
def test_one_of_each_kind_for_every_nine_square_metres_begun(area: str, most: int) -> None:
    assert most_of_a_kind(Decimal(area)) == most


def test_stand_shows_no_more_than_its_square_metres_allow() -> None:
    stand = Stand(booths=2)
    stand.enter("One")
    stand.enter("Two")
    stand.enter("Three", REPRESENTED)
    with pytest.raises(DomainError) as refusal:
        stand.enter("Four")
    assert (refusal.value.code, refusal.value.field) == ("too_many_co_exhibitors", "kind")
    assert refusal.value.details == {"area_sqm": "18.00", "most": 2, "present": 2}


def test_booking_is_charged_by_its_rate_card_for_the_companies_on_its_stand() -> None:
    stand = Stand(charges={Basis.CO_EXHIBITOR: Decimal("1500.50"), Basis.REPRESENTED: 800})
    charge_companies(stand.booking.edition_id, {Basis.CO_EXHIBITOR: 9000}, at=NOON + timedelta(hours=1))
    (charges,) = charges_of([stand.booking], at=NOON).values()
    assert charges.total == 0
    assert charges.charges == []
    assert charges.each == {"co_exhibitor": Decimal("1500.50"), "represented": 800}
    stand.enter("One")
    stand.enter("Two")
    stand.enter("Goods", REPRESENTED)
    (charges,) = charges_of([stand.booking], at=NOON).values()
    assert [(each.kind, each.quantity, each.amount) for each in charges.charges] == [
        ("co_exhibitor", 2, Decimal(3001)),
        ("represented", 1, Decimal(800)),
    ]
    assert (charges.total, charges.is_offered) == (Decimal(3801), False)
    quote = priced(stand.booking, list(claims_shown(stand.booking)), [], at=NOON).quote
    assert quote is not None
    assert quote.net == 18 * 100 + charges.total


def test_offer_that_awaits_its_answer_is_made_again_for_a_changed_stand() -> None:
    stand = Stand(charges={Basis.CO_EXHIBITOR: 1500})
    stand.enter("One")
    Edition.objects.update(booking_steps=BookingSteps.OFFER)
    offer = make_offer(stand.booking.pk, actor=organizer(), at=NOON)
    assert offer.lines.get(unit="co_exhibitor").amount == 1500
    (charges,) = charges_of([stand.booking], at=NOON).values()
    assert (charges.total, charges.is_offered, charges.is_complete) == (Decimal(1500), True, True)
    stand.enter("Two")
    (charges,) = charges_of([stand.booking], at=NOON).values()
    assert (charges.total, charges.is_offered, charges.is_complete) == (Decimal(3000), True, True)
    offer.refresh_from_db()
    renewed = Offer.objects.get(state="sent")
    assert (offer.state, renewed.last_day, renewed.net - offer.net) == ("withdrawn", offer.last_day, Decimal(1500))


def test_company_is_on_a_stand_once_however_it_is_written() -> None:
    stand, listed = Stand(), CompanyFactory(name="Sharer", normalized_name="sharer", country="IT")
    stand.enter("SHARER")
    with pytest.raises(DomainError) as refusal:
        enter_co_exhibitor(stand.booking.pk, StandEntry(CO, company_id=listed.pk), actor=stand.owner, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("co_exhibitor_once_per_booking", "company")


def test_exhibitor_is_not_entered_on_its_own_stand() -> None:
    stand = Stand(name="Self", normalized_name="self", country="IT")
    own = StandEntry(CO, company_id=stand.company.pk)
    for entry in (own, StandEntry(CO, name="Self", country="IT")):
        with pytest.raises(DomainError) as refusal:
            enter_co_exhibitor(stand.booking.pk, entry, actor=stand.owner, at=NOON)
        assert refusal.value.code == "co_exhibitor_is_another"


def test_the_database_refuses_both_too() -> None:
    stand = Stand()
    row = stand.enter()
    for changed in ({"pk": None}, {"pk": None, "normalized_name": "x", "company": stand.company}):
        copy = CoExhibitor.objects.get(pk=row.pk)
        for name, value in changed.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_names_without_letters_and_unknown_countries_are_refused() -> None:
    stand = Stand()
    for name, country, field in (("***", "IT", "name"), ("", "IT", "name"), ("Sharer", "", "country")):
        with pytest.raises(Invalid) as refusal:
            stand.enter(name, country=country)
        assert refusal.value.field == field


def test_only_the_exhibitors_own_people_enter_and_only_while_the_booking_lives() -> None:
    stand = Stand()
    with pytest.raises(NotAllowed):
        enter_co_exhibitor(stand.booking.pk, StandEntry(CO, name="X", country="IT"), actor=owner_of(), at=NOON)
    company, booth = CompanyFactory(), BoothFactory()
    owner = owner_of(company)
    gone = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    withdraw_booking(gone.pk, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        enter_co_exhibitor(gone.pk, StandEntry(CO, name="X", country="IT"), actor=owner, at=NOON)
    assert refusal.value.code == "illegal_move"


def test_entry_is_changed_and_removed_with_its_charge() -> None:
    stand = Stand()
    row = stand.enter()
    changed = StandEntry(REPRESENTED, name="Other", country="ES", text_zh="奶酪")
    written = change_co_exhibitor(row.pk, changed, actor=stand.owner, at=NOON)
    assert (written.name, written.kind, written.text_zh) == ("Other", "represented", "奶酪")
    remove_co_exhibitor(row.pk, actor=stand.owner, at=NOON)
    assert not stand.booking.co_exhibitors.exists()


def test_companies_on_show_count_each_company_once_and_no_square_metres() -> None:
    allotment = AllotmentFactory()
    one = Stand(allotment=allotment, name="One", normalized_name="one", country="IT")
    two = Stand(allotment=allotment)
    before = totals_of(allotment.edition_id, at=NOON)
    one.enter("Shared by both")
    two.enter("Shared by both")
    two.enter("One")  # a holder of space itself
    one.enter("Goods alone", REPRESENTED)
    one.enter("Shared by both SA", REPRESENTED, country="BE")

    figures = companies_on_show(allotment.edition_id)

    assert (figures.holders, figures.co_exhibitors, figures.on_show, figures.represented) == (2, 2, 3, 2)
    after = totals_of(allotment.edition_id, at=NOON)
    assert (after.booked_sqm, after.companies) == (before.booked_sqm, before.companies)
