"""A drawing that stands alone, for documents: its colours are in it, since no page's style sheet reaches there."""

from pavilions.plan_drawing.drawing import svg_markup
from pavilions.plan_drawing.marks import DrawnHall

# Greys, so that the booths lit by `selected` are the only colour on the sheet. Plain selectors: renderers such as the
# one inside typst know no variables, and no strokes that keep their width.
_PAPER = """<style>
.hall{fill:#fff;stroke:#222;stroke-width:40}
.booth path{fill:#fff;stroke:#6d777b;stroke-width:8}
.booth text{fill:#4a5458;font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
.booth use path,.booth use{fill:#fff;stroke:none}
.selected path{fill:#0b6770;stroke:#04363b;stroke-width:20}
.selected text{fill:#fff}
.column,.wall{fill:#444}
.duct,.hydrant{fill:#999}
.exit{fill:#17663a}
.scale path{fill:none;stroke:#444;stroke-width:16}
.scale text{fill:#444;font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
.ground{fill:#fff}
.mark{fill:#c9ced0}
.line{fill:none;stroke:#c9ced0;stroke-width:8}
</style>"""


def draw_hall_on_paper(hall: DrawnHall) -> str:
    """A complete SVG document in greys with the selected booths in colour. Never put it into a page: it has a style."""
    return svg_markup(hall, head=_PAPER)
