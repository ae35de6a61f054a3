from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.queries import takes_part
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Membership, Participation
from exhibitors.companies.operations import change_company
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.deals.models import Deal, DealCount
from exhibitors.promotion.deals.operations.deals import (
    Confirmed,
    change_deal,
    count_deal,
    draft_deal,
    recount_deal,
    return_deal,
    uncount_deal,
    verify_deal,
    withdraw_deal,
)
from exhibitors.promotion.deals.queries import possible_duplicates, recounts_of
from exhibitors.promotion.deals.states import DealState
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.exhibitors.deals.deals import (
    SIGNED,
    corrected,
    count,
    counted,
    drafted,
    exhibiting,
    rate,
    terms,
    uncount,
    verified,
)
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_deal_is_entered_as_a_draft() -> None:
    company = CompanyFactory()
    deal = drafted(company, buyer="  Huadong Trading ")
    assert (deal.state, deal.buyer, deal.amount_usd, deal.company) == (
        DealState.DRAFT,
        "Huadong Trading",
        None,
        company,
    )
    assert deal.entered_by == company.people.get()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": Decimal(-5)}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(10) ** 13}, "amount"),
        ({"currency": "XYQ"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"buyer": " "}, "buyer"),
        ({"buyer": "x" * 300}, "buyer"),
        ({"category": ""}, "category"),
        ({"signed_date": date(2023, 11, 5)}, "signed_date"),
        ({"signed_date": date(2024, 11, 11)}, "signed_date"),
        ({"signed_date": date(2024, 5, 18)}, "signed_date"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drafted(**changed)
    assert refusal.value.field == field
    assert not Deal.objects.exists()


def test_unknown_company_or_edition_is_not_found() -> None:
    with pytest.raises(NotFound):
        draft_deal(0, EditionFactory().pk, terms(), actor=organizer(), at=NOON)


def test_viewer_cannot_enter_deals() -> None:
    membership = MembershipFactory(role=CompanyRole.VIEWER)
    with pytest.raises(NotAllowed):
        draft_deal(membership.company_id, EditionFactory().pk, terms(), actor=membership.user, at=NOON)


def test_only_a_draft_can_be_changed() -> None:
    deal = drafted()
    owner = owner_of(deal.company)
    assert change_deal(deal.pk, terms(buyer="Other"), seen=0, actor=owner, at=NOON).buyer == "Other"
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_deal(deal.pk, terms(buyer="Third"), actor=owner, at=NOON)
    assert refusal.value.code == "not_a_draft"


def test_decision_on_an_older_revision_is_refused() -> None:
    deal = drafted()
    change_deal(deal.pk, terms(amount=Decimal(9)), actor=owner_of(deal.company), at=NOON)
    with pytest.raises(DomainError) as refusal:
        verify_deal(deal.pk, seen=0, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_dollars_count_as_they_are() -> None:
    deal = counted(amount=Decimal("1234.56"))
    assert (deal.state, deal.amount_usd, deal.rate) == (DealState.COUNTED, Decimal("1234.56"), None)


def test_other_currencies_count_by_the_last_rate_before_the_day_of_signing() -> None:
    rate(on_date=date(2024, 5, 1), worth="1.2")
    known = rate(on_date=date(2024, 5, 9), worth="1.07185")
    rate(on_date=date(2024, 5, 11), worth="9")
    deal = counted(currency="EUR", amount=Decimal("100.01"))
    assert (deal.rate, deal.amount_usd) == (known, Decimal("107.20"))


def test_deal_without_a_rate_is_refused_with_the_day() -> None:
    rate(on_date=date(2024, 5, 11))
    deal = verified(currency="EUR")
    with pytest.raises(DomainError) as refusal:
        count_deal(deal.pk, rate_id=None, actor=organizer(), at=NOON)
    assert refusal.value.details == {"currency": "EUR", "day": "2024-05-10"}
    deal.refresh_from_db()
    assert (deal.state, deal.amount_usd) == (DealState.VERIFIED, None)


def test_rate_that_came_since_the_page_was_opened_does_not_count_unseen() -> None:
    seen = rate(on_date=date(2024, 5, 1), worth="1.2")
    deal = verified(currency="EUR")
    rate(on_date=date(2024, 5, 9), worth="1.1")
    with pytest.raises(DomainError) as refusal:
        count_deal(deal.pk, rate_id=seen.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"
    assert not DealCount.objects.exists()


def test_person_who_verified_cannot_count_nor_recount() -> None:
    deal, finance = drafted(), organizer(OrganizerRole.FINANCE)
    verify_deal(deal.pk, actor=finance, at=NOON)
    with pytest.raises(NotAllowed) as refusal:
        count_deal(deal.pk, rate_id=None, actor=finance, at=NOON)
    assert refusal.value.code == "deal_counted_by_another_person"
    counted_deal = count_deal(deal.pk, rate_id=None, actor=organizer(), at=NOON)
    assert counted_deal.verified_by == finance
    with pytest.raises(NotAllowed):
        recount_deal(deal.pk, rate_id=None, reason="Again.", actor=finance, at=NOON)
    with pytest.raises(IntegrityError, match="deal_counted_by_another_person"), transaction.atomic():
        Deal.objects.filter(pk=deal.pk).update(counted_by=finance)


def test_deals_are_decided_by_people_only() -> None:
    with pytest.raises(NotAllowed) as refusal:
        verify_deal(drafted().pk, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "not_a_person"


def test_company_without_space_enters_and_counts_nothing() -> None:
    company, edition = CompanyFactory(), EditionFactory()
    with pytest.raises(DomainError) as refusal:
        draft_deal(company.pk, edition.pk, terms(), actor=owner_of(company), at=NOON)
    assert refusal.value.code == "no_participant"
    deal = verified()
    Booking.objects.filter(company=deal.company).update(state=BookingState.CANCELLED)
    with pytest.raises(DomainError) as refusal:
        count(deal)
    assert refusal.value.code == "no_participant"


def test_company_on_anothers_stand_and_one_of_an_old_list_take_part() -> None:
    host, edition = exhibiting()
    guest, represented, listed = CompanyFactory(), CompanyFactory(), CompanyFactory()
    booking = Booking.objects.get(company=host)
    for company, kind in ((guest, CoExhibitorKind.CO_EXHIBITOR), (represented, CoExhibitorKind.REPRESENTED)):
        CoExhibitor.objects.create(
            booking=booking,
            exhibitor=host,
            company=company,
            kind=kind,
            name=company.name,
            normalized_name=company.normalized_name,
            country="FR",
            entered_at=NOON,
        )
    Participation.objects.create(company=listed, edition=edition)
    assert [takes_part(each.pk, edition.pk) for each in (host, guest, represented, listed)] == [True, True, False, True]


def test_second_entry_of_a_deal_is_refused_unless_it_is_said_to_be_another() -> None:
    first = drafted(buyer="Huadong Trading Co., Ltd.")
    owner = owner_of(first.company)
    again = terms(buyer="HUADONG TRADING", signed_date=SIGNED + timedelta(days=2))
    with pytest.raises(Invalid) as refusal:
        draft_deal(first.company_id, first.edition_id, again, actor=owner, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("possible_duplicate", "separate")
    separate = Confirmed(separate=True)
    second = draft_deal(first.company_id, first.edition_id, again, confirmed=separate, actor=owner, at=NOON)
    assert list(possible_duplicates(second)) == [first]


@pytest.mark.parametrize(
    "changed",
    [
        {"buyer": "Linghai"},
        {"amount": Decimal(999)},
        {"currency": "EUR"},
        {"signed_date": SIGNED + timedelta(days=4)},
    ],
)
def test_deal_that_differs_is_no_duplicate(changed: dict[str, Any]) -> None:
    first = drafted()
    other = terms(**changed)
    drafted_freely = draft_deal(first.company_id, first.edition_id, other, actor=owner_of(first.company), at=NOON)
    assert not possible_duplicates(drafted_freely).exists()


def test_deal_like_one_that_counts_is_counted_with_a_note_only() -> None:
    first = counted()
    second = verified(first.company)
    with pytest.raises(Invalid) as refusal:
        count(second, because=" ")
    assert (refusal.value.code, refusal.value.field) == ("possible_duplicate", "no_duplicate_because")
    assert count(second, because="Second shipment.").duplicate_note == "Second shipment."


def test_very_large_amount_is_confirmed_by_the_exhibitor_and_noted_by_the_verifier(
    settings: Settings,
) -> None:
    settings.DEAL_SECOND_LOOK_USD = 1_000
    rate("JPY", worth="0.007")
    company, edition = exhibiting()
    owner = owner_of(company)
    for usual in (terms(amount=Decimal(1_000)), terms(amount=Decimal(100_000), currency="JPY")):
        draft_deal(company.pk, edition.pk, usual, actor=owner, at=NOON)
    for large in (terms(amount=Decimal("1000.01")), terms(amount=Decimal(200_000), currency="JPY")):
        with pytest.raises(Invalid) as refusal:
            draft_deal(company.pk, edition.pk, large, actor=owner, at=NOON)
        assert (refusal.value.code, refusal.value.field) == ("large_amount", "amount_confirmed")
        deal = draft_deal(company.pk, edition.pk, large, confirmed=Confirmed(amount=True), actor=owner, at=NOON)
        with pytest.raises(Invalid) as refusal:
            verify_deal(deal.pk, note=" ", actor=organizer(), at=NOON)
        assert refusal.value.field == "note"
        noted = verify_deal(deal.pk, note="Contract seen.", actor=organizer(), at=NOON)
        assert noted.verification_note == "Contract seen."


def test_no_deal_is_worth_more_than_ten_thousand_million_dollars() -> None:
    with pytest.raises(Invalid) as refusal:
        drafted(amount=Decimal("10000000000.01"))
    assert (refusal.value.code, refusal.value.field) == ("amount_too_large", "amount")
    rate("KWD", worth="3.25")
    with pytest.raises(Invalid) as refusal:
        counted(amount=Decimal(4_000_000_000), currency="KWD")
    assert refusal.value.code == "amount_too_large"
    deal = counted()
    with pytest.raises(IntegrityError, match="deal_dollars_are_sensible"), transaction.atomic():
        Deal.objects.filter(pk=deal.pk).update(amount_usd=Decimal("999999999999.99"))


def test_deal_cannot_be_counted_unverified_nor_withdrawn_once_counted() -> None:
    with pytest.raises(TransitionRefused):
        count(drafted())
    deal = counted()
    with pytest.raises(TransitionRefused):
        withdraw_deal(deal.pk, actor=owner_of(deal.company), at=NOON)


def test_deal_that_stops_counting_has_no_dollars_and_says_why() -> None:
    deal = uncount(counted())
    assert (deal.state, deal.amount_usd) == (DealState.VERIFIED, None)
    assert list(deal.counts.values_list("deals", "amount_usd", "reason")) == [
        (1, Decimal(1000), ""),
        (-1, Decimal(-1000), "Not signed after all."),
    ]
    with pytest.raises(TransitionRefused):
        uncount(deal)


def test_deal_stops_counting_for_a_reason_only() -> None:
    deal = counted()
    with pytest.raises(Invalid) as refusal:
        uncount_deal(deal.pk, reason=" ", actor=organizer(), at=NOON)
    assert refusal.value.field == "reason"


def test_recounted_deal_leaves_by_the_old_rate_and_enters_by_the_new_one() -> None:
    wrong = rate(worth="1.6")
    deal = counted(currency="EUR")
    with pytest.raises(DomainError) as refusal:
        recount_deal(deal.pk, rate_id=wrong.pk, reason="Why not.", actor=organizer(), at=NOON)
    assert refusal.value.code == "nothing_changed"
    right = corrected(wrong, "1.1")
    deal.refresh_from_db()
    assert (deal.rate, deal.amount_usd) == (wrong, Decimal(1600))
    [recount] = recounts_of(wrong)
    assert (recount.rate, recount.amount_usd, recount.difference) == (right, Decimal(1100), Decimal(-500))
    later = NOON + timedelta(days=1)
    deal = recount_deal(deal.pk, rate_id=right.pk, reason="Rate corrected.", seen=2, actor=organizer(), at=later)
    assert (deal.state, deal.rate, deal.amount_usd) == (DealState.COUNTED, right, Decimal(1100))
    assert list(deal.counts.values_list("amount_usd", "rate", "happened_at")) == [
        (Decimal(1600), wrong.pk, NOON),
        (Decimal(-1600), wrong.pk, later),
        (Decimal(1100), right.pk, later),
    ]
    assert recounts_of(wrong) == []


def test_deal_leaves_the_country_in_which_it_entered() -> None:
    deal = counted(CompanyFactory(country="FR"))
    change_company(deal.company_id, {"country": "IS"}, actor=organizer(), at=NOON)
    uncount(deal)
    assert [each.country.code for each in deal.counts.all()] == ["FR", "FR"]


def test_returned_deal_is_a_draft_with_the_reason_that_nobody_has_verified() -> None:
    deal = verified()
    returned = return_deal(deal.pk, reason=" Which buyer? ", actor=organizer(), at=NOON)
    assert (returned.state, returned.reason, returned.verified_by) == (DealState.DRAFT, "Which buyer?", None)
    with pytest.raises(Invalid) as refusal:
        return_deal(deal.pk, reason=" ", actor=organizer(), at=NOON)
    assert refusal.value.field == "reason"


def test_each_return_of_a_deal_is_mailed_to_owners_and_to_who_entered_it() -> None:
    company, edition = exhibiting()
    owner, colleague = owner_of(company), MembershipFactory(company=company, role=CompanyRole.EDITOR)
    MembershipFactory(company=company, role=CompanyRole.EDITOR)
    deal = draft_deal(company.pk, edition.pk, terms(), actor=colleague.user, at=NOON)
    return_deal(deal.pk, reason="Which buyer?", actor=organizer(), at=NOON)
    Membership.objects.filter(pk=colleague.pk).delete()
    return_deal(deal.pk, reason="Which goods?", actor=organizer(), at=NOON)
    letters = Email.objects.filter(context__kind="deal_returned").order_by("pk")
    assert sorted((letter.to[0], letter.context["reason"]) for letter in letters) == sorted(
        [(owner.email, "Which buyer?"), (colleague.user.email, "Which buyer?"), (owner.email, "Which goods?")]
    )


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_only_finance_and_directors_decide(role: OrganizerRole) -> None:
    with pytest.raises(NotAllowed):
        verify_deal(drafted().pk, actor=organizer(role), at=NOON)


def test_database_refuses_a_counted_deal_without_dollars_and_a_worthless_one() -> None:
    deal = counted()
    for change in ({"amount_usd": None}, {"amount": Decimal(-1)}, {"state": DealState.DRAFT}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Deal.objects.filter(pk=deal.pk).update(**change)


def test_what_entered_the_totals_stays() -> None:
    deal = counted()
    with pytest.raises(DatabaseError), transaction.atomic():
        deal.counts.update(amount_usd=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        deal.counts.all().delete()
