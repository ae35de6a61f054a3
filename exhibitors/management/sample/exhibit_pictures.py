"""Pictures of what the sample shows, drawn anew and the same at every load: a sign of the sector on a ground."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ciie.uploads.pictures import AcceptedPicture, accept_picture
from exhibitors.management.sample.pavilion_files import PALETTES

SIZE = (640, 480)
VARIETIES = len(PALETTES)


def _plate(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.ellipse((170, 200, 470, 400), fill="white", outline=dark, width=6)
    draw.pieslice((225, 215, 415, 365), 20, 320, fill=light, outline=dark, width=6)
    draw.rectangle((505, 120, 555, 380), fill=dark)
    draw.rectangle((521, 70, 539, 120), fill=dark)


def _car(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.polygon([(200, 240), (250, 150), (400, 150), (470, 240)], fill=light, outline=dark, width=6)
    draw.rounded_rectangle((110, 240, 540, 335), 30, fill=dark)
    for left in (165, 395):
        draw.ellipse((left, 285, left + 90, 375), fill="white", outline=dark, width=16)


def _machine(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.rectangle((130, 330, 510, 380), fill=dark)
    draw.line([(210, 330), (260, 160), (420, 130), (470, 250)], fill=dark, width=34, joint="curve")
    for x, y in ((210, 330), (260, 160), (420, 130)):
        draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill=light, outline=dark, width=6)
    draw.polygon([(445, 250), (495, 250), (470, 300)], fill=light)


def _bag(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.arc((250, 80, 390, 260), 180, 360, fill=dark, width=16)
    draw.polygon([(190, 180), (450, 180), (485, 390), (155, 390)], fill=dark)
    draw.ellipse((270, 235, 370, 335), fill=light)


def _cross(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.rounded_rectangle((180, 100, 460, 380), 48, fill=light, outline=dark, width=6)
    draw.rectangle((290, 150, 350, 330), fill=dark)
    draw.rectangle((230, 210, 410, 270), fill=dark)


def _globe(draw: ImageDraw.ImageDraw, dark: str, light: str) -> None:
    draw.ellipse((190, 100, 450, 360), fill=light, outline=dark, width=8)
    draw.ellipse((260, 100, 380, 360), outline=dark, width=6)
    draw.line([(190, 230), (450, 230)], fill=dark, width=6)
    draw.polygon([(120, 380), (520, 380), (480, 410), (160, 410)], fill=dark)


SIGNS: dict[str, tuple[str, Callable[[ImageDraw.ImageDraw, str, str], None]]] = {
    "food": ("a laid plate and a bottle", _plate),
    "automobiles": ("a car", _car),
    "intelligent-industry": ("the arm of a machine", _machine),
    "consumer-goods": ("a shopping bag", _bag),
    "medical": ("a first-aid box", _cross),
    "services": ("a globe", _globe),
}


def words_for(sector: str, name: str) -> str:
    """The alternative text of a picture."""
    return f"Drawing of {SIGNS[sector][0]}, which stands for: {name}"


@cache
def exhibit_picture(sector: str, variety: int) -> AcceptedPicture:
    """The sign of a sector in one of `VARIETIES` colours, accepted as an upload is."""
    dark, light, ground = PALETTES[variety % VARIETIES]
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 410, *SIZE), fill=light)
    SIGNS[sector][1](draw, dark, light)
    content = BytesIO()
    picture.save(content, "PNG")
    return accept_picture(SimpleUploadedFile("exhibit.png", content.getvalue()))
