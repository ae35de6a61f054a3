"""Cutting a font down to the characters that documents need: a full Chinese font has 30,000 and 10 MB."""

from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WESTERN = (
    *range(0x20, 0x530),  # Latin, Greek, Cyrillic
    *range(0x1E00, 0x2000),  # Vietnamese, polytonic Greek
    *range(0x2000, 0x2300),  # punctuation, currencies, letter-like signs, arrows
)
EAST_ASIAN = (*range(0x3000, 0x3100), *range(0xFF00, 0xFFEF))  # punctuation, kana, wide forms
HANGUL_SYLLABLES = set(range(0xAC00, 0xD7A4))
LEAD_BYTES = range(0xA1, 0xFF)
TRAIL_BYTES = range(0x40, 0xFF)
EVERYDAY_BIG5 = range(0xA1, 0xC7)


def cut_font(path: Path) -> None:
    """Replace a TrueType font by one with the `characters` that are meant for it. Same bytes for the same font."""
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, name_IDs=["*"], recalc_timestamp=False))
    subsetter.populate(unicodes=characters(path.stem) & set(font.getBestCmap()))
    subsetter.subset(font)
    font.save(path)


def characters(font_name: str) -> set[int]:
    """What a font of this name is to show. Regular Chinese also has the 5,401 everyday traditional characters, to
    which a bold text falls back; Korean is there for its syllables alone; smaller fonts stay whole.
    """
    match font_name:
        case "NotoSansSC-Regular":
            return {*WESTERN, *EAST_ASIAN, *_charset("gb2312"), *_charset("big5", EVERYDAY_BIG5)}
        case "NotoSansSC-SemiBold":
            return {*WESTERN, *EAST_ASIAN, *_charset("gb2312")}
        case "NotoSansKR-Regular":
            return HANGUL_SYLLABLES & set(_charset("euc_kr"))
        case _:
            return set(range(0x110000))


def _charset(name: str, lead_bytes: range = LEAD_BYTES) -> Iterator[int]:
    """The code points of a two-byte charset."""
    pairs = (bytes([lead, trail]) for lead in lead_bytes for trail in TRAIL_BYTES)
    decoded = (pair.decode(name, errors="ignore") for pair in pairs)
    return (ord(text) for text in decoded if len(text) == 1)
