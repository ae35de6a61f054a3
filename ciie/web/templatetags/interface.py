"""`{% load interface %}`: icons, badges, bars and figures, the same on every page."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import batched
from typing import Literal

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.template import Context
from django.template.defaulttags import querystring
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ciie.kernel.wording import billions_figure, percent_words
from ciie.web.badges import (
    AVAILABILITIES,
    BLOCK_APPLICATION_STATES,
    BOOKING_STATES,
    BULLETIN_STATES,
    CLAIM_STATES,
    DEAL_STATES,
    DEBUT_STATES,
    DESIGN_STATES,
    EVENT_STATES,
    EXHIBIT_STATES,
    PAVILION_STAGES,
    PLAN_STATES,
    ROADSHOW_STATES,
    TOPIC_STATES,
    VERIFICATIONS,
    Badge,
)
from ciie.web.capacity_bars import CapacityBar, capacity_bar_of
from ciie.web.navigation import Entry, Navigation
from ciie.web.previews import Picture, canonical_address, description_of, image_of, plain_text, usual_image

SPRITE = "vendor/lucide-1.62.0/sprite.svg"

register = template.Library()
CENT = Decimal("0.01")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite; without `label` it is decoration and screen readers skip it."""
    if label:
        href = _drawing(name)
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return _decoration(name)


@cache
def _decoration(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _drawing(name))


@cache
def _drawing(name: str) -> str:
    """Kept, since pages have hundreds of icons and the sprite's address is looked up in the list of static files."""
    return f"{static(SPRITE)}#{name}"


@register.simple_tag
def booking_state(state: str) -> SafeString:
    return _badge(state, BOOKING_STATES[state], "state")


@register.simple_tag
def verification(state: str) -> SafeString:
    return _badge(state, VERIFICATIONS[state], "state")


@register.simple_tag
def availability(state: str) -> SafeString:
    return _badge(state, AVAILABILITIES[state], "availability")


@register.simple_tag
def claim_state(state: str) -> SafeString:
    return _badge(state, CLAIM_STATES[state], "claim")


@register.simple_tag
def deal_state(state: str) -> SafeString:
    return _badge(state, DEAL_STATES[state], "state")


@register.simple_tag
def exhibit_state(state: str) -> SafeString:
    return _badge(state, EXHIBIT_STATES[state], "state")


@register.simple_tag
def debut_state(state: str) -> SafeString:
    return _badge(state, DEBUT_STATES[state], "state")


@register.simple_tag
def block_application_state(state: str) -> SafeString:
    return _badge(state, BLOCK_APPLICATION_STATES[state], "state")


@register.simple_tag
def roadshow_state(state: str) -> SafeString:
    return _badge(state, ROADSHOW_STATES[state], "state")


@register.simple_tag
def event_state(state: str) -> SafeString:
    return _badge(state, EVENT_STATES[state], "state")


@register.simple_tag
def topic_state(state: str) -> SafeString:
    return _badge(state, TOPIC_STATES[state], "state")


@register.simple_tag
def pavilion_stage(stage: str) -> SafeString:
    return _badge(stage, PAVILION_STAGES[stage], "state")


@register.simple_tag
def design_state(state: str) -> SafeString:
    return _badge(state, DESIGN_STATES[state], "state")


@register.simple_tag
def bulletin_state(state: str) -> SafeString:
    return _badge(state, BULLETIN_STATES[state], "state")


@register.simple_tag
def plan_state(state: str) -> SafeString:
    return _badge(state, PLAN_STATES[state], "plan-state")


@register.filter
def sqm(area: Decimal | float | None) -> str:
    """`1,234.5 m²`, in the reader's language; decimals only where there are any."""
    return "–" if area is None else f"{_figure(Decimal(area))}\N{NO-BREAK SPACE}m²"


@register.filter
def figure(number: Decimal | float | None) -> str:
    """`12,345`, grouped in the reader's language; at most two decimals, none when they are zero."""
    return "–" if number is None else _figure(Decimal(number))


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """`CNY 26,460` or `CNY 1,234.50`, in the reader's language; cents only where there are any."""
    return "–" if amount is None else f"{currency}\N{NO-BREAK SPACE}{_figure(amount)}"


register.filter("share", percent_words)
register.filter("billions", billions_figure)


@register.filter
def field_words(name: str) -> str:
    """`request-0-area_sqm` → `Area sqm`: the name of a form field for a person who sees it out of its form."""
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()


@register.inclusion_tag("parts/capacity_bar.html")
def capacity_bar(label: str, capacity: Decimal, **areas: Decimal) -> dict[str, CapacityBar]:
    """`{% capacity_bar "Hall 5.1H" 20000 booked=9000 reserved=1200 held=300 %}`: drawn in the order given."""
    return {"bar": capacity_bar_of(label, capacity, areas)}


@register.inclusion_tag("parts/share_bar.html")
def share_bar(label: str, area: Decimal, *, longest: Decimal, whole: Decimal) -> dict[str, object]:
    """`{% share_bar "Japan" 37205 longest=38798 whole=280698 %}`: drawn beside the longest, its share told in words."""
    return {"bar": capacity_bar_of(label, longest, {"booked": area}), "whole": whole}


@register.simple_tag
def is_current(navigation: Navigation, entry: Entry) -> bool:
    return navigation.current == entry.url


@register.inclusion_tag("parts/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: str) -> dict[str, list[tuple[str, ...]]]:
    """`{% breadcrumbs _("Bookings") list_url company company_url %}`: the way here, without this page itself."""
    return {"trail": list(batched(labels_and_urls, 2))}


@register.inclusion_tag("parts/preview.html", takes_context=True)
def preview(
    context: Context,
    description: str = "",
    *,
    kind: str = "website",
    picture: Picture | Literal[""] = "",
    alt: str = "",
    structured: str = "",
    page: int = 1,
) -> dict[str, object]:
    """`{% preview edition.name picture=pictures.0 alt=pictures.0.alt structured=structured %}`: only what differs.

    The title is that of the page. `page` is the number of a list's page; `structured` is JSON-LD.
    """
    request, site_name = context["request"], context["site_name"]
    title = context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context)
    return {
        "title": plain_text(title),
        "description": description_of(description, site_name),
        "address": canonical_address(request, page),
        "image": image_of(request, picture, alt) if picture else usual_image(request),
        "kind": kind,
        "site_name": site_name,
        "structured": structured,
    }


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """The query string of another page of a list; a list rendered apart from its request says what was asked itself."""
    asked = context["asked_query"] if "asked_query" in context else context["request"].GET
    return str(querystring(context, asked, page=number))


@register.simple_tag
def elided_pages(page: Page[Model]) -> list[int | str]:
    """The numbers around this page and at both ends, with an ellipsis between: 1 2 … 7 8 9 … 40 41."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _badge(state: str, badge: Badge, family: str) -> SafeString:
    return format_html(
        '<span class="badge-state {}-{}">{}{}</span>', family, badge.look or state, icon(badge.icon), badge.label
    )


def _figure(number: Decimal) -> str:
    rounded = number.quantize(CENT, ROUND_HALF_UP)
    decimals = 0 if rounded == rounded.to_integral_value() else 2
    text: str = number_format(rounded, decimals, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}")


@register.simple_tag
def revision(row: Model) -> SafeString:
    """The hidden field that says which version of a row the reader saw; for buttons, which have no form."""
    return format_html('<input type="hidden" name="revision" value="{}">', row.revision)  # type: ignore[attr-defined]  # see ciie.kernel.revisions
