"""The library `{% load interface %}`: icons, badges and figures, the same on every page."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from itertools import batched
from typing import Literal

from babel.numbers import get_currency_precision
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.template import Context
from django.template.defaulttags import querystring
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import get_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ciie.kernel.bilingual import other_language, shown
from ciie.kernel.currencies import price_unit
from ciie.kernel.wording import billions_figure, figure_words, percent_words, zone_words
from ciie.web.badges import badge, icon
from ciie.web.languages import alternates
from ciie.web.navigation import Entry, Navigation
from ciie.web.previews import Picture, canonical_address, description_of, image_of, plain_text, usual_image

register = template.Library()


register.simple_tag(icon)
register.simple_tag(badge)


@register.filter
def joined(parts: Iterable[str]) -> SafeString:
    """Join parts of a page without a loop in the template."""
    return format_html_join("", "{}", ((each,) for each in parts))


@register.filter
def sqm(area: Decimal | float | None) -> str:
    """Format an area as `1,234.5 m²` in the reader's language, with decimals only if there are any."""
    return "–" if area is None else f"{_figure(Decimal(area))}\N{NO-BREAK SPACE}m²"


@register.filter
def figure(number: Decimal | float | None) -> str:
    """Format a number as `12,345`, grouped in the reader's language, with at most two decimals, none if zero."""
    return "–" if number is None else _figure(Decimal(number))


@register.filter
def value_of(number: Decimal, key: str) -> str:
    """Format a figure in the unit that its label names.

    Figures in billions (`…_bn`) are formatted as the reader's language counts them. A figure below one such unit has
    all its decimals.
    """
    if not key.endswith("_bn"):
        return figure(number)
    units = number * get_format("UNITS_OF_A_BILLION")
    return figure_words(units) if 0 < units < 1 else figure(units)


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """Format a sum as `CNY 26,460` or `CNY 1,234.50` in the reader's language, with cents only if there are any."""
    if amount is None:
        return "–"
    decimals = get_currency_precision(currency) if currency else 2
    return f"{currency}\N{NO-BREAK SPACE}{_figure(Decimal(amount), decimals)}"


@register.filter
def amount(value: Decimal | None, currency: str) -> str:
    """Return only the number of `money`, for columns whose heading names the currency."""
    return money(value, currency).rpartition("\N{NO-BREAK SPACE}")[2]


@register.filter
def exact(value: Decimal, currency: str) -> str:
    """Format a sum as `1,234.50` with all decimals of the currency, as in contracts, invoices and accounts."""
    text: str = number_format(value, get_currency_precision(currency), force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}")


register.filter("share", percent_words)
register.filter("billions", billions_figure)
register.filter(zone_words)
register.filter(price_unit)


@register.filter
def field_words(name: str) -> str:
    """Return the name of a form field for people who see it outside its form: `Area sqm` for `request-0-area_sqm`."""
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()


@register.simple_tag
def is_current(navigation: Navigation, entry: Entry) -> bool:
    return navigation.current == entry.url


def _address(context: Context, url: str) -> str:
    navigation, scope = context.get("navigation"), getattr(context.get(settings.SCOPE), "number", None)
    return navigation.address(url, scope) if isinstance(navigation, Navigation) else url


@register.simple_tag(takes_context=True)
def entry_address(context: Context, entry: Entry) -> str:
    """Return the URL of a menu entry from this page, whose scope is in its context under `settings.SCOPE`."""
    return _address(context, entry.url)


@register.inclusion_tag("parts/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context, *labels_and_urls: str) -> dict[str, list[tuple[str, str]]]:
    """Render `{% breadcrumbs _("People") list_url name person_url %}`: the path to this page, without the page."""
    return {"trail": [(label, _address(context, url)) for label, url in batched(labels_and_urls, 2, strict=True)]}


@register.inclusion_tag("parts/preview.html", takes_context=True)
def preview(
    context: Context,
    description: str = "",
    *,
    kind: str = "website",
    picture: Picture | Literal[""] = "",
    alt: object = "",
    structured: str = "",
    page: int = 1,
    address: str = "",
) -> dict[str, object]:
    """Render the metadata of a page.

    In `{% preview page.text picture=pictures.0 alt=pictures.0 structured=structured %}`, all arguments are optional.
    The title is that of the page. `page` is the number of a list's page; `structured` is JSON-LD. `address` is the
    canonical URL if it is not the page's own.
    """
    request, site_name = context["request"], context["site_name"]
    title = context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context)
    return {
        "title": plain_text(title),
        "description": description_of(description, site_name),
        "address": (address := address or canonical_address(request, page)),
        "alternates": alternates(address),
        "image": image_of(request, picture, str(alt)) if picture else usual_image(request),
        "kind": kind,
        "site_name": site_name,
        "structured": structured,
    }


@register.filter
def in_language(row: object, name: str) -> str:
    """Return a field with a `…_zh` beside it in the reader's language or the other one:

    `{{ show|in_language:"title" }}`.
    """
    return shown(row, name)


@register.filter
def marked(row: object, name: str) -> str | SafeString:
    """Return the same for a page's text, marked by `lang` if it is in the other language."""
    language, text = other_language(row, name), shown(row, name)
    return format_html('<span lang="{}">{}</span>', language, text) if language else text


@register.filter
def lang_of(row: object, name: str) -> SafeString:
    """Return the same mark as an attribute.

    Example: `<div{{ show|lang_of:"text" }}>{{ show|in_language:"text"|linebreaks }}</div>`.
    """
    language = other_language(row, name)
    return format_html(' lang="{}"', language) if language else SafeString()


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """Return the query string of another page of a list.

    A list that is rendered apart from its request has `asked_query` in its context.
    """
    asked = context["asked_query"] if "asked_query" in context else context["request"].GET
    return str(querystring(context, asked, page=number))


@register.simple_tag
def elided_pages(page: Page[Model]) -> list[int | str]:
    """Return the page numbers around this one and at both ends, with ellipses: 1 2 … 7 8 9 … 40 41."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _figure(number: Decimal, decimals: int = 2) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    shown = 0 if rounded == rounded.to_integral_value() else decimals
    text: str = number_format(rounded, shown, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}")


@register.simple_tag
def revision(row: Model) -> SafeString:
    """Render the hidden field with the revision that the reader saw, for buttons, which have no form."""
    return format_html('<input type="hidden" name="revision" value="{}">', row.revision)  # type: ignore[attr-defined]  # see ciie.kernel.revisions
