"""What a public page says of itself to search engines and where its address is shared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final, Protocol

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.text import Truncator

USUAL_PICTURE: Final = "img/preview.png"
USUAL_SIZE: Final = (1200, 630)
"""Pixels; `manage.py draw_preview` draws it from the SVG beside it."""

LONGEST_DESCRIPTION = 200
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

type Thing = Mapping[str, object]


class Picture(Protocol):
    """A picture of ours as it is kept, in pixels."""

    @property
    def digest(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True)
class PreviewImage:
    """A picture beside a preview; `address` is a whole one."""

    address: str
    width: int
    height: int
    alt: str


def image_of(request: HttpRequest, picture: Picture, alt: str) -> PreviewImage:
    address = request.build_absolute_uri(reverse("web:picture", args=[picture.digest]))
    return PreviewImage(address, picture.width, picture.height, alt)


def usual_image(request: HttpRequest) -> PreviewImage:
    """Of pages without a picture of their own."""
    alt = str(settings.PREVIEW_PICTURE_TEXT)
    return PreviewImage(request.build_absolute_uri(static(USUAL_PICTURE)), *USUAL_SIZE, alt)


def canonical_address(request: HttpRequest, page: int = 1) -> str:
    """The whole address without what narrows, sorts or looks closer; each page of a whole list has its own."""
    address = request.build_absolute_uri().partition("?")[0]
    return f"{address}?page={page}" if page > 1 and request.GET.keys() == {"page"} else address


def description_of(said: str, site_name: str) -> str:
    """What is said of a page, as far as a preview shows it; of the site where nothing is said."""
    return Truncator(plain_text(said) or settings.SITE_DESCRIPTION % {"site": site_name}).chars(LONGEST_DESCRIPTION)


def plain_text(said: str) -> str:
    """One line without markup. What is marked as safe is HTML already; anything else is taken as it is."""
    text = unescape(strip_tags(said)) if isinstance(said, SafeData) else str(said)
    return " ".join(text.split())


def json_ld(thing: Thing) -> SafeString:
    """A thing of schema.org, without what is blank of it, safe within a script element: no markup is left in it."""
    written = json.dumps(_filled({"@context": "https://schema.org", **thing}), ensure_ascii=False)
    return mark_safe(written.translate(UNSAFE))  # noqa: S308  # escaped


def organization(name: str) -> Thing | None:
    """None of nobody."""
    return {"@type": "Organization", "name": name} if name else None


def _filled(value: object) -> object:
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part}
    return [_filled(each) for each in value] if isinstance(value, list) else value
