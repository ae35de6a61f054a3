from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.companies.models import Company
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.exhibits import withdraw_exhibit
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from exhibitors.promotion.directory.queries import Found, Wanted, nearest_spelling, search_exhibits
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from tests.exhibitors.catalogue.exhibits import claimed, named_company, shown, shown_by_pavilion, verified
from tests.exhibitors.directory.exhibitors import taking_part
from tests.factories import (
    NOON,
    BookingFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    owner_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition: Edition = EditionFactory()
    return edition


def search(edition: Edition, text: str = "", **wanted: Any) -> Found:
    return search_exhibits(exhibitors_on_show(edition.pk, at=NOON), Wanted(text, **wanted))


@pytest.mark.parametrize(
    "text",
    [
        *("comte", "Comté", "COMTÉ", "com", "omt", "months comte", "cheeses", "chees", "raw milk", "jura"),
        *(
            "孔泰",
            "泰奶",
            "奶酪",
            "孔",
            "酪",
            "孔泰奶酪",
            "汝拉山",
            "奶酪 comté",
            "Fromagerie",
            "Fromagerie comté",
            "France",
        ),
    ],
)
def test_exhibit_is_found_by_words_and_parts_of_words(edition: Edition, text: str) -> None:
    company = named_company(edition, name="Fromagerie du Haut", normalized_name="fromagerie du haut")
    exhibit = shown(company, edition, name="Comté, 24 months", name_zh="孔泰奶酪", category="cheese",
                    text="From raw milk of the Jura.", text_zh="来自汝拉山区")  # fmt: skip
    shown(
        named_company(edition, country="DE", name="Hörwelt"),
        edition,
        name="Hearing aid",
        category="aids",
        text="Very small.",
    )
    assert search(edition, text).keys == (exhibit.pk,)


@pytest.mark.parametrize("text", ["奶孔", "酪奶", "milk raw wine", "?!", "...", "\0", "the-nothing"])
def test_what_is_not_there_is_not_found(edition: Edition, text: str) -> None:
    shown(named_company(edition), edition, name="Comté", name_zh="孔泰奶酪", text="From raw milk.")
    assert search(edition, text).total == 0


def test_name_counts_for_more_than_description(edition: Edition) -> None:
    company = named_company(edition)
    named = shown(company, edition, name="Wine", category="drinks")
    described = shown(company, edition, name="Cheese", category="food", text="Goes with wine.")
    assert search(edition, "wine").keys == (named.pk, described.pk)
    assert search(edition).keys == (described.pk, named.pk)


def test_name_with_more_of_the_words_comes_first(edition: Edition) -> None:
    company = named_company(edition)
    both = shown(company, edition, name="Blue cheese", category="food")
    one = shown(company, edition, name="Cheese", category="food", text="A blue one.")
    none = shown(company, edition, name="Set", category="food", text="Blue cheese and more.")
    other = shown(company, edition, name="Blue plate", category="goods", text="For cheese.")
    assert search(edition, "blue cheese").keys == (both.pk, other.pk, one.pk, none.pk)


def test_only_those_who_take_part_and_are_named_are_shown(edition: Edition) -> None:
    named = shown(named_company(edition), edition)
    shown(CompanyFactory(is_on_public_plans=True), edition)
    waiting = CompanyFactory(is_on_public_plans=True)
    BookingFactory(company=waiting, edition=edition, state=BookingState.SUBMITTED, submitted_at=NOON)
    shown(waiting, edition)
    unnamed = named_company(edition)
    shown(unnamed, edition)
    Company.objects.filter(pk=unnamed.pk).update(is_on_public_plans=False)
    shown_by_pavilion(NationalPavilionFactory(edition=edition, country="AR"))
    of_pavilion = shown_by_pavilion(taking_part(edition))
    elsewhere = EditionFactory()
    shown(named_company(elsewhere), elsewhere)
    assert search(edition).keys == (of_pavilion.pk, named.pk)


def test_what_changes_is_seen_at_once(edition: Edition) -> None:
    company = named_company(edition)
    exhibit = shown(company, edition)
    assert search(edition).total == 1
    set_publicity(company.pk, is_named=False, actor=owner_of(company), at=NOON)
    assert search(edition).total == 0
    set_publicity(company.pk, is_named=True, actor=owner_of(company), at=NOON)
    assert search(edition).total == 1
    withdraw_exhibit(exhibit.pk, actor=owner_of(company), at=NOON)
    assert search(edition).total == 0


def test_facets_count_what_is_found(edition: Edition) -> None:
    french, german = named_company(edition, country="FR"), named_company(edition, country="DE")
    first = verified(french, edition)
    shown(french, edition, sector_id=first.sector_id, kind="service", name="Comté tasting")
    claimed(german, edition, name="Knife")
    shown_by_pavilion(taking_part(edition, "FR"), sector_id=first.sector_id, name="Comté stand")
    everything, cheese = search(edition), search(edition, "comté")
    assert (everything.total, everything.by_country) == (4, {"FR": 3, "DE": 1})
    assert everything.by_kind == {"product": 3, "service": 1}
    assert everything.by_debut == {"asia": 1}
    assert (cheese.total, cheese.by_country, cheese.by_sector) == (3, {"FR": 3}, {first.sector_id: 3})


def test_facets_narrow(edition: Edition) -> None:
    french, german = named_company(edition, country="FR"), named_company(edition, country="DE")
    debut, other = verified(french, edition), claimed(german, edition, kind="service")
    assert search(edition, country="FR").keys == (debut.pk,)
    assert search(edition, sector_id=other.sector_id).keys == (other.pk,)
    assert search(edition, kind="service").keys == (other.pk,)
    assert search(edition, debut="asia").keys == (debut.pk,)
    assert search(edition, debut="world").total == search(edition, country="XX").total == 0
    assert search(edition, hall="9.9H").total == 0


def test_counts_agree_with_a_count_made_one_by_one(edition: Edition) -> None:
    for country in ("FR", "DE", "FR"):
        for name in ("Wine", "Cheese board"):
            shown(named_company(edition, country=country), edition, name=name, category="goods")
    for text in ("", "wine", "cheese", "heese"):
        keys = {pk for page in (1, 2) for pk in search(edition, text, page=page).keys}
        asked = {each.pk for each in Exhibit.objects.all() if text in each.name.lower()}
        assert (keys, search(edition, text).total) == (asked, len(asked)), text


@pytest.mark.parametrize(
    ("text", "nearest"), [("scaner", "scanner"), ("ultrasoud scaner", "ultrasound scanner"), ("qqqq", ""), ("奶", "")]
)
def test_nearest_spelling(edition: Edition, text: str, nearest: str) -> None:
    shown(named_company(edition), edition, name="Ultrasound scanner")
    assert nearest_spelling(edition.pk, text) == nearest


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=150), st.text(alphabet="'\"\\%_:*&|!()<-> a中ﷺ国\0", max_size=40)))
def test_anything_can_be_asked_for(edition: Edition, text: str) -> None:
    assert search(edition, text).total == 0
    nearest_spelling(edition.pk, text)


def test_pavilions_are_called_as_each_reader_calls_them(edition: Edition) -> None:
    """What is kept in the process is for readers of every language."""
    pavilion = taking_part(edition, "NI")

    def name() -> str:
        return exhibitors_on_show(edition.pk, at=NOON).by_key[None, pavilion.pk].name

    with translation.override("zh-hans"):
        assert name() == "尼加拉瓜"
    assert name() == "Nicaragua"
