import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exhibitors.companies.names import NORMALISED_LENGTH, normalise_company_name


@pytest.mark.parametrize(
    ("names", "normalised"),
    [
        (["The ABC Trading Co., Ltd.", "A.B.C. TRADING LLC", "abc  trading", "ＡＢＣ Trading"], "abc trading"),
        (["Müller & Söhne GmbH & Co. KG", "MULLER UND SÖHNE GmbH"], "muller sohne"),
        (["Johnson & Johnson", "Johnson and Johnson Inc."], "johnson johnson"),
        (["ООО «Ромашка»", "Ромашка", "РОМАШКА, АО"], "ромашка"),
        (["МЕТРОПЛАСТ ХХК", "“МЕТРОПЛАСТ” ХХК"], "метропласт"),
        (["上海贸易有限公司", "上海贸易股份有限公司", "上海贸易 有限责任公司"], "上海贸易"),
        (["株式会社東京", "東京株式会社", "東京 有限会社"], "東京"),
        (["(주)삼성전자", "삼성전자 주식회사", "㈜삼성전자"], "삼성전자"),
        (["ACME S. de R.L. de C.V.", "Acme, S.A. de C.V."], "acme"),
        (["Spółka Testowa Sp. z o.o.", "SPÓŁKA TESTOWA S.A."], "spolka testowa"),
        (["Kočí s. r. o.", "KOČÍ spol. s r.o."], "koci"),
        (["Novo Nordisk A/S", "Novo Nordisk"], "novo nordisk"),
        (["PT Astra International Tbk", "Astra International"], "astra international"),
        (["Sea and Land Technologies Pte Ltd (SALT)"], "sea land technologies salt"),
        (["Novartis", "Noνartis", "ΝOVARTIS", "Nоvartis", "Ｎovartis", "Novar\u00adtis"], "novartis"),
        (["Nokia Oyj", "ΝΟΚΙΑ", "Νokia", "Nokіа OYJ"], "nokia"),
        (["A.B.C. Trading", "A.В.C. Trading LLC"], "abc trading"),
        (["Scope SAS", "Ѕсоре", "ѕсоре", "ꓢCOPE ЅАЅ"], "scope"),
        (["Sweet", "ᏚᎳᎬᎬᎢ", "sᴡeet"], "sweet"),
        (["МОСТ", "Мост ООО"], "moct"),
        (["ΝΕΑ", "Νέα"], "nea"),
        (["Тойота", "ТОЙОТА"], "тоиота"),
        (["Gary /CHINA HY GLOBAL EXHIBITION CO.,LTD/"], "gary china hy global exhibition"),
    ],
)
def test_normalise_company_name_gives_one_key_for_all_spellings(names: list[str], normalised: str) -> None:
    assert {normalise_company_name(name) for name in names} == {normalised}


@pytest.mark.parametrize(
    ("name", "normalised"),
    [("Co", "co"), ("公司", "公司"), ("S.p.A.", "spa"), ("The The", "the the"), ("Ltd Ltd", "ltd")],
)
def test_normalise_company_name_leaves_something(name: str, normalised: str) -> None:
    assert normalise_company_name(name) == normalised


@pytest.mark.parametrize("name", ["", " ", "!!!", "&", "—"])
def test_normalise_company_name_is_empty_without_letters_and_digits(name: str) -> None:
    assert normalise_company_name(name) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Alpha Group", "Alpha"), ("Studio 54", "Studio 55"), ("Bosch", "Bosch Rexroth")]
)
def test_normalise_company_name_keeps_different_companies_apart(one: str, other: str) -> None:
    assert normalise_company_name(one) != normalise_company_name(other)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_normalise_company_name_fits_its_column(name: str) -> None:
    normalised = normalise_company_name(name)
    assert len(normalised) <= NORMALISED_LENGTH
    assert normalised == " ".join(normalised.split())


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: any(letter.isalnum() for letter in text)))
def test_normalise_company_name_never_empties_a_name_with_letters(name: str) -> None:
    assert normalise_company_name(name) != ""
