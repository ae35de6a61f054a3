"""Forms for a block's terms, allocation of space, applications and managers."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.currencies import currency_choices
from ciie.kernel.wording import AREA_ERRORS, area_words, labelled, side_by_side
from ciie.web.forms import Cancel, DayInput, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from ciie.web.templatetags.interface import sqm
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import ShareWish
from exhibitors.bookings.blocks.operations.block_space import Portion
from exhibitors.bookings.blocks.operations.blocks import BlockTerms
from exhibitors.bookings.blocks.queries import booths_for_floor, booths_left, floor_left
from exhibitors.bookings.forms import chosen_ids
from exhibitors.companies.models import NAME_LENGTH
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment

TERMS = (
    *("name", "name_zh", "country", "text", "text_zh", "currency", "price_raw", "price_shell"),
    *("quota_sqm", "apply_until_date", "returns_date", "is_open"),
)


class LeftToTheOperation:
    """A mixin that leaves the model's checks to the operation."""

    def validate_unique(self) -> None: ...

    def validate_constraints(self) -> None: ...


class TermsForm(LeftToTheOperation, forms.ModelForm, RevisionForm):
    """A form for the terms of a block. `revision` is that of the booking to be shared out, or of the open block."""

    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)

    class Meta:
        model = Block
        fields = TERMS
        widgets = {
            "apply_until_date": DayInput(),
            "returns_date": DayInput(),
            "text": forms.Textarea(attrs={"rows": 4}),
            "text_zh": forms.Textarea(attrs={"rows": 4}),
        }

    layout = (
        Row("name", "name_zh"),
        "country",
        "text",
        "text_zh",
        Row("currency", "price_raw", "price_shell"),
        Row("quota_sqm", "apply_until_date", "returns_date"),
        "is_open",
    )

    def __init__(self, *args: Any, may_move_return: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returns_date"].disabled = not may_move_return

    def terms(self) -> BlockTerms:
        """Return the entered values. The form must be valid."""
        return BlockTerms(**{name: self.cleaned_data[name] for name in TERMS})


class BlockOpeningForm(TermsForm):
    helper = FormHelper(*TermsForm.layout, buttons=[Submit(_("Open the block")), Cancel(_("Cancel"))])


class TermsChangeForm(TermsForm):
    helper = FormHelper(*TermsForm.layout, buttons=[Submit(_("Save")), Cancel(_("Cancel"))])


class BoothChoices(forms.Field):
    """A choice of booths of the block. The operation refuses a booth that is no longer available, naming it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, booths: list[Booth], **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.choices = [
            (
                booth.pk,
                labelled(
                    f"{booth.plan.hall.name} {booth.number}",
                    side_by_side(sqm(booth.area_sqm), booth.get_kind_display()),
                ),
            )
            for booth in booths
        ]

    def to_python(self, value: object) -> list[int]:
        return chosen_ids(map(str, value)) if isinstance(value, list | tuple) else []


class GiveForm(forms.Form):
    """A form that allocates space of a block. The company is entered only if it has not applied."""

    name = forms.CharField(
        label=_("Company"),
        max_length=NAME_LENGTH,
        help_text=_(
            "The registered name. A company that is not registered yet must sign up first and can then apply to you."
        ),
    )
    country = CountryField().formfield(label=_("Country or region of the company"))

    helper = FormHelper(buttons=[Submit(_("Allocate this space")), Cancel(_("Cancel"))])

    def __init__(self, *args: Any, block_id: int, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_named:
            del self.fields["name"], self.fields["country"]
        self.offered = list(booths_left(block_id))
        self.fields["booths"] = BoothChoices(self.offered, label=_("Booths"))
        self.floors: list[Allotment] = list(floor_left(block_id))
        for floor in self.floors:
            self.fields[f"floor_{floor.pk}"] = forms.DecimalField(
                label=_("m² of %(place)s without a booth") % {"place": floor},
                help_text=_("%(left)s m² left") % {"left": area_words(getattr(floor, "left_sqm_here", None))},
                required=False,
                min_value=Decimal("0.01"),
                max_digits=8,
                decimal_places=2,
                error_messages=AREA_ERRORS,
            )

    def portion(self) -> Portion:
        """Return the chosen space. The form must be valid."""
        asked = {floor.pk: self.cleaned_data[f"floor_{floor.pk}"] for floor in self.floors}
        return Portion(self.cleaned_data["booths"], {pk: area for pk, area in asked.items() if area})


class PlaceForm(RevisionForm):
    """A form that assigns free booths to a share that has m² without any. `revision` is that of the share."""

    def __init__(self, *args: Any, share_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.floors = list(floor_left(share_id))
        self.offered = list(booths_for_floor(self.floors))
        self.fields["booths"] = BoothChoices(self.offered, label=_("Free booths"))


class AnswerForm(GiveForm, RevisionForm):
    """A form that allocates space to a company that has applied. `revision` is that of its application."""

    helper = FormHelper(action="answer_url", buttons=[Submit(_("Accept and allocate this space")), Cancel(_("Cancel"))])


class ApplyForm(LeftToTheOperation, forms.ModelForm):
    class Meta:
        model = BlockApplication
        fields = ("area_sqm", "kind", "text")
        error_messages = {"area_sqm": AREA_ERRORS}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    helper = FormHelper(Row("area_sqm", "kind"), Rest(), buttons=[Submit(_("Send")), Cancel(_("Cancel"))])

    def __init__(self, *args: Any, block_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["booths"] = BoothChoices(
            list(booths_left(block_id)),
            label=_("Preferred booths"),
            help_text=_("A preference only; the agency decides."),
        )

    def wish(self) -> ShareWish:
        """Return the entered values. The form must be valid."""
        typed = self.cleaned_data
        return ShareWish(typed["area_sqm"], BoothKind(typed["kind"]), typed["text"], typed["booths"])


class ReasonForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(ReasonForm):
    helper = FormHelper(action="decline_url", buttons=[Submit(_("Decline"), css_class="btn-secondary")])


class TakeBackForm(ReasonForm):
    helper = FormHelper(buttons=[Submit(_("Take it back"), css_class="btn-danger"), Cancel(_("Cancel"))])


class CountrySearchForm(forms.Form):
    """A form that searches for a country or region by a part of its name in any language in which it is known."""

    search = forms.CharField(label=_("Country or region"), required=False, max_length=120, widget=forms.SearchInput)

    @property
    def asked(self) -> str:
        """The text to search for; empty if the input is invalid."""
        return str(self.cleaned_data["search"]) if self.is_valid() else ""


class ManagerForm(forms.Form):
    email = forms.EmailField(label=_("Email address"), help_text=_("Must belong to a registered user."))

    helper = FormHelper(action="manager_url", buttons=[Submit(_("Appoint a manager"), css_class="btn-secondary")])
