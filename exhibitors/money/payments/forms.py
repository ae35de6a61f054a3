"""Forms for payments, bank accounts, the reading of CSV statements, and the numbers of the bookkeeping."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.currencies import currency_choices
from ciie.web.forms import AmountField, Cancel, DayInput, Fieldset, FormHelper, Note, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import is_key
from exhibitors.money.invoices.models import DIGITS, PLACES
from exhibitors.money.payments.bookkeeping import TreatmentNumbers, treatment_field
from exhibitors.money.payments.models import REASON_LENGTH, BankAccount, Payment
from exhibitors.money.payments.operations.payments import InvoicePart
from exhibitors.money.payments.queries.receivables import InvoiceStanding
from exhibitors.money.payments.statements.csv import DECIMAL_SIGNS, FIELDS, ORDERS, SEPARATORS, ReadLayout
from exhibitors.money.payments.statements.lines import LONGEST_NAME, LONGEST_TEXT

FIRST_YEAR = 2000
"""Days before this year are taken for typing errors."""
SEPARATOR_NAMES = {";": _("semicolon (;)"), ",": _("comma (,)"), "\t": _("tab"), "|": _("bar (|)")}
SIGN_NAMES = {",": _("comma: 1.234,50"), ".": _("point: 1,234.50")}
ORDER_NAMES = {
    "YMD": _("year, month, day"),
    "DMY": _("day, month, year"),
    "MDY": _("month, day, year"),
}


def amount_field(label: Any, **options: Any) -> AmountField:
    return AmountField(label=label, max_digits=DIGITS, decimal_places=PLACES, localize=False, **options)


class InvoiceAmounts(forms.Form):
    """A form with a field for each invoice that can be paid, named by `invoice_` and its key."""

    def __init__(self, *args: Any, invoices: Sequence[InvoiceStanding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [each.invoice.pk for each in invoices]
        for each in invoices:
            open_now = money(each.balance, each.invoice.currency)
            label = _("%(number)s, open: %(open)s") % {"number": each.invoice.number_text, "open": open_now}
            self.fields[f"invoice_{each.invoice.pk}"] = amount_field(label, required=False, min_value=0)

    @property
    def parts(self) -> list[InvoicePart]:
        """Return the cleaned allocations. A fee is charged to the first invoice."""
        said = ((key, self.cleaned_data.get(f"invoice_{key}")) for key in self.keys)
        parts = [InvoicePart(key, amount) for key, amount in said if amount]
        fee = self.cleaned_data.get("fee") or Decimal(0)
        return [replace(parts[0], fee=fee), *parts[1:]] if parts else []


FEE_HELP = _(
    "What banks deducted at your expense. Together with the payment it settles the first invoice below. Above the "
    "usual (2 per cent of what is open, 75 at most), give a reason; another person must then agree."
)


def fee_reason_field() -> forms.CharField:
    return forms.CharField(label=_("Reason for a fee above the usual"), max_length=REASON_LENGTH, required=False)


class OneValue(forms.CheckboxInput):
    """A checkbox that submits a given value."""

    def __init__(self, value: object) -> None:
        super().__init__(check_test=lambda said: str(said) == str(value))
        self.value = value

    def format_value(self, value: object) -> str:
        return str(self.value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name)


class RecordForm(InvoiceAmounts):
    """A payment that is recorded by hand. If a similar one is known, the form asks whether this is another one."""

    received_on = forms.DateField(label=_("Received on"), widget=DayInput)
    amount = amount_field(_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"))
    payer = forms.CharField(label=_("Payer (optional)"), max_length=LONGEST_NAME, required=False)
    text = forms.CharField(label=_("Note (optional)"), max_length=LONGEST_TEXT, required=False)
    fee = amount_field(
        _("Bank fee (optional)"),
        required=False,
        min_value=0,
        help_text=FEE_HELP,
    )
    fee_reason = fee_reason_field()
    besides = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    helper = FormHelper(
        "besides",
        Row("received_on", "amount", "currency"),
        Row("payer", "text"),
        Row("fee", "fee_reason"),
        Fieldset(_("For invoices"), Note(_("Whatever is not allocated remains as an advance of the company.")), Rest()),
        buttons=[Submit(_("Record the payment"), icon_name="check"), Cancel()],
    )

    def __init__(self, *args: Any, currencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]
        if is_key(said := self.data.get("besides", "")):
            self.ask_about(said)

    def ask_about(self, known: str) -> None:
        """Ask whether this is another payment besides the one whose key is `known`."""
        self.fields["besides"].widget = OneValue(known)
        label = _("This is another payment, besides %(number)s") % {"number": Payment(pk=int(known)).number}
        self["besides"].label = label

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Check the year: this day is too long ago."))
        return day


class AllocateForm(InvoiceAmounts, RevisionForm):
    """The allocation of what is left of a payment."""

    fee = amount_field(_("Bank fee (optional)"), required=False, min_value=0, help_text=FEE_HELP)
    fee_reason = fee_reason_field()

    helper = FormHelper(
        Rest(), action="allocate_url", buttons=[Submit(_("Allocate"), css_class="btn-secondary btn-sm")]
    )


class RefundForm(RevisionForm):
    amount = amount_field(_("Amount"))
    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        Row("amount", "paid_on"),
        "reason",
        action="refund_url",
        buttons=[Submit(_("Propose the refund"), css_class="btn-secondary btn-sm")],
    )


class UndoRefundForm(RevisionForm):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        "reason", action="refund_undo_url", buttons=[Submit(_("Undo the refund"), css_class="btn-secondary btn-sm")]
    )


class CancelForm(RevisionForm):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        "reason", action="cancel_payment_url", buttons=[Submit(_("Cancel the payment"), css_class="btn-danger btn-sm")]
    )


class BankAccountForm(RevisionForm):
    """A bank account. `revision` is 0 if it is to be added."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For your colleagues, such as “Main account”."))
    account = forms.CharField(label=_("IBAN or account number"), max_length=40)
    currency = forms.ChoiceField(label=_("Currency"))
    bank_name = forms.CharField(label=_("Bank (optional)"), max_length=120, required=False)
    is_closed = forms.BooleanField(
        label=_("Closed"), required=False, help_text=_("No statements of it are uploaded any longer.")
    )

    helper = FormHelper(
        "name", Row("account", "currency"), "bank_name", "is_closed", buttons=[Submit(_("Save")), Cancel()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = currency_choices()  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    account = forms.ModelChoiceField(
        BankAccount.objects.filter(is_closed=False).order_by("name"), label=_("Bank account"), empty_label=None
    )
    file = forms.FileField(
        label=_("File"), help_text=_("camt.052, camt.053 or camt.054 (XML), MT940 or CSV. At most 25 MB.")
    )

    helper = FormHelper("account", "file", buttons=[Submit(_("Preview the file"), icon_name="upload"), Cancel()])


class ColumnsForm(RevisionForm):
    """How a CSV file is read: as it was detected, and confirmed or corrected by a person."""

    separator = forms.ChoiceField(label=_("Separator"), choices=[(each, SEPARATOR_NAMES[each]) for each in SEPARATORS])
    decimal_sign = forms.ChoiceField(
        label=_("Decimal sign"), choices=[(each, SIGN_NAMES[each]) for each in DECIMAL_SIGNS]
    )
    order = forms.ChoiceField(label=_("Dates"), choices=[(each, ORDER_NAMES[each]) for each in ORDERS])
    unsigned_are_credits = forms.BooleanField(
        label=_("Amounts without a sign: all of them are credits"),
        required=False,
        help_text=_("Only for a file that has no column for debits, such as a list of incoming payments."),
    )

    helper = FormHelper(
        Row("separator", "decimal_sign", "order"),
        "unsigned_are_credits",
        Fieldset(pgettext_lazy("of a file", "Columns"), Rest()),
        action="columns_url",
        buttons=[Submit(_("Read the file this way"), css_class="btn-secondary")],
    )

    def __init__(self, *args: Any, layout: ReadLayout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–"), *((column, column) for column in layout.columns)]
        for field in FIELDS:
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=_capital(field.label), choices=columns, required=False
            )

    @property
    def choices(self) -> Mapping[str, object]:
        """Return the choices in the form in which `choose_columns` stores them."""
        said = {field.name: self.cleaned_data[f"column_{field.name}"] for field in FIELDS}
        kept = {
            name: self.cleaned_data[name] for name in ("separator", "decimal_sign", "order", "unsigned_are_credits")
        }
        return {**kept, "columns": {name: column for name, column in said.items() if column}}


def _capital(label: Any) -> str:
    return str(label)[:1].upper() + str(label)[1:]


class CodesForm(RevisionForm):
    """Account numbers, with separate ones for each category and rate of tax. `revision` is 0 if none were set yet."""

    consultant = forms.CharField(label=_("Consultant number (DATEV, optional)"), max_length=7, required=False)
    client = forms.CharField(label=_("Client number (DATEV, optional)"), max_length=5, required=False)
    receivable = forms.CharField(label=_("Receivables"), max_length=9)
    revenue = forms.CharField(label=_("Revenue"), max_length=9)
    tax = forms.CharField(label=_("Tax"), max_length=9)
    bank = forms.CharField(label=_("Bank"), max_length=9)
    advance = forms.CharField(label=_("Advances of customers"), max_length=9)
    fee = forms.CharField(label=_("Bank fees"), max_length=9)
    rounding = forms.CharField(label=_("Rounding"), max_length=9)
    clearing = forms.CharField(label=_("Clearing between editions"), max_length=9)
    damages = forms.CharField(label=_("Damages"), max_length=9, required=False)
    chart = forms.CharField(
        label=_("Chart of accounts"),
        max_length=4,
        required=False,
        help_text=_("As DATEV numbers them: 03 for SKR03, 04 for SKR04."),
    )
    first_debtor = forms.CharField(
        label=_("First debtor number"),
        max_length=9,
        help_text=_("Each bill-to gets the next one with its first invoice."),
    )

    def __init__(
        self, *args: Any, treatments: Sequence[tuple[tuple[str, Decimal], TreatmentNumbers]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.treatments = [key for key, _numbers in treatments]
        rows = []
        for key, numbers in treatments:
            names = [treatment_field(name, *key) for name in ("revenue", "advance", "key")]
            labels = (_("Revenue"), _("Deposits"), _("Tax key (optional)"))
            for name, label, number in zip(names, labels, (numbers.revenue, numbers.advance, numbers.key), strict=True):
                self.fields[name] = forms.CharField(label=label, max_length=9, required=False, initial=number)
            rows.append(Fieldset(f"{key[0]} {key[1].normalize():f}%", Row(*names)))
        self.helper = FormHelper(
            Row("receivable", "revenue", "tax", "bank"),
            Row("advance", "fee", "rounding", "clearing"),
            Row("damages", "chart", "first_debtor"),
            Row("consultant", "client"),
            *rows,
            action="codes_url",
            buttons=[Submit(_("Save"), css_class="btn-secondary")],
        )

    @property
    def treatment_numbers(self) -> dict[tuple[str, Decimal], TreatmentNumbers]:
        """Return the entered numbers by category and rate."""
        return {
            key: TreatmentNumbers(
                *(self.cleaned_data[treatment_field(name, *key)] for name in ("revenue", "advance", "key"))
            )
            for key in self.treatments
        }


class DebtorForm(RevisionForm):
    """The debtor number of a bill-to. `revision` is 0 if it has none yet."""

    number = forms.CharField(
        label=_("Debtor number"),
        max_length=9,
        help_text=_("As your bookkeeping knows this bill-to. It has digits alone."),
    )

    helper = FormHelper("number", buttons=[Submit(_("Save")), Cancel()])


class PeriodForm(forms.Form):
    """The period that a file covers. The form is sent by GET."""

    first = forms.DateField(label=_("First day"), widget=DayInput)
    last = forms.DateField(label=_("Last day"), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day comes before the first."))
        return cleaned

    def require_one_year(self) -> None:
        """Add an error if the period spans two years: DATEV's days have no year, so each file is for one year."""
        if self.is_valid() and (first := self.cleaned_data["first"]).year != self.cleaned_data["last"].year:
            self.add_error(
                "last",
                _("A file for DATEV is for one year: end it on %(day)s, and make another file for the next year.")
                % {"day": date_format(date(first.year, 12, 31), "DATE_FORMAT")},
            )
