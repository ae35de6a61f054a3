"""Template tags (`{% load live_plans %}`) that give an element what it needs to follow a plan, see
`ciie/static/js/follow.js`.
"""

from collections.abc import Mapping
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from ciie.web.streams.viewer_tokens import token_for
from pavilions.plans.queries.plan_revisions import halls_revisions
from pavilions.states import Availability

register = template.Library()


@register.simple_tag
def follow_plan(edition: int, hall: str, seen: str = "", by: str = "") -> SafeString:
    """Return the attributes of an element that follows a hall's plan. `seen` is the version shown, empty if unknown.

    `by` is the company in whose name the viewer looks at booths, as shown to organizers.
    """
    look = {"data-look": _stream("looking", edition=edition, hall=hall), "data-look-by": token_for(by) if by else ""}
    return _live(
        _stream("plan", edition=edition, hall=hall), reverse("plan_now", args=[edition, hall]), seen.strip('"'), look
    )


@register.simple_tag
def follow_venue(edition: int, seen: str) -> SafeString:
    """Return the attributes of an element that follows the plans of all halls. `seen` is the `venue_revision` that is
    shown.
    """
    return _live(_stream("venue", edition=edition), reverse("venue_now", args=[edition]), seen)


@register.simple_tag
def watch_plan(edition: int, hall: str) -> SafeString:
    """Return the attributes of an element that follows a hall's plan and its viewers, for organizers."""
    return _live(_stream("watch", edition=edition, hall=hall), reverse("plan_now", args=[edition, hall]))


@register.simple_tag
def follow_halls(edition: int) -> SafeString:
    """Return the attributes of an element that lists the halls on sale. One cheap query reads the revision shown."""
    return _live(_stream("halls", edition=edition), seen=halls_revisions([edition]).get(edition, ""))


@register.simple_tag
def follow_draft(plan: int) -> SafeString:
    """Return the attributes of an element that follows the edits of a draft."""
    return _live(_stream("draft", plan=plan))


def _stream(name: str, **where: int | str) -> str:
    return quote(import_string(settings.STREAMS).url_path_for(name, **where))


def _live(stream: str, now: str | None = None, seen: str = "", more: Mapping[str, str] | None = None) -> SafeString:
    attributes = {"data-live": stream}
    if now is not None:
        attributes["data-live-now"] = now
    attributes |= {"data-live-seen": seen, "data-live-port": str(settings.LIVE_PORT or ""), **(more or {})}
    return format_html_join(" ", '{}="{}"', attributes.items())


@register.simple_tag
def availabilities() -> list[Availability]:
    return list(Availability)
