"""The PDF/A-3b of a contract, which typst typesets from the frozen text alone, in English and Chinese.

The PDF of a signed contract has a page with the evidence of the signature, and the PDF that was signed as an
attachment.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from markdown_it import MarkdownIt

from ciie.kernel.bilingual import in_both, site_name
from ciie.kernel.canonical import digest_of
from ciie.kernel.wording import day_words
from ciie.web.document_fonts import document_fonts
from ciie.web.templatetags.interface import exact, figure
from exhibitors.bookings.documents.letter_pdf import drawable
from exhibitors.money.sales.terms_of_sale.cancellation import read_cancellation
from exhibitors.money.sales.terms_of_sale.schedule import read_terms
from exhibitors.money.sales.terms_of_sale.words import due_words, until_words

FOLDER = Path(__file__).parent / "typst"
LANGUAGES = ("en", "zh")

type Words = dict[str, str]
"""The same text in English (`en`) and Chinese (`zh`)."""


def draw_contract(text: str, *, address: str, at: datetime) -> bytes:
    """Return the PDF to be signed. The same text, address and time always give the same bytes.

    `address` is the URL of the page on which anybody can check the PDF.
    """
    return _drawn({"contract": json.dumps(_said(json.loads(text))), "address": address}, at=at)


def draw_signed(
    text: str, evidence: Mapping[str, str], original: bytes, *, digest: str, address: str, at: datetime
) -> bytes:
    """Return the PDF of a signed contract, with a page of evidence and the signed PDF as an attachment.

    `original` is the signed PDF, and `digest` is its SHA-256, which the evidence also names. `evidence` has the keys
    name, name_from, way, signed_at, email, code, address, user_agent, digest, drawing (the path of an SVG, or empty)
    and copy. Raises `ValueError` if `original` is a different PDF.
    """
    if digest_of(original) != digest or evidence["digest"] != digest:
        raise ValueError("This is not the PDF that was signed.")
    said = {name: drawable(value) for name, value in evidence.items()}
    inputs = {"contract": json.dumps(_said(json.loads(text))), "evidence": json.dumps(said), "address": address}
    return _drawn(inputs, original=original, at=at)


def _drawn(inputs: Mapping[str, str], *, original: bytes = b"", at: datetime) -> bytes:
    """Compile the PDF. Texts reach typst as JSON and attachments as files, so that neither is read as typst source."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("contract.typ", "words.json"):
            (root / name).write_bytes((FOLDER / name).read_bytes())
        (root / "original.pdf").write_bytes(original)
        pdf: bytes = typst.compile(
            root / "contract.typ",
            root=root,
            font_paths=document_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="a-3b",
            sys_inputs=dict(inputs),
            timestamp=at.astimezone(UTC).replace(microsecond=0),  # a PDF counts in whole seconds
        )
    return pdf


def _said(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of the template: names as they are, days and figures in both languages."""
    terms = read_terms(part["term"] for part in frozen["schedule"])
    return {
        **{key: drawable(frozen[key]) for key in ("number", "reference", "company", "company_local", "currency")},
        "site_name": frozen.get("fair") or _both(site_name),  # contracts made before fairs have none
        "edition": {"en": frozen["edition"], "zh": frozen["edition_zh"] or frozen["edition"]},
        "country": {"en": frozen["country"], "zh": frozen["country_zh"]},
        "company_address": [drawable(line) for line in frozen.get("company_address", [])],
        "seller": [drawable(line) for line in frozen["seller"]],
        **_when_and_where(frozen),
        "made": _day(frozen["made_on"]),
        "sign_by": _day(frozen["sign_by"]),
        "area": figure(Decimal(frozen["area_sqm"])),
        "net": exact(Decimal(frozen["net"]), frozen["currency"]),
        "total": exact(Decimal(frozen["total"]), frozen["currency"]),
        "lines": [
            {
                "name": {"en": drawable(line["name"]), "zh": drawable(line["name_zh"])},
                "words": {"en": drawable(line["words"]), "zh": drawable(line["words_zh"])},
                "booth": line["booth"],
                "amount": exact(Decimal(line["amount"]), frozen["currency"]),
                "is_tax": line["kind"] == "tax",
            }
            for line in frozen["lines"]
        ],
        "tax_note": {"en": drawable(frozen["tax_note"]), "zh": drawable(frozen["tax_note_zh"])},
        "schedule": [
            {
                "kind": _both(partial(str, term.kind.label)),
                "due": _both(partial(due_words, term)),
                "net": exact(Decimal(part["net"]), frozen["currency"]),
            }
            for term, part in zip(terms, frozen["schedule"], strict=True)
        ],
        "cancellation": [
            {
                "until": _both(partial(until_words, term)),
                "percent": f"{figure(term.percent.normalize())}%",
            }
            for term in read_cancellation(frozen["cancellation"])
        ],
        "amends": _amended(frozen.get("amends"), frozen["currency"]),
        "terms_version": frozen["terms"] or 0,
        "terms": {language: list(_blocks(frozen["terms_text"][language])) for language in LANGUAGES},
    }


def _when_and_where(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the days and the venue of the edition. Both are None in contracts made before they were frozen."""
    if "opens" not in frozen:
        return {"days": None, "venue": None}
    opens, closes = _day(frozen["opens"]), _day(frozen["closes"])
    venue = {language: drawable(", ".join(frozen["venue"][language])) for language in LANGUAGES}
    return {
        "days": {language: f"{opens[language]} – {closes[language]}" for language in LANGUAGES},
        "venue": venue if venue["en"] else None,
    }


def _amended(amends: Mapping[str, Any] | None, currency: str) -> dict[str, Any] | None:
    if amends is None:
        return None
    fee = Decimal(amends["fee"])
    return {
        "number": amends["number"],
        "signed": _day(amends["signed_on"]),
        "returned": ", ".join(amends["returned"]) or "–",
        "taken": ", ".join(amends["taken"]) or "–",
        "reason": drawable(amends["reason"]),
        "fee": f"{currency} {exact(fee, currency)}" if fee else "–",
    }


def _both(words: Callable[[], object]) -> Words:
    return dict(zip(LANGUAGES, in_both(words), strict=True))


def _day(written: str) -> Words:
    return _both(lambda: day_words(date.fromisoformat(written)))


def _blocks(markdown: str) -> Iterator[Words]:
    """Yield the headings, list items and paragraphs of a Markdown text, each as plain text."""
    kind = "paragraph"
    for token in MarkdownIt().parse(markdown):
        if token.type in {"heading_open", "list_item_open"}:
            kind = "heading" if token.type == "heading_open" else "item"
        elif token.type == "inline":
            words = "".join(" " if part.type == "softbreak" else part.content for part in token.children or [])
            yield {"kind": kind, "text": drawable(words)}
            kind = "paragraph"
