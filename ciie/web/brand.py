"""The brand under which a request sees the site: its name, its look, and the parts that the site has there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from ciie.kernel.bilingual import in_language


@dataclass(frozen=True)
class Brand:
    """A brand. `logo` is the digest of a picture, `colour` six hexadecimal digits, `off` the parts it does not have.

    All processes represent it by the same text, which is part of the validators of pages.
    """

    name_en: str = ""
    name_zh: str = ""
    address: str = ""
    colour: str = ""
    logo: str = ""
    off: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in the reader's language, or the site's."""
        return in_language(self.name_en or settings.SITE_NAME, self.name_zh if self.name_en else settings.SITE_NAME_ZH)

    def has(self, view: Callable[..., Any]) -> bool:
        """Return whether the view belongs to no part that the brand does not have."""
        return not self.off or part_of(view) not in self.off

    def leads_to(self, address: str) -> bool:
        """Return whether the page at an address belongs to no part that the brand does not have."""
        if not self.off:
            return True
        try:
            return self.has(resolve(address.partition("#")[0]).func)
        except Resolver404:
            return True


def brand_of(request: HttpRequest) -> Brand:
    """Return the brand of a request from `settings.BRAND_SOURCE`, which caches what it reads."""
    source: Callable[[HttpRequest], Brand] = import_string(settings.BRAND_SOURCE)
    return source(request)


def part_of(view: Callable[..., Any]) -> str:
    """Return the part to which a view belongs by its module (`settings.PARTS_OF_SITE`), or an empty string."""
    module = f"{view.__module__}."
    return next((part for start, part in settings.PARTS_OF_SITE.items() if module.startswith(f"{start}.")), "")
