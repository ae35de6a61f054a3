"""The confirmation letter as a PDF, typeset by typst from the letter's snapshot alone, with maps in SVG."""

import json
import re
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format

from ciie.kernel.bilingual import site_name
from ciie.web.document_fonts import document_fonts
from ciie.web.templatetags.interface import amount, figure
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.bookings.issued_pdfs.gateway import issued_pdf
from exhibitors.bookings.issued_pdfs.models import IssuedKind
from exhibitors.bookings.models import ConfirmationLetter

FOLDER = Path(__file__).parent / "typst"

HALL_MARGIN = 0.01
"""The margin around a hall, as a share of its longer side."""
NEAR_MARGIN_CM = 1_200
NEAR_PROPORTION = 2.2
"""The ratio of width to depth for which the page has room."""
WORTH_A_CLOSE_LOOK = 0.7
"""The booths get a close-up if they and their surroundings take a smaller share than this of the hall's width."""
HAIRLINES = 900
"""How many line widths fit across the drawing: a line is as wide as a nine-hundredth of it."""
LARGEST_NUMBER, SMALLEST_NUMBER = 1 / 24, 1 / 150
"""The heights of booth numbers, as shares of the drawing's longer side. Smaller ones would be illegible."""

MISSING = "\N{WHITE SQUARE}"


# Emoji with their skin tones and joined characters, which none of our fonts can draw.
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"


_EMOJI_TOGETHER = re.compile(f"{_EMOJI}(?:\u200d{_EMOJI})*")

WRITTEN = ("reference", "edition", "company", "company_local", "country_name")


def draw_letter(letter: ConfirmationLetter) -> bytes:
    """Draw the PDF of a letter, always with the same bytes.

    Text that people wrote reaches typst as JSON, never as source.
    """
    halls = letter.snapshot["halls"]
    maps = [{"hall": hall["hall"], "whole": draw_whole(hall), "near": draw_near(hall)} for hall in halls]
    pdf: bytes = typst.compile(
        FOLDER / "confirmation.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"letter": json.dumps(_words(letter)), "maps": json.dumps(maps)},
        timestamp=letter.issued_at.replace(microsecond=0),  # a PDF counts in whole seconds
    )
    return pdf


def letter_pdf(letter: ConfirmationLetter) -> bytes:
    """Return the PDF as it was first drawn. Raise the same errors as `issued_pdf`."""
    return issued_pdf(IssuedKind.LETTER, letter.number, letter.language, lambda: draw_letter(letter))


def _words(letter: ConfirmationLetter) -> dict[str, Any]:
    frozen = letter.snapshot
    prices = frozen.get("prices", [""] * len(frozen["booths"]))  # letters issued before prices were added have none
    currency = frozen.get("currency", "")
    with translation.override(letter.language):
        return {
            **{key: drawable(frozen[key]) for key in WRITTEN},
            "site_name": drawable(frozen.get("fair", site_name())),  # letters issued before fairs have none
            "organizer": [drawable(line) for line in frozen.get("organizer", "").splitlines()],
            "language": letter.language,
            "number": letter.number,
            "address": check_address(letter.public_id),
            "issued": _day(frozen["issued"]),
            "dates": f"{_day(frozen['opens'])} – {_day(frozen['closes'])}",
            "booths": [
                {
                    **booth,
                    "area": figure(Decimal(booth["area_sqm"])),
                    "price": amount(Decimal(price), currency) if price else "–",
                }
                for booth, price in zip(frozen["booths"], prices, strict=True)
            ],
            "area": figure(Decimal(frozen["area_sqm"])),
            "currency": currency,
            "price": amount(Decimal(frozen["price"]), currency) if frozen.get("price") else "–",
            "lines": [
                {**line, "name": drawable(line["name"]), "amount": amount(Decimal(line["amount"]), currency)}
                for line in frozen.get("price_lines", [])  # letters issued before rate cards existed have none
            ],
            "terms": frozen.get("terms", {}),
            "tax_note": drawable(frozen.get("tax_note", "")),
        }


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "DATE_FORMAT")


def draw_whole(frozen: dict[str, Any]) -> str:
    """Draw the hall with all its booths."""
    margin = round(max(frozen["box"][2:]) * HALL_MARGIN)
    return _svg(frozen, _grown(frozen["box"], margin))


def draw_near(frozen: dict[str, Any]) -> str:
    """Draw the highlighted booths with at least 12 m around them. Return "" where that would be most of the hall."""
    left, top, width, depth = _grown(frozen["around"], NEAR_MARGIN_CM)
    missing = max(0, round(depth * NEAR_PROPORTION) - width)
    near = [left - missing // 2, top, width + missing, depth]
    hall_width = frozen["box"][2]
    return _svg(frozen, near) if near[2] < WORTH_A_CLOSE_LOOK * hall_width else ""


def _svg(frozen: dict[str, Any], view: list[int]) -> str:
    line = max(view[2:]) / HAIRLINES
    lit = "".join(f'<path d="{booth["path"]}"/>' for booth in frozen["lit"])
    numbers = "".join(_number(booth, max(view[2:])) for booth in frozen["lit"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, view))}">'
        f'<path d="{frozen["outline"]}" fill="#ffffff" stroke="#1b2430" stroke-width="{3 * line:.1f}"/>'
        f'<path d="{frozen["plan"]}" fill="#eef1f4" stroke="#9aa5b1" stroke-width="{line:.1f}"/>'
        f'<path d="{frozen["fixtures"] or "M0 0"}" fill="#5b6776"/>'
        f'<g fill="#0b6770" stroke="#04363b" stroke-width="{1.5 * line:.1f}">{lit}</g>'
        f'<g fill="#ffffff" font-family="Noto Sans SC" font-weight="600" text-anchor="middle">{numbers}</g></svg>'
    )


def _number(booth: dict[str, Any], view_side: int) -> str:
    """Draw the booth's number inside it, as large as fits. Return "" where it would be too small to read."""
    left, top, width, depth = booth["room"]
    size = min(1.3 * width / len(booth["number"]), 0.6 * depth, view_side * LARGEST_NUMBER)
    if size < view_side * SMALLEST_NUMBER:
        return ""
    x, y = left + width / 2, top + depth / 2 + size * 0.36
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:.0f}">{escape(booth["number"])}</text>'


def _grown(box: list[int], margin: int) -> list[int]:
    left, top, width, depth = box
    return [left - margin, top - margin, width + 2 * margin, depth + 2 * margin]


def drawable(text: str) -> str:
    """Replace every emoji with a square, since it would leave a gap. Signs in Chinese fonts, such as ★, are kept."""
    return _EMOJI_TOGETHER.sub(lambda found: found[0] if _is_chinese_sign(found[0]) else MISSING, text)


def _is_chinese_sign(text: str) -> bool:
    return bool(text.encode("gb2312", errors="ignore"))
