import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exhibitors.companies.country_names import Certainty, CountryMatch, recognise_country

_SURE = {
    "AE": ["UAE", "U.A.E", "Dubai, UAE", "Emirats Arabes Unis (EAU)", "Zjednoczone Emiraty Arabskie", "아랍에미리트"],
    "AO": ["Angola (AO)"],
    "AU": ["International Australia", "AUSTRALIA.", "Australie", "Australien", "澳大利亚", "AUS"],
    "BA": ["Bosnia-Herzegovina", "BOSNIA & HERZEGOVINA", "Bosna i Hercegovina", "Bosnia and Herzegowina"],
    "CA": ["649 North Service Rd.\nNew York, New York\nCanada"],
    "CD": ["DR Congo", "Congo, Democratic Republic of the", "Congo (Kinshasa)"],
    "CG": ["Congo, Republic of the", "Congo-Brazzaville", "Congo - Brazzaville 12345"],
    "CH": ["Suisse", "Schweiz", "SWITZERLAND / SUISSE", "Swtizerland", "SUI"],
    "CI": ["Côte d’Ivoire", "COTE D'IVOIRE", "Ivory Coast"],
    "CN": [
        "P.R. China",
        "CHINA, PEOPLE'S REPUBLIC OF",
        "中国",
        "China 中国 (CN)",
        "Shenzhen, China",
        "中华人民共和国",
        "China / Çin",
        "Chian",
    ],
    "CZ": ["Czechia", "Rép. Tchèque", "REP.CHECA", "Česká republika", "Czech Repulic", "Chez Rebublic", "捷克共和国"],
    "DE": [
        "Germany / Niemcy",
        "Nemčija",
        "D-80331 München, Germany",
        "GERMNAY",
        "독일",
        "독일 12345",
        "GER",
        "DEU",
        "DE",
    ],
    "FR": [
        "PARIS FRANCE",
        "FRANCE 160 bis rue de Paris",
        "France, Metropolitan",
        "FRANCE",
        "France / Francja",
        "Franciaország",
        "프랑스",
    ],
    "GB": [
        "Acme GmbH UK Branch, Endeavour House\nCM24 1AL",
        "Tempe\nArizona\n85282\nUnited Kingdom",
        "UK",
        "U. K",
        "England",
        "Scotland, UK",
        "Wales",
        "Untied Kingdom",
        "Apex House\nUnited Kingdom",
        "英国",
    ],
    "GE": ["Georgia", "Gruzja"],
    "HK": ["Hong Kong SAR", "Hong Kong, China", "China (Hong Kong)", "HONGKONG", "香港"],
    "IT": ["Itlay", "Roma Italia"],
    "KP": ["Korea, Democratic People's Republic of", "North Korea"],
    "KR": [
        "Korea,Republic",
        "Korea (South)",
        "South Korea / Korea Płd.",
        "Corée (République de)",
        "Korea (KR)",
        "Sout Korea",
    ],
    "MK": ["FYROM", "Macedonia (Rep. of)", "st. 15\nMacedonia, the former Yugoslav Republic of"],
    "NL": ["The Netherlands 2700 AD", "Holland", "Pays-Bas", "Niederlande"],
    "RU": ["Россия", "РФ", "Russie, Fédération de", "Russia 俄罗斯联邦 (RU)"],
    "SA": ["KSA", "SAUDIARABIA", "Kingdom of Saudi Arabia", "SAUDI ARAIBA"],
    "TR": ["TÜRKİYE", "Turkey / Turcja", "Türkei"],
    "TW": ["Taiwan region", "Taiwan, Province of China", "TAIWAN R.O.C.", "臺灣"],
    "US": [
        "U.S.A.",
        "united-states-of-america",
        "EE.UU.",
        "Atlanta, Georgia, USA",
        "New York, NY, United States",
        "США",
    ],
    "VI": ["Virgin Ilands, U.S.A."],
    "VN": ["Viet Nam", "Việt Nam"],
    "XK": ["Kosovo"],
    "ZM": ["Embassy of the Republic of Zambia\nCankaya\nAnkara, Turkey TURKEY\nZAMBIA"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in _SURE.items() for text in texts])
def test_recognise_country_is_sure_of_names_in_many_forms(code: str, text: str) -> None:
    guess = recognise_country(text)
    assert (guess.code, guess.certainty, guess.candidates) == (code, Certainty.SURE, (code,))


@pytest.mark.parametrize(
    ("text", "suggestion", "reason"),
    [
        ("Korea", "KR", "several_meanings"),
        ("Congo", "CD", "several_meanings"),
        ("Republic of China", "TW", "several_meanings"),
        ("Granada", "GD", "several_meanings"),
        ("Nigera", "NE", "several_meanings"),
        ("Atlanta, Georgia", "GE", "several_meanings"),
        ("NA", "NA", "several_meanings"),
        ("France, Germany", "DE", "several_countries"),
        ("GREECE USA", "US", "several_countries"),
        ("Derwent Way United Kingdom\nIndia", "IN", "several_countries"),
        ("Tempe, Arizona, United Kingdom", "GB", "several_countries"),
        ("Embassy of Zambia\nAnkara, Turkey", "TR", "several_countries"),
        ("C. Republic", "CZ", "several_meanings"),
        ("Paris India", "IN", "only_mentioned"),
        ("UK Branch\nUnit B1 2ND FLOOR", "GB", "only_mentioned"),
        ("55 Malta Road", "MT", "only_mentioned"),
        ("Rome Road 5 Paris France", "FR", "only_mentioned"),
        ("Lebanon, NH", "LB", "only_mentioned"),
        ("Madagascr, France", "FR", "several_countries"),
        ("Flat 3, Kwun Tong Hong Kong\nChina", "CN", "several_countries"),
        ("Ira", "IR", "several_meanings"),
        ("Old UK Branch Road", None, "only_mentioned"),
        ("New Mexico", None, "only_mentioned"),
        ("Guniea", "GN", "doubtful_spelling"),
        ("Slovania", "SI", "doubtful_spelling"),
        ("Konia", "KE", "doubtful_spelling"),
        ("no", "NO", "doubtful_code"),
        ("my", "MY", "doubtful_code"),
        ("Toronto, CA", "CA", "doubtful_code"),
        ("Lagos", None, "unknown"),
        ("Siberia", None, "unknown"),
        ("Vienna", None, "unknown"),
        ("Corse-du-Sud", None, "unknown"),
        ("13fl. Sungwoo bd", None, "unknown"),
        ("N° 9 , route de Haitian", None, "unknown"),
        ("someone@bigqatar.example", None, "unknown"),
        ("Europe", None, "unknown"),
        ("various", None, "unknown"),
        ("ZZ", None, "unknown"),
        ("", None, "blank"),
        ("12 345 -", None, "blank"),
    ],
)
def test_recognise_country_asks_when_unsure(text: str, suggestion: str | None, reason: str) -> None:
    guess = recognise_country(text)
    assert (guess.code, guess.certainty, guess.reason_code) == (suggestion, Certainty.UNSURE, reason)


def test_recognise_country_lists_all_candidates_likeliest_first() -> None:
    guess = recognise_country("Austrlia")
    assert set(guess.candidates) == {"AT", "AU"}
    assert recognise_country("Guiana").candidates == ("GF", "GY", "SR")


@pytest.mark.parametrize(
    ("capitals", "code"), [("MY", "MY"), ("CHE", "CH"), ("NGA", "NG"), ("NO", "NO"), ("IN", "IN"), ("PER", "PE")]
)
def test_recognise_country_takes_capitals_for_codes_before_names_in_rare_languages(capitals: str, code: str) -> None:
    assert recognise_country(capitals) == CountryMatch(
        code, Certainty.SURE, recognise_country("FR").reason, "code", (code,)
    )


@settings(deadline=None)
@given(st.text(max_size=80))
def test_recognise_country_never_fails(text: str) -> None:
    guess = recognise_country(text)
    assert guess.code is None or guess.code in guess.candidates
    assert str(guess.reason).endswith(".")
