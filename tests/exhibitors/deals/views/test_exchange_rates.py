from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.promotion.deals.models import Deal, ExchangeRate
from exhibitors.promotion.deals.operations.deals import recount_deal
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.deals.deals import corrected, count, counted, rate, verified
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/exchange-rates/"
TYPED = {"currency": "EUR", "on_date": "2024-05-10", "usd_per_unit": "1.08", "source": "ECB"}


def test_rate_is_entered_after_confirmation_and_another_of_its_day_refused() -> None:
    client = signed_in(organizer(OrganizerRole.FINANCE))
    page = client.get(LIST)
    assert_clean(page)
    assert "is_unusual" not in page.text
    answer = client.post(LIST, TYPED)
    assert list(answer.context["form"].errors) == ["is_unusual"]
    assert_clean(answer)
    assert_clean(client.post(LIST, TYPED | {"is_unusual": "on"}, follow=True))
    answer = client.post(LIST, TYPED | {"usd_per_unit": "1.09"})
    assert answer.context["form"].errors == {
        "on_date": ["There is already a rate for this currency on this day. Correct that one."]
    }
    assert [str(each) for each in ExchangeRate.objects.all()] == ["1 EUR = 1.08 US$ (10 May 2024)"]


def test_rate_is_corrected_and_its_deals_are_counted_again_when_chosen() -> None:
    wrong = rate(worth="1.6")
    first, second = counted(currency="EUR"), counted(currency="EUR", amount=Decimal(500))
    client, address = signed_in(organizer(OrganizerRole.FINANCE)), f"{LIST}{wrong.pk}/"
    page = client.get(address)
    assert_clean(page)
    assert "2 deals count at this rate." in page.text
    assert "Deals to recount" not in page.text
    typed = {"usd_per_unit": "1.1", "source": "ECB", "reason": "Typing error.", "is_unusual": "on"}
    page = client.post(address, typed, follow=True)
    assert_clean(page)
    for actual in ("1,600", "1,100", "−500", "−250", "Typing error."):
        assert actual in page.text, actual
    [chosen, _other] = page.context["recounts"].recounts
    key = f"{chosen.deal.pk}:{chosen.deal.revision}:{chosen.rate.pk}"
    answer = client.post(f"{address}recount/", {"seen": [key], "reason": ""})
    assert (answer.status_code, list(answer.context["recounts"].errors)) == (422, ["reason"])
    page = client.post(f"{address}recount/", {"seen": [key], "reason": "Rate corrected."}, follow=True)
    assert "1 deal recounted." in page.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.amount_usd, second.amount_usd) == (Decimal(1100), Decimal(800))
    answer = client.post(f"{address}recount/", {"seen": [key], "reason": "Rate corrected."})
    assert "has changed since you opened the page" in answer.text


def test_second_correction_of_a_rate_is_refused_and_nothing_is_lost() -> None:
    wrong = rate(worth="1.6")
    client = signed_in(organizer(OrganizerRole.FINANCE))
    corrected(wrong, "1.1")
    typed = {"usd_per_unit": "1.2", "source": "ECB", "reason": "Mine.", "is_unusual": "on"}
    answer = client.post(f"{LIST}{wrong.pk}/", typed)
    assert answer.status_code == 422
    assert "has been corrected since you opened the page" in answer.text
    assert 'value="Mine."' in answer.text
    assert_clean(answer)


def test_rates_are_corrected_by_finance_and_directors_only() -> None:
    wrong = rate()
    reviewer = signed_in(organizer(OrganizerRole.REVIEWER))
    assert reviewer.get(LIST).status_code == 200
    assert [
        reviewer.get(f"{LIST}{wrong.pk}/").status_code,
        reviewer.post(f"{LIST}{wrong.pk}/recount/").status_code,
    ] == [
        403,
        403,
    ]


def test_page_of_a_rate_reads_as_often_for_three_deals_as_for_one() -> None:
    wrong = rate(worth="1.6")
    first, second, third = (verified(currency="EUR") for _deal in range(3))
    count(first)
    count(second)
    correction = corrected(wrong, "1.1")
    recount_deal(second.pk, rate_id=correction.pk, reason="Rate.", actor=organizer(), at=NOON)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    client.get(f"{LIST}{wrong.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{LIST}{wrong.pk}/")
    Deal.objects.filter(pk__in=[second.pk, third.pk]).update(state="counted", amount_usd=1, rate=wrong)
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"{LIST}{wrong.pk}/")
    assert len(page.context["recounts"].recounts) == 3
    assert len(many) == len(few)
