import pytest
from django.utils import translation

from ciie.kernel.currencies import currency_choices, price_unit


def test_names_of_currencies_in_chinese_have_chinese_brackets() -> None:
    with translation.override("zh-hans"):
        names = dict(currency_choices())
    assert (names["CHW"], names["FKP"]) == ("CHW – 法郎（WIR）", "FKP – 马尔维纳斯群岛镑")
    assert [name for name in names.values() if "(" in name] == []


def test_names_of_currencies_in_english_are_as_they_are() -> None:
    assert dict(currency_choices())["CHW"] == "CHW – WIR Franc"


@pytest.mark.parametrize(("language", "units"), [("en", ["CNY", "EUR"]), ("zh-hans", ["元", "EUR"])])
def test_prices_of_a_list_are_in_yuan_in_chinese(language: str, units: list[str]) -> None:
    with translation.override(language):
        assert [price_unit(code) for code in ("CNY", "EUR")] == units
