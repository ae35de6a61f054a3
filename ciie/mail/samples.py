"""Sample values for a preview and a test letter."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise

from ciie.mail.kinds import PLACEHOLDERS, SAMPLES


def sample_words(kind: str, language: str = "en") -> dict[str, object]:
    """Return a sample value in this language for every placeholder of any text.

    This includes those that only URLs are made of.
    """
    usual = {name: placeholder.sample for name, placeholder in PLACEHOLDERS.items()}
    with translation.override(language):
        return {name: _spoken(sample) for name, sample in {**usual, **SAMPLES.get(kind, {})}.items()}


def _spoken(sample: object) -> object:
    if isinstance(sample, Promise):
        return str(sample)
    if isinstance(sample, Mapping):
        return {name: _spoken(inner) for name, inner in sample.items()}
    if isinstance(sample, list):
        return [_spoken(inner) for inner in sample]
    return sample
