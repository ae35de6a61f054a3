"""The sample's terms of participation, settings, contracts and notes on taxes agree."""

import json
import re
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.kernel.wording import day_words
from exhibitors.management.sample.conditions import FEES, PARTNERS_SCHEDULE, REFUND_DAYS, SCHEDULE
from exhibitors.management.sample.terms import texts_of
from exhibitors.money.sales.operations.settings import change_sales_settings, set_cancellation, set_schedule
from exhibitors.money.sales.terms_of_sale.cancellation import read_cancellation
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm, read_terms
from exhibitors.money.sales.terms_of_sale.words import due_words, percent_words, share_words, until_words
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.sales.offers import accept_as_asked, offered
from tests.factories import NOON, BoothFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def booth(settings: Settings, tmp_path: Path) -> Booth:
    settings.MEDIA_ROOT = tmp_path
    booth: Booth = BoothFactory()
    seller_of(booth.allotment.edition)
    tax_row(booth.allotment.edition, 9)
    return booth


@pytest.mark.parametrize("schedule", [SCHEDULE, PARTNERS_SCHEDULE])
def test_terms_say_what_a_contract_of_these_settings_says(booth: Booth, schedule: tuple[ScheduleTerm, ...]) -> None:
    offer, director = offered(booth), organizer()
    edition = offer.booking.edition
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=director, at=NOON)
    set_schedule(edition.pk, schedule, actor=director, at=NOON)
    set_cancellation(edition.pk, FEES, actor=director, at=NOON)
    accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    contract = json.loads(offer.booking.contracts.get().text)
    parts, fees = read_terms([row["term"] for row in contract["schedule"]]), read_cancellation(contract["cancellation"])
    assert (parts, fees) == (schedule, FEES)
    for language, text in zip((ENGLISH, CHINESE), texts_of(edition, schedule), strict=True):
        with translation.override(language):
            wanted = [
                *(share_words(part, edition.currency) for part in parts),
                *(due_words(part) for part in parts),
                *(until_words(fee) for fee in fees),
                *(percent_words(fee.percent) for fee in fees),
                *(day_words(edition.cancel_until_date), str(REFUND_DAYS)),
            ]
        assert [words for words in wanted if words not in text] == []
        assert "{" not in text
        percents = set(re.findall(r"[\d.]+%", text))
        assert percents == {"30%", *(f"{fee.percent.normalize():f}%" for fee in FEES)}


def test_note_on_taxes_of_a_contract_has_the_rate_beside_it(booth: Booth) -> None:
    offer = offered(booth)
    (tax,) = offer.lines.filter(kind="tax")
    assert (offer.tax_note, offer.tax_note_zh) == ("The total includes tax at 9%.", "总价已含税，税率 9%。")
    assert f"{tax.rate.normalize():f}%" in offer.tax_note
    assert offer.total == offer.net + tax.amount
