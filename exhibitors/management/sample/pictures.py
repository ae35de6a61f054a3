"""Pictures and drawings of the sample, drawn at every load and always the same."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ciie.uploads.documents import AcceptedDocument, accept_document
from ciie.uploads.pictures import AcceptedPicture, accept_picture

STAND_SIZE, EXHIBIT_SIZE = (720, 480), (640, 480)
PALETTES = (
    ("#0b6770", "#f0c987", "#fbf7ef"),
    ("#7a2e39", "#e9b44c", "#fdf3e3"),
    ("#2f4b7c", "#a5c9e1", "#f3f7fb"),
    ("#3d6b35", "#c9d8a3", "#f7f8ef"),
    ("#5b4a8a", "#e3b7c8", "#f8f4fb"),
)


def stand_picture(number: int) -> AcceptedPicture:
    """Return a view of a stand, with colours by its number."""
    dark, light, ground = PALETTES[number % len(PALETTES)]
    picture = Image.new("RGB", STAND_SIZE, ground)
    draw = ImageDraw.Draw(picture)
    width, height = STAND_SIZE
    draw.rectangle((0, height * 3 // 4, width, height), fill=light)
    for arch in range(3 + number % 3):
        left = 60 + arch * 150
        draw.rectangle((left, 220 - 10 * (number % 4), left + 100, height * 3 // 4), fill=dark)
        draw.ellipse((left, 170 - 10 * (number % 4), left + 100, 270 - 10 * (number % 4)), fill=dark)
    draw.polygon([(30, 120 + number % 7 * 4), (width // 2, 40), (width - 30, 120 + number % 7 * 4)], fill=light)
    return accepted(picture, "stand.png")


def accepted(picture: Image.Image, name: str) -> AcceptedPicture:
    """Return a picture as if it had been uploaded."""
    content = BytesIO()
    picture.save(content, "PNG")
    return accept_picture(SimpleUploadedFile(name, content.getvalue()))


def stand_drawing(pavilion: str, version: int) -> AcceptedDocument:
    """Return a PDF page with the outline of a stand."""
    words = "".join(letter if letter.isascii() and letter not in "()\\" else "-" for letter in pavilion)
    title = f"Stand of {words}, version {version}"
    drawing = f"2 w 80 480 420 {180 + 20 * version} re S 160 520 120 80 re S BT /F1 16 Tf 80 740 Td ({title}) Tj ET"
    return accept_document(SimpleUploadedFile(f"stand-{version}.pdf", _pdf(drawing.encode("ascii"))))


def _pdf(drawing: bytes) -> bytes:
    """Return a minimal PDF of one A4 page with this content."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(written)


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
    """Return the alternative text of a picture."""
    return f"Drawing of {SIGNS[sector][0]}, which stands for: {name}"


def exhibit_picture(sector: str, variety: int) -> AcceptedPicture:
    """Return the symbol of a sector in the colours of this variety. Each one is drawn once."""
    return _drawn_in(sector, *PALETTES[variety % len(PALETTES)])


@cache
def _drawn_in(sector: str, dark: str, light: str, ground: str) -> AcceptedPicture:
    picture = Image.new("RGB", EXHIBIT_SIZE, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 410, *EXHIBIT_SIZE), fill=light)
    SIGNS[sector][1](draw, dark, light)
    return accepted(picture, "exhibit.png")
