"""`{% load editions %}`: links from a page about one edition to the same page about another."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.template import Context

from pavilions.floor.editions import requests
from pavilions.floor.models.edition import Edition

register = template.Library()


@register.filter
def of_edition(address: str, edition: Edition) -> str:
    """Return the address of a page about this edition: `{{ list_url|of_edition:edition }}`."""
    return f"{address}?{settings.SCOPE}={edition.number}"


@register.simple_tag
def address_in(number: int, name: str) -> str:
    """Return the address of a page about the edition of this number: `{% address_in 8 "take_part" as address %}`."""
    return requests.address_in(number, name)


@register.inclusion_tag("pavilions/editions/choice.html", takes_context=True)
def edition_choice(context: Context, edition: Edition, editions: Iterable[Edition] | None = None) -> dict[str, object]:
    """Show a menu of this page about each edition, newest first, or nothing if there is only one, with one query."""
    found = list(Edition.objects.order_by("-number") if editions is None else editions)
    path = context["request"].path
    return {"edition": edition, "choices": [(each, of_edition(path, each)) for each in found] if len(found) > 1 else []}
