"""A tag for the sentence, with links, that names a company's host and the host's booths."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exhibitors.promotion.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, Place

register = template.Library()
MOST_BOOTHS = 6


@register.simple_tag
def with_host(host: ExhibitorOnShow, places: Sequence[Place]) -> SafeString:
    """Return “with HOST at booth N”, or at booths N, M …, or only “with HOST” as long as it has no booth."""
    name = format_html('<a href="{}">{}</a>', host.address, host.name)
    if not places:
        return format_html(_("with {host}"), host=name)
    booths = format_html_join(
        ", ",
        '<a class="figure" href="{}?{}">{}</a>',
        (
            (reverse("plan:hall", args=[place.hall]), urlencode({"booth": place.number}), place.reference)
            for place in places[:MOST_BOOTHS]
        ),
    )
    if len(places) > MOST_BOOTHS:
        booths = format_html("{} …", booths)
    sentence = ngettext("with {host} at booth {booths}", "with {host} at booths {booths}", len(places))
    return format_html(sentence, host=name, booths=booths)
