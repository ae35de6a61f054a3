"""Forms for applying for space, deciding on bookings, and choosing booths."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import LARGEST_REVISION
from ciie.kernel.wording import whole_area_left_words
from ciie.web.forms import Cancel, DayInput, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.models import MAX_REQUEST_SQM, Booking, SpaceRequest, is_key
from exhibitors.bookings.operations.bookings import Wishes
from exhibitors.bookings.operations.submission import Wanted
from exhibitors.pricing.terms.forms import AcceptanceForm
from pavilions.plans.drawing import Layer
from pavilions.plans.queries.halls import SectorLeft
from pavilions.states import BoothKind

PREFIX = "requests"
MOST_LINES = 10
OPEN_SIDES = [
    (1, _("any")),
    (2, _("2: a corner")),
    (3, _("3: a peninsula")),
    (4, _("4: an island")),
]


TOO_MUCH = _("No hall has that much space. Request at most 30,000 m².")


class SpaceRequestForm(forms.Form):
    """One line of an application: m² of a sector."""

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
    open_sides_min = forms.TypedChoiceField(label=_("Minimum open sides"), coerce=int, choices=OPEN_SIDES, initial=1)

    helper = FormHelper("sector", Row("area_sqm", "kind", "open_sides_min"), form_tag=False)

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return the request of this line, which must be valid and filled in."""
        cleaned = self.cleaned_data
        return Wanted(cleaned["sector"], cleaned["area_sqm"], BoothKind(cleaned["kind"]), cleaned["open_sides_min"])


class RequestLines(forms.BaseFormSet):
    def initial_form_count(self) -> int:
        """Return 0 for a submitted form, so that a blank line is skipped instead of required."""
        return 0 if self.is_bound else super().initial_form_count()

    def wanted(self) -> list[Wanted]:
        """Return the requests of the filled lines. The set must be valid."""
        return [form.wanted() for form in self.forms if form.has_changed()]

    def complete(self) -> list[tuple[int, Wanted]]:
        """Return the complete lines with their numbers. The user may still be typing the others."""
        numbered = enumerate(self.forms, start=1)
        return [(number, form.wanted()) for number, form in numbered if form.has_changed() and form.is_valid()]


_Lines = forms.formset_factory(
    SpaceRequestForm,
    formset=RequestLines,
    extra=0,
    min_num=1,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES + 1,
    validate_min=True,
    validate_max=True,
)


def request_lines(
    sectors: Iterable[SectorLeft], data: QueryDict | None = None, *, initial: list[dict[str, Any]] | None = None
) -> RequestLines:
    """Return the lines as submitted, or with these values and at least one line.

    Each sector is labelled with the most m² that it has left in one hall.
    """
    words = _("%(sector)s (%(left)s m² left in one hall)")
    choices = [
        (str(each.sector.pk), words % {"sector": each.sector, "left": whole_area_left_words(each.in_one_hall_sqm)})
        for each in sectors
    ]
    lines = _Lines(
        data,
        prefix=PREFIX,
        initial=initial or None,
        form_kwargs={"sectors": choices},
        error_messages={"too_few_forms": str(_("Request space in at least one sector."))},
    )
    return cast("RequestLines", lines)


def typed_lines(data: QueryDict) -> list[dict[str, Any]]:
    """Return the input of each line in order, unvalidated."""
    try:
        count = min(int(data.get(f"{PREFIX}-TOTAL_FORMS", "0")), MOST_LINES)
    except ValueError:
        count = 0
    names = tuple(SpaceRequestForm.base_fields)
    return [{name: data.get(f"{PREFIX}-{index}-{name}", "") for name in names} for index in range(count)]


def lines_as_sent(lines: list[dict[str, Any]]) -> QueryDict:
    """Return these lines as a form would submit them."""
    sent = QueryDict(mutable=True)
    sent[f"{PREFIX}-TOTAL_FORMS"], sent[f"{PREFIX}-INITIAL_FORMS"] = str(len(lines)), "0"
    for index, line in enumerate(lines):
        for name, value in line.items():
            sent[f"{PREFIX}-{index}-{name}"] = str(value)
    return sent


def lines_of(requests: Iterable[SpaceRequest]) -> list[dict[str, Any]]:
    """Return the lines that show these requests."""
    return [
        {"sector": r.sector_id, "area_sqm": r.area_sqm, "kind": r.kind, "open_sides_min": r.open_sides_min}
        for r in requests
    ]


class WishesForm(forms.Form):
    """The form for notes to those who assign booths."""

    wishes = forms.CharField(
        label=_("Special requests"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: near an entrance, water supply, heavy machinery."),
    )
    neighbours_to_avoid = forms.CharField(
        label=_("Neighbours to avoid"),
        required=False,
        max_length=500,
        help_text=_("Companies that you do not want to be next to. Visible to the organizer only."),
    )

    helper = FormHelper(form_tag=False)

    def written(self) -> Wishes:
        return Wishes(self.cleaned_data["wishes"], self.cleaned_data["neighbours_to_avoid"])


class WishesChangeForm(WishesForm, RevisionForm):
    """The form for the wishes of a draft. `revision` is that of the booking."""


class WishesPageForm(WishesChangeForm):
    """The form for the wishes of a draft on a page of its own."""

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel(_("Cancel"))])


def wishes_of(booking: Booking) -> dict[str, Any]:
    """Return the initial values of the form for a booking."""
    return {
        "wishes": booking.wishes,
        "neighbours_to_avoid": booking.neighbours_to_avoid,
        "revision": booking.revision,
    }


class SubmissionForm(AcceptanceForm, RevisionForm):
    """The form that submits a draft, with the revision that was seen and the accepted terms."""


def carry_on(form: forms.BaseForm, **shown: str) -> None:
    """Put what the page shows now into the hidden fields of a refused form. Visible input is kept."""
    data = cast("QueryDict", form.data).copy()
    for name, value in shown.items():
        data[name] = value
    form.data = data


class CostField(forms.CharField):
    """A hidden field with the cost that the reader was shown, in one line. A form without it is invalid."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        sentence = _("This form does not say which cost you were shown. Check the figures and confirm again.")
        super().__init__(max_length=300, error_messages=dict.fromkeys(("required", "max_length"), sentence), **options)


class CostForm(RevisionForm):
    """A form for an action that costs money. It carries the figures that its reader saw."""

    cost = CostField()

    def add_error(self, field: Any, error: Any) -> None:
        """Show errors of the hidden field above the form, where they can be read."""
        super().add_error(None if field == "cost" else field, error)

    def show_anew(self, cost: str, revision: int) -> None:
        """Put the figures and the revision that the page shows now into a refused form."""
        carry_on(self, cost=cost, revision=str(revision))


class CancelForm(CostForm):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    helper = FormHelper(
        "reason", buttons=[Submit(_("Cancel the booking"), css_class="btn-danger"), Cancel(_("Go back"))]
    )


REASON_LENGTH = 2000


class ApprovalForm(RevisionForm):
    """The form that approves a booking.

    `without_rest` is a separate choice on pages of bookings with partly unanswered requests. `last_day` is shown where
    the edition works with offers; if it is blank, the edition's number of days applies.
    """

    without_rest = forms.BooleanField(required=False)
    last_day = forms.DateField(
        label=_("Last day to accept the offer"),
        required=False,
        widget=DayInput(),
    )


class ReasonForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The exhibitor will see it in the email."),
    )


class CancelForExhibitorForm(ReasonForm, CostForm):
    """The form with which the organizer, who is shown the cost to the exhibitor, cancels a booking."""


class NoteForm(ReasonForm):
    """A `ReasonForm` in which the reason is optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class IdsField(forms.Field):
    """Unique whole numbers in the order submitted. The operation checks that such rows exist."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        if not all(is_key(each) for each in value or []):
            raise ValidationError(_("Choose from the list."), code="not_listed")
        return list(dict.fromkeys(map(int, value or [])))


class AssignmentForm(RevisionForm):
    booths = IdsField(label=_("Booths"), error_messages={"required": _("Choose at least one booth.")})
    larger_reason = forms.CharField(
        label=_("Reason for more space than requested"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def sent(self) -> set[int]:
        """The booths as submitted, even after a refusal."""
        return {int(each) for each in self["booths"].value() or [] if is_key(each)}


class SeenField(forms.Field):
    """Rows with the revision of each that was shown, such as `12:3`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[tuple[int, int]]:
        pairs = [each.partition(":")[::2] for each in value or []]
        are_keys = all(is_key(row) and is_key(revision) for row, revision in pairs)
        if not are_keys or any(int(revision) > LARGEST_REVISION for _row, revision in pairs):
            raise ValidationError(_("Open the page again and select from what it shows."), code="not_listed")
        return [(int(row), int(revision)) for row, revision in pairs]


MOST_CHOSEN = 100
CARRIED = (
    *("search", "hall", "sector", "area_min", "area_max", "sides", "kind", "price_min", "price_max", "availability"),
    *("sort", "page", "panel", "keys"),
)


def chosen_ids(values: Iterable[str]) -> list[int]:
    """Return the unique ids among these values in order, at most `MOST_CHOSEN`. Other values are skipped."""
    ids = (int(value) for value in values if is_key(value))
    return list(dict.fromkeys(ids))[:MOST_CHOSEN]


def address_of(sent: QueryDict) -> str:
    """Return the query string that shows the same list with the same booths ticked, without other submitted data."""
    carried = QueryDict(mutable=True)
    for name in CARRIED:
        if value := sent.get(name):
            carried[name] = value
    if "layers" in sent:
        carried.setlist("layers", [layer for layer in sent.getlist("layers") if layer in Layer] or [""])
    carried.setlist("booths", [str(pk) for pk in chosen_ids(sent.getlist("booths"))])
    return carried.urlencode()


def address_without_choice(sent: QueryDict) -> str:
    """Return the same query string as `address_of` with nothing ticked."""
    kept = sent.copy()
    kept.pop("booths", None)
    return address_of(kept)
