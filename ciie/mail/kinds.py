"""The kinds of letters that the apps send: when each is sent, and what the names in its text stand for.

Each app registers its own in its `mail_kinds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ciie.kernel.errors import Sentence


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


def register_mail_kinds(
    kinds: Mapping[str, Sentence],
    placeholders: Mapping[str, Placeholder],
    samples: Mapping[str, Mapping[str, object]] | None = None,
    names: Mapping[str, Sentence] | None = None,
) -> None:
    KINDS.update(kinds)
    PLACEHOLDERS.update(placeholders)
    SAMPLES.update(samples or {})
    NAMES.update(names or {})


def name_of_kind(kind: str) -> Sentence:
    return NAMES.get(kind) or KINDS.get(kind, kind)
