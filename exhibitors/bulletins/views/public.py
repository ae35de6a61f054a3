"""Bulletins for everybody: the list, one of them with how each figure was counted, and the feed."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.previews import canonical_address
from ciie.web.revalidation import revalidated
from exhibitors.bulletins.documents import structured_bulletin
from exhibitors.bulletins.models import Bulletin
from exhibitors.bulletins.queries import public_bulletins, read_release
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
    found = get_object_or_404(public_bulletins(), edition__number=edition, number=number)
    release = read_release(found, at=now())
    context = {
        "release": release,
        "edition": found.edition,
        "structured": structured_bulletin(release, address=canonical_address(request)),
    }
    return render(request, "exhibitors/bulletins/public_bulletin.html", context)


@dataclass(frozen=True)
class Entry:
    """A bulletin in the feed, and the whole address of its page."""

    bulletin: Bulletin
    address: str


class BulletinFeed(Feed):
    """RSS 2.0 of the newest bulletins."""

    title = _("Bulletins of the expo")
    description = _("Official releases. Every figure states how it was counted.")
    link = reverse_lazy("bulletins:list")

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> list[Entry]:
        newest = public_bulletins().prefetch_related("figures")[:IN_THE_FEED]
        pages = [(each, reverse("bulletins:bulletin", args=[each.edition.number, each.number])) for each in newest]
        return [Entry(each, request.build_absolute_uri(page)) for each, page in pages]

    def item_title(self, item: Entry) -> str:
        return str(item.bulletin)

    def item_description(self, item: Entry) -> str:
        """The text; what leads to a place on the bulletin's page names the page, since readers show it elsewhere."""
        return read_release(item.bulletin, at=now()).html.replace('href="#', f'href="{item.address}#')

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.bulletin.issued_at


feed = require_safe(revalidated(EDITIONS, BULLETINS)(BulletinFeed()))
