from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.models import ExchangeRate
from exhibitors.operations.deals import verify_deal
from exhibitors.states import DealState
from pavilions.states import OrganizerRole
from tests.exhibitors.deals import counted, drafted, rate
from tests.exhibitors.figures import publish
from tests.exhibitors.views.organizer.expo import signed_in
from tests.factories import NOON, CompanyFactory, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db

LIST = "/organizer/deals/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def listed(query: str) -> list[int]:
    page = signed_in(organizer()).get(f"{LIST}?{query}")
    return [row.record.pk for row in page.context["table"].rows]


def test_deals_are_found_by_words_state_sector_kind_and_country() -> None:
    cheese = counted(CompanyFactory(country="FR"), buyer="Huadong", category="cheese")
    drafted(CompanyFactory(country="DE"), buyer="Linghai", category="wine", kind="services")
    for query in ("search=huadong", "search=cheese", "state=counted", "country=FR", "kind=goods"):
        assert listed(query) == [cheese.pk], query
    assert listed(f"sector={cheese.sector.code}") == [cheese.pk]


@pytest.mark.parametrize(
    ("role", "seen"), [(OrganizerRole.FINANCE, True), (OrganizerRole.DIRECTOR, True), (OrganizerRole.REVIEWER, False)]
)
def test_amounts_are_for_finance_and_directors(role: OrganizerRole, seen: bool) -> None:
    deal = drafted(amount=7654321)
    client = signed_in(organizer(role))
    shown = [
        "7,654,321" in client.get(LIST).content.decode(),
        "7,654,321" in client.get(f"{LIST}{deal.pk}/").content.decode(),
        b"7654321" in b"".join(client.get(f"{LIST}export/csv/")),
    ]
    assert shown == [seen] * 3


def test_deal_is_verified_and_counted_on_its_page() -> None:
    deal = drafted()
    client = signed_in(organizer(OrganizerRole.FINANCE))
    assert_clean(client.get(f"{LIST}{deal.pk}/"))
    client.post(f"{LIST}{deal.pk}/verify/", {"revision": 0})
    assert_clean(client.post(f"{LIST}{deal.pk}/count/", {"revision": 1}, follow=True))
    deal.refresh_from_db()
    assert deal.state == DealState.COUNTED
    page = client.get(LIST)
    assert_clean(page)
    assert page.context["totals"].deals == 1


def test_missing_rate_and_missing_reason_are_said_on_the_page() -> None:
    deal = drafted(currency="EUR")
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    client = signed_in(organizer())
    answer = client.post(f"{LIST}{deal.pk}/count/", {"revision": 1})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "There is no exchange rate for EUR on or before 10 May 2024. Note one first."
    ]
    answer = client.post(f"{LIST}{deal.pk}/return/", {"revision": 1, "reason": ""})
    assert answer.context["form"].errors == {"reason": ["Say what is to be changed."]}
    assert_clean(answer)


def test_older_look_and_unknown_decision_are_refused() -> None:
    deal = drafted()
    client = signed_in(organizer())
    assert client.post(f"{LIST}{deal.pk}/verify/", {"revision": 5}).status_code == 422
    assert client.post(f"{LIST}{deal.pk}/verify/", {}).status_code == 422
    assert client.post(f"{LIST}{deal.pk}/approve/", {"revision": 0}).status_code == 404


def test_rate_is_noted_and_a_second_one_of_its_day_refused() -> None:
    client = signed_in(organizer(OrganizerRole.FINANCE))
    typed = {"currency": "EUR", "on_date": "2024-05-10", "usd_per_unit": "1.08", "source": "ECB"}
    assert_clean(client.post("/organizer/exchange-rates/", typed, follow=True))
    answer = client.post("/organizer/exchange-rates/", typed | {"usd_per_unit": "1.09"})
    assert answer.context["form"].errors == {"__all__": ["There is a rate of this currency for this day already."]}
    assert [str(each) for each in ExchangeRate.objects.all()] == ["1 EUR = 1.08 USD (2024-05-10)"]


def test_sums_end_with_the_total_of_all_editions() -> None:
    for number, worth in ((1, "57.83"), (2, "71.13")):
        edition = EditionFactory(number=number, status="archived")
        publish(edition, deals_usd_bn=Decimal(worth))
    EditionFactory(number=7)
    page = signed_in(organizer(OrganizerRole.FINANCE)).get("/organizer/deals/")
    assert_clean(page)
    assert page.context["so_far"] == Decimal("128.96")
    assert '<tfoot><tr><th scope="row">All of them</th><td class="number">128.96</td>' in page.text


def test_lists_read_as_often_for_three_as_for_one() -> None:
    counted()
    rate()
    client = signed_in(organizer())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    counted()
    counted()
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
