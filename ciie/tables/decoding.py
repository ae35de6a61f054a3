"""Decodes bytes to text, for files that do not declare their encoding."""

import codecs
import re

from charset_normalizer import from_bytes
from charset_normalizer.models import CharsetMatch
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.tables.table import TableError

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs write as "CSV" on a Chinese, Russian, Western, Central European, Japanese, Korean or
# Taiwanese computer, in the order that decides a tie.
_LEGACY = ("gb18030", "cp1251", "cp1252", "cp1250", "cp932", "cp949", "big5")
_FOREIGN_WORDS = re.compile(rb"[@-~]*[\x80-\xff][@-\xff]*")
_SAMPLE_WORDS = 4000
# Bytes that are Central European letters in Windows-1250 are symbols in Windows-1252, so a symbol inside a word reveals
# the encoding.
_SIGNS_INSIDE_WORD = re.compile(r"[^\W\d_][¹³¿¥£¯¼¾ª¢¶§¨·]|[¹³¿¥£¯¼¾ª¢][^\W\d_]|[A-Za-z][ŒœŸ][a-z]")
# Nobody writes "Cafй": if most words mix two alphabets, the text was "Café".
_TWO_SCRIPTS = re.compile(r"[A-Za-z][а-яё]|[а-яё][A-Za-z]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SAMPLE = 4096


def decode(content: bytes) -> tuple[str, Sentence | None]:
    """Return the text, and a sentence about the encoding if it was guessed.

    Raises `TableError` if the content is not text.
    """
    encoding = _certain_encoding(content)
    if encoding is not None:
        return _decode_as(content, encoding), None
    if b"\x00" in content:
        raise _not_text()
    encoding = _guess_encoding(content)
    note = _("The file does not say its encoding; it was read as %(encoding)s. Check names with special letters.")
    return _decode_as(content, encoding), note % {"encoding": encoding}


def _certain_encoding(content: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    if b"\x00" in content:
        return _utf16_by_pattern(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _utf16_by_pattern(content: bytes) -> str | None:
    """Recognize UTF-16 without its mark, in which plain letters leave every second byte zero."""
    sample = content[:_SAMPLE]
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if high > 4 * low:
        return "utf-16-le"
    return "utf-16-be" if low > 4 * high else None


def _guess_encoding(content: bytes) -> str:
    # The guesser gets only words with foreign letters, because a mass of plain English would hide them.
    words = b"\n".join(_FOREIGN_WORDS.findall(content)[:_SAMPLE_WORDS])
    matches = list(from_bytes(words, cp_isolation=list(_LEGACY), threshold=0.5))
    if not matches:
        raise _not_text()
    encoding = min(matches, key=lambda match: _rank(match, words)).encoding
    if encoding in {"cp1250", "cp1252"}:
        western = words.decode("cp1252", errors="replace")
        return "cp1250" if "\ufffd" in western or _SIGNS_INSIDE_WORD.search(western) else "cp1252"
    return encoding


def _rank(match: CharsetMatch, words: bytes) -> tuple[bool, float, float, int]:
    mixed = _TWO_SCRIPTS.findall(words.decode(match.encoding, errors="replace"))
    mixes = 2 * len(mixed) > words.count(b"\n") + 1
    return mixes, round(match.chaos, 2), -round(match.coherence, 1), _LEGACY.index(match.encoding)


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text() from error
    sample = text[:_SAMPLE]
    if 20 * len(_CONTROLS.findall(sample)) > len(sample):  # more than one in twenty: nobody typed this
        raise _not_text()
    return text


def _not_text() -> TableError:
    return TableError(
        _("This is not a text file that can be read as a table. Save the list as CSV (UTF-8), XLSX or JSON."),
        "not_text",
    )
