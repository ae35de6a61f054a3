"""What a value may be, wherever it comes from."""

from ciie.kernel.currencies import validate_currency

__all__ = ["validate_currency"]
