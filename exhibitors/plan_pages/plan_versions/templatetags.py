"""Template filters and tags that show changes between two versions of a plan in words and signed figures."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import list_words
from ciie.web.templatetags.interface import figure, money, sqm
from exhibitors.plan_pages.plan_versions.queries import Publishing
from pavilions.plans.publishing.comparison import ChangeKind, Comparison

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.filter
def signed(amount: Decimal | None) -> str:
    """Return a figure with its sign, such as `+12`, `−3.50` or `0`, or an en dash if there is none."""
    return "–" if amount is None else f"{_sign(amount)}{figure(abs(amount))}"


def _sign(amount: Decimal) -> str:
    if not amount:
        return ""
    return MINUS if amount < 0 else "+"


@register.filter
def kinds_in_words(comparison: Comparison) -> str:
    """Return the counts of the kinds of change, such as `2 added, 1 moved`."""
    return list_words(f"{count} {kind.label}" for kind, count in comparison.counts.items())


@register.filter
def area_in_words(comparison: Comparison) -> str:
    """Return by how much the area has grown or shrunk, or an empty text if it is the same."""
    difference = comparison.area_after - comparison.area_before
    return (
        _("%(difference)s compared with before") % {"difference": f"{_sign(difference)}{sqm(abs(difference))}"}
        if difference
        else ""
    )


@register.filter
def price_in_words(publishing: Publishing) -> str:
    if publishing.price_after is None or publishing.price_before is None:
        return ""
    difference = publishing.price_after - publishing.price_before
    currency = publishing.review.after.edition.currency
    words = {"difference": f"{_sign(difference)}{money(abs(difference), currency)}"}
    return _("%(difference)s compared with before") % words if difference else ""


@register.filter
def open_in_words(publishing: Publishing) -> str:
    count = len(publishing.unresolved)
    if not publishing.claims:
        return ""
    words = ngettext("%(count)d undecided", "%(count)d undecided", count)
    return words % {"count": count} if count else _("all decided")


@register.simple_tag
def change_kind(kind: ChangeKind) -> SafeString:
    return format_html('<span class="change-kind change-{}">{}</span>', kind.value, kind.label)


@register.simple_tag
def choice_value(choice: str, booth: int) -> str:
    return f"{choice}:{booth}"
