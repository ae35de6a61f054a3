"""The register of action codes: what history, filters and the admin call each kind of change."""

from collections.abc import Mapping

from ciie.kernel.errors import Sentence

LABELS: dict[str, Sentence] = {}


def register_actions(labels: Mapping[str, Sentence]) -> None:
    """Add an app's codes (`app.noun.done` → words). A code registered twice is a mistake."""
    twice = LABELS.keys() & labels.keys()
    if twice:
        raise ValueError(f"Registered twice: {sorted(twice)}")
    LABELS.update(labels)


def describe(action: str) -> Sentence:
    return LABELS.get(action, action)
