"""The confirmation letter as a PDF, set by typst from the letter's snapshot alone."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from ciie.web.document_fonts import document_fonts
from ciie.web.templatetags.interface import figure
from exhibitors.bookings.documents.drawable_text import drawable
from exhibitors.bookings.documents.letter_map import draw_near, draw_whole
from exhibitors.bookings.models.booking import ConfirmationLetter

FOLDER = Path(__file__).parent / "typst"

WRITTEN = ("reference", "edition", "company", "company_local", "country_name")


def draw_letter(letter: ConfirmationLetter) -> bytes:
    """The same letter gives the same bytes. What people wrote reaches typst as JSON, never as its source."""
    frozen = letter.snapshot
    pdf: bytes = typst.compile(
        FOLDER / "confirmation.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"letter": json.dumps(_words(letter)), "maps": json.dumps(_maps(frozen))},
        timestamp=letter.issued_at.replace(microsecond=0),  # a PDF counts in whole seconds
    )
    return pdf


def _words(letter: ConfirmationLetter) -> dict[str, Any]:
    frozen = letter.snapshot
    with translation.override(letter.language):
        return {
            **{key: drawable(frozen[key]) for key in WRITTEN},
            "site_name": settings.SITE_NAME,
            "language": letter.language,
            "number": letter.number,
            "issued": _day(frozen["issued"]),
            "dates": f"{_day(frozen['opens'])} – {_day(frozen['closes'])}",
            "booths": [{**booth, "area": figure(Decimal(booth["area_sqm"]))} for booth in frozen["booths"]],
            "area": figure(Decimal(frozen["area_sqm"])),
        }


def _maps(frozen: dict[str, Any]) -> list[dict[str, str]]:
    halls = frozen["halls"]
    return [{"hall": hall["hall"], "whole": draw_whole(hall), "near": draw_near(hall)} for hall in halls]


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "DATE_FORMAT")
