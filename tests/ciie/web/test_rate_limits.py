import pytest
from django.core.cache import cache
from django.test import RequestFactory

from ciie.web.rate_limits import is_within_limit, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
        ("x" * 1000, "x" * 45),
        ("", ""),
    ],
)
def test_network_is_what_one_customer_has(address: str, network: str) -> None:
    assert network_of(address) == network


def test_address_may_ask_so_often_and_no_more() -> None:
    cache.clear()
    request = RequestFactory().post("/")
    seen = [is_within_limit(request, "registration", most=3, seconds=60) for _each in range(5)]
    assert seen == [True, True, True, False, False]
    other = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
    assert is_within_limit(other, "registration", most=3, seconds=60)
