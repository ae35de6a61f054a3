"""Withholding a booth from sale."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BlockForm(forms.Form):
    blocked_reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For the organizer only; exhibitors see “blocked”.")
    )
