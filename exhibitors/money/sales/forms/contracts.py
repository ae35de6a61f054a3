"""Forms for signing a contract, and for organizers who manage contracts."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField
from ciie.web.forms import AmountField, Cancel, DayInput, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.forms import CostField, CostForm
from exhibitors.money.sales.forms.offers import ReasonForm
from exhibitors.money.sales.models.contracts import LONGEST_DRAWING
from exhibitors.money.sales.models.offers import DIGITS, PLACES, REASON_LENGTH
from exhibitors.pricing.queries.comparisons import booths_named
from pavilions.floor.ledger.models import SpaceClaim


class Pad:
    """A field to draw a signature on, shown if JavaScript runs. It fills the form's hidden `drawing`."""

    def render(self, form: BaseForm, context: Context, **options: object) -> SafeString:
        return SafeString(render_to_string("exhibitors/sales/signature_pad.html"))


class CodeForm(RevisionForm):
    """Requests a code, which is sent to the account's address. There is nothing to fill in."""

    helper = FormHelper(
        action="code_url", buttons=[Submit(_("Send me a code by email"), icon_name="send", css_class="btn-secondary")]
    )


class SignForm(RevisionForm):
    """Signs in the name of the account, confirmed by the code from the mail. A drawing is optional."""

    code = forms.CharField(
        label=_("Code from the email"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("Six digits. Recorded with your name, the time, your IP address and the SHA-256 of the PDF."),
    )
    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False, label=_("I have read the contract and may sign it for the company."))

    helper = FormHelper(
        "code", Pad(), "agreed", action="sign_url", buttons=[Submit(_("Sign the contract"), icon_name="check")]
    )


class CopyForm(RevisionForm):
    """Uploads the scan of a contract that was signed on paper."""

    name = forms.CharField(
        label=_("Signed by"), max_length=200, help_text=_("The full name of the person who signed on paper.")
    )
    file = UploadedDocumentField(label=_("Signed contract (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    helper = FormHelper(
        "name", "file", action="copy_url", buttons=[Submit(_("Send the signed copy"), css_class="btn-secondary")]
    )


class RejectCopyForm(ReasonForm):
    helper = FormHelper(
        "reason", action="reject_url", buttons=[Submit(_("Reject the copy"), css_class="btn-danger btn-sm")]
    )


class ExtendContractForm(ReasonForm):
    sign_by = forms.DateField(label=_("New last day"), widget=DayInput)
    helper = FormHelper(
        "sign_by", "reason", action="extend_url", buttons=[Submit(_("Extend"), css_class="btn-secondary btn-sm")]
    )


class SpaceForm(forms.Form):
    """Chooses which of the contract's booths are returned, and which free ones are taken instead."""

    returned = forms.TypedMultipleChoiceField(
        label=_("Booths returned"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    taken = forms.CharField(
        label=_("Replacement booths (optional)"),
        max_length=500,
        required=False,
        help_text=_(
            "Hall and number of free booths, with commas: 5.1H/A01, 5.1H/A02. Their total area must be smaller than "
            "the area returned."
        ),
    )

    def __init__(self, *args: Any, claims: Iterable[SpaceClaim], edition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition_id = edition_id
        self.fields["returned"].choices = [  # type: ignore[attr-defined]  # of a choice field
            (claim.booth_id, f"{claim.booth.plan.hall.name}/{claim.booth.number} ({sqm(claim.area_sqm)})")
            for claim in claims
            if claim.booth is not None
        ]

    def clean_taken(self) -> list[int]:
        """Return the primary keys of the named booths."""
        names = [each.strip() for each in re.split("[,，、]", self.cleaned_data["taken"]) if each.strip()]
        found = booths_named(self.edition_id, names)
        if missing := [name for name in names if name not in found]:
            raise forms.ValidationError(
                _("There are no such booths on the published plans: %(booths)s.") % {"booths": ", ".join(missing)},
                code="unknown_booths",
            )
        return [booth.pk for booth in found.values()]


class ReduceForm(SpaceForm, ReasonForm, CostForm):
    """Reduces the space as agreed with the exhibitor. Without `cost` it only shows what that costs."""

    fee = AmountField(
        label=_("Cancellation fee (net)"),
        max_digits=DIGITS,
        decimal_places=PLACES,
        required=False,
        help_text=_("Blank: by the terms in the contract, of the price that is given up."),
    )

    cost = CostField(required=False)

    helper = FormHelper(
        *("returned", "taken", "fee", "reason"),
        action="reduce_url",
        buttons=[
            Submit(_("Show the cost"), css_class="btn-secondary btn-sm", name="show", value="on"),
            Submit(_("Reduce the space"), css_class="btn-danger btn-sm"),
        ],
    )


class ReductionQuoteForm(SpaceForm):
    """The booths that the exhibitor chooses in order to see the cost."""

    helper = FormHelper(
        *("returned", "taken"),
        method="get",
        action="quote_url",
        buttons=[Submit(_("Show the cost"), icon_name="list-checks"), Cancel()],
    )


class ReductionRequestForm(SpaceForm, CostForm):
    """The exhibitor's request, with the price and the fee that the exhibitor was shown."""

    returned = forms.TypedMultipleChoiceField(label=_("Booths returned"), coerce=int, widget=forms.MultipleHiddenInput)
    taken = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    net = forms.DecimalField(max_digits=DIGITS, decimal_places=PLACES, widget=forms.HiddenInput)
    fee = forms.DecimalField(max_digits=DIGITS, decimal_places=PLACES, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organizer will see it."),
    )

    helper = FormHelper("reason", action="request_url", buttons=[Submit(_("Send the request"), icon_name="send")])


class AcceptReductionForm(RevisionForm):
    fee = AmountField(
        label=_("Cancellation fee (net)"),
        max_digits=DIGITS,
        decimal_places=PLACES,
        required=False,
        help_text=_("Blank: the fee that the exhibitor was shown. It can be lower."),
    )
    cost = CostField(required=False)

    helper = FormHelper("fee", "cost", action="accept_url", buttons=[Submit(_("Accept and reduce"), icon_name="check")])


class RefuseReductionForm(ReasonForm):
    helper = FormHelper(
        "reason", action="refuse_url", buttons=[Submit(_("Refuse the request"), css_class="btn-danger btn-sm")]
    )
