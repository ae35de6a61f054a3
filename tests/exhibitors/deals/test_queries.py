from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import recount_deal
from exhibitors.promotion.deals.queries import (
    DealLine,
    deal_totals,
    deals_by_edition,
    deals_visible_to,
    suppressed,
    with_duplicates,
)
from exhibitors.promotion.deals.states import DealKind
from tests.exhibitors.deals.deals import corrected, count, counted, drafted, rate, uncount, verified
from tests.exhibitors.published_figures.figures import publish
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_only_counted_deals_are_added_up_and_every_breakdown_gives_the_same_sum() -> None:
    edition, food = EditionFactory(), SectorFactory(code="food", name="Food")
    french, german = CompanyFactory(country="FR"), CompanyFactory(country="DE")
    counted(french, edition, amount=Decimal(100), sector_id=food.pk)
    counted(french, edition, amount=Decimal(50), kind=DealKind.SERVICES)
    counted(german, edition, amount=Decimal(30), sector_id=food.pk)
    drafted(german, edition, amount=Decimal(7_000))
    counted(german, EditionFactory(), amount=Decimal(9_000))
    totals = deal_totals(edition.pk)
    assert (totals.deals, totals.amount_usd) == (3, Decimal(180))
    assert [(str(line.label), line.amount_usd) for line in totals.by_country] == [
        ("France", Decimal(150)),
        ("Germany", Decimal(30)),
    ]
    assert [(str(line.label), line.deals) for line in totals.by_kind] == [("goods", 2), ("services", 1)]
    assert totals.by_sector[0].amount_usd == Decimal(130)
    for lines in (totals.by_sector, totals.by_country, totals.by_kind):
        assert sum(line.amount_usd or 0 for line in lines) == totals.amount_usd


def test_totals_take_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    deal = counted()
    counted()
    with django_assert_num_queries(4):
        deal_totals(deal.edition_id)


def test_published_figure_stands_for_its_edition_and_rows_for_the_others() -> None:
    first, second, third = EditionFactory(number=1), EditionFactory(number=2), EditionFactory(number=3)
    EditionFactory(number=4)
    publish(first, deals_usd_bn=Decimal("57.83"))
    counted(edition=first, amount=Decimal(5_000_000_000))
    counted(edition=second, amount=Decimal(2_000_000_000))
    counted(edition=third, amount=Decimal(9_000_000_000))
    lines = deals_by_edition(second)
    assert [(line.edition, line.usd_bn, line.is_published) for line in lines] == [
        (first, Decimal("57.83"), True),
        (second, Decimal(2), False),
    ]


def test_people_see_the_deals_of_their_companies_only() -> None:
    own, other = drafted(), drafted()
    assert list(deals_visible_to(owner_of(own.company))) == [own]
    assert set(deals_visible_to(organizer())) == {own, other}
    assert list(deals_visible_to(UserFactory())) == []


DAY = timedelta(days=1)


def test_totals_of_a_moment_stay_what_they_were_after_every_correction() -> None:
    wrong = rate(worth="1.6")
    first, second = counted(amount=Decimal(700)), counted(currency="EUR")
    at_noon = deal_totals(first.edition_id, until=NOON)
    assert (at_noon.deals, at_noon.amount_usd) == (2, Decimal(2300))
    right = corrected(wrong, "1.1", at=NOON + DAY)
    recount_deal(second.pk, rate_id=right.pk, reason="Rate.", actor=organizer(), at=NOON + DAY)
    uncount(first, at=NOON + 2 * DAY)
    count(verified(amount=Decimal(5)), at=NOON + 3 * DAY)
    assert deal_totals(first.edition_id, until=NOON) == at_noon
    later = [deal_totals(first.edition_id, until=NOON + days * DAY) for days in (1, 2, 3)]
    assert [(each.deals, each.amount_usd) for each in later] == [
        (2, Decimal(1800)),
        (1, Decimal(1100)),
        (2, Decimal(1105)),
    ]
    assert deal_totals(first.edition_id) == later[-1]


def lines(*deals: int) -> list[DealLine]:
    return [DealLine(str(place), number, Decimal(number)) for place, number in enumerate(deals)]


@pytest.mark.parametrize(
    ("deals", "shown"),
    [
        ((5, 3), [True, True]),
        ((5, 1), [False, False]),
        ((5, 4, 1), [True, False, False]),
        ((9, 8, 2, 1), [True, True, False, False]),
        ((9, 8, 1, 1), [True, False, False, False]),
        ((2, 2), [False, False]),
        ((3,), [True]),
        ((1,), [False]),
        ((), []),
    ],
)
def test_sums_that_tell_fewer_than_three_deals_are_hidden_with_those_that_would_tell_them(
    deals: tuple[int, ...], shown: list[bool]
) -> None:
    assert [line.amount_usd is not None for line in suppressed(lines(*deals))] == shown


def test_hidden_sums_cannot_be_worked_out_from_the_others() -> None:
    for deals in ((1, 1, 1, 3, 3), (2, 7), (1, 3, 4, 5), (1, 1, 20)):
        hidden = [line.deals for line in suppressed(lines(*deals)) if line.amount_usd is None]
        assert len(hidden) > 1
        assert sum(hidden) >= 3


def test_editions_of_few_deals_tell_outsiders_no_sum() -> None:
    edition = EditionFactory()
    for _deal in range(2):
        counted(edition=edition)
    [line] = deals_by_edition(edition, with_amounts=False)
    assert line.usd_bn is None
    counted(edition=edition)
    assert [each.usd_bn is None for each in deals_by_edition(edition, with_amounts=False)] == [False]


def test_list_names_what_a_deal_may_be_a_duplicate_of() -> None:
    first = drafted()
    second, other = drafted(first.company), drafted(first.company, buyer="Linghai")
    found = [(each.pk, each.duplicate_of) for each in with_duplicates(Deal.objects.order_by("pk"))]  # type: ignore[attr-defined]
    assert found == [(first.pk, second.pk), (second.pk, first.pk), (other.pk, None)]
