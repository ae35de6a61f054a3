from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from ciie.web.forms import DayInput, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bulletins.models import Bulletin

TEXT = forms.Textarea(attrs={"rows": 16})


class DayForm(forms.Form):
    as_of_date = forms.DateField(
        label=_("Figures as of the end of"), widget=DayInput, help_text=_("For today: as of now.")
    )

    helper = FormHelper(buttons=[Submit(pgettext_lazy("bulletin", "Draft"))])


class BulletinForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = Bulletin
        fields = ("title", "title_zh", "as_of_date", "guest_country", "body", "body_zh")
        widgets = {"as_of_date": DayInput, "body": TEXT, "body_zh": TEXT}
        help_texts = {
            "title": _("Figures can be used here, too: {days_to_opening} days to the {edition}."),
            "body": _("Markdown. {companies} inserts the figure in words, {companies:exact} the exact number."),
            "body_zh": _("For one bulletin in both languages. Each reader sees their own."),
        }

    guest_country = forms.ChoiceField(
        label=_("Guest country of honour"),
        required=False,
        help_text=_("The guest country that {guest_times} refers to, if any."),
    )

    helper = FormHelper(
        "title",
        "title_zh",
        Row("as_of_date", "guest_country"),
        "body",
        "body_zh",
        buttons=[Submit(_("Save and preview"))],
    )

    def __init__(self, *args: Any, guests: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = dict.fromkeys([*guests, *filter(None, [str(self.initial.get("guest_country") or "")])])
        choices = [("", _("none")), *((code, countries.name(code)) for code in chosen)]
        cast("forms.ChoiceField", self.fields["guest_country"]).choices = choices

    def validate_constraints(self) -> None:
        """Left to the operation."""
