"""Cleans cells of stray characters and of everything that a database would refuse."""

import re
import unicodedata

# Invisible marks without meaning in a cell. The joiners U+200C and U+200D stay, because Persian, Hindi and emoji need
# them.
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))
_MARKS = (0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
_INVISIBLE = dict.fromkeys((*_CONTROLS, *_MARKS))
_LINE_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TRANSLATION = {**_INVISIBLE, **_LINE_BREAKS, **_LONE_SURROGATES}

_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_TIDY = re.compile(r"(?:[!-~]+(?: [!-~]+)*)?")
_GUARDED_FORMULA = re.compile(r"'(?='*[=+\-@＝＋－＠])")


def clean_cell(text: str) -> str:
    """Return composed (NFC) text with single plain spaces and plain line breaks, trimmed.

    No-break and other unusual spaces become plain ones, invisible and control characters are removed, and a lone
    surrogate becomes U+FFFD.
    """
    if not _TIDY.fullmatch(text):
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_TRANSLATION))
        text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text))
        text = _MANY_BREAKS.sub("\n\n", text).strip()
    return text


def clean_spreadsheet_cell(text: str) -> str:
    """Return a cleaned cell of a CSV file or workbook.

    The apostrophe that `neutralise` puts before a formula is removed.
    """
    text = clean_cell(text)
    return text[1:] if _GUARDED_FORMULA.match(text) else text
