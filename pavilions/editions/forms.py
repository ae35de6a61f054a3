"""What an organizer sets for a hall."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm


class CapacityForm(RevisionForm):
    capacity_sqm = forms.DecimalField(label=_("Capacity (m²)"), min_value=0, max_digits=10, decimal_places=2)
