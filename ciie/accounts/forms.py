from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import LONGEST_TOKEN_LIFE, TokenScope, User
from ciie.kernel.web_addresses import refuse_web_address
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm


class SignupForm(forms.Form):
    """The fields that allauth's sign-up form lacks. Allauth derives its form from this one and calls `signup`."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[refuse_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    field_order = ["name", "email", "password1", "password2"]
    account_already_exists: bool
    """Whether to write to the address instead of creating an account.

    Allauth sets this, too, and shows the usual page.
    """

    def clean(self) -> dict[str, Any]:
        """Allow one account per mailbox, under any of the addresses that were confirmed for it."""
        typed = super().clean() or self.cleaned_data
        if User.objects.confirmed_at_mailbox_of(typed.get("email", "")).exists():
            self.account_already_exists = True
        return typed

    def signup(self, request: HttpRequest, user: User) -> None:
        """Store the name. Allauth calls this hook with the person that it has just saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(RevisionForm):
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=150,
        validators=[refuse_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown on letters and in the history."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For this site and the emails we send you."),
    )

    helper = FormHelper(buttons=[Submit(_("Save"))])


class TokenForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("API token", "Name"),
        max_length=80,
        help_text=_("What the token is for, for example “Nightly export”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("Access"),
        choices=TokenScope.choices,
        initial=TokenScope.READ,
        help_text=_("A program with write access acts in your name and with your permissions."),
    )
    days = forms.IntegerField(
        label=_("Valid for (days)"),
        min_value=1,
        max_value=LONGEST_TOKEN_LIFE.days,
        initial=90,
        error_messages={
            "min_value": _("A token is valid for 1 to 365 days."),
            "max_value": _("A token is valid for 1 to 365 days."),
        },
    )

    helper = FormHelper(
        "name", Row("scope", "days"), buttons=[Submit(_("Create token"), icon_name="key-round"), Cancel()]
    )
