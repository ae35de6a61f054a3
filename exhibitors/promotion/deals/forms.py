from collections.abc import Sequence
from typing import Any, Self, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.kernel.currencies import currency_choices
from ciie.web.forms import Cancel, DayInput, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.promotion.deals.models import Deal, ExchangeRate
from exhibitors.promotion.deals.operations.deals import NOTE_LENGTH, Confirmed, DealTerms
from exhibitors.promotion.deals.queries import DOLLARS, Recount
from exhibitors.promotion.deals.states import DealKind

SOURCE_HELP = _("The publisher, so that anyone can check it.")
TICKS = ("amount_confirmed", "separate")


class DealForm(forms.ModelForm):
    """The terms of a deal as the exhibitor writes them. Confirmations appear only once they are required."""

    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    amount_confirmed = forms.BooleanField(label=_("I have checked the amount and it is correct"), required=False)
    separate = forms.BooleanField(label=_("This is a different deal from the one already entered"), required=False)

    class Meta:
        model = Deal
        fields = (
            "buyer",
            "delegation",
            "sector",
            "kind",
            "category",
            "amount",
            "currency",
            "signed_date",
        )
        widgets = {"signed_date": DayInput()}
        help_texts = {
            "buyer": _("The company or organization that signed with you."),
            "delegation": _("If the buyer was part of a delegation."),
            "category": _("For example: infant milk powder, ultrasound scanners."),
            "amount": _("Visible to you and the organizer's finance team. Only totals are published."),
        }

    layout = (
        "buyer",
        "delegation",
        "sector",
        Row("kind", "category"),
        Row("amount", "currency", "signed_date"),
        Rest(),
    )
    helper = FormHelper(*layout, buttons=[Submit(_("Add")), Cancel()])

    def terms(self) -> DealTerms:
        """Return the cleaned terms of the deal. The form must be valid."""
        typed: dict[str, Any] = self.cleaned_data
        return DealTerms(
            sector_id=typed["sector"].pk,
            buyer=typed["buyer"],
            delegation=typed["delegation"],
            kind=DealKind(typed["kind"]),
            category=typed["category"],
            amount=typed["amount"],
            currency=typed["currency"],
            signed_date=typed["signed_date"],
        )

    def confirmed(self) -> Confirmed:
        return Confirmed(amount=self.cleaned_data["amount_confirmed"], separate=self.cleaned_data["separate"])

    def without_idle_ticks(self) -> Self:
        """Remove the checkboxes that nothing has required, and return the form for display."""
        for name in TICKS:
            if not self[name].value() and not self.errors.get(name):
                del self.fields[name]
        return self


class DealChangeForm(RevisionForm, DealForm):
    """The form that changes a deal already entered."""

    field_order = DealForm.Meta.fields

    helper = FormHelper(*DealForm.layout, buttons=[Submit(_("Save")), Cancel()])


class CheckedRateForm(forms.ModelForm):
    """A form that requires confirmation of an exchange rate that was found to be unusual."""

    is_unusual = forms.BooleanField(label=_("I have checked this rate against its source"), required=False)

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""

    def rate(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of the operation. The form must be valid."""
        return dict(self.cleaned_data)

    def without_idle_tick(self) -> Self:
        """Remove the checkbox unless it was required, and return the form for display."""
        if not self["is_unusual"].value() and not self.errors.get("is_unusual"):
            del self.fields["is_unusual"]
        return self


class ExchangeRateForm(CheckedRateForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=lambda: currency_choices(without=DOLLARS))

    class Meta:
        model = ExchangeRate
        fields = ("currency", "on_date", "usd_per_unit", "source")
        widgets = {"on_date": DayInput()}
        help_texts = {"source": SOURCE_HELP}

    field_order = ("currency", "on_date", "usd_per_unit", "source", "is_unusual")

    helper = FormHelper(buttons=[Submit(_("Save"))])


class RateCorrectionForm(CheckedRateForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=NOTE_LENGTH, help_text=_("What was wrong. The wrong rate remains on record.")
    )

    class Meta:
        model = ExchangeRate
        fields = ("usd_per_unit", "source")
        help_texts = {"source": SOURCE_HELP}

    field_order = ("usd_per_unit", "source", "reason", "is_unusual")

    # Translators: Replace what was entered: a verb, not “right”.
    helper = FormHelper(buttons=[Submit(_("Correct"))])


class RecountForm(forms.Form):
    """The deals to recount, each with the revision that was shown and the rate by which it is to count: `12:3:45`."""

    seen = forms.MultipleChoiceField(
        error_messages={
            "required": _("Select at least one deal."),
            "invalid_choice": _("A deal that you selected has changed since you opened the page. Select again."),
        }
    )
    reason = forms.CharField(label=_("Reason"), max_length=NOTE_LENGTH)

    def __init__(self, *args: Any, recounts: Sequence[Recount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recounts = recounts
        cast("forms.MultipleChoiceField", self.fields["seen"]).choices = [
            (seen_key(each), str(each.deal)) for each in recounts
        ]

    def chosen(self) -> list[Recount]:
        return [each for each in self.recounts if seen_key(each) in self.cleaned_data["seen"]]


def seen_key(recount: Recount) -> str:
    return f"{recount.deal.pk}:{recount.deal.revision}:{recount.rate.pk}"


class VerificationForm(RevisionForm):
    note = forms.CharField(
        label=_("What you checked"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("For example: the contract, a call to the buyer. Kept with the deal."),
    )


class CountForm(RevisionForm):
    """The decision to count a deal. `rate` is the exchange rate that the page showed; deals in US dollars have none."""

    rate = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    not_duplicate = forms.BooleanField(label=_("This is not a duplicate"), required=False)
    no_duplicate_because = forms.CharField(label=_("How you know"), max_length=NOTE_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("not_duplicate")) != bool(typed.get("no_duplicate_because")):
            self.add_error(
                "no_duplicate_because",
                _("Confirm that this is not a duplicate, and state how you know. Both are required."),
            )
        return typed


class ReasonForm(RevisionForm):
    reason = forms.CharField(label=_("Reason"), max_length=NOTE_LENGTH, required=False)


class ReturnForm(RevisionForm):
    reason = forms.CharField(label=_("Required changes"), max_length=NOTE_LENGTH, required=False)
