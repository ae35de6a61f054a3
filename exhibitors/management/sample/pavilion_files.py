"""Pictures and drawings that pavilions of the sample send, drawn anew and the same at every load."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ciie.uploads.documents import AcceptedDocument, accept_document
from ciie.uploads.pictures import AcceptedPicture, accept_picture

SIZE = (720, 480)
PALETTES = (
    ("#0b6770", "#f0c987", "#fbf7ef"),
    ("#7a2e39", "#e9b44c", "#fdf3e3"),
    ("#2f4b7c", "#a5c9e1", "#f3f7fb"),
    ("#3d6b35", "#c9d8a3", "#f7f8ef"),
    ("#5b4a8a", "#e3b7c8", "#f8f4fb"),
)


def stand_picture(number: int) -> AcceptedPicture:
    """A view of a stand in the colours of its number."""
    dark, light, ground = PALETTES[number % len(PALETTES)]
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    width, height = SIZE
    draw.rectangle((0, height * 3 // 4, width, height), fill=light)
    for arch in range(3 + number % 3):
        left = 60 + arch * 150
        draw.rectangle((left, 220 - 10 * (number % 4), left + 100, height * 3 // 4), fill=dark)
        draw.ellipse((left, 170 - 10 * (number % 4), left + 100, 270 - 10 * (number % 4)), fill=dark)
    draw.polygon([(30, 120 + number % 7 * 4), (width // 2, 40), (width - 30, 120 + number % 7 * 4)], fill=light)
    content = BytesIO()
    picture.save(content, "PNG")
    return accept_picture(SimpleUploadedFile("stand.png", content.getvalue()))


def stand_drawing(pavilion: str, version: int) -> AcceptedDocument:
    """A page with the outline of a stand."""
    words = "".join(letter if letter.isascii() and letter not in "()\\" else "-" for letter in pavilion)
    title = f"Stand of {words}, version {version}"
    drawing = f"2 w 80 480 420 {180 + 20 * version} re S 160 520 120 80 re S BT /F1 16 Tf 80 740 Td ({title}) Tj ET"
    return accept_document(SimpleUploadedFile(f"stand-{version}.pdf", _pdf(drawing.encode("ascii"))))


def _pdf(drawing: bytes) -> bytes:
    """The smallest PDF of one A4 page with this content."""
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
