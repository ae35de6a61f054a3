"""The metadata of public pages for search engines and for previews of shared links."""

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
"""The size in pixels; `manage.py draw_preview` draws the picture from the SVG beside it."""

LONGEST_DESCRIPTION = 200
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

type Thing = Mapping[str, object]


class Picture(Protocol):
    """A stored picture of the site; its size is in pixels."""

    @property
    def digest(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True)
class PreviewImage:
    """The picture of a preview. `address` is an absolute URL."""

    address: str
    width: int
    height: int
    alt: str


def image_of(request: HttpRequest, picture: Picture, alt: str) -> PreviewImage:
    address = request.build_absolute_uri(reverse("web:picture", args=[picture.digest]))
    return PreviewImage(address, picture.width, picture.height, alt)


def usual_image(request: HttpRequest) -> PreviewImage:
    """Return the picture for pages without one of their own."""
    alt = str(settings.PREVIEW_PICTURE_TEXT)
    return PreviewImage(request.build_absolute_uri(static(USUAL_PICTURE)), *USUAL_SIZE, alt)


def canonical_address(request: HttpRequest, page: int = 1) -> str:
    """Return the absolute URL without parameters for filters, sorting or details.

    Each page of an unfiltered list has its own.
    """
    address = request.build_absolute_uri().partition("?")[0]
    return f"{address}?page={page}" if page > 1 and request.GET.keys() == {"page"} else address


def description_of(said: str, site_name: str) -> str:
    """Return the description of a page, shortened for a preview, or the site's if there is none."""
    return Truncator(plain_text(said) or settings.SITE_DESCRIPTION % {"site": site_name}).chars(LONGEST_DESCRIPTION)


def plain_text(said: str) -> str:
    """Return one line without markup. Text that is marked as safe is HTML; any other text is taken literally."""
    text = unescape(strip_tags(said)) if isinstance(said, SafeData) else str(said)
    return " ".join(text.split())


def json_ld(thing: Thing) -> SafeString:
    """Return a thing of schema.org without its blank values.

    It is safe within a script element, because it contains no markup.
    """
    written = json.dumps(_filled({"@context": "https://schema.org", **thing}), ensure_ascii=False)
    return mark_safe(written.translate(UNSAFE))  # noqa: S308  # escaped


def organization(name: str) -> Thing | None:
    """Return an organization, or `None` without a name."""
    return {"@type": "Organization", "name": name} if name else None


def _filled(value: object) -> object:
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part}
    return [_filled(each) for each in value] if isinstance(value, list) else value
