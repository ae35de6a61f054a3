"""Forms for an edition's sales settings: one for single values, and one for each list of rows."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from ciie.web.forms import AmountField, Cancel, DayInput, Fieldset, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.operations.settings import SETTINGS_FIELDS
from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf, Tone
from exhibitors.money.sales.terms_of_sale.calendar import days_in, days_out, supported_countries
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm

SAVE = (Submit(_("Save"), icon_name="check"), Cancel())
BLANK = [("", "–")]
MOST_DIGITS, PLACES = 16, 3


def calendar_choices() -> list[tuple[str, str]]:
    known = supported_countries()
    return [("", str(_("none, weekends only"))), *((code, name) for code, name in countries if code in known)]


class DaysField(forms.CharField):
    """A list of days such as `2027-02-06`, one after the other. It cleans to a list of dates."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else days_out(value)

    def clean(self, value: Any) -> Any:
        found, unknown = days_in(super().clean(value))
        if unknown:
            raise forms.ValidationError(
                _("“%(word)s” is not a day such as 2027-02-06."), code="unknown_day", params={"word": unknown[0]}
            )
        return found


class SettingsForm(forms.ModelForm, RevisionForm):
    """The single values of the settings. The operation validates and saves them, not this form."""

    country = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=calendar_choices,
        required=False,
        help_text=_("Reminders are sent on business days."),
    )
    days_off = DaysField(
        label=_("Further days off"), required=False, help_text=_("For example: 2027-02-06. One day a line.")
    )
    working_days = DaysField(
        label=_("Working days"),
        required=False,
        help_text=_("Make-up working days on weekends, as the government publishes them."),
    )

    class Meta:
        model = SalesSettings
        fields = SETTINGS_FIELDS

    helper = FormHelper(
        Fieldset(_("From offer to confirmation"), "uses_contracts", Row("confirmed_by", "signing_days")),
        Fieldset(_("Invoices"), "issues_invoices", Row("invoice_days", "refund_days")),
        Fieldset(_("Release of space"), "releases", Row("notice_after", "release_after")),
        Fieldset(_("Calendar"), "country", Row("days_off", "working_days")),
        buttons=SAVE,
    )

    def _post_clean(self) -> None:
        """Leave validation to the operation, which names the field of each error."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS_FIELDS}


class Lines(Rest):
    """The rows of a `RowsForm`, each in a fieldset with its number."""

    def render(self, form: Any, context: Context, **options: Any) -> SafeString:
        parts = [
            Fieldset(_("Row %(number)s") % {"number": number}, Row(*(f"{name}_{number}" for name in form.columns)))
            for number in range(1, form.most + 1)
        ]
        return SafeString("".join(part.render(form, context, **options) for part in parts))


class RowsForm(RevisionForm):
    """Up to `most` rows with the same columns. Rows whose `key` column is blank do not count; they must come last."""

    most: ClassVar[int] = 6
    key: ClassVar[str]
    columns: ClassVar[Mapping[str, Callable[[], forms.Field]]]

    helper = FormHelper(Lines(), buttons=SAVE)

    def __init__(self, *args: Any, rows: Iterable[Any] = (), revision: int = 0, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": revision, **self._initial(rows)}
        super().__init__(*args, **kwargs)
        for number in range(1, self.most + 1):
            for name, make in self.columns.items():
                self.fields[f"{name}_{number}"] = make()

    def _initial(self, rows: Iterable[Any]) -> dict[str, Any]:
        return {
            f"{name}_{number}": getattr(row, name) for number, row in enumerate(rows, start=1) for name in self.columns
        }

    def clean(self) -> Any:
        filled = [number for number in range(1, self.most + 1) if self._typed(self.key, number) not in {"", None}]
        for number in range(1, len(filled) + 1):
            if number not in filled:
                self.add_error(f"{self.key}_{number}", _("Fill the rows from the top; this one is blank."))
        self.filled = len(filled)
        return super().clean()

    def _typed(self, name: str, number: int) -> Any:
        return self.cleaned_data.get(f"{name}_{number}", self.data.get(f"{name}_{number}"))

    def _row(self, number: int) -> dict[str, Any]:
        return {name: self.cleaned_data[f"{name}_{number}"] for name in self.columns}

    @property
    def typed(self) -> Any:
        """The rows of a valid form as the operation takes them."""
        raise NotImplementedError

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [self._row(number) for number in range(1, self.filled + 1)]


def _number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=365, required=False, **options)


def _amount(label: Any) -> AmountField:
    return AmountField(label=label, max_digits=MOST_DIGITS, decimal_places=PLACES, min_value=Decimal(0), required=False)


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*BLANK, *choices], required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), required=False)


def _flag(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class ScheduleForm(RowsForm):
    key = "share"
    columns = {
        "kind": lambda: _choice(_("Invoice"), PartKind.choices),
        "share": lambda: _choice(pgettext_lazy("payment schedule", "Share"), ShareOf.choices),
        "value": lambda: _amount(_("Per cent or amount")),
        "after": lambda: _choice(_("Due"), DueAfter.choices),
        "days": lambda: _number(_("Days")),
        "day": lambda: _day(_("Date")),
        "in_business_days": lambda: _flag(_("Business days")),
    }

    def clean(self) -> Any:
        cleaned = super().clean()
        for number in range(1, self.filled + 1):
            for name in ("kind", "after"):
                if not self._typed(name, number):
                    self.add_error(f"{name}_{number}", _("Choose one."))
        return cleaned

    @property
    def typed(self) -> list[ScheduleTerm]:
        return [
            ScheduleTerm(
                kind=PartKind(row["kind"]),
                share=ShareOf(row["share"]),
                value=None if row["share"] == ShareOf.REST else row["value"],
                after=DueAfter(row["after"]),
                days=0 if row["after"] == DueAfter.DAY else row["days"] or 0,
                day=row["day"],
                in_business_days=row["in_business_days"],
            )
            for row in self.rows
        ]


class DunningForm(RowsForm):
    most = 5
    key = "days_late"
    columns = {
        "days_late": lambda: _number(_("Days late")),
        "in_business_days": lambda: _flag(_("Business days")),
        "tone": lambda: _choice(_("Tone"), Tone.choices),
        "fee": lambda: _amount(_("Fee (net)")),
    }

    def clean(self) -> Any:
        cleaned = super().clean()
        for number in range(1, self.filled + 1):
            if not self._typed("tone", number):
                self.add_error(f"tone_{number}", _("Choose one."))
        return cleaned

    @property
    def typed(self) -> list[DunningLevel]:
        return [
            DunningLevel(row["days_late"], Tone(row["tone"]), row["fee"] or None, row["in_business_days"])
            for row in self.rows
        ]


class CancellationForm(RowsForm):
    key = "percent"
    columns = {
        "percent": lambda: _amount(_("Per cent")),
        # Translators: The day to which a period runs.
        "until": lambda: _day(_("Until")),
        "days_before": lambda: _number(_("Or until days before opening")),
    }

    @property
    def typed(self) -> list[CancellationTerm]:
        return [CancellationTerm(row["percent"], row["until"], row["days_before"]) for row in self.rows]
