"""`manage.py draw_preview` draws the usual picture of previews anew from its SVG."""

from django.core.management.base import BaseCommand

from ciie.web.preview_picture import PICTURE, draw_preview_picture


class Command(BaseCommand):
    help = "Draw the picture beside previews of pages without one of their own, from the SVG beside it."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: object, **options: object) -> None:
        PICTURE.write_bytes(draw_preview_picture())
        self.stdout.write(f"{PICTURE.name}: {PICTURE.stat().st_size:,} bytes.")
