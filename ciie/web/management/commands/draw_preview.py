"""`manage.py draw_preview`: draw the default picture of previews, a PNG of the SVG beside it."""

from io import BytesIO
from pathlib import Path

import typst
from django.core.management.base import BaseCommand
from PIL import Image

from ciie.web.previews import USUAL_PICTURE, USUAL_SIZE

PICTURE = Path(__file__).parents[3] / "static" / USUAL_PICTURE
PAGE = '#set page(width: {}pt, height: {}pt, margin: 0pt)\n#image("{}", width: 100%)'
POINT_PPI = 72.0
"""The resolution at which a point is a pixel."""


class Command(BaseCommand):
    help = "Draw the default preview picture from the SVG beside it."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: object, **options: object) -> None:
        PICTURE.write_bytes(draw_preview_picture())
        self.stdout.write(f"{PICTURE.name}: {PICTURE.stat().st_size:,} bytes.")


def draw_preview_picture() -> bytes:
    source = PICTURE.with_suffix(".svg")
    page = PAGE.format(*USUAL_SIZE, source.name).encode()
    drawn: bytes = typst.compile(  # type: ignore[call-overload]  # its stub wants one type for both
        page, root=source.parent, format="png", ppi=POINT_PPI
    )
    smaller = BytesIO()
    Image.open(BytesIO(drawn)).convert("RGB").save(smaller, "PNG", optimize=True)
    return smaller.getvalue()
