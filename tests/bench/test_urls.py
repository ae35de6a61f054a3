"""The benchmark serves the whole site, addresses of both languages included, beside the views it is compared with."""

import pytest
from django.urls import resolve


@pytest.mark.parametrize("address", ["/bench/constant", "/bench/orm", "/bench/sql", "/healthz", "/zh-hans/plan/"])
def test_the_benchmark_serves_the_site_and_its_own_views(address: str) -> None:
    assert resolve(address, urlconf="tests.bench.urls")
