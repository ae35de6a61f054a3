"""Icons and badges. A badge shows a state by a word, an icon and colours on every page, never by colour alone.

A package registers the badges of its states beside them, and pages draw them by the name of their kind:

    register_badges("order_state", {OrderState.OPEN: Badge(_("Open"), "pencil", "badge-outline"), …})

`{% badge "order_state" order.state %}` in templates, `badge("order_state", order.state)` in Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "vendor/lucide-1.62.0/sprite.svg"
_REGISTERED: dict[str, Mapping[str, "Badge"]] = {}


def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite. Without `label`, it is decoration, and screen readers skip it."""
    if not label:
        return _decoration(name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, static(SPRITE), name
    )


@cache
def _decoration(name: str) -> SafeString:
    """Return a decorative icon.

    It is cached, since pages have hundreds of icons and the sprite's URL is looked up in the manifest of static files.
    """
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static(SPRITE), name)


@dataclass(frozen=True)
class Badge:
    """A badge. `look` is the class of its colours, from `css/badges.css` or from the package's own stylesheet."""

    label: str | Promise
    icon: str
    look: str


def register_badges(kind: str, badges: Mapping[str, Badge]) -> None:
    """Let `badge(kind, state)` draw these badges. Raises `ValueError` if the kind is already registered."""
    if kind in _REGISTERED:
        raise ValueError(f"The badges of {kind} are registered already.")
    _REGISTERED[kind] = badges


def badges_by_kind() -> Mapping[str, Mapping[str, Badge]]:
    """Return all registered badges by kind and state."""
    return _REGISTERED


def badge(kind: str, state: str) -> SafeString:
    """Return a state's badge as HTML. Raises `KeyError` for a kind or a state that is not registered."""
    drawn = _REGISTERED[kind][state]
    return format_html('<span class="badge-state {}">{}{}</span>', drawn.look, icon(drawn.icon), drawn.label)
