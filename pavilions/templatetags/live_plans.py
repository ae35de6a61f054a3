"""`{% load live_plans %}`: what an element needs to follow a plan, see `ciie/static/plan/follow.js`."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pavilions.states import Availability

register = template.Library()


@register.simple_tag
def follow_plan(edition: int, hall: str, seen: str = "") -> SafeString:
    """The attributes of an element that follows a hall's plan. `seen` is the version shown, or nothing if unknown."""
    where = {"edition": edition, "hall": hall}
    return format_html(
        'data-live="{}" data-live-port="{}" data-live-seen="{}" data-live-now="{}"',
        reverse("live:plan", urlconf=settings.STREAM_URLCONF, kwargs=where),
        settings.LIVE_PORT or "",
        seen.strip('"'),
        reverse("plan_now", kwargs=where),
    )


@register.simple_tag
def availabilities() -> list[Availability]:
    return list(Availability)
