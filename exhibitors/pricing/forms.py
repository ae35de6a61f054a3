"""The forms with which finance edits, previews and compares rate cards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import list_words
from ciie.tables.reading import read_table
from ciie.tables.table import Limits, Table, TableError
from ciie.web.forms import AmountField, Cancel, DayInput, Fieldset, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.pricing.models import FITTING_BASIS, MOST_SIDES, RULE_FIELDS, RateCard, RateRule
from exhibitors.pricing.operations import sound_rule
from exhibitors.pricing.queries.card_files import COLUMNS, FileRow, Problem, missing_columns, rows_of, unknown_columns
from exhibitors.pricing.rate_cards import BASES, RuleKind
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind, Section

PLACE = ("section", "sector", "hall", "booth_kind", "sides_from", "sides_to")
SIZE = ("sqm_from", "sqm_below")
BOOKING = ("booking_sqm_from", "is_returning", "is_small")
DAYS = ("day_from", "day_to")
FIELDS_OF: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.SPACE: (*PLACE, *SIZE, *DAYS, "min_sqm", "whole_sqm"),
    RuleKind.SURCHARGE: (*PLACE, *SIZE, *DAYS, "only_one_of"),
    RuleKind.DISCOUNT: (*PLACE, *SIZE, *BOOKING, *DAYS, "only_one_of", "of_remainder"),
    RuleKind.CHARGE: (*PLACE, *SIZE, *BOOKING, *DAYS, "min_sqm", "whole_sqm", "at_most", "makes_package"),
    RuleKind.TAX: DAYS,
}
"""The fields that a rule of each kind can have, besides its names, basis and amount."""
NAMED = ("name", "name_zh", "basis", "amount")

EITHER = [("", _("all companies"))]
RETURNING = [*EITHER, ("True", _("only those that had space at the previous edition")), ("False", _("only new ones"))]
SMALL = [*EITHER, ("True", _("only small and medium-sized ones")), ("False", _("only larger ones"))]


def _three(label: Any, choices: list[tuple[str, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, coerce=lambda value: value == "True", empty_value=None
    )


class RuleForm(forms.ModelForm, RevisionForm):
    """A form for a rule of one kind. The operation validates the rule, and nothing is saved here.

    `revision` is the rule's, or the draft's where the rule is new.
    """

    section = forms.ChoiceField(label=_("Exhibition"), choices=[("", _("all")), *Section.choices], required=False)
    sector = forms.ModelChoiceField(
        queryset=Sector.objects.order_by("position", "name"), required=False, label=_("Sector"), empty_label=_("all")
    )
    hall = forms.ModelChoiceField(
        queryset=Hall.objects.order_by("position", "name"), required=False, label=_("Hall"), empty_label=_("all")
    )
    booth_kind = forms.ChoiceField(
        label=_("Raw or shell"), choices=[("", _("both")), *BoothKind.choices], required=False
    )
    is_returning = _three(_("Returning exhibitors"), RETURNING)
    is_small = _three(_("Size of the company"), SMALL)

    class Meta:
        model = RateRule
        fields = [name for name in RULE_FIELDS if name != "kind"]
        field_classes = {"amount": AmountField, "at_most": AmountField}
        widgets = {
            "day_from": DayInput(),
            "day_to": DayInput(),
        }

    def __init__(self, *args: Any, kind: RuleKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if self.instance.pk:
            self.initial.update({name: self.instance.written(name) for name in ("amount", "at_most")})
        kept = {*NAMED, *FIELDS_OF[kind], "revision"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        bases = BASES[kind]
        self.fields["basis"] = forms.ChoiceField(label=_("Charged"), choices=[(b.value, b.label) for b in bases])
        for name in ("sides_from", "sides_to"):
            if name in self.fields:
                self.fields[name].required = False
        self.helper = _layout_of(kind)

    def validate_unique(self) -> None:
        """Leave this check to the operation."""

    def validate_constraints(self) -> None:
        """Leave this check to the operation."""

    @property
    def terms(self) -> dict[str, Any]:
        """The entered values as fields of the rule."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "revision"}
        if "sides_from" in typed:
            typed["sides_from"], typed["sides_to"] = typed["sides_from"] or 1, typed["sides_to"] or MOST_SIDES
        return typed | {"kind": self.kind.value}


def _layout_of(kind: RuleKind) -> FormHelper:
    """Return the layout of the fields that a rule of this kind has, in groups."""
    has = set(FIELDS_OF[kind])

    def row(*names: str) -> list[Row]:
        kept = [name for name in names if name in has]
        return [Row(*kept)] if kept else []

    place = [*row("section", "sector", "hall"), *row("booth_kind", "sides_from", "sides_to")]
    when = [
        *row("sqm_from", "sqm_below", "booking_sqm_from"),
        *row("day_from", "day_to"),
        *row("is_returning", "is_small"),
    ]
    how = [
        *row("min_sqm", "at_most"),
        *(name for name in ("whole_sqm", "only_one_of", "of_remainder", "makes_package") if name in has),
    ]
    return FormHelper(
        Row("name", "name_zh"),
        Row("basis", "amount"),
        *([Fieldset(_("Applies to"), *place)] if place else []),
        *([Fieldset(_("Conditions"), *when)] if when else []),
        *([Fieldset(_("Calculation"), *how)] if how else []),
        buttons=[Submit(_("Save")), Cancel(_("Cancel"))],
    )


class PublishForm(RevisionForm):
    """The form that publishes a draft from a given day on."""

    effective_from = forms.DateField(
        label=_("In force from"),
        widget=DayInput(),
        help_text=_("Bookings submitted before this day keep the prices of the previous version."),
    )

    helper = FormHelper(
        "effective_from", action="publish_url", buttons=[Submit(_("Publish this rate card"), icon_name="check")]
    )


class VersionForm(forms.Form):
    """A form whose `VersionField`s offer the versions of the rate card."""

    def __init__(self, *args: Any, cards: list[RateCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(card.version), version_words(card)) for card in cards]
        for name in [name for name, field in self.fields.items() if isinstance(field, VersionField)]:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


def version_words(card: RateCard) -> str:
    words = _("Version %(version)s") if card.published_at else _("Version %(version)s (draft)")
    return str(words) % {"version": card.version}


class VersionField(forms.ChoiceField):
    """A choice of a version of the rate card by its number."""


class PreviewForm(VersionForm):
    """A form that asks what booths would cost a company on a given day. It is sent by GET."""

    booths = forms.CharField(
        label=_("Booths"), max_length=400, help_text=_("Hall and number, for example 5.1H/A01; several with commas.")
    )
    company = forms.CharField(
        label=_("Company"), max_length=200, required=False, help_text=_("Its name, or blank for a new exhibitor.")
    )
    day = forms.DateField(label=_("Submitted on"), widget=DayInput())
    card = VersionField(label=_("Rate card"), required=False)

    helper = FormHelper(
        Row("booths", "company"), Row("day", "card"), method="get", buttons=[Submit(_("Show the price"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["card"]
        chosen.choices = [("", _("the one in force on that day")), *chosen.choices]  # type: ignore[attr-defined]


class ComparisonForm(VersionForm):
    """A form that compares two versions of the rate card. It is sent by GET."""

    before = VersionField(label=pgettext_lazy("version", "From"))
    after = VersionField(label=pgettext_lazy("version", "To"))
    day = forms.DateField(label=_("Submitted on"), widget=DayInput())
    changed = forms.BooleanField(label=_("Only booths whose price changes"), required=False)

    helper = FormHelper(Row("before", "after", "day"), "changed", method="get", buttons=[Submit(_("Compare"))])


CARD_LIMITS = Limits(file_bytes=1024**2, rows=500)
USUAL_SIDES = {"sides_from": "1", "sides_to": str(MOST_SIDES)}
"""What exported rules say of open sides, even those that cannot depend on them."""


class CardFileForm(RevisionForm):
    """A file whose rules replace those of a draft, or the `content` that the preview of one carries.

    After validation `rules` are the terms of each rule, `made` the rules themselves, unsaved, and `problems` what is
    wrong, by row. `revision` is that of the draft.
    """

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("CSV or Excel, with the columns of the exported rate card.")
    )
    content = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    helper = FormHelper("file", buttons=[Submit(_("Preview the file"), icon_name="upload"), Cancel()])

    def __init__(self, *args: Any, card: RateCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        self.problems: list[Problem] = []
        self.rules: list[dict[str, Any]] = []
        self.made: list[RateRule] = []
        self.left_out: list[str] = []

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        file, content = typed.get("file"), str(typed.get("content") or "")
        if not file and not content:
            self.add_error("file", _("Choose a file."))
            return typed
        try:
            self._read(read_table(file.read() if file else content.encode(), CARD_LIMITS))
        except TableError as refusal:
            self.add_error("file", str(refusal))
        return typed

    def _read(self, table: Table) -> None:
        if missing := missing_columns(table):
            words = _("The file lacks these columns: %(columns)s.") % {"columns": list_words(missing)}
            self.add_error("file", words)
            return
        self.left_out = unknown_columns(table)
        for row in rows_of(table, self.card.edition.currency):
            self.problems += row.problems or self._take(row)
        if self.problems:
            self.add_error(None, _("Nothing was saved. Correct these rows in the file, and choose it again."))
        elif not self.rules:
            self.add_error("file", _("The file has no rules."))

    def _take(self, row: FileRow) -> list[Problem]:
        """Keep the rule of a row, or return what is wrong with it."""
        kind = row.values.pop("kind", "")
        if not kind:
            return [Problem(row.line, COLUMNS["kind"], forms.Field.default_error_messages["required"])]
        if (basis := row.values.get("basis")) and basis not in BASES[RuleKind(kind)]:
            return [Problem(row.line, COLUMNS["basis"], FITTING_BASIS)]
        form = RuleForm({"revision": "0"} | row.values, kind=RuleKind(kind))
        unfit = [
            Problem(row.line, COLUMNS[name], _("Rules of this kind cannot have it."))
            for name, text in row.values.items()
            if name not in form.fields and text not in {"", USUAL_SIDES.get(name)}
        ]
        if unfit or not form.is_valid():
            wrong = [
                Problem(row.line, COLUMNS.get(name, ""), str(error))
                for name, errors in form.errors.items()
                for error in errors
            ]
            return unfit + wrong
        try:
            self.made.append(sound_rule(self.card, len(self.rules) + 1, form.terms))
        except Invalid as refusal:
            return [Problem(row.line, COLUMNS.get(refusal.field or "", ""), str(refusal))]
        self.rules.append(form.terms)
        return []
