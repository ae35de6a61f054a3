"""The forms for the rules of a venue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, DayInput, Fieldset, FormHelper, Row, Submit
from ciie.web.revision_forms import OperationJudges, RevisionForm
from pavilions.floor.models.venue import Hall
from pavilions.plans.safety.models import REASON_LENGTH, RuleSet, VenueRule


class RuleSetForm(OperationJudges, RevisionForm):
    class Meta:
        model = RuleSet
        fields = ["name", "name_zh", "source", "persons_per_sqm", "unmeasured", "unmeasured_zh"]

    helper = FormHelper(
        Row("name", "name_zh"),
        "source",
        "persons_per_sqm",
        Row("unmeasured", "unmeasured_zh"),
        buttons=[Submit(_("Save")), Cancel()],
    )


class VenueRuleForm(OperationJudges, RevisionForm):
    """A rule of a set. `revision` is the rule's own, or for a new rule that of its set."""

    class Meta:
        model = VenueRule
        fields = [
            *("measure", "limit", "severity", "source", "read_on", "valid_from", "valid_until"),
            *(
                "from_area_sqm",
                "from_persons",
                "sprinklered",
                "step_from_m",
                "step_every_m",
                "step_adds",
                "step_at_most",
            ),
        ]
        widgets = {"read_on": DayInput(), "valid_from": DayInput(), "valid_until": DayInput()}
        help_texts = {"limit": _("In metres, m², per cent, degrees or a number, as the measure says.")}

    sprinklered = forms.TypedChoiceField(
        label=_("Halls"),
        choices=[("", _("all halls")), ("True", _("only with sprinklers")), ("False", _("only without sprinklers"))],
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
    )

    helper = FormHelper(
        Fieldset(_("Rule"), "measure", Row("limit", "severity")),
        Fieldset(_("Source"), "source", Row("read_on", "valid_from", "valid_until")),
        Fieldset(_("Where it holds"), Row("from_area_sqm", "from_persons", "sprinklered")),
        Fieldset(
            _("How the limit grows with the clear height"),
            Row("step_from_m", "step_every_m"),
            Row("step_adds", "step_at_most"),
        ),
        buttons=[Submit(_("Save")), Cancel()],
    )


class ChoiceForm(RevisionForm):
    """The choice of rules for a hall. `revision` is the number of choices that the reader saw."""

    hall = forms.ModelChoiceField(
        label=_("Hall"), queryset=Hall.objects.all(), required=False, empty_label=_("every hall without its own rules")
    )
    rule_set = forms.ModelChoiceField(label=_("Rule set"), queryset=RuleSet.objects.all())
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput())
    is_sprinklered = forms.BooleanField(label=_("Has sprinklers"), required=False)
    allows_decks = forms.BooleanField(label=_("Allows upper decks"), required=False, initial=True)

    helper = FormHelper(
        Row("hall", "rule_set"),
        Row("valid_from", "is_sprinklered", "allows_decks"),
        action="choose_url",
        buttons=[Submit(_("Choose"), css_class="btn-secondary")],
    )


class ExceptionForm(RevisionForm):
    """The reason for accepting a finding. `measure` and `subjects` identify it; `revision` is the plan's."""

    measure = forms.CharField(max_length=30, widget=forms.HiddenInput)
    subjects = forms.JSONField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))
    lapses_on = forms.DateField(label=_("Valid until"), required=False, widget=DayInput())

    helper = FormHelper(
        "reason",
        "lapses_on",
        action="except_url",
        buttons=[Submit(_("Accept with this reason"), css_class="btn-secondary")],
    )

    def is_about(self, measure: str, subjects: list[str]) -> bool:
        """Return whether a submitted form refers to this finding."""
        said = self.cleaned_data
        return said.get("measure") == measure and said.get("subjects") == subjects

    def clean_subjects(self) -> list[str]:
        subjects = self.cleaned_data["subjects"]
        if not isinstance(subjects, list) or not all(isinstance(each, str) for each in subjects):
            raise forms.ValidationError(_("The booths of this problem cannot be read. Open the page again."))
        return subjects
