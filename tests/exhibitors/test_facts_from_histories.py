"""What migrations write into ledgers from the histories is what operations have written since."""

from importlib import import_module

import pytest
from django.db import connection

from exhibitors.deals.models import DealCount
from exhibitors.roadshows.models import RoadshowReport
from exhibitors.roadshows.operations import close_roadshow
from tests.exhibitors.deals.deals import count, counted, rate, uncount
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import NOON, organizer

pytestmark = pytest.mark.django_db


def run(migration: str, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(getattr(import_module(f"exhibitors.migrations.{migration}"), statement))


def test_deals_counted_before_enter_and_leave_the_ledger_as_they_did() -> None:
    rate()
    deal = counted(currency="EUR")
    uncount(deal)
    count(deal)
    counted()
    noted = "deal", "deals", "amount_usd", "rate", "sector", "kind", "country", "noted_by", "happened_at"
    by_operations = list(DealCount.objects.values_list(*noted))
    run("0017_deals_counted_before", "ENTERED_AND_LEFT")
    assert list(DealCount.objects.values_list(*noted))[len(by_operations) :] == by_operations
    assert len(by_operations) == 4


def test_roadshows_held_before_are_reported_as_they_were() -> None:
    show = opened(held_date=NOON.date())
    close_roadshow(show.pk, attendance=40, actor=organizer(), at=NOON)
    run("0019_reports_of_held_roadshows", "REPORTED")
    noted = RoadshowReport.objects.values_list(
        "roadshow", "held_date", "city", "country", "attendance", "reported_by", "reported_at"
    )
    assert noted[0] == noted[1]
