"""Rules for passwords beyond their length and the list of common ones."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ciie.accounts.models import User

LEAST_LETTERS = 4


class ContextWords:
    """Refuses passwords that are little more than words of this site.

    These words are its name, its host and `PASSWORD_CONTEXT_WORDS`.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        left = password.casefold()
        for word in sorted(_words(), key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.casefold() and len(re.findall(r"[^\W\d_]", left)) < LEAST_LETTERS:
            raise ValidationError(_("This password is too close to the name of this site."), code="context_words")

    def get_help_text(self) -> str:
        return _("Your password cannot be made of the name of this site alone.")


def _words() -> set[str]:
    named = re.findall(r"\w+", f"{settings.SITE_NAME} {settings.SITE_NAME_ZH} {settings.MAIL_DOMAIN}".casefold())
    return {word for word in (*named, *settings.PASSWORD_CONTEXT_WORDS) if len(word) >= LEAST_LETTERS}
