"""Forms for choosing a day or two versions of a plan, and for deciding about holders affected by a new plan."""

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.forms import DayInput, FormHelper, Note, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ChangeKind, ClaimChoice, ComparedBooth, ComparedPlan
from pavilions.plans.publishing.operations.claim_decisions import Decision
from pavilions.plans.publishing.queries.plan_history import versions_of

EDITION_ASKED = HTML(
    '{% if request.GET.edition %}<input type="hidden" name="edition" value="{{ edition.number }}">{% endif %}'
)


class DayForm(forms.Form):
    as_of = forms.DateField(label=_("The plan as of"), widget=DayInput())

    helper = FormHelper(
        "as_of",
        EDITION_ASKED,
        action="as_of_url",
        method="get",
        buttons=[Submit(_("Show that day"), css_class="btn-secondary")],
    )


class TwoVersionsForm(forms.Form):
    before = forms.ModelChoiceField(
        label=pgettext_lazy("version", "From"), queryset=FloorPlan.objects.none(), to_field_name="version"
    )
    after = forms.ModelChoiceField(
        label=pgettext_lazy("version", "To"), queryset=FloorPlan.objects.none(), to_field_name="version"
    )

    helper = FormHelper(
        Row("before", "after"),
        EDITION_ASKED,
        action="compare_url",
        method="get",
        buttons=[Submit(_("Compare"), css_class="btn-secondary")],
    )

    def __init__(self, *args: Any, edition_id: int, hall_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = versions_of(edition_id, hall_id)  # type: ignore[attr-defined]


NOTE_LENGTH = 500
OTHER = "other"


class NoteField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Note to the holder"),
            required=False,
            max_length=NOTE_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            **kwargs,
        )


class ClaimDecisionForm(RevisionForm):
    """A planner's decision on one claim.

    `choice` is `keep:7`, `resize:7` or `move:7` with the key of a booth of the coming plan, `release`, or `move:other`
    with that booth's number in `booth`.
    """

    choice = forms.CharField(max_length=40, error_messages={"required": _("Choose what happens to this holder.")})
    booth = forms.CharField(required=False, max_length=20, label=_("Another free booth"))
    note = NoteField()

    def __init__(self, *args: Any, plan: ComparedPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers = {booth.number.upper(): booth for booth in plan.booths}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        choice, _colon, place = str(typed.get("choice", "")).partition(":")
        if choice not in ClaimChoice.values:
            if "choice" not in self.errors:
                self.add_error("choice", _("Choose what happens to this holder."))
            return typed
        typed["choice"] = ClaimChoice(choice)
        typed["target"] = self._target(place, typed.get("booth") or "")
        return typed

    def decision(self, claim_id: int) -> Decision:
        """Return what was decided about a claim. The form must be valid."""
        said = self.cleaned_data
        return Decision(claim_id, said["choice"], said["target"], said["note"], self.seen)

    def _target(self, place: str, number: str) -> int | None:
        if place == OTHER:
            found: ComparedBooth | None = self._numbers.get(number.strip().upper())
            if found is None:
                self.add_error("booth", ValidationError(_("There is no booth of this number on the new plan.")))
                return None
            return found.id
        return int(place) if place.isascii() and place.isdecimal() and len(place) < len(str(2**63)) else None


class AlikeForm(RevisionForm):
    kind = forms.ChoiceField(label=_("Change to the booth"), choices=())
    choice = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ClaimChoice.KEEP, _("keep the changed booth if its area is unchanged")),
            (ClaimChoice.RESIZE, _("accept the new area")),
            (ClaimChoice.RELEASE, _("give up the booth")),
        ],
    )
    note = NoteField()

    helper = FormHelper(
        Note(_("For all holders not yet decided on. Each decision can still be changed below.")),
        Row("kind", "choice"),
        "note",
        action="alike_url",
        buttons=[Submit(_("Apply to all"), css_class="btn-secondary")],
    )

    def __init__(self, *args: Any, kinds: tuple[ChangeKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Change to the booth"), choices=[(kind.value, kind.label) for kind in kinds]
        )


class ExcessForm(forms.Form):
    """A planner's consent to publish more booths than the capacity can sell."""

    accept_excess = forms.BooleanField(label=_("I understand that not all booths drawn can be sold"), required=False)
