"""The forms in which planners describe a hall."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedPageField
from ciie.web.forms import Cancel, Fieldset, FormHelper, Row, Submit
from ciie.web.revision_forms import OperationJudges, RevisionForm
from pavilions.drawings.geometry import Box, area_sqm
from pavilions.drawings.validators import validate_hall_name
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.drafts.forms import AllotmentForm
from pavilions.plans.layout.forms import HALL_DETAILS, LONGEST_M, HallDetailsForm, MetresField, OutlineField
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.venue.tracing import Spot

LONGEST_OF_HALL_M = 1_000
CORNERS_HELP = _(
    "For a hall that is not a rectangle: one corner per line, in metres to the right and down: “120, 45.5”."
)


class NewHallForm(HallDetailsForm, AllotmentForm):
    """The fields that every new hall needs, however its outline is drawn."""

    name = forms.CharField(
        label=_("Name"),
        max_length=20,
        validators=[validate_hall_name],
        help_text=_("5.1H is in building 5 on level 1, unless stated otherwise below."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity_sqm"].help_text = _("Blank: the whole hall.")

    @property
    def about(self) -> dict[str, Any]:
        """The hall's fields that were filled in, without its outline."""
        said = {name: self.cleaned_data[name] for name in ("name", *HALL_DETAILS)}
        return {name: value for name, value in said.items() if value not in {None, ""}}


class DrawnHallForm(NewHallForm):
    """The form for a hall that is given by the lengths of its sides or by its corners."""

    width = MetresField(label=_("Width (m)"), min_value=2, max_value=LONGEST_M, required=False)
    depth = MetresField(label=_("Depth (m)"), min_value=2, max_value=LONGEST_M, required=False)
    outline = OutlineField(
        label=_("Or its corners"),
        required=False,
        longest_m=LONGEST_M,
        help_text=CORNERS_HELP,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    helper = FormHelper(
        "name",
        Fieldset(_("Outline"), Row("width", "depth"), "outline"),
        Fieldset(_("Space allocation"), Row("section", "sector"), "capacity_sqm"),
        Fieldset(_("More about the hall"), Row("building", "level"), Row("ceiling_height_m", "floor_load_kg_sqm")),
        buttons=[Submit(_("Add the hall and open a draft")), Cancel()],
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"width", "depth", "outline"} & self.errors.keys():
            sides = [data["width"], data["depth"]]
            if data["outline"] and any(sides):
                self.add_error("outline", _("Enter the width and depth of the hall, or its corners, but not both."))
            elif not data["outline"] and not all(sides):
                self.add_error("width", _("Enter the width and depth of the hall, or list its corners."))
        return data

    @property
    def terms(self) -> dict[str, Any]:
        """The hall's fields, as `add_hall_with_draft` takes them."""
        data = self.cleaned_data
        ring = data["outline"] or ring_of(Box(0, 0, data["width"], data["depth"]))
        return {**self.about, "outline": [list(corner) for corner in ring]}


LONGEST_SPOT = 40
MOST_SPOTS = 200
SPOT = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,3})?)\s*[,;\s]\s*([0-9]{1,5}(?:\.[0-9]{1,3})?)")


class SheetForm(forms.Form):
    sheet = UploadedPageField(
        label=_("Plan of the hall"),
        help_text=_("PDF (its first page), PNG, JPEG or WebP. At most 25 MB for a PDF, 15 MB for a picture."),
    )

    helper = FormHelper("sheet", buttons=[Submit(_("Upload")), Cancel()])


class SpotsField(forms.CharField):
    """A field for points on a picture, one per line in pixels. In the cleaned data it is a tuple of `Spot`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_SPOT * MOST_SPOTS, required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return tuple(self._spot(number, line) for number, line in enumerate(lines, start=1))

    def _spot(self, number: int, line: str) -> Spot:
        found = SPOT.fullmatch(line.strip()) if len(line) <= LONGEST_SPOT else None
        if found is None:
            sentence = _("Line %(line)d is not a point: enter two numbers in pixels, such as “310, 95.5”.")
            raise forms.ValidationError(sentence, code="not_a_spot", params={"line": number})
        return float(found[1]), float(found[2])


class TraceForm(NewHallForm):
    known = SpotsField(label=_("Two points whose distance you know (pixels)"))
    corners = SpotsField(label=_("Corners of the hall (pixels)"))
    metres = forms.DecimalField(
        label=_("Distance of the two points (m)"), max_digits=7, decimal_places=3, max_value=LONGEST_OF_HALL_M
    )
    straighten = forms.BooleanField(
        label=_("Make walls straight that lean by less than 2 degrees"), required=False, initial=True
    )
    keep_picture = forms.BooleanField(
        label=_("Keep the picture as the background of the plan"),
        required=False,
        initial=True,
        help_text=_("For the organizer's team, unless it is shown on public pages in the editor."),
    )


class OutlineForm(RevisionForm):
    outline = OutlineField(
        label=_("Corners"),
        longest_m=LONGEST_OF_HALL_M,
        help_text=_("One corner per line, in metres to the right and down: “120, 45.5”."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    @property
    def terms(self) -> dict[str, Any]:
        """The outline, as `change_hall` takes it."""
        return {"outline": [list(corner) for corner in self.cleaned_data["outline"]]}


class HallForm(OperationJudges, OutlineForm):
    """The form that changes a hall.

    If the gross area is left blank, or is still that of the previous outline, it becomes that of the outline entered.
    """

    class Meta:
        model = Hall
        fields = [
            *("name", "outline", "gross_area_sqm", *HALL_DETAILS),
            *("venue_x_m", "venue_y_m", "venue_turn", "north_turn"),
        ]

    helper = FormHelper(
        Row("name", "building", "level"),
        Fieldset(_("Outline"), "outline", "gross_area_sqm"),
        Fieldset(_("Building services"), Row("ceiling_height_m", "floor_load_kg_sqm")),
        Fieldset(_("Where it lies in the venue"), Row("venue_x_m", "venue_y_m", "venue_turn"), "north_turn"),
        buttons=[Submit(_("Save")), Cancel()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["gross_area_sqm"]
        area.required, area.help_text = False, _("Blank: the area that the outline encloses.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "outline" in data:
            data["outline"] = [list(corner) for corner in data["outline"]]
            before = area_sqm([(x, y) for x, y in self.instance.outline])
            if data.get("gross_area_sqm") in {None, before} and "gross_area_sqm" not in self.errors:
                data["gross_area_sqm"] = area_sqm([(x, y) for x, y in data["outline"]])
        return data


class SectorForm(OperationJudges):
    """The form for a new sector. What is left blank is filled by the operation."""

    class Meta:
        model = Sector
        fields = ["name", "name_zh", "code", "position"]

    helper = FormHelper(
        Row("name", "name_zh"), Row("code", "position"), buttons=[Submit(_("Save"), icon_name="check"), Cancel()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code, position = self.fields["code"], self.fields["position"]
        code.required = position.required = False
        code.help_text = _("Lists and programs refer to the sector by it. Blank: made from the name.")
        position.help_text = _("Its place in lists, counted from 0. Blank: the last.")

    @property
    def terms(self) -> dict[str, Any]:
        return {name: value for name, value in super().terms.items() if value not in {None, ""} or name == "name_zh"}


class SectorChangeForm(SectorForm, RevisionForm):
    """The form for a sector that exists. What is left blank stays as it is."""
