"""The forms in which directors edit an edition."""

from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciie.kernel.currencies import currency_choices
from ciie.web.forms import Cancel, DayInput, Fieldset, FormHelper, LocalMoment, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.editions.operations.editions import EDITION_FIELDS
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import Section

OF_ONE_EDITION = {
    *("number", "name", "name_zh", "opens_date", "closes_date"),
    *("booking_opens_at", "booking_closes_at", "cancel_until_date"),
}
"""The fields that a new edition does not take over from the previous one."""


@cache
def time_zone_choices() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones())]


class EditionForm(forms.ModelForm):
    """All fields that are set by hand. Moments are wall-clock time in the time zone that the form contains."""

    booking_opens_at = LocalMoment(label=_("Booking opens at"))
    booking_closes_at = LocalMoment(
        label=_("Booking closes at"), help_text=_("No later than the last day of the expo.")
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=currency_choices,
        help_text=_("Fixed once there are prices, fees or deals."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("All times of the edition are local to it. Fixed once there are bookings or events."),
    )

    class Meta:
        model = Edition
        fields = EDITION_FIELDS
        widgets = {"opens_date": DayInput, "closes_date": DayInput, "cancel_until_date": DayInput}

    helper = FormHelper(
        "number",
        Row("name", "name_zh"),
        Row("opens_date", "closes_date"),
        Row("time_zone", "currency"),
        Fieldset(
            _("Booking"),
            Row("booking_opens_at", "booking_closes_at"),
            Row("hold_minutes", "change_hours"),
            "cancel_until_date",
        ),
        Fieldset(_("Decisions"), Row("undecided_days", "lapse_days"), "larger_percent"),
        Fieldset(_("After approval"), "booking_steps", Row("offer_days", "offer_reminder_days"), "holds_mail"),
        Fieldset(_("Limits on held booths"), Row("held_booths_limit", "held_sqm_limit")),
        Fieldset(
            _("Limits on undecided space, per exhibitor"),
            Row("undecided_booths_limit", "undecided_sqm_limit"),
            "undecided_bookings_limit",
        ),
        Fieldset(
            _("Limits on undecided space, per person"),
            Row("person_booths_limit", "person_sqm_limit"),
            "person_bookings_limit",
        ),
        Fieldset(
            _("Companies that are not verified"),
            Row("unverified_booths_limit", "unverified_sqm_limit"),
            "unverified_share_percent",
            "accepts_registration_numbers",
            "ownership_objection_days",
        ),
        Rest(),
        buttons=[Submit(_("Save"), icon_name="check"), Cancel()],
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if not Fair.objects.all()[1:2].exists():  # there is no choice
            del self.fields["fair"]

    def full_clean(self) -> None:
        typed = str(self.data.get(self.add_prefix("time_zone"), ""))
        zone = ZoneInfo(typed) if typed in available_timezones() else timezone.get_current_timezone()
        with timezone.override(zone):
            super().full_clean()

    def validate_unique(self) -> None:
        """Leave this to the operation, as with the constraints, since it reports each refusal beside its field."""

    def validate_constraints(self) -> None:
        """Leave this to the operation."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of a valid form."""
        return {name: self.cleaned_data[name] for name in EDITION_FIELDS if name in self.cleaned_data}


class EditionChangeForm(EditionForm, RevisionForm):
    """The form for an edition that already exists."""


class FirstCapacityForm(forms.Form):
    """The m² of a hall that a sector gets which has none there yet."""

    hall = forms.ModelChoiceField(label=_("Hall"), queryset=Hall.objects.all())
    section = forms.ChoiceField(label=_("Exhibition"), choices=Section.choices, initial=Section.BUSINESS)
    sector = forms.ModelChoiceField(
        label=_("Sector"),
        queryset=Sector.objects.all(),
        required=False,
        help_text=_("Required for the business exhibition."),
    )
    capacity_sqm = forms.DecimalField(
        label=_("Capacity (m²)"),
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        help_text=_("Blank: all that is left of the hall."),
    )

    helper = FormHelper(Row("hall", "section"), Row("sector", "capacity_sqm"), buttons=[Submit(_("Save")), Cancel()])

    @property
    def wanted(self) -> FirstAllotment:
        data = self.cleaned_data
        sector = data["sector"]
        return FirstAllotment(Section(data["section"]), sector.pk if sector else None, data["capacity_sqm"])


def initial_after(edition: Edition | None) -> dict[str, Any]:
    """Return the initial values for a new edition: the next number, and the rules of the previous edition."""
    if edition is None:
        return {}
    rules = {name: getattr(edition, name) for name in EDITION_FIELDS if name not in OF_ONE_EDITION}
    return {"number": edition.number + 1, **rules}
