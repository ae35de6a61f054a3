"""Punctuation between two values that a template puts side by side: `, ` in English, `，` in Chinese.

Every template has these tags without loading them. A translated sentence contains its own punctuation.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ciie.kernel import wording

register = template.Library()


@register.simple_tag
def comma() -> str:
    return str(wording.COMMA)


@register.simple_tag
def list_comma() -> str:
    """Return the separator between the items of a list, which is `、` in Chinese."""
    return str(wording.LIST_COMMA)


@register.simple_tag
def semicolon() -> str:
    return str(wording.SEMICOLON)


@register.simple_tag
def colon() -> str:
    return str(wording.COLON)


@register.simple_tag
def full_stop() -> str:
    """Return the separator between two sentences."""
    return str(wording.FULL_STOP)


@register.simple_tag
def sentence_space() -> str:
    """Return the space between two sentences that have their full stops, which is empty in Chinese."""
    return wording.sentence_space()


@register.simple_block_tag
def bracketed(content: str) -> SafeString:
    """Return the content in brackets, with the space before them: ` (5)`."""
    opening, closing = str(wording.BRACKETS).split("…")
    return format_html("{}{}{}", opening, SafeString(content), closing)
