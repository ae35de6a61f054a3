"""What people wrote, as far as a document's fonts can draw it."""

import re

MISSING = "\N{WHITE SQUARE}"
# Emoji, each with its skin tones and what is joined to it; no font of ours draws them.
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
_EMOJI_TOGETHER = re.compile(f"{_EMOJI}(?:\u200d{_EMOJI})*")


def drawable(text: str) -> str:
    """With a square for every emoji, which would leave a gap; signs that Chinese fonts have, such as ★, stay."""
    return _EMOJI_TOGETHER.sub(lambda found: found[0] if _is_chinese_sign(found[0]) else MISSING, text)


def _is_chinese_sign(text: str) -> bool:
    return bool(text.encode("gb2312", errors="ignore"))
