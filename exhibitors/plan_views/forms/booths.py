"""Withholding a booth from sale."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm


class BlockForm(RevisionForm):
    blocked_reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For the organizer only; exhibitors see “blocked”.")
    )
