"""Cells that several tables share."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def named(address: str, name: str, note: str) -> SafeString:
    return format_html(
        '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span></span>', address, name, note
    )
