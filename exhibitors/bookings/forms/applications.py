"""Applying for space without choosing booths: lines of requests for space, and notes for the organizer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import whole_area_left_words
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.models.booking import MAX_REQUEST_SQM, Booking, SpaceRequest
from exhibitors.bookings.operations.bookings import Wishes
from exhibitors.bookings.operations.submission import Wanted
from pavilions.plans.queries.halls import SectorLeft
from pavilions.states import BoothKind

PREFIX = "requests"
MOST_LINES = 10
OPEN_SIDES = [
    (1, _("any")),
    (2, _("2: a corner")),
    (3, _("3: a head of a row")),
    (4, _("4: an island")),
]


TOO_MUCH = _("No hall has that much space; ask for at most 30,000 m².")


class SpaceRequestForm(forms.Form):
    """One line: so many m² of a sector."""

    sector = forms.TypedChoiceField(label=_("Sector"), coerce=int)
    area_sqm = forms.DecimalField(
        label=_("Area (m²)"),
        min_value=Decimal(1),
        max_value=MAX_REQUEST_SQM,
        max_digits=8,
        decimal_places=2,
        error_messages=dict.fromkeys(("max_value", "max_digits", "max_whole_digits"), TOO_MUCH),
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BoothKind, initial=BoothKind.RAW)
    open_sides_min = forms.TypedChoiceField(label=_("Open sides, at least"), coerce=int, choices=OPEN_SIDES, initial=1)

    helper = FormHelper("sector", Row("area_sqm", "kind", "open_sides_min"), form_tag=False)

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What a valid, filled line asks for."""
        cleaned = self.cleaned_data
        return Wanted(cleaned["sector"], cleaned["area_sqm"], BoothKind(cleaned["kind"]), cleaned["open_sides_min"])


class _RequestLines(forms.BaseFormSet):
    def initial_form_count(self) -> int:
        """None when sent, so that a line left blank is passed over instead of asked for."""
        return 0 if self.is_bound else super().initial_form_count()

    def wanted(self) -> list[Wanted]:
        """What the filled lines of a valid set ask for."""
        return [form.wanted() for form in self.forms if form.has_changed()]


_Lines = forms.formset_factory(
    SpaceRequestForm,
    formset=_RequestLines,
    extra=0,
    min_num=1,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES + 1,
    validate_min=True,
    validate_max=True,
)


def request_lines(
    sectors: Iterable[SectorLeft], data: QueryDict | None = None, *, initial: list[dict[str, Any]] | None = None
) -> _RequestLines:
    """The lines as sent, or with these values and at least one line."""
    choices = [(str(each.sector.pk), _words(each)) for each in sectors]
    lines = _Lines(
        data,
        prefix=PREFIX,
        initial=initial or None,
        form_kwargs={"sectors": choices},
        error_messages={"too_few_forms": str(_("Ask for space in at least one sector."))},
    )
    return cast("_RequestLines", lines)


def typed_lines(data: QueryDict) -> list[dict[str, Any]]:
    """What was typed into each line, unchecked, in order."""
    try:
        count = min(int(data.get(f"{PREFIX}-TOTAL_FORMS", "0")), MOST_LINES)
    except ValueError:
        count = 0
    names = tuple(SpaceRequestForm.base_fields)
    return [{name: data.get(f"{PREFIX}-{index}-{name}", "") for name in names} for index in range(count)]


def lines_of(requests: Iterable[SpaceRequest]) -> list[dict[str, Any]]:
    """The lines that show these requests."""
    return [
        {"sector": r.sector_id, "area_sqm": r.area_sqm, "kind": r.kind, "open_sides_min": r.open_sides_min}
        for r in requests
    ]


class WishesForm(forms.Form):
    """Words to those who assign booths."""

    wishes = forms.CharField(
        label=_("Wishes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance near an entrance, water supply, heavy machinery."),
    )
    neighbours_to_avoid = forms.CharField(
        label=_("Neighbours to avoid"),
        required=False,
        max_length=500,
        help_text=_("Companies that you would not like to stand beside. Only the organizer reads this."),
    )

    helper = FormHelper(form_tag=False)

    def written(self) -> Wishes:
        return Wishes(self.cleaned_data["wishes"], self.cleaned_data["neighbours_to_avoid"])


class WishesChangeForm(WishesForm, RevisionForm):
    """The wishes of a draft; `revision` is that of the booking."""


class WishesPageForm(WishesChangeForm):
    """The wishes of a draft on a page of their own."""

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel(_("Leave it"))])


def wishes_of(booking: Booking) -> dict[str, Any]:
    """What the form shows of a booking."""
    return {
        "wishes": booking.wishes,
        "neighbours_to_avoid": booking.neighbours_to_avoid,
        "revision": booking.revision,
    }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


def _words(each: SectorLeft) -> str:
    """What one line can ask for: the most that one hall has left."""
    left = whole_area_left_words(each.in_one_hall_sqm)
    return _("%(sector)s (%(left)s m² left in one hall)") % {"sector": each.sector, "left": left}
