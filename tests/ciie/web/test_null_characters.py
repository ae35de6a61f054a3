import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/plan/%00/", "/?hall=%00", "/api/v1/editions/7/halls/%00/plan"])
def test_null_character_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
