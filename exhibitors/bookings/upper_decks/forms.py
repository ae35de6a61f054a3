"""Forms for applying for an upper deck and for deciding on it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField
from ciie.web.forms import Cancel, Fieldset, FormHelper, Row, Submit
from ciie.web.revision_forms import OperationJudges, RevisionForm
from exhibitors.bookings.forms import CostForm
from exhibitors.bookings.models import DECK_WORDS, UpperDeck
from exhibitors.bookings.upper_decks.operations import DeckPlan

FIELDS = ("area_sqm", "persons", "stairs", "is_opposite", "stair_width_m", "way_m", "height_m", "is_stamped", "note")


class DeckAreaForm(forms.Form):
    """The form for the area of a deck, which shows the cost."""

    area_sqm = forms.DecimalField(
        label=_("Area of the deck (m²)"), max_digits=8, decimal_places=2, min_value=Decimal("0.01")
    )

    helper = FormHelper(
        "area_sqm", method="get", buttons=[Submit(_("Show the cost"), icon_name="list-checks"), Cancel()]
    )


class DeckForm(OperationJudges, CostForm):
    """The application for an upper deck. `revision` is that of all decks of the booking."""

    class Meta:
        model = UpperDeck
        fields = FIELDS
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "way_m": _("Walking distance from the farthest point of the deck to its nearest stair."),
            "height_m": _("From the floor of the hall to the highest point, the railing included."),
        }

    drawing = UploadedDocumentField(
        label=_("Drawing"),
        required=False,
        widget=forms.FileInput,
        help_text=_("PDF, PNG, JPEG, DWG, DXF, IFC or ZIP, at most 50 MB."),
    )

    helper = FormHelper(
        Fieldset(_("Deck"), Row("area_sqm", "persons", "height_m")),
        Fieldset(_("Stairs"), Row("stairs", "stair_width_m", "way_m"), "is_opposite"),
        Fieldset(_("Drawing"), "drawing", "is_stamped"),
        "note",
        buttons=[Submit(_("Apply for the upper deck")), Cancel()],
    )

    def plan(self) -> DeckPlan:
        """Return the entered values. The form must be valid."""
        typed: dict[str, Any] = {name: self.cleaned_data[name] for name in FIELDS}
        return DeckPlan(**typed, drawing=self.cleaned_data["drawing"])


class DeckReasonForm(RevisionForm):
    """The form for a decision with its reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=DECK_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeckApprovalForm(DeckReasonForm, CostForm):
    """The form for an approval at the price that the page shows."""
