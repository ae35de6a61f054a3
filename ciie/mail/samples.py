"""Values for a preview and a test letter."""

from ciie.mail.kinds import PLACEHOLDERS


def sample_words() -> dict[str, object]:
    """A sample value for every name in any text, those that only addresses are made of included."""
    return {name: placeholder.sample for name, placeholder in PLACEHOLDERS.items()}
