"""The reduction of spellings to keys, so that "Corée (République de)" and "REPUBLIQUE DE COREE" have the same one."""

import html
import re

from ciie.tables.folding import folded_words, joined_initials

# Articles and joining words, which vary between the spellings of one name.
_JOINER_WORDS = (
    "the of and et de la le les du des d l der die das den dem und von el los las del y e da do dos di della a an "
    "van het en og och i ja и та і"
)
_JOINERS = frozenset(_JOINER_WORDS.split())
_REPUBLICS = (
    "rep repub republique republica repubblica republik republika respublika republiek koztarsasag "
    "rebublic rebuplic repulic repubic repuplic republc republlic"  # misspellings
)
# Words for a republic in any language become one word, and abbreviations become what the sources write.
_CANONICAL = dict.fromkeys(_REPUBLICS.split(), "republic") | {
    "dem": "democratic",
    "fed": "federation",
    "isl": "islands",
    "is": "islands",
    "st": "saint",
    "ste": "saint",
    "sta": "saint",
    "wlk": "wielka",
    "pld": "poludniowa",
    "pd": "poludniowa",
    "zjedn": "zjednoczone",
}
# At least two characters must remain: 中华民国 (Taiwan) and 中华人民共和国 (China) must not become the same.
_CHINESE_FORMS = re.compile(r"(?<=..)(?:人民)?(?:共和国|共和國|联邦|聯邦|王国|王國)$")


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text.

    Entities such as `&eacute;`, which lists from the web contain, are resolved.
    """
    return joined_initials(folded_words(html.unescape(text)))


def meaningful(text_words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without articles and joining words, and with abbreviations written out."""
    kept = (_CANONICAL.get(word, word) for word in text_words if word not in _JOINERS)
    return tuple(_CHINESE_FORMS.sub("", word) for word in kept)


def name_key(text: str) -> str:
    """Return the same key for every order of words, so that "Korea, Republic of" equals "Republic of Korea"."""
    return bag(meaningful(words(text)))


def bag(meaningful_words: tuple[str, ...]) -> str:
    return " ".join(sorted(meaningful_words))


def squashed(text_words: tuple[str, ...]) -> str:
    """Return the words without blanks, to match texts that have lost theirs: SAUDIARABIA, Hongkong, Viet Nam."""
    return "".join(text_words)
