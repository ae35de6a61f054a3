"""A drawing that stands alone, for documents: its colours are in it, since no page's style sheet reaches there."""

from pavilions.plans.drawing.drawing import svg_markup
from pavilions.plans.drawing.marks import DrawnHall

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


# Grounds and patterns of availability, as on the screen in light; text dark enough to be read on each of them.
_PRINT = """<style>
.hall{fill:#fff;stroke:#1b2430;stroke-width:30}
.booth path{stroke:#4a5458;stroke-width:6;fill:#fff}
.booth text{fill:#1b2430;font-family:"Noto Sans SC",sans-serif}
.booth use,.booth use path{fill:#1b2430;stroke:none}
.free path{fill:#e3f4ea}
.booked path{fill:#9fb6c9}
.held .ground{fill:#fff4d6}.held .mark{fill:#b98300}
.reserved .ground{fill:#e6e3f7}.reserved .line{fill:none;stroke:#6556b3;stroke-width:9}
.blocked .ground{fill:#eceff0}.blocked .line{fill:none;stroke:#7c878b;stroke-width:6}
.booth.held path{fill:url(#plan-held)}
.booth.reserved path{fill:url(#plan-reserved)}
.booth.blocked path{fill:url(#plan-blocked)}
.column,.wall{fill:#444}
.duct{fill:#999}
.hydrant{fill:#a3262a}
.exit{fill:#17663a}
.scale path{fill:none;stroke:#1b2430;stroke-width:16}
.scale text{fill:#1b2430;font-family:"Noto Sans SC",sans-serif}
</style>"""


def draw_hall_for_print(hall: DrawnHall) -> str:
    """A complete SVG document in the colours and patterns of availability. Never put it into a page: it has a style."""
    return svg_markup(hall, head=_PRINT)
