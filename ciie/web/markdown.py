"""Converts Markdown that people write to HTML. Their own HTML and external pictures are disabled."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def _one_level_down(state: StateCore) -> None:
    """Lower each heading by one level, because the page has the only first-level heading."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
MARKDOWN.core.ruler.push("one_level_down", _one_level_down)


def as_html(text: str) -> SafeString:
    """Return HTML that is safe to show: the text cannot add markup of its own or a script."""
    written: SafeString = mark_safe(MARKDOWN.render(text))  # noqa: S308  # HTML is switched off
    return written
