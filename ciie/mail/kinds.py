"""The kinds of letters that the apps send: when each is sent, and what the placeholders in its text mean.

Each app registers its own in its `mail_kinds`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ciie.kernel.errors import Sentence

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Placeholder:
    """The meaning of a name in texts whose value only the letter knows, and a sample value."""

    meaning: Sentence
    sample: object


KINDS: dict[str, Sentence] = {}
"""When each kind is sent."""
PLACEHOLDERS: dict[str, Placeholder] = {}


NAMES: dict[str, Sentence] = {}
"""The names of kinds in lists, for kinds that have one."""
SAMPLES: dict[str, Mapping[str, object]] = {}
"""The samples of placeholders, by kind, that differ from the usual ones."""
SECRETS: dict[str, frozenset[str]] = {}
"""The names, by kind, whose values only the recipient may read.

The admin does not show such letters, and the values are deleted once a letter is sent.
"""


def register_mail_kinds(
    kinds: Mapping[str, Sentence],
    placeholders: Mapping[str, Placeholder],
    samples: Mapping[str, Mapping[str, object]] | None = None,
    names: Mapping[str, Sentence] | None = None,
    secrets: Mapping[str, frozenset[str]] | None = None,
) -> None:
    KINDS.update(kinds)
    PLACEHOLDERS.update(placeholders)
    SAMPLES.update(samples or {})
    NAMES.update(names or {})
    SECRETS.update(secrets or {})


def day_names() -> frozenset[str]:
    """Return the placeholders whose samples are days.

    Letters' rows store days as `2024-05-29`, but people may write other words in the same format.
    """
    return frozenset(_days_in([{name: each.sample for name, each in PLACEHOLDERS.items()}, *SAMPLES.values()]))


def _days_in(sample: object) -> Iterator[str]:
    if isinstance(sample, Mapping):
        for name, inner in sample.items():
            if isinstance(inner, str) and DAY.fullmatch(inner):
                yield name
            yield from _days_in(inner)
    elif isinstance(sample, list):
        for inner in sample:
            yield from _days_in(inner)


def without_secrets(context: Mapping[str, object] | None) -> dict[str, object]:
    """Return the words that a letter keeps once it has been sent."""
    words = dict(context or {})
    secret = SECRETS.get(str(words.get("kind")), frozenset())
    return {name: value for name, value in words.items() if name not in secret}


def name_of_kind(kind: str) -> Sentence:
    return NAMES.get(kind) or KINDS.get(kind, kind)
