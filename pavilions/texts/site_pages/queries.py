"""Queries on the pages of the site, and on which are public."""

from ciie.kernel.caches import Kept
from pavilions.texts.site_pages.models import SitePage
from pavilions.texts.site_pages.states import PageKind, PageLanguage


def _published_kinds() -> tuple[PageKind, ...]:
    found = set(SitePage.objects.filter(is_published=True).values_list("kind", flat=True))
    return tuple(kind for kind in PageKind if kind in found)


PUBLISHED_KINDS = Kept(_published_kinds, seconds=2)
"""The kinds of public pages. Every page of the site links to them."""


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
