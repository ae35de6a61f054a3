from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.promotion.published_figures.operations import Statement
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition


class StatementForm(forms.Form):
    """A figure and where it was published. The checkbox for a second check is shown once it is required."""

    value = forms.DecimalField(
        label=_("Value"),
        max_digits=12,
        decimal_places=2,
        help_text=_("Deals in billions of US dollars."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("For example: CIIE Bureau, closing report of 10 November 2023."),
    )
    source_zh = forms.CharField(
        label=_("Source in Chinese"), max_length=300, required=False, help_text=_("For readers of the Chinese pages.")
    )
    link = forms.URLField(
        label=_("Link to the source"),
        max_length=500,
        assume_scheme="https",
        help_text=_("An address beginning with https://."),
    )
    is_checked = forms.BooleanField(
        label=_("I have checked this figure against its source"), required=False, widget=forms.HiddenInput
    )

    def ask_for_second_look(self) -> None:
        """Show the checkbox if the operation requires it."""
        if self.has_error("is_checked"):
            self.fields["is_checked"].widget = forms.CheckboxInput()

    @property
    def statement(self) -> Statement:
        """The statement that was entered. The form must be valid."""
        typed: dict[str, Any] = self.cleaned_data
        return Statement(
            typed["value"],
            typed["source"],
            typed["link"],
            is_checked=typed["is_checked"],
            source_zh=typed["source_zh"],
        )


class PublishFigureForm(StatementForm):
    edition = forms.ModelChoiceField(
        label=_("Edition"), queryset=Edition.objects.newest_first(), to_field_name="number", empty_label=None
    )
    kind = forms.ChoiceField(label=_("What it counts"), choices=FigureKind)
    field_order = ("edition", "kind", "value", "source", "source_zh", "link", "is_checked")

    helper = FormHelper(Row("edition", "kind"), Rest(), buttons=[Submit(_("Publish")), Cancel()])


class CorrectFigureForm(StatementForm, RevisionForm):
    reason = forms.CharField(label=_("Reason for the correction"), max_length=500)
    field_order = ("value", "source", "source_zh", "link", "reason", "is_checked", "revision")

    helper = FormHelper(buttons=[Submit(_("Publish the correction"))])

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].required = False
        self.fields["value"].help_text = (
            _("In billions of US dollars. Leave blank to withdraw the figure.")
            if kind == FigureKind.DEALS_USD_BN
            else _("Leave blank to withdraw the figure.")
        )
