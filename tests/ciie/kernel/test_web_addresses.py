import pytest
from django.core.exceptions import ValidationError

from ciie.kernel.web_addresses import refuse_web_address, web_address_in


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("You WON 500 EUR, claim at https://evil.example/prize", "https://evil.example/prize"),
        ("Siemens: pay hxxp://evil", "hxxp://evil"),
        ("See www.evil", "www.evil"),
        ("WWW.EVIL", "WWW.EVIL"),
        ("pay evil.com now", "evil.com"),
        ("(evil.co.uk)", "evil.co.uk"),
        ("evil.com/prize", "evil.com"),
        ("boss@evil.com", "evil.com"),
        ("evil．com", "evil.com"),  # a full-width dot
        ("evil。com", "evil.com"),  # an ideographic full stop
        ("evil｡com", "evil.com"),
        ("evil.\u00adcom", "evil.com"),  # a soft hyphen
        ("ev\u200bil.com", "evil.com"),
        ("t.me/prize", "t.me"),
        ("preis.münchen-gewinn.de", "preis.münchen-gewinn.de"),
        ("奖品.中国", "奖品.中国"),
        ("evil.co", "evil.co"),
        ("Win.inc", "Win.inc"),
    ],
)
def test_addresses_of_web_pages_are_found(text: str, address: str) -> None:
    assert web_address_in(text) == address


@pytest.mark.parametrize(
    "name",
    [
        "Bergkäserei GmbH & Co.KG",
        "ABC Trading Co.,Ltd.",
        "ABC Trading Co.Ltd",
        "XY Pte.Ltd",
        "Barilla G. e R. Fratelli S.p.A.",
        "A.B.C. TRADING L.L.C.",
        "Montpierre Parfums S.A.R.L.",
        "Dr.Oetker",
        "Chanel No.5",
        "St.Gallen Bodensee",
        "J. R. R. Tolkien",
        "Q.E.D",
        "中国国际进口博览局",
        "上海食品。",
        "3.14",
        "...",
        "",
    ],
)
def test_names_of_people_and_companies_are_no_addresses(name: str) -> None:
    assert web_address_in(name) == ""


def test_refusal_names_the_address() -> None:
    with pytest.raises(ValidationError) as refusal:
        refuse_web_address("You won, see evil.com")
    assert (refusal.value.code, refusal.value.messages) == (
        "web_address",
        ["Leave out web and email addresses: “evil.com”. Elsewhere put a space after a dot."],
    )
