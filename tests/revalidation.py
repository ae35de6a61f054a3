"""What a browser does with a page that it has: ask whether it has changed, and see the new one if it has."""

import re
from collections.abc import Callable, Sequence

from django.test import Client

OF_THE_MOMENT = re.compile(r'(csrfmiddlewaretoken" value|name="opened" value)=?"?[^"]*')
"""What is another in each answer, though the page tells the same."""


def assert_seen(change: Callable[[], object], addresses: Sequence[str]) -> None:
    """Before the change each page is current; after it, each has another validator, and tells something else."""
    client = Client()
    before = {address: client.get(address) for address in addresses}
    assert {address: answer.status_code for address, answer in before.items()} == dict.fromkeys(addresses, 200)
    assert {address: _again(client, address, answer["ETag"]) for address, answer in before.items()} == dict.fromkeys(
        addresses, 304
    )
    change()
    sent_again = {address: _again(client, address, answer["ETag"]) for address, answer in before.items()}
    assert 304 not in sent_again.values(), sent_again
    same = [address for address, answer in before.items() if _actual(client.get(address).text) == _actual(answer.text)]
    assert same == []


def _again(client: Client, address: str, etag: str) -> int:
    return client.get(address, headers={"If-None-Match": etag}).status_code


def _actual(page: str) -> str:
    return OF_THE_MOMENT.sub("", page)
