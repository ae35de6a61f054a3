"""Forms of a plan's page, with the fields of its query string, for withholding a booth and drawing a footprint."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.plan_pages.plan_views.queries.shown_plans import SORTS, BoothCriteria
from pavilions.national.national_pavilions.operations.pavilion_footprints import Footprint
from pavilions.plans.drawing import USUALLY_SHOWN, Layer
from pavilions.states import Availability, BoothKind

AT_LEAST = [("", _("any")), ("2", _("2 or more")), ("3", _("3 or more")), ("4", _("4"))]
PANELS = ("halls", "list", "filters", "layers", "files", "draw")
"""The panels of a plan's page. At most one is open, and the page's address says which."""
FIGURES: dict[str, Any] = {"required": False, "min_value": 0, "max_digits": 12, "decimal_places": 2}


class PlanFilterForm(forms.Form):
    """Filters of the drawing and of the table beside it.

    An invalid value gets an error at its field and filters nothing.
    """

    search = forms.CharField(
        label=_("Booth, company, country or product"), required=False, max_length=120, widget=forms.SearchInput
    )
    edition = forms.IntegerField(required=False, min_value=1, max_value=9_999, widget=forms.HiddenInput)
    hall = forms.ChoiceField(label=_("Hall"), required=False)
    sector = forms.TypedChoiceField(label=_("Sector"), required=False, coerce=int, empty_value=None)
    area_min = forms.DecimalField(label=_("m² from"), **FIGURES)
    area_max = forms.DecimalField(label=_("m² to"), **FIGURES)
    sides = forms.TypedChoiceField(
        label=_("Open sides"), required=False, choices=AT_LEAST, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *BoothKind.choices])
    price_min = forms.DecimalField(label=_("Price from"), **FIGURES)
    price_max = forms.DecimalField(label=_("Price to"), **FIGURES)
    availability = forms.ChoiceField(
        label=_("Availability"), required=False, choices=[("", _("any")), *Availability.choices]
    )
    panel = forms.CharField(required=False, widget=forms.HiddenInput)
    keys = forms.BooleanField(label=_("Arrow keys stop at free booths only"), required=False)
    layers = forms.MultipleChoiceField(
        label=_("Show on the plan"), required=False, choices=Layer, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        sent: QueryDict,
        *,
        halls: Sequence[str] = (),
        sectors: Iterable[tuple[int, str]] = (),
        layers: Collection[Layer] = tuple(Layer),
    ) -> None:
        """Build the filters. `layers` are those in which the plan has anything to show."""
        given: MultiValueDict[str, Any] = MultiValueDict(dict(sent.lists()))
        if "layers" not in given:
            given.setlist("layers", sorted(USUALLY_SHOWN))
        given.setlist("layers", [layer for layer in given.getlist("layers") if layer in layers])
        if given.get("panel") not in PANELS:
            given.setlist("panel", [""])
        super().__init__(given, auto_id="filter-%s")
        self._sent, self._layers = sent, layers
        self._choose_from(halls, list(sectors))
        self.is_valid()  # sets `cleaned_data`, which leaves out invalid values

    def _choose_from(self, halls: Sequence[str], sectors: list[tuple[int, str]]) -> None:
        """Set the choices of halls and sectors, and hide a field that leaves nothing to choose."""
        boxes = self.fields["layers"]
        if isinstance(boxes, forms.MultipleChoiceField):
            boxes.choices = [(layer.value, layer.label) for layer in Layer if layer in self._layers]
        every = [("", _("all"))]
        for name, choices in (("hall", [(hall, hall) for hall in halls]), ("sector", sectors)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*every, *choices]
            if len(choices) < 2:  # noqa: PLR2004  one is no choice
                field.widget = forms.HiddenInput()

    @property
    def criteria(self) -> BoothCriteria:
        """The criteria given by valid fields. A field with an error adds none."""
        names = {field.name for field in fields(BoothCriteria)}
        asked = {name: value for name, value in self.cleaned_data.items() if name in names and value not in (None, "")}
        return BoothCriteria(**asked, sector_id=self.cleaned_data.get("sector"))

    @property
    def shown_layers(self) -> frozenset[str]:
        """The layers that are ticked, and those shown by default in which the plan has nothing."""
        return frozenset(self.cleaned_data.get("layers", ())) | (USUALLY_SHOWN - frozenset(self._layers))

    @property
    def sort(self) -> str:
        """The order requested, or an empty text if lists do not know it."""
        sort = self._sent.get("sort", "")
        return sort if sort.removeprefix("-") in SORTS else ""

    @property
    def address(self) -> str:
        """The query string that makes the same request and no other, or an empty text if nothing is requested."""
        asked: list[tuple[str, str | int]] = [
            (name, "on" if value is True else f"{value.normalize():f}" if isinstance(value, Decimal) else value)
            for name, value in self.cleaned_data.items()
            if name != "layers" and value not in (None, "", False)
        ]
        if self.shown_layers != USUALLY_SHOWN:
            asked += [("layers", layer) for layer in sorted(self.cleaned_data["layers"]) or [""]]
        if self.sort:
            asked.append(("sort", self.sort))
        return urlencode(asked)


class WithholdForm(RevisionForm):
    blocked_reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For the organizer only; exhibitors see “not for sale”.")
    )

    helper = FormHelper(
        action="block_url", buttons=[Submit(_("Withhold from sale"), icon_name="ban", css_class="btn-secondary")]
    )


LONGEST_SIDE_M = 1_000
PLACE: dict[str, Any] = {
    "min_value": -LONGEST_SIDE_M,
    "max_value": LONGEST_SIDE_M,
    "max_digits": 7,
    "decimal_places": 2,
}


class FootprintForm(RevisionForm):
    """A rectangle in a hall, in metres along the plan's axes: right and down. It is typed in or drawn."""

    prefix = "footprint"
    use_required_attribute = False  # the form that contains its fields is also posted without them

    number = forms.CharField(label=_("Booth number"), max_length=20)
    left_m = forms.DecimalField(label=_("From the left (m)"), **PLACE)
    top_m = forms.DecimalField(label=_("From the top (m)"), **PLACE)
    width_m = forms.DecimalField(label=_("Width (m)"), **PLACE | {"min_value": 1})
    depth_m = forms.DecimalField(label=_("Depth (m)"), **PLACE | {"min_value": 1})
    accept_excess = forms.BooleanField(label=_("Draw more than the capacity can sell"), required=False)

    @property
    def footprint(self) -> Footprint:
        names = ("left_m", "top_m", "width_m", "depth_m")
        left, top, width, depth = (int(100 * self.cleaned_data[name]) for name in names)
        right, bottom = left + width, top + depth
        return Footprint(self.cleaned_data["number"], ((left, top), (right, top), (right, bottom), (left, bottom)))
