import pytest

from exhibitors.companies.identifiers import confirmed_number, own_domain_of_address, own_domain_of_site


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("jo@acme.co.uk", "acme.co.uk"),
        ("jo@MAIL.Acme.co.uk", "acme.co.uk"),
        ("jo@münchen-messe.de", "xn--mnchen-messe-dlb.de"),
        ("jo@foo.github.io", "foo.github.io"),
        ("jo@github.io", None),
        ("jo@gmail.com", None),
        ("jo@team.gmail.com", None),
        ("jo@qq.com", None),
        ("jo@163.com", None),
        ("jo@mailinator.com", None),
        ("jo@localhost", None),
        ("jo@acme.example", None),
        ("", None),
        ("jo@" + "x" * 300 + ".com", None),
    ],
)
def test_address_is_at_a_domain_of_its_own_or_at_a_mail_service(address: str, domain: str | None) -> None:
    assert own_domain_of_address(address) == domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.acme.co.uk/en?x=1", "acme.co.uk"),
        ("http://acme.com:8000", "acme.com"),
        ("http://[acme", None),
        ("http://192.0.2.1/", None),
        ("acme", None),
        ("", None),
    ],
)
def test_site_is_at_a_registered_domain(url: str, domain: str | None) -> None:
    assert own_domain_of_site(url) == domain


@pytest.mark.parametrize(
    ("number", "country", "confirmed"),
    [
        ("DE 136 695 976", "DE", "DE 136695976"),
        ("91110000600037341L", "CN", "CN 91110000600037341L"),
        ("91110000600037341K", "CN", None),
        ("DE136695976", "FR", None),
        ("136695976", "", None),
        ("", "DE", None),
    ],
)
def test_registration_number_follows_the_rules_of_its_country(number: str, country: str, confirmed: str | None) -> None:
    assert confirmed_number(number, country) == confirmed
