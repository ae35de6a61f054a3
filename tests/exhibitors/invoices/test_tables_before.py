"""What the migration to taxes by the day of supply makes of tables and accounts from before."""

from importlib import import_module

import pytest
from django.db import connection

from exhibitors.invoices.models import Seller, TaxRule
from exhibitors.invoices.starter_taxes import DAMAGES
from exhibitors.payments.models import LedgerCodes
from tests.exhibitors.invoices.invoices import billable, tax_row

MIGRATION = import_module("exhibitors.migrations.0083_tax_by_day_of_supply")

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rows_of(edition_id: int) -> list[tuple[object, ...]]:
    rows = TaxRule.objects.filter(edition=edition_id).order_by("position")
    return [(each.position, each.supply, each.category, each.rate) for each in rows]


def test_tables_of_german_sellers_begin_with_damages_and_others_stay() -> None:
    german, decided, chinese = (billable().edition for _edition in range(3))
    Seller.objects.filter(edition__in=[german, decided]).update(country="DE")
    tax_row(decided, 0, supply="damages")
    before = rows_of(decided.pk), rows_of(chinese.pk)
    for _run in range(2):
        run(MIGRATION.GERMAN_TABLES_DECIDE_DAMAGES)
    assert rows_of(german.pk) == [(0, "damages", "O", 0), (1, "", "S", 20)]
    assert (rows_of(decided.pk), rows_of(chinese.pk)) == before
    row = TaxRule.objects.get(position=0)
    assert (row.legend, row.legend_zh, row.is_business) == (DAMAGES["legend"], DAMAGES["legend_zh"], None)
    row.full_clean()


@pytest.mark.parametrize(("revenue", "damages"), [("8200", "2742"), ("820000", "274200"), ("82000000", "27420000")])
def test_the_account_of_damages_is_as_long_as_the_others(revenue: str, damages: str) -> None:
    LedgerCodes.objects.create(edition=billable().edition, revenue=revenue)
    run(MIGRATION.DAMAGES_AS_LONG_AS_OTHERS)
    assert LedgerCodes.objects.get().damages == damages
