"""Drawings of the icons' sprite."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "vendor/lucide-1.62.0/sprite.svg"


def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite; without `label` it is decoration and screen readers skip it."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, _href(name)
        )
    return _decoration(name)


@cache
def _decoration(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _href(name))


@cache
def _href(name: str) -> str:
    """Kept, since pages have hundreds of icons and the sprite's address is looked up in the list of static files."""
    return f"{static(SPRITE)}#{name}"
