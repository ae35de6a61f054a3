"""Public pages of bulletins: the list, a bulletin with how each figure was counted, and the feed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.previews import canonical_address
from ciie.web.revalidation import revalidated
from exhibitors.promotion.bulletins.documents import structured_bulletin
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.queries import PUBLIC, first_issues, public_bulletins, public_versions, read_release
from exhibitors.versions import BULLETINS
from pavilions.versions import EDITIONS

IN_THE_FEED = 20


@require_safe
@revalidated(EDITIONS, BULLETINS)
def bulletins(request: HttpRequest) -> HttpResponse:
    return render(request, "exhibitors/bulletins/public_bulletins.html", {"page": page_of(request, public_bulletins())})


@require_safe
@revalidated(EDITIONS, BULLETINS)
def bulletin(request: HttpRequest, edition: int, number: int) -> HttpResponse:
    """Show the newest issued version of a bulletin."""
    return _page(request, get_object_or_404(public_bulletins(), edition__number=edition, number=number))


@require_safe
@revalidated(EDITIONS, BULLETINS)
def version(request: HttpRequest, edition: int, number: int, version: int) -> HttpResponse:
    """Show one version of a bulletin as issued, with a note if it has been corrected since."""
    rows = public_versions().filter(edition__number=edition, number=number)
    return _page(request, get_object_or_404(rows, version=version))


def _page(request: HttpRequest, found: Bulletin) -> HttpResponse:
    release = read_release(found, at=now())
    correction = getattr(found, "correction", None)
    is_newest = correction is None or correction.state not in PUBLIC
    address = request.build_absolute_uri(_address(found)) if is_newest else canonical_address(request)
    first = first_issues([found]).get((found.edition_id, found.number))
    context = {
        "release": release,
        "address": address,
        "edition": found.edition,
        "corrected": found.corrects,
        "correction": None if is_newest else correction,
        "structured": structured_bulletin(release, first_issued_at=first, address=address),
    }
    return render(request, "exhibitors/bulletins/public_bulletin.html", context)


@dataclass(frozen=True)
class Entry:
    """A bulletin in the feed, with the absolute address of its page and the time when its first version was issued."""

    bulletin: Bulletin
    address: str
    site: str
    first_issued_at: datetime | None


class UpdatedFeed(Rss201rev2Feed):
    """RSS 2.0 whose items have the time of their last change, in an element of Atom."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["updateddate"] is not None:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


class BulletinFeed(Feed):
    """RSS 2.0 of the newest bulletins. A corrected one keeps its entry, with the new text and a note."""

    feed_type = UpdatedFeed
    title = _("Bulletins of the expo")
    description = _("Official releases. Every figure states how it was counted.")
    link = reverse_lazy("bulletins:list")

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> list[Entry]:
        newest = list(public_bulletins().prefetch_related("figures", "pictures")[:IN_THE_FEED])
        first, site = first_issues(newest), request.build_absolute_uri("/")
        return [
            Entry(each, request.build_absolute_uri(_address(each)), site, first.get((each.edition_id, each.number)))
            for each in newest
        ]

    def item_title(self, item: Entry) -> str:
        return str(item.bulletin)

    def item_description(self, item: Entry) -> str:
        """Return the text with absolute links.

        Readers show it outside the site, so links within the bulletin's page and to pictures name the site.
        """
        html = read_release(item.bulletin, at=now()).html
        whole = html.replace('href="#', f'href="{item.address}#').replace('src="/', f'src="{item.site}')
        if item.bulletin.corrects is None:
            return whole
        note = gettext("Corrected version. What is corrected: %(reason)s") % {"reason": item.bulletin.reason_shown}
        return format_html("<p><strong>{}</strong></p>", note) + whole

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.first_issued_at or item.bulletin.issued_at

    def item_updateddate(self, item: Entry) -> datetime | None:
        return item.bulletin.issued_at


def _address(bulletin: Bulletin) -> str:
    """Return the address of the bulletin's newest version. It never changes, so it also identifies the entry."""
    return reverse("bulletins:bulletin", args=[bulletin.edition.number, bulletin.number])


feed = require_safe(revalidated(EDITIONS, BULLETINS)(BulletinFeed()))
