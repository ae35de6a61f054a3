from typing import Any

import pycountry
from babel import Locale
from babel.numbers import get_currency_name
from django import forms
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from exhibitors.models import Deal, ExchangeRate
from exhibitors.operations.deals import DOLLARS, DealTerms
from exhibitors.states import DealKind

COMMON = ("USD", "CNY", "EUR", "JPY", "GBP", "CHF", "KRW", "AUD")


def currency_choices(*, without: str = "") -> list[tuple[str, str]]:
    """Every currency of ISO 4217 in the reader's language, those that deals are mostly in first."""
    every = {currency.alpha_3 for currency in pycountry.currencies}
    locale = Locale.parse(to_locale(get_language() or "en"))
    codes = [*COMMON, *sorted(every - set(COMMON))]
    return [(code, f"{code} – {get_currency_name(code, locale=locale)}") for code in codes if code != without]


class DealForm(forms.ModelForm):
    """The terms of a deal as the exhibitor writes them."""

    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)

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
        widgets = {"signed_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "buyer": _("The company or body that signed with you."),
            "delegation": _("If the buyer came with one."),
            "category": _("For instance: infant milk powder, ultrasound scanners."),
            "amount": _("Seen by you and the organizer's finance; the public sees sums only."),
        }

    def terms(self) -> DealTerms:
        """What was typed, of a form that is valid."""
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


class ExchangeRateForm(forms.ModelForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=lambda: currency_choices(without=DOLLARS))

    class Meta:
        model = ExchangeRate
        fields = ("currency", "on_date", "usd_per_unit", "source")
        widgets = {"on_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"source": _("Who published it, so that anybody can look it up.")}


class DealDecisionForm(forms.Form):
    """`revision` is that of the deal that was looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(label=_("What is to be changed"), max_length=500, required=False)
