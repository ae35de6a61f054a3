"""No page is sent again only when something has changed without a proof of what that is."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.exhibitors import page_changes as exhibitors
from tests.pavilions import page_changes as pavilions

ANY: defaultdict[str, int] = defaultdict(lambda: 1)


def revalidated(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address whose view is `@revalidated(…)`."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from revalidated(entry)
        elif hasattr(entry.callback, "revalidated_by"):
            yield entry


def test_each_page_with_a_version_is_in_a_table_of_what_changes_it() -> None:
    changes = (*exhibitors.CHANGES.values(), *pavilions.CHANGES.values())
    pages = {page.partition("?")[0].format_map(ANY) for _change, pages in changes for page in pages}
    assert {entry.callback for entry in revalidated(get_resolver())} == {resolve(page).func for page in pages}
