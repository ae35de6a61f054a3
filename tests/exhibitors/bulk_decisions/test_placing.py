"""Booths are proposed for all who wait, with reasons and the bound, changed by hand, and assigned in one act."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, withdraw_booking
from exhibitors.office.bulk_decisions.models import BulkDecision
from exhibitors.office.bulk_decisions.queries.placing import Order, Way, proposals
from exhibitors.office.bulk_decisions.states import BulkKind
from exhibitors.office.bulk_decisions.tasks import carry_out_bulk_decision
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.layout.queries import sizes_asked_for
from pavilions.states import BoothKind, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

URL = "/organizer/bookings/place/"


@pytest.fixture
def allotment() -> Allotment:
    return AllotmentFactory(capacity_sqm=Decimal(500))


def waiting(allotment: Allotment, area: str, minutes: int = 0) -> Booking:
    """An application of a company of its own, sent so many minutes after noon."""
    assert allotment.sector_id is not None
    company = CompanyFactory()
    wanted = [Wanted(allotment.sector_id, Decimal(area), BoothKind.SHELL)]
    at = NOON + timedelta(minutes=minutes)
    return apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=at)


def booth(allotment: Allotment, area: str) -> Booth:
    found: Booth = BoothFactory(allotment=allotment, area_sqm=Decimal(area))
    return found


def booths_of(booking: Booking) -> set[int]:
    claims = SpaceClaim.objects.live().filter(holder=booking.pk, booth__isnull=False)
    return set(claims.values_list("booth", flat=True))


def test_each_who_waits_is_proposed_a_booth_of_its_size(allotment: Allotment) -> None:
    small, large = booth(allotment, "9"), booth(allotment, "18")
    first, second = waiting(allotment, "18"), waiting(allotment, "9", 1)
    proposal = proposals(allotment.edition, viewer=organizer())[Way.MOST]
    assert {each.request.booking: each.proposal.booth for each in proposal.given if each.proposal} == {
        first: large,
        second: small,
    }
    assert (proposal.area_sqm, proposal.most_sqm, proposal.bound.count, proposal.is_proved) == (
        Decimal(27),
        Decimal(27),
        2,
        True,
    )


def test_in_order_the_first_takes_its_best_and_another_division_places_more(allotment: Allotment) -> None:
    """The first likes the booth of 10 m² best, the only one for the second."""
    booth(allotment, "10")
    booth(allotment, "9")
    waiting(allotment, "10")
    waiting(allotment, "12", 1)
    found = proposals(allotment.edition, viewer=organizer())
    assert {way: (len(each.given), each.area_sqm) for way, each in found.items()} == {
        Way.MOST: (2, Decimal(19)),
        Way.IN_ORDER: (1, Decimal(10)),
    }
    assert [each.reason for each in found[Way.IN_ORDER].unplaced] == [
        "The 1 booth that suits goes to a request before it, or to one that fills a larger booth."
    ]


@pytest.mark.parametrize(("order", "winner"), [(Order.WAITING, 0), (Order.SIZE, 1)])
def test_where_there_are_too_few_the_order_decides(allotment: Allotment, order: Order, winner: int) -> None:
    booth(allotment, "10")
    both = [waiting(allotment, "10"), waiting(allotment, "11", 1)]
    (given,) = proposals(allotment.edition, order=order, viewer=organizer())[Way.MOST].given
    assert given.request.booking == both[winner]


def test_who_has_a_booth_or_asks_for_what_is_not_free_gets_none(allotment: Allotment) -> None:
    taken = booth(allotment, "9")
    has_one = waiting(allotment, "9")
    client = signed_in(organizer())
    client.post(
        reverse("organizer:assign", args=[has_one.pk]), {"booths": [taken.pk], "revision": str(has_one.revision)}
    )
    alone = waiting(allotment, "9", 1)
    (unplaced,) = proposals(allotment.edition, viewer=organizer())[Way.MOST].placed
    assert (unplaced.request.booking, unplaced.reason) == (
        alone,
        "No free booth of this sector, kind, size and number of open sides.",
    )


def test_page_proposes_and_one_act_assigns_and_approves(allotment: Allotment) -> None:
    booths = [booth(allotment, "9"), booth(allotment, "9")]
    bookings = [waiting(allotment, "9"), waiting(allotment, "9", 1)]
    client = signed_in(organizer())
    page = client.get(f"{URL}?edition={allotment.edition.number}")
    assert_clean(page)
    assert (
        "No division of these booths places more than 2 requests or assigns more than 18\N{NO-BREAK SPACE}m²."
        in page.text
    )
    seen = [f"{each.pk}:{each.revision}" for each in bookings]
    chosen = [f"{one.pk}:{other.pk}" for one, other in zip(bookings, reversed(booths), strict=True)]
    answer = client.post(
        f"{URL}?edition={allotment.edition.number}", {"seen": seen, "booths": chosen, "approves": "on"}
    )
    begun = BulkDecision.objects.get()
    assert (answer["Location"], begun.kind) == (
        reverse("organizer:bulk_decision", args=[begun.pk]),
        BulkKind.PLACE_AND_APPROVE,
    )
    carry_out_bulk_decision(begun.pk)
    assert [booths_of(each) for each in bookings] == [{booths[1].pk}, {booths[0].pk}]
    assert {each.state for each in Booking.objects.filter(pk__in=[each.pk for each in bookings])} == {
        BookingState.APPROVED
    }
    result = client.get(answer["Location"])
    assert_clean(result)
    assert "2 bookings have got booths" in result.text


def test_who_changed_meanwhile_is_refused_and_the_others_are_placed(allotment: Allotment) -> None:
    booths = [booth(allotment, "9"), booth(allotment, "9")]
    bookings = [waiting(allotment, "9"), waiting(allotment, "9", 1)]
    director = organizer(OrganizerRole.DIRECTOR)
    client = signed_in(director)
    seen = [f"{each.pk}:{each.revision}" for each in bookings]
    chosen = [f"{one.pk}:{other.pk}" for one, other in zip(bookings, booths, strict=True)]
    client.post(f"{URL}?edition={allotment.edition.number}", {"seen": seen, "booths": chosen})
    withdraw_booking(bookings[0].pk, actor=director, at=NOON)
    carry_out_bulk_decision(BulkDecision.objects.get().pk)
    assert [booths_of(each) for each in bookings] == [set(), {booths[1].pk}]
    assert Booking.objects.get(pk=bookings[1].pk).state == BookingState.SUBMITTED


def test_a_booth_chosen_twice_is_refused_beside_the_proposal(allotment: Allotment) -> None:
    one = booth(allotment, "9")
    bookings = [waiting(allotment, "9"), waiting(allotment, "9", 1)]
    seen = [f"{each.pk}:{each.revision}" for each in bookings]
    answer = signed_in(organizer()).post(
        f"{URL}?edition={allotment.edition.number}",
        {"seen": seen, "booths": [f"{each.pk}:{one.pk}" for each in bookings]},
    )
    assert answer.status_code == 422
    assert f"Chosen for more than one booking: {one.plan.hall.name}/{one.number}." in answer.text
    assert not BulkDecision.objects.exists()


@pytest.mark.parametrize("junk", ["x", "1:", ":1", "1:x", "9" * 40 + ":1"])
def test_what_is_no_choice_is_passed_over(allotment: Allotment, junk: str) -> None:
    booking = waiting(allotment, "9")
    answer = signed_in(organizer()).post(
        f"{URL}?edition={allotment.edition.number}", {"seen": [f"{booking.pk}:0"], "booths": [junk]}
    )
    assert answer.status_code == 422
    assert not BulkDecision.objects.exists()


def test_the_layout_generator_reads_what_applications_ask_for(allotment: Allotment) -> None:
    waiting(allotment, "18")
    withdraw_booking(waiting(allotment, "36").pk, actor=organizer(), at=NOON)
    waiting(allotment, "9", 1)
    sizes = sizes_asked_for(allotment.edition, allotment.sector_id)
    assert [(size.width_cm, size.depth_cm, size.count) for size in sizes] == [(600, 300, 1), (300, 300, 1)]
    assert sizes_asked_for(allotment.edition, 0) == ()
