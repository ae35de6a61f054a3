"""How countries are called is set on a page, and said everywhere."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_countries import countries

from ciie.kernel.country_names import (
    CHINESE,
    PINYIN,
    SetName,
    code_named,
    countries_by_name,
    names_version,
    refresh_names,
    use_names,
    usual_name,
)
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import OrganizerRole
from pavilions.texts.countries.models import CountryName
from pavilions.texts.countries.operations import reset_country_name, set_country_name
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, NationalPavilionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db
LIST = "/organizer/country-names/"
HONG_KONG = f"{LIST}HK/"


def test_each_country_has_a_chinese_name_and_its_pinyin() -> None:
    codes = [code for code, _name in countries]
    assert sorted(codes) == sorted(PINYIN)
    lengths = {code: len([each for each in usual_name(code, CHINESE) if each.isalpha()]) for code in codes}
    assert {code: len(PINYIN[code].split()) for code in codes} == lengths


def test_chinese_names_are_those_of_the_foreign_ministry() -> None:
    with translation.override(CHINESE):
        named = [str(countries.name(code)) for code in ("BW", "BA", "GG", "GF", "KG", "DM", "ML", "LR", "KM", "HK")]
    assert named == [
        *("博茨瓦纳", "波斯尼亚和黑塞哥维那", "根西岛", "法属圭亚那", "吉尔吉斯斯坦", "多米尼克", "马里", "利比里亚"),
        *("科摩罗", "中国香港"),
    ]


def test_lists_are_sorted_by_letters_in_english_and_by_pinyin_in_chinese() -> None:
    codes = ["FR", "AX", "DE", "PE", "CN", "AT"]
    assert [code for code, _name in countries_by_name(codes)] == ["AX", "AT", "CN", "FR", "DE", "PE"]
    with translation.override(CHINESE):
        assert [code for code, _name in countries_by_name(codes)] == ["AT", "AX", "PE", "DE", "FR", "CN"]
        assert next(iter(countries)) == ("AL", "阿尔巴尼亚")


def test_name_that_is_set_is_said_by_fields_lists_and_imports_until_it_is_reset() -> None:
    director, area = organizer(), ThemedArea(host_country="HK")
    before = names_version()
    set_country_name("HK", english="Hong Kong, China", chinese="", pinyin="", actor=director, at=NOON)
    refresh_names(at_once=True)
    assert (str(area.host_country.name), dict(countries)["HK"]) == ("Hong Kong, China", "Hong Kong, China")
    assert (code_named("hong kong,  china"), names_version() == before) == ("HK", False)
    with translation.override(CHINESE):
        assert str(area.host_country.name) == "中国香港"
    reset_country_name("HK", actor=director, at=NOON)
    refresh_names(at_once=True)
    assert (str(area.host_country.name), names_version()) == ("Hong Kong", before)


def test_chinese_name_takes_its_place_by_its_pinyin() -> None:
    use_names([SetName("FR", chinese="法兰西", pinyin="a"), SetName("DE", english="Federal Republic of Germany")])
    with translation.override(CHINESE):
        assert countries_by_name(["AT", "FR"]) == [("FR", "法兰西"), ("AT", "奥地利")]
    assert countries_by_name(["DE", "FR"]) == [("DE", "Federal Republic of Germany"), ("FR", "France")]


def test_lists_from_the_database_stand_in_the_order_of_the_language() -> None:
    edition = EditionFactory()
    for code in ("FR", "PE", "AT"):
        NationalPavilionFactory(edition=edition, country=code)
    page = signed_in(organizer()).get("/organizer/pavilions/list/?sort=name").text
    assert page.index("Austria") < page.index("France") < page.index("Peru")
    chinese = (
        signed_in(organizer()).get("/organizer/pavilions/list/?sort=-name", headers={"Accept-Language": CHINESE}).text
    )
    assert chinese.index("法国") < chinese.index("秘鲁") < chinese.index("奥地利")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "english"),
        ({"chinese": "香港"}, "pinyin"),
        ({"english": "HK", "pinyin": "xiang gang"}, "chinese"),
        ({"chinese": "香港", "pinyin": "Xiāng Gǎng"}, "pinyin"),
        ({"english": "france"}, "english"),
        ({"chinese": "法国", "pinyin": "fa guo"}, "chinese"),
    ],
)
def test_what_says_too_little_or_names_another_is_refused_beside_its_field(typed: dict[str, str], field: str) -> None:
    names: dict[str, Any] = {"english": "", "chinese": "", "pinyin": ""} | typed
    with pytest.raises(Invalid) as refusal:
        set_country_name("HK", **names, seen=None, actor=organizer(), at=NOON)
    assert (refusal.value.field, CountryName.objects.count()) == (field, 0)


def test_only_directors_name_countries() -> None:
    with pytest.raises(NotAllowed):
        set_country_name("HK", english="HK", chinese="", pinyin="", actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    with pytest.raises(DomainError, match="default names"):
        reset_country_name("HK", actor=organizer(), at=NOON)


def test_director_finds_a_country_names_it_and_resets_it() -> None:
    client = signed_in(organizer())
    page = client.get(LIST, {"search": "xiang gang"})
    assert_clean(page)
    assert (HONG_KONG in page.text, f"{LIST}FR/" in page.text) == (True, False)
    assert_clean(client.get(HONG_KONG))
    typed = {"english": "Hong Kong, China", "chinese": "", "pinyin": "", "revision": 0}
    assert client.post(HONG_KONG, typed)["Location"] == LIST
    stale = client.post(HONG_KONG, typed | {"english": "Hongkong"})
    assert (stale.status_code, CountryName.objects.get().english) == (422, "Hong Kong, China")
    assert "Hong Kong, China" in client.get(f"{LIST}export/csv/?shown=set").getvalue().decode()
    changed = client.get(HONG_KONG)
    client.post(f"{HONG_KONG}reset/", {"revision": CountryName.objects.get().revision})
    assert (changed.status_code, CountryName.objects.count()) == (200, 0)
    assert client.get(f"{LIST}QQ/").status_code == 404


def test_refused_name_is_said_beside_its_field_and_kept() -> None:
    page = signed_in(organizer()).post(HONG_KONG, {"english": "", "chinese": "香港", "pinyin": "", "revision": 0})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["pinyin"])
    assert 'value="香港"' in page.text


def test_list_reads_as_often_for_many_names_as_for_one() -> None:
    client = signed_in(organizer())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    CountryName.objects.bulk_create(CountryName(country=code, english=f"The {code}") for code in ("FR", "DE", "PE"))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


@override_settings(COUNTRY_NAMES_KEPT_SECONDS=0)
def test_every_request_sees_what_another_process_set_and_public_pages_are_sent_again(client: Client) -> None:
    EditionFactory()
    with time_machine.travel(NOON, tick=False):  # it is made anew each minute
        first = client.get("/countries/")
        assert client.get("/countries/", headers={"If-None-Match": first["ETag"]}).status_code == 304
        CountryName.objects.create(country="HK", english="Hong Kong, China")
        again = client.get("/countries/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, code_named("Hong Kong, China")) == (200, "HK")


def test_names_are_not_read_again_within_their_seconds(client: Client) -> None:
    with override_settings(COUNTRY_NAMES_KEPT_SECONDS=0):
        refresh_names()
    with override_settings(COUNTRY_NAMES_KEPT_SECONDS=60), CaptureQueriesContext(connection) as queries:
        refresh_names()
    assert len(queries) == 0
