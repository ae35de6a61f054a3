"""Names and texts that are entered in English and, in a second field named `…_zh`, in Chinese."""

from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language

ENGLISH, CHINESE = "en", "zh-hans"


def in_language(english: str, chinese: str) -> str:
    """Return the text in the reader's language, or the other text if there is none."""
    wanted, other = (chinese, english) if reads_chinese() else (english, chinese)
    return wanted or other


def reads_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def shown(row: object, name: str) -> str:
    """Return the value of a row's field in the reader's language, or in the other one if there is none."""
    return in_language(getattr(row, name), getattr(row, f"{name}_zh"))


def other_language(row: object, name: str) -> str:
    """Return the language of what `shown` returns if it is not the reader's, else an empty string."""
    if getattr(row, f"{name}_zh" if reads_chinese() else name) or not shown(row, name):
        return ""
    return ENGLISH if reads_chinese() else CHINESE


def in_both(words: Callable[[], object]) -> tuple[str, str]:
    """Return what `words` returns in English and in Chinese."""
    said = []
    for language in (ENGLISH, CHINESE):
        with translation.override(language):
            said.append(str(words()))
    return said[0], said[1]


def both(key: str, english: str, chinese: str) -> dict[str, str]:
    """Return both texts for the context of a mail, which is rendered later in its reader's language."""
    return {key: english, **({f"{key}_zh": chinese} if chinese else {})}


def site_name() -> str:
    return in_language(settings.SITE_NAME, settings.SITE_NAME_ZH)
