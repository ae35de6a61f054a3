"""Marking a drawing that is kept: which booths a filter leaves out, which one is meant, which layers are shown.

A drawing is the same for everybody and is kept per version. What one visitor asks for is written into its classes,
which takes a hundredth of drawing it again.
"""

import re
from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from pavilions.plans.drawing.layers import USUALLY_SHOWN, layer_classes

BOOTH = re.compile(r'id="booth-(\d+)" class="booth')
ROOT = 'class="plan"'


def mark_drawing(
    drawing: str,
    *,
    dimmed_but: Collection[int] | None = None,
    meant: int | None = None,
    layers: Collection[str] = USUALLY_SHOWN,
    carry: str = "",
) -> SafeString:
    """The drawing of `draw_hall` with all booths `dimmed` but those of `dimmed_but` (None: none is), one `meant`.

    `carry` is a query string that links beginning with `?booth=` are to keep.
    """

    def marked(found: re.Match[str]) -> str:
        booth_id = int(found[1])
        is_dimmed = dimmed_but is not None and booth_id not in dimmed_but
        return f"{found[0]}{' dimmed' if is_dimmed else ''}{' meant' if booth_id == meant else ''}"

    if dimmed_but is not None or meant is not None:
        drawing = BOOTH.sub(marked, drawing)
    if classes := layer_classes(layers):
        drawing = drawing.replace(ROOT, f'class="plan{classes}"', 1)
    if carry:
        drawing = drawing.replace('href="?booth=', f'href="?{escape(carry)}&amp;booth=')
    return mark_safe(drawing)  # noqa: S308  (ours, and what was added is escaped or a number)
