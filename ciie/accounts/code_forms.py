"""The forms that ask for a code from an authenticator app or for a recovery code."""

from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ciie.accounts.second_factors import is_readable


class SaysWhyNoCodeIsRight(BaseAuthenticateForm):
    """A form that explains when a code fails because no key decrypts the person's second factor."""

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError as refusal:
            factors = Authenticator.objects.filter(user=self.user)
            if refusal.code != "incorrect_code" or all(is_readable(factor.data) for factor in factors):
                raise
            raise ValidationError(
                _(
                    "This site cannot check your code, because the key with which it stored your second factor is "
                    "missing. Use a passkey if you have one, or ask the administrators of the site for help."
                ),
                code="unreadable",
            ) from refusal


class CodeForm(SaysWhyNoCodeIsRight, AuthenticateForm):
    pass


class CodeAgainForm(SaysWhyNoCodeIsRight, ReauthenticateForm):
    pass
