"""Icons and badges. A badge is a state's word, icon and colours, as every page shows it: colour never stands alone.

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
    """A drawing from the sprite; without `label` it is decoration and screen readers skip it."""
    if not label:
        return _decoration(name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, static(SPRITE), name
    )


@cache
def _decoration(name: str) -> SafeString:
    """Kept, since pages have hundreds of icons and the sprite's address is looked up in the list of static files."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static(SPRITE), name)


@dataclass(frozen=True)
class Badge:
    """`look` is the class of its colours: one of `css/badges.css`, or of the package's own stylesheet."""

    label: str | Promise
    icon: str
    look: str


def register_badges(kind: str, badges: Mapping[str, Badge]) -> None:
    """Let `badge(kind, state)` draw these. Raises `ValueError` for a kind that is registered already."""
    if kind in _REGISTERED:
        raise ValueError(f"The badges of {kind} are registered already.")
    _REGISTERED[kind] = badges


def badges_by_kind() -> Mapping[str, Mapping[str, Badge]]:
    """All that are registered: kind → state → badge."""
    return _REGISTERED


def badge(kind: str, state: str) -> SafeString:
    """A state's badge as HTML. Raises `KeyError` for a kind or a state that is not registered."""
    drawn = _REGISTERED[kind][state]
    return format_html('<span class="badge-state {}">{}{}</span>', drawn.look, icon(drawn.icon), drawn.label)
