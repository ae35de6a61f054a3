"""Forms in which finance enters invoices, sellers and taxes, and exhibitors enter who is billed and request fapiaos."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Invalid
from ciie.web.forms import AmountField, Cancel, DayInput, Fieldset, FormHelper, Row, Submit
from ciie.web.revision_forms import OperationJudges, RevisionForm
from exhibitors.bookings.forms import SeenField
from exhibitors.money.invoices.amounts import smallest
from exhibitors.money.invoices.models import DIGITS, PLACES, REASON_LENGTH, BillingParty, Fapiao, Seller, TaxRule
from exhibitors.money.invoices.operations.drafts import NewLine
from exhibitors.money.invoices.queries.invoices import CreditableLine
from exhibitors.money.invoices.queries.parties import ShownShare
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, Supply

MOST_LINES = 5
EXTENT_ALL, EXTENT_LINES, EXTENT_AMOUNT = "all", "lines", "amount"


class SellerForm(OperationJudges, RevisionForm):
    bank_reason = forms.CharField(
        label=_("Reason for other bank details"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_(
            "Bank details that differ from those until now, or from those of the edition before, take effect once a "
            "second person has agreed to them."
        ),
    )

    class Meta:
        model = Seller
        fields = [
            *("name", "name_zh", "address", "postcode", "city", "country", "tax_id"),
            *("contact_name", "contact_phone", "contact_email", "electronic_address", "electronic_scheme"),
            *("bank_name", "account", "bic", "prefix", "days_to_pay", "makes_einvoices"),
            *("venue", "venue_address", "venue_postcode", "venue_city", "venue_country"),
            *("tax_currency", "exchange_rate", "exchange_rate_date"),
        ]
        widgets = {"exchange_rate_date": DayInput()}

    helper = FormHelper(
        Fieldset(
            _("Who invoices"),
            Row("name", "name_zh"),
            "address",
            Row("postcode", "city", "country"),
            "tax_id",
        ),
        Fieldset(
            _("Contact"),
            Row("contact_name", "contact_phone", "contact_email"),
            Row("electronic_address", "electronic_scheme"),
        ),
        Fieldset(
            _("Place of supply"),
            Row("venue", "venue_address"),
            Row("venue_postcode", "venue_city", "venue_country"),
        ),
        Fieldset(_("Tax in another currency"), Row("tax_currency", "exchange_rate", "exchange_rate_date")),
        Fieldset(_("Bank account"), "bank_name", Row("account", "bic"), "bank_reason"),
        Fieldset(_("Numbers and terms of payment"), Row("prefix", "days_to_pay"), "makes_einvoices"),
        buttons=[Submit(_("Save")), Cancel()],
    )


class TaxRuleForm(OperationJudges, RevisionForm):
    """A row of the tax table. `revision` is that of the row, or the number of rows where one is added."""

    is_business = forms.TypedChoiceField(
        label=_("Bill-to"),
        choices=[("", _("businesses and others")), ("True", _("only businesses")), ("False", _("only others"))],
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
    )
    supply = forms.ChoiceField(
        label=pgettext_lazy("line of a quote", "For"), choices=[("", _("everything")), *Supply.choices], required=False
    )

    class Meta:
        model = TaxRule
        fields = [
            *("buyer", "country", "is_business", "supply", "rate", "category"),
            *("legend", "legend_zh", "source", "valid_from"),
        ]
        widgets = {"valid_from": DayInput()}

    helper = FormHelper(
        Fieldset(_("When it applies"), Row("buyer", "country"), Row("is_business", "supply"), "valid_from"),
        Fieldset(_("How it is taxed"), Row("rate", "category"), "legend", "legend_zh", "source"),
        buttons=[Submit(_("Save")), Cancel()],
    )


class PartyForm(OperationJudges, RevisionForm):
    class Meta:
        model = BillingParty
        fields = [
            *("name", "contact_name", "address", "postcode", "city", "country", "is_business", "tax_id", "email"),
            *("buyer_reference", "order_number", "electronic_address", "electronic_scheme"),
        ]

    helper = FormHelper(
        Row("name", "contact_name"),
        "address",
        Row("postcode", "city", "country"),
        Row("tax_id", "email"),
        "is_business",
        Fieldset(
            _("For e-invoices"), Row("buyer_reference", "order_number"), Row("electronic_address", "electronic_scheme")
        ),
        buttons=[Submit(_("Save")), Cancel()],
    )


class FapiaoForm(OperationJudges, RevisionForm):
    """The details with which a fapiao is requested."""

    class Meta:
        model = Fapiao
        fields = ["kind", "title", "tax_id", "bank", "account", "address", "phone", "remark"]

    helper = FormHelper(
        "kind",
        Row("title", "tax_id"),
        Row("bank", "account"),
        Row("address", "phone"),
        "remark",
        buttons=[Submit(_("Request the fapiao")), Cancel()],
    )


class FapiaoNumberForm(RevisionForm):
    """The number that the tax platform gave a fapiao, and the day on which it was issued."""

    number = forms.CharField(label=_("Fapiao number"), max_length=20)
    issued_on = forms.DateField(label=_("Issued on"), widget=DayInput)

    helper = FormHelper(
        Row("number", "issued_on"), buttons=[Submit(_("Record the fapiao"))], action="fapiao_record_url"
    )


class RedLetterForm(RevisionForm):
    red_number = forms.CharField(label=_("Number of the red letter"), max_length=20)
    red_on = forms.DateField(label=_("Red letter of"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)

    helper = FormHelper(
        Row("red_number", "red_on"),
        "reason",
        buttons=[Submit(_("Record the red letter"), css_class="btn-danger")],
        action="fapiao_red_url",
    )


class SharesForm(RevisionForm):
    """A percentage for each bill-to of a company. `revision` is that of the booking."""

    def __init__(self, *args: Any, shares: Sequence[ShownShare], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {share.key: f"share_{share.key}" for share in shares}
        for share in shares:
            self.fields[self.names[share.key]] = AmountField(
                label=share.party.name,
                min_value=0,
                max_value=100,
                decimal_places=2,
                max_digits=5,
                required=False,
                initial=f"{share.percent.normalize():f}",
                help_text=_("per cent"),
            )
        self.helper = FormHelper(*self.names.values(), buttons=[Submit(_("Save")), Cancel()])

    @property
    def percents(self) -> dict[int, Decimal]:
        return {key: self.cleaned_data[name] or Decimal(0) for key, name in self.names.items()}


class InvoiceForm(RevisionForm):
    """An invoice that is entered by hand. `revision` is that of the booking; blank lines are left out."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in (*CHARGING[::-1], InvoiceKind.PRO_FORMA)]
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=DayInput,
        help_text=_("Blank: the seller's number of days after the invoice is issued."),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = []
        for place in range(1, MOST_LINES + 1):
            self.fields[f"name_{place}"] = forms.CharField(label=_("Name in English"), max_length=200, required=False)
            self.fields[f"name_zh_{place}"] = forms.CharField(
                label=_("Name in Chinese"), max_length=200, required=False
            )
            self.fields[f"supply_{place}"] = forms.ChoiceField(
                label=pgettext_lazy("line of a quote", "For"), choices=Supply.choices, required=False
            )
            self.fields[f"net_{place}"] = _money_field(_("Net in %(currency)s") % {"currency": currency})
            legend = _("Line %(number)s") % {"number": place}
            rows.append(
                Fieldset(legend, Row(f"name_{place}", f"name_zh_{place}"), Row(f"supply_{place}", f"net_{place}"))
            )
        self.helper = FormHelper(Row("kind", "due_on"), *rows, buttons=[Submit(_("Make the draft")), Cancel()])

    @property
    def lines(self) -> list[NewLine]:
        """The lines that were entered. Raise `Invalid` beside a line that lacks its amount or one of its names."""
        return list(self._lines())

    def _lines(self) -> Iterator[NewLine]:
        typed = self.cleaned_data
        for place in range(1, MOST_LINES + 1):
            name, name_zh, net = (typed[f"{part}_{place}"] for part in ("name", "name_zh", "net"))
            if net is None and not (name or name_zh):
                continue
            for field, value in ((f"name_{place}", name), (f"name_zh_{place}", name_zh)):
                if not value:
                    sentence = _("Enter the name in both languages.")
                    raise Invalid(sentence, code="line_named_in_both_languages", field=field)
            if net is None:
                raise Invalid(_("Enter an amount."), code="line_without_amount", field=f"net_{place}")
            supply = Supply(typed[f"supply_{place}"] or Supply.OTHER)
            yield NewLine(name=name, name_zh=name_zh, net=net, supply=supply)


class CreditForm(RevisionForm):
    """What to credit: all that is left of an invoice, some of its lines, or an amount."""

    extent = forms.ChoiceField(
        label=_("Credit"),
        choices=[
            (EXTENT_ALL, _("all that is left")),
            (EXTENT_AMOUNT, _("an amount with tax")),
            (EXTENT_LINES, _("lines, or parts of them")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("It is printed on the credit note. Write it in the exhibitor's language."),
    )

    def __init__(self, *args: Any, currency: str, lines: Sequence[CreditableLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = _money_field(_("Amount with tax in %(currency)s") % {"currency": currency})
        self.names = {each.line.pk: f"net_{each.line.pk}" for each in lines}
        for each in lines:
            field = _money_field(each.line.shown_name)
            field.help_text = _("Net; left: %(left)s") % {"left": f"{each.left.quantize(smallest(currency)):f}"}
            self.fields[self.names[each.line.pk]] = field
        self.helper = FormHelper(
            "extent",
            "amount",
            Fieldset(pgettext_lazy("invoice", "Lines"), *self.names.values()),
            "reason",
            buttons=[Submit(_("Draft the credit note"))],
            action="credit_url",
        )

    @property
    def asked(self) -> Mapping[str, Any]:
        """The arguments that define the extent of the credit for `credit_invoice`."""
        typed = self.cleaned_data
        if typed["extent"] == EXTENT_AMOUNT:
            return {"amount": typed["amount"] or Decimal(0)}
        if typed["extent"] == EXTENT_LINES:
            return {"nets": {pk: typed[name] for pk, name in self.names.items() if typed[name]}}
        return {}


class ManyForm(forms.Form):
    """The drafts that were ticked, each with the revision that the user saw."""

    drafts = SeenField(error_messages={"required": _("Tick at least one draft.")})


def _money_field(label: Any) -> AmountField:
    return AmountField(label=label, max_digits=DIGITS, decimal_places=PLACES, required=False)
