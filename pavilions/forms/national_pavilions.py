"""Inviting to the national exhibition, and moving pavilions from stage to stage."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from pavilions.models import NationalPavilion
from pavilions.states import PAVILION_LIFECYCLE, PavilionStage


class PavilionInvitationForm(forms.Form):
    country = forms.ChoiceField(label=_("Country or region"), required=False)
    organization = forms.CharField(label=_("Or an international organization"), required=False, max_length=160)
    is_guest_of_honour = forms.BooleanField(label=_("Guest country of honour"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        named: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(named.get("country")) == bool(named.get("organization")):
            raise ValidationError(_("Name either a country or an international organization."), code="one_of_two")
        return named


class StageForm(forms.Form):
    """The stages to which a pavilion may go next; the way forward comes first."""

    to = forms.ChoiceField(label=_("Next stage"))

    def __init__(self, *args: Any, pavilion: NationalPavilion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": f"stage-{pavilion.pk}-%s"})
        following = PAVILION_LIFECYCLE.moves[pavilion.stage]
        stages = list(PavilionStage)
        here = stages.index(PavilionStage(pavilion.stage))
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (stage.value, stage.label) for stage in stages[here + 1 :] + stages[:here] if stage in following
        ]
