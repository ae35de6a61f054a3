"""What programs read in the head of a page: search engines, and those that show a preview of a shared address."""

import json
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

HOST = "http://testserver"
ONCE = (
    *("description", "og:type", "og:site_name", "og:title", "og:description", "og:url", "twitter:card", "canonical"),
    *("og:image", "og:image:width", "og:image:height", "og:image:alt"),
)


class Head(HTMLParser):
    """`named` holds each name with all that is said under it; `structured` is the JSON-LD."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.named: dict[str, list[str]] = defaultdict(list)
        self.alternates: dict[str, str] = {}
        self._within = ""
        self.feed(page)
        self.close()

    @property
    def structured(self) -> list[Any]:
        return [json.loads(actual) for actual in self.named["application/ld+json"]]

    def said(self, name: str) -> str:
        (only,) = self.named[name]
        return only

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and "content" in given:
            self.named[given.get("name") or given.get("property", "")].append(given["content"])
        if tag == "link":
            self.named[given["rel"]].append(given["href"])
            if "hreflang" in given:
                self.alternates[given["hreflang"]] = given["href"]
        self._within = given.get("type", tag) if tag == "script" else tag

    def handle_data(self, text: str) -> None:
        if self._within in {"title", "application/ld+json"}:
            self.named[self._within].append(text)

    def handle_endtag(self, tag: str) -> None:
        self._within = ""


def head_of(client: Client, address: str) -> Head:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Head(answer.text)


def assert_previewed(client: Client, address: str) -> Head:
    """The page has one complete preview: whole addresses, its own title, and a picture of the size that it says."""
    head = head_of(client, address)
    assert {name: len(head.named[name]) for name in ONCE} == dict.fromkeys(ONCE, 1), address
    assert [name for name in ONCE if not head.said(name).strip()] == [], address
    site = settings.SITE_NAME_ZH if address.startswith("/zh-hans/") else settings.SITE_NAME
    assert head.named["title"][0] == f"{head.said('og:title')} · {site}"
    assert (head.said("canonical"), head.said("og:url")) == (HOST + address, HOST + address)
    plain = HOST + address.removeprefix("/zh-hans")
    chinese = plain.replace(HOST, f"{HOST}/zh-hans", 1)
    assert head.alternates == {"en": plain, "zh-hans": chinese, "x-default": plain}
    assert head.said("description") == head.said("og:description")
    assert len(head.said("description")) <= 200
    assert head.said("og:site_name") == site
    shown = Image.open(BytesIO(_picture(client, head.said("og:image"))))
    assert shown.size == (int(head.said("og:image:width")), int(head.said("og:image:height")))
    return head


def _picture(client: Client, address: str) -> bytes:
    assert address.startswith(f"{HOST}/"), address
    place = address.removeprefix(HOST)
    if place.startswith(settings.STATIC_URL):
        return Path(str(finders.find(place.removeprefix(settings.STATIC_URL)))).read_bytes()
    return client.get(place).getvalue()
