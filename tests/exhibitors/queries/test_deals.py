from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from exhibitors.queries.deals import deal_totals, deals_by_edition, deals_visible_to
from exhibitors.states import DealKind
from tests.exhibitors.deals import counted, drafted
from tests.exhibitors.figures import publish
from tests.factories import CompanyFactory, EditionFactory, SectorFactory, UserFactory, organizer, owner_of

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
        assert sum(line.amount_usd for line in lines) == totals.amount_usd


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
