"""The kinds of letters that the apps send: when each is sent, and what the names in its text stand for.

Each app registers its own in its `mail_kinds`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ciie.kernel.errors import Sentence

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Placeholder:
    """A name that stands in texts for what only the letter knows."""

    meaning: Sentence
    sample: object


KINDS: dict[str, Sentence] = {}
"""When each kind is sent."""
PLACEHOLDERS: dict[str, Placeholder] = {}


NAMES: dict[str, Sentence] = {}
"""What kinds are called in lists, where they are called anything."""
SAMPLES: dict[str, Mapping[str, object]] = {}
"""By kind, the samples of names that stand for something else there."""
SECRETS: dict[str, frozenset[str]] = {}
"""By kind, the names that only its recipient may read: the admin shows no such letter, and once it is sent they go."""


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
    """Names whose samples are days. Letters' rows keep days as `2024-05-29`, and so may people write other words."""
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
    """What a letter keeps of its words once it has been sent."""
    words = dict(context or {})
    secret = SECRETS.get(str(words.get("kind")), frozenset())
    return {name: value for name, value in words.items() if name not in secret}


def name_of_kind(kind: str) -> Sentence:
    return NAMES.get(kind) or KINDS.get(kind, kind)
