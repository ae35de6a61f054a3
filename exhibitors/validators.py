"""What a value may be, wherever it comes from."""

import pycountry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_currency(code: str) -> None:
    """Raise `ValidationError` unless ISO 4217 knows the code."""
    if pycountry.currencies.get(alpha_3=code) is None:
        raise ValidationError(_("There is no currency %(code)s."), code="unknown_currency", params={"code": code})
