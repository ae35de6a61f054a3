"""`{% load live_plans %}`: what an element needs to follow a plan, see `ciie/static/js/follow.js`."""

from collections.abc import Mapping

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ciie.web.streams.viewer_tokens import token_for
from pavilions.plans.queries.plan_revisions import halls_revisions
from pavilions.states import Availability

register = template.Library()


@register.simple_tag
def follow_plan(edition: int, hall: str, seen: str = "", by: str = "") -> SafeString:
    """The attributes of an element that follows a hall's plan. `seen` is the version shown, or nothing if unknown.

    `by` is the company in whose name somebody looks at booths, which organizers are told.
    """
    attributes = {
        "data-live": _stream("plan", edition, hall),
        "data-live-now": reverse("plan_now", args=[edition, hall]),
        "data-live-seen": seen.strip('"'),
        "data-live-port": settings.LIVE_PORT or "",
        "data-look": _stream("looking", edition, hall),
        "data-look-by": token_for(by) if by else "",
    }
    return _written(attributes)


@register.simple_tag
def follow_venue(edition: int, seen: str) -> SafeString:
    """The attributes of an element that follows the plans of all halls. `seen` is their `venue_revision` as shown."""
    return _written(
        {
            "data-live": _stream("venue", edition),
            "data-live-now": reverse("venue_now", args=[edition]),
            "data-live-seen": seen,
            "data-live-port": settings.LIVE_PORT or "",
        }
    )


@register.simple_tag
def watch_plan(edition: int, hall: str) -> SafeString:
    """The attributes of an element that follows a hall's plan and those who look at it; for organizers."""
    attributes = {
        "data-live": _stream("watch", edition, hall),
        "data-live-now": reverse("plan_now", args=[edition, hall]),
        "data-live-seen": "",
        "data-live-port": settings.LIVE_PORT or "",
    }
    return _written(attributes)


@register.simple_tag
def follow_halls(edition: int) -> SafeString:
    """The attributes of an element that lists the halls on sale; one cheap query says which it shows."""
    return _written(
        {
            "data-live": _stream("halls", edition),
            "data-live-seen": halls_revisions([edition]).get(edition, ""),
            "data-live-port": settings.LIVE_PORT or "",
        }
    )


@register.simple_tag
def follow_draft(plan: int) -> SafeString:
    """The attributes of an element that follows the edits of a draft."""
    return _written(
        {"data-live": _stream("draft", plan), "data-live-seen": "", "data-live-port": settings.LIVE_PORT or ""}
    )


def _stream(name: str, *where: int | str) -> str:
    return reverse(f"live:{name}", urlconf=settings.STREAM_URLCONF, args=where)


def _written(attributes: Mapping[str, object]) -> SafeString:
    return format_html_join(" ", '{}="{}"', attributes.items())


@register.simple_tag
def availabilities() -> list[Availability]:
    return list(Availability)
