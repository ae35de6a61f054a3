"""Values for a preview and a test letter."""

from ciie.mail.kinds import PLACEHOLDERS, SAMPLES


def sample_words(kind: str) -> dict[str, object]:
    """A sample value for every name in any text, those that only addresses are made of included."""
    usual = {name: placeholder.sample for name, placeholder in PLACEHOLDERS.items()}
    return {**usual, **SAMPLES.get(kind, {})}
