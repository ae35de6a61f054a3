from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.states import DealState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.deals.deals import counted, drafted, exhibiting, rate, verified
from tests.exhibitors.published_figures.figures import publish
from tests.factories import CompanyFactory, EditionFactory, SectorFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/deals/"


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


def test_deal_is_verified_and_counted_on_its_page_by_two_people() -> None:
    known, deal = rate(worth="1.1"), drafted(currency="EUR")
    finance, director = signed_in(organizer(OrganizerRole.FINANCE)), signed_in(organizer())
    assert_clean(finance.get(f"{LIST}{deal.pk}/"))
    finance.post(f"{LIST}{deal.pk}/verify/", {"revision": 0, "note": ""})
    assert "another person must count it" in finance.get(f"{LIST}{deal.pk}/").text
    page = director.get(f"{LIST}{deal.pk}/")
    assert_clean(page)
    for actual in ("1,100 US$", "1 EUR = 1.1 US$", "10 May 2024", "ECB", f'name="rate" value="{known.pk}"'):
        assert actual in page.text, actual
    assert_clean(director.post(f"{LIST}{deal.pk}/count/", {"revision": 1, "rate": known.pk}, follow=True))
    deal.refresh_from_db()
    assert deal.state == DealState.COUNTED
    page = director.get(LIST)
    assert_clean(page)
    assert page.context["totals"].deals == 1
    director.post(f"{LIST}{deal.pk}/uncount/", {"revision": 2, "reason": "Cancelled."})
    assert "Cancelled." in director.get(f"{LIST}{deal.pk}/").text


def test_count_that_shows_another_rate_than_holds_by_now_is_refused_and_shows_the_new_one() -> None:
    seen, deal = rate(on_date=date(2024, 5, 1)), verified(currency="EUR")
    by_now = rate(worth="1.2")
    answer = signed_in(organizer()).post(f"{LIST}{deal.pk}/count/", {"revision": 1, "rate": seen.pk})
    assert (answer.status_code, answer.context["preview"].rate) == (422, by_now)
    assert "The exchange rate for this deal has changed" in answer.text
    assert_clean(answer)


def test_duplicate_is_shown_on_both_and_counted_with_tick_and_note_only() -> None:
    first = counted()
    second = verified(first.company)
    client, address = signed_in(organizer()), f"{LIST}{second.pk}/"
    page = client.get(address)
    assert_clean(page)
    assert f'Possible duplicate of <a href="{LIST}{first.pk}/">' in page.text
    assert f'<a href="{LIST}{second.pk}/">' in client.get(f"{LIST}{first.pk}/").text
    assert client.get(LIST).text.count("possible duplicate<") == 2
    assert listed("duplicate=yes") == [second.pk, first.pk]
    for typed in ({}, {"not_duplicate": "on"}, {"no_duplicate_because": "Second shipment."}):
        answer = client.post(f"{address}count/", {"revision": 1} | typed)
        assert answer.status_code == 422
        assert list(answer.context["forms"]["count"].errors) == ["no_duplicate_because"]
    both = {"revision": 1, "not_duplicate": "on", "no_duplicate_because": "Second shipment."}
    assert "Second shipment." in client.post(f"{address}count/", both, follow=True).text


def test_missing_rate_and_missing_reason_are_said_on_the_page() -> None:
    deal = verified(currency="EUR")
    client = signed_in(organizer())
    assert "There is no exchange rate for EUR on or before 10 May 2024." in client.get(f"{LIST}{deal.pk}/").text
    answer = client.post(f"{LIST}{deal.pk}/count/", {"revision": 1})
    assert answer.status_code == 422
    assert answer.context["errors"] == [
        "There is no exchange rate for EUR on or before 10 May 2024. Enter one first.",
    ]
    answer = client.post(f"{LIST}{deal.pk}/return/", {"revision": 1, "reason": ""})
    assert answer.context["forms"]["return"].errors == {"reason": ["State what needs to be changed."]}
    assert_clean(answer)


def test_older_revision_and_unknown_decision_are_refused() -> None:
    deal = drafted()
    client = signed_in(organizer())
    assert client.post(f"{LIST}{deal.pk}/verify/", {"revision": 5}).status_code == 422
    assert client.post(f"{LIST}{deal.pk}/verify/", {}).status_code == 422
    assert client.post(f"{LIST}{deal.pk}/approve/", {"revision": 0}).status_code == 404


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_no_page_tells_who_may_not_see_amounts_what_one_or_two_deals_are_worth(role: OrganizerRole) -> None:
    edition = EditionFactory()
    cars, food = SectorFactory(name="Automobiles"), SectorFactory(name="Food")
    french = exhibiting(CompanyFactory(country="FR"), edition)[0]
    icelandic = exhibiting(CompanyFactory(country="IS"), edition)[0]
    counted(icelandic, edition, amount=Decimal(953_325), sector_id=cars.pk, kind="services")
    for amount in (1_111, 2_222, 3_333, 4_444):
        counted(french, edition, amount=Decimal(amount), sector_id=food.pk)
    client = signed_in(organizer(role))
    deals = "/organizer/deals/"
    pages = [deals, f"{deals}?sort=-amount", f"{deals}?sort=amount_usd", "/organizer/", "/"]
    pages += [f"{deals}{pk}/" for pk in Deal.objects.values_list("pk", flat=True)]
    for address in pages:
        actual = client.get(address).text
        for secret in ("953,325", "953325", "11,110", "3,333"):
            assert secret not in actual, (address, secret)
    assert "964,435" in client.get(deals).text
    table = client.get(f"{deals}?sort=-amount").context["table"]
    assert [row.record.pk for row in table.rows] == [row.record.pk for row in client.get(deals).context["table"].rows]
    exported = b"".join(client.get(f"{deals}export/csv/")).decode()
    assert "953325" not in exported
    assert client.get("/organizer/exchange-rates/1/").status_code in {403, 404}
    finance = signed_in(organizer(OrganizerRole.FINANCE)).get(deals).text
    assert "953,325" in finance


def test_list_is_sorted_within_a_currency_or_by_dollars() -> None:
    rate("JPY", worth="0.007")
    company, edition = exhibiting()
    yen = counted(company, edition, currency="JPY", amount=Decimal(1_000_000))
    small, large = (counted(company, edition, amount=Decimal(amount)) for amount in (900, 8_000))
    draft = drafted(company, edition, amount=Decimal(5))
    assert listed("sort=amount") == [yen.pk, draft.pk, small.pk, large.pk]
    assert listed("sort=amount_usd") == [small.pk, yen.pk, large.pk, draft.pk]
    assert listed("sort=-amount_usd") == [large.pk, yen.pk, small.pk, draft.pk]
    assert "Amounts are sorted within each currency" in signed_in(organizer()).get(LIST).text


def test_export_says_by_which_rate_a_deal_counts() -> None:
    rate(worth="1.1")
    counted(currency="EUR")
    header, row = b"".join(signed_in(organizer()).get(f"{LIST}export/csv/")).decode("utf-8-sig").splitlines()[:2]
    assert header.endswith("Amount,Currency,US$ per unit,Day of the rate,Source of the rate,Amount (US$)")
    assert row.endswith("1000.00,EUR,1.10000000,2024-05-10,ECB,1100.00")


def test_sums_end_with_the_total_of_all_editions() -> None:
    for number, worth in ((1, "57.83"), (2, "71.13")):
        edition = EditionFactory(number=number, status="archived")
        publish(edition, deals_usd_bn=Decimal(worth))
    EditionFactory(number=7)
    page = signed_in(organizer(OrganizerRole.FINANCE)).get("/organizer/deals/")
    assert_clean(page)
    assert page.context["so_far"] == Decimal("128.96")
    assert '<tfoot><tr><th scope="row">Total</th><td class="number">128.96</td>' in page.text


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
