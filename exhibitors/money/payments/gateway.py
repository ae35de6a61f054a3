"""Providers of cards and wallets, through django-payments: they receive an online payment and report how it ended.

`PAYMENT_VARIANTS` names the provider; without one nothing can be paid online. The library's own models and URLs are not
used, since its columns hold only two decimals and it writes outside operations.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from payments import PaymentError, PaymentStatus, PurchasedItem, RedirectNeeded
from payments.core import provider_factory
from payments.dummy import DummyProvider

from ciie.web.forms import FormHelper, Submit
from exhibitors.money.payments.models import CardPayment

VARIANT: Final = "default"
SALT: Final = "exhibitors.payments.sample"
REPORT_SECONDS: Final = 3600


def is_offered() -> bool:
    """Return whether invoices can be paid online here."""
    return VARIANT in settings.PAYMENT_VARIANTS


def provider_of(payment: "ProviderPayment") -> Any:
    return provider_factory(VARIANT, payment)


class ProviderPayment:
    """An online payment as providers of django-payments see it. It holds what they report and is not stored."""

    def __init__(self, card: CardPayment) -> None:
        self.variant, self.token, self.pk = VARIANT, str(card.token), card.pk
        self.total, self.captured_amount = card.amount, Decimal(0)
        self.currency, self.description = card.currency, card.invoice.number_text
        self.status: str = PaymentStatus.WAITING
        self.fraud_status = self.message = self.transaction_id = self.extra_data = ""
        self.delivery = self.tax = Decimal(0)
        self.billing_email = card.invoice.party_email
        self.billing_first_name = self.billing_last_name = ""
        self.customer_ip_address = None
        self.attrs = type("Attrs", (), {})()

    @property
    def is_paid(self) -> bool:
        return bool(self.status == PaymentStatus.CONFIRMED)

    @property
    def is_over(self) -> bool:
        """Whether the provider has reported how the payment ended."""
        return self.status in {PaymentStatus.CONFIRMED, PaymentStatus.REJECTED, PaymentStatus.ERROR}

    def change_status(self, status: str, message: str = "") -> None:
        self.status, self.message = status, message

    def change_fraud_status(self, status: str, message: str = "", commit: bool = True) -> None:
        self.fraud_status = status

    def save(self, **_kwargs: object) -> None:
        """Do nothing when providers call this, since the operation stores what matters."""

    def get_purchased_items(self) -> list[PurchasedItem]:
        return [PurchasedItem(self.description, 1, self.total, self.currency, self.description)]

    def get_process_url(self) -> str:
        return reverse("desk:pay_report", args=[self.token])

    def get_success_url(self) -> str:
        return reverse("desk:pay_result", args=[self.token])

    get_failure_url = get_success_url


class SampleForm(forms.Form):
    """A substitute for the page of a provider."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (PaymentStatus.CONFIRMED, _("pay")),
            (PaymentStatus.REJECTED, pgettext_lazy("online payment", "decline")),
        ],
        widget=forms.RadioSelect,
        initial=PaymentStatus.CONFIRMED,
    )

    helper = FormHelper("outcome", buttons=[Submit(_("Continue"), icon_name="check")])


class SampleProvider(DummyProvider):
    """A dummy provider that signs its reports, whereas the library's own trusts whatever a URL says."""

    def get_form(self, payment: ProviderPayment, data: Mapping[str, str] | None = None) -> SampleForm:
        form = SampleForm(data)
        if form.is_valid():
            said = [payment.token, form.cleaned_data["outcome"], f"{payment.total:f}", payment.currency]
            raise RedirectNeeded(f"{payment.get_process_url()}?report={signing.dumps(said, salt=SALT)}")
        return form

    def process_data(self, payment: ProviderPayment, request: HttpRequest) -> HttpResponse:
        """Apply a report. Raise `PaymentError` if it is not from this provider or is about another payment."""
        try:
            token, outcome, amount, currency = signing.loads(
                request.GET.get("report", ""), salt=SALT, max_age=REPORT_SECONDS
            )
            payment.captured_amount, payment.currency = Decimal(amount), currency
        except (signing.BadSignature, ValueError, InvalidOperation) as error:
            raise PaymentError("unsigned report") from error
        if token != payment.token:
            raise PaymentError("report of another payment")
        payment.change_status(outcome)
        return HttpResponseRedirect(payment.get_success_url())
