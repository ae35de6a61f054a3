"""The form that confirms the erasure of a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from ciie.accounts.models import User
from ciie.web.revision_forms import RevisionForm


class EraseForm(RevisionForm):
    email = forms.CharField(
        label=_("Email address of this person"),
        max_length=254,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=_("Type it to confirm. This cannot be undone."),
    )

    def __init__(self, data: Any, *, person: User) -> None:
        super().__init__(data, initial={"revision": person.revision})
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.person.email.lower():
            raise ValidationError(_("This is not the email address of this person."), code="other_address")
        return email
