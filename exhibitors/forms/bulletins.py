from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm
from exhibitors.models import Bulletin

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayForm(forms.Form):
    as_of_date = forms.DateField(
        label=_("Figures as of the end of"), widget=DAY, help_text=_("While the day runs, as of the moment.")
    )


class BulletinForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = Bulletin
        fields = ("title", "as_of_date", "body")
        widgets = {"as_of_date": DAY, "body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "body": _("Markdown. {companies} stands for a figure as it is said, {companies:exact} for the number.")
        }

    def validate_constraints(self) -> None:
        """Left to the operation."""
