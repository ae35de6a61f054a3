"""Queries on the pages of the site, and on which are public."""

import time
from dataclasses import dataclass

from pavilions.texts.site_pages.models import SitePage
from pavilions.texts.site_pages.states import PageKind, PageLanguage

KEPT_SECONDS = 2.0


@dataclass
class PublishedKinds:
    """The kinds of public pages, kept in the process for `KEPT_SECONDS` since every page of the site links to them."""

    kinds: tuple[PageKind, ...] = ()
    until: float = 0.0

    def get(self) -> tuple[PageKind, ...]:
        present = time.monotonic()
        if present >= self.until:
            found = set(SitePage.objects.filter(is_published=True).values_list("kind", flat=True))
            self.kinds, self.until = tuple(kind for kind in PageKind if kind in found), present + KEPT_SECONDS
        return self.kinds

    def forget(self) -> None:
        self.until = 0.0


PUBLISHED_KINDS = PublishedKinds()


def page_in(kind: PageKind, language: PageLanguage) -> SitePage | None:
    """Return the page in this language, published or not, or None."""
    return SitePage.objects.filter(kind=kind, language=language).first()


def published_page(kind: PageKind, language: str) -> SitePage | None:
    """Return the page published in this language, else in another language, or None."""
    pages = {page.language: page for page in SitePage.objects.filter(kind=kind, is_published=True)}
    return pages.get(language) or next((pages[each] for each in PageLanguage if each in pages), None)


def all_pages() -> dict[tuple[str, str], SitePage]:
    """Return every page that has been written, by kind and language."""
    return {(page.kind, page.language): page for page in SitePage.objects.all()}
