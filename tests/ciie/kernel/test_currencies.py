from django.utils import translation

from ciie.kernel.currencies import currency_choices


def test_names_of_currencies_in_chinese_have_chinese_brackets() -> None:
    with translation.override("zh-hans"):
        names = dict(currency_choices())
    assert (names["CHW"], names["FKP"]) == ("CHW – 法郎（WIR）", "FKP – 马尔维纳斯群岛镑")
    assert [name for name in names.values() if "(" in name] == []


def test_names_of_currencies_in_english_are_as_they_are() -> None:
    assert dict(currency_choices())["CHW"] == "CHW – WIR Franc"
