"""The form of the layout generator, and its fields for lengths and outlines in metres."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm
from pavilions.drawings.geometry import (
    OUTLINE_LIMITS,
    Box,
    GeometryError,
    Point,
    Ring,
    bounds,
    corner_lines,
    sound_ring,
)
from pavilions.drawings.validators import validate_booth_number, validate_hall_name
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.venue import CEILING_M, FLOOR_LOAD_KG_SQM, Hall, Sector
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.layout_request import LONGEST_SIDE_CM, MOST_BOOTHS, FittingsRequest, LayoutRequest
from pavilions.plans.layout.generator.mix import MOST_SIZES, Size
from pavilions.plans.layout.generator.modules import Module
from pavilions.plans.layout.generator.numbering import LETTERS, Numbering
from pavilions.plans.layout.generator.obstructions import Spacing, Wall
from pavilions.plans.layout.generator.proposals import MixRequest
from pavilions.plans.layout.generator.spec import Direction
from pavilions.plans.layout.operations import NewHall
from pavilions.plans.layout.queries import AreaOrSides
from pavilions.states import Section

CM = Decimal(100)
MOST_CORNERS = 200
CORNER = re.compile(r"^\s*\(?\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:[,;]|\s)\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*\)?\s*$")
LONGEST_LINE = 60
LONGEST_M = LONGEST_SIDE_CM // 100
WIDEST_AISLE_M = 30
DEEPEST_BLOCK_M = 60
FEWEST_LINES, SPARE_LINES = 6, 3
MOST_MORE = 50
FILLED_LINE = re.compile(r"^size([1-9][0-9]{0,3})_(?:width|depth|amount)$")
CONTROLS = {forms.ChoiceField: "form-select", forms.BooleanField: "form-check-input"}


class MetresField(forms.DecimalField):
    """A field for lengths in metres, whose cleaned data are whole centimetres."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=6, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> Any:
        metres = super().clean(value)
        return None if metres is None else int(metres * CM)


class OutlineField(forms.CharField):
    """A field for the corners of a hall, one per line in metres.

    The cleaned data are a ring of whole centimetres, or () if the field is empty.
    """

    widget = forms.Textarea

    def __init__(self, *, longest_m: int, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LINE * MOST_CORNERS, strip=True, **kwargs)
        self.longest_m = longest_m

    def prepare_value(self, value: Any) -> Any:
        """Return a ring as the lines that people type."""
        if isinstance(value, str) or not value:
            return value
        return corner_lines(value)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if not lines:
            return ()
        if len(lines) > MOST_CORNERS:
            raise ValidationError(
                _("At most %(most)s corners are allowed."), code="too_many_corners", params={"most": MOST_CORNERS}
            )
        corners = [_corner(number, line) for number, line in enumerate(lines, start=1)]
        try:
            ring = sound_ring(corners, OUTLINE_LIMITS)
        except GeometryError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        box = bounds(ring)
        if max(box.width, box.depth) > self.longest_m * CM:
            raise ValidationError(
                _("A hall is at most %(most)s m long in each direction."),
                code="hall_too_large",
                params={"most": self.longest_m},
            )
        return ring


def _corner(number: int, line: str) -> Point:
    found = CORNER.match(line) if len(line) <= LONGEST_LINE else None
    if found is None:
        raise ValidationError(
            _("Line %(line)d is not a corner: enter two numbers in metres, such as “120, 45.5”."),
            code="not_a_corner",
            params={"line": number},
        )
    x, y = (int((Decimal(metres) * CM).to_integral_value()) for metres in found.groups())
    return x, y


class Fittings(TextChoices):
    PRESENT = "present", _("as on the hall's current plan")
    REGULAR = "regular", _("at regular intervals")


class EntranceWall(TextChoices):
    """The members of `Wall` as choices, with the same values."""

    UPPER = "upper", _("the upper wall of the plan")
    RIGHT = "right", _("the right wall")
    LOWER = "lower", _("the lower wall")
    LEFT = "left", _("the left wall")


class Run(TextChoices):
    """The members of `Direction` as choices, with the same names."""

    ACROSS = "ACROSS", _("across the plan, numbered from left to right")
    DOWN = "DOWN", _("down the plan, numbered from top to bottom")


class HallDetailsForm(forms.Form):
    """The optional details of a hall beside its name and outline."""

    building = forms.CharField(label=_("Building"), max_length=20, required=False)
    # Translators: A floor of a building.
    level = forms.IntegerField(label=_("Level"), min_value=1, max_value=99, required=False)
    ceiling_height_m = forms.DecimalField(
        label=_("Ceiling height (m)"),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal(CEILING_M[0]),
        max_value=Decimal(CEILING_M[1]),
        required=False,
    )
    floor_load_kg_sqm = forms.IntegerField(
        label=_("Floor load (kg/m²)"),
        min_value=FLOOR_LOAD_KG_SQM[0],
        max_value=FLOOR_LOAD_KG_SQM[1],
        required=False,
    )


HALL_DETAILS = tuple(HallDetailsForm.base_fields)


class HallForm(RevisionForm, HallDetailsForm):
    """The hall, its fittings, aisles, numbers and space allocation, with the revision of the hall's versions.

    A new hall's name and the sector are required only for `making` a draft, not for a preview.
    """

    hall = forms.ModelChoiceField(
        label=_("Hall"),
        queryset=Hall.objects.all(),
        to_field_name="name",
        required=False,
        empty_label=_("a new hall, as below"),
        blank=True,
    )
    name = forms.CharField(label=_("Name"), max_length=20, required=False, validators=[validate_hall_name])
    width = MetresField(label=_("Width (m)"), min_value=5, max_value=LONGEST_M, required=False)
    depth = MetresField(label=_("Depth (m)"), min_value=5, max_value=LONGEST_M, required=False)
    outline = OutlineField(
        label=_("Or its corners"),
        required=False,
        longest_m=LONGEST_M,
        help_text=_(
            "For a hall that is not a rectangle: one corner per line, in metres to the right and down: “120, 45.5”."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    fittings = forms.ChoiceField(
        label=_("Obstructions in the hall"), choices=Fittings.choices, widget=forms.RadioSelect
    )
    columns_across = MetresField(label=_("Columns every … m across"), min_value=3, max_value=LONGEST_M, required=False)
    columns_down = MetresField(label=_("and every … m down"), min_value=3, max_value=LONGEST_M, required=False)
    hydrants = MetresField(
        label=_("Hydrants every … m along the walls"), min_value=5, max_value=LONGEST_M, required=False
    )
    exits_per_wall = forms.IntegerField(label=_("Exits in each wall"), min_value=0, max_value=20)
    aisle = MetresField(label=_("Aisles (m)"), min_value=Decimal("0.5"), max_value=WIDEST_AISLE_M)
    main_aisle = MetresField(label=_("Main aisles (m)"), min_value=Decimal("0.5"), max_value=WIDEST_AISLE_M)
    raw_share = forms.DecimalField(
        label=_("Raw space, share of the booth area (%)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("The rest is shell scheme. Blank: decided by the size of each booth."),
    )
    number_prefix = forms.CharField(
        label=_("Prefix"), max_length=8, required=False, strip=False, validators=[validate_booth_number]
    )
    first_letter = forms.CharField(
        label=_("Letter of the first row"),
        max_length=2,
        required=False,
        validators=[RegexValidator(f"^[{LETTERS}]*$", _("One or two of the letters A to Z without I and O."))],
        help_text=_("Blank: all booths are numbered consecutively."),
    )
    start = forms.IntegerField(label=_("Start at"), min_value=0, max_value=99_999)
    step = forms.IntegerField(label=_("in steps of"), min_value=1, max_value=1_000)
    digits = forms.IntegerField(label=_("Digits"), min_value=1, max_value=5)
    section = forms.ChoiceField(label=_("Exhibition"), choices=Section.choices)
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
        help_text=_("What companies can book. Blank: the area of the booths."),
    )
    beside = forms.BooleanField(label=_("Create another draft and keep the open one"), required=False)

    def __init__(self, *args: Any, making: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.making = making
        self.fields["building"].help_text = _("Blank: derived from the name; 5.1H is in building 5 on level 1.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("hall") and "hall" not in self.errors:
            self._clean_new_hall(data)
        if bool(data.get("columns_across")) != bool(data.get("columns_down")) and not self.errors:
            self.add_error("columns_down", _("Columns stand on a grid. Enter both distances, or neither."))
        if data.get("section") == Section.NATIONAL and data.get("sector"):
            self.add_error("sector", _("Space of the national exhibition has no sector."))
        if self.making and data.get("section") == Section.BUSINESS and not data.get("sector"):
            self.add_error("sector", _("Choose the sector of these booths."))
        return data

    def _clean_new_hall(self, data: dict[str, Any]) -> None:
        if self.making and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a hall above, or name the new one."))
        if data.get("fittings") == Fittings.PRESENT:
            self.add_error("fittings", _("A new hall has no plan yet. Enter the distances."))
        shape = {"width", "depth", "outline"}
        if not shape & self.errors.keys() and not data["outline"] and not (data["width"] and data["depth"]):
            self.add_error("width", _("Enter the width and depth of the hall, or list its corners."))

    @property
    def new_outline(self) -> Ring:
        data = self.cleaned_data
        outline: Ring = data["outline"] or ring_of(Box(0, 0, data["width"], data["depth"]))
        return outline

    @property
    def new_hall(self) -> NewHall:
        data = self.cleaned_data
        return NewHall(data["name"], self.new_outline, **{name: data[name] for name in HALL_DETAILS})

    @property
    def fittings_request(self) -> FittingsRequest:
        data = self.cleaned_data
        columns = Spacing(data["columns_across"], data["columns_down"]) if data["columns_across"] else None
        return FittingsRequest(columns, data["hydrants"], data["exits_per_wall"])

    @property
    def allotment(self) -> FirstAllotment:
        data = self.cleaned_data
        sector = data["sector"]
        return FirstAllotment(Section(data["section"]), sector.pk if sector else None, data["capacity_sqm"])

    @property
    def numbering(self) -> Numbering:
        data = self.cleaned_data
        return Numbering(data["number_prefix"], data["first_letter"], data["start"], data["step"], data["digits"])

    @property
    def raw_space(self) -> Decimal | None:
        """The share of raw space in the booth area, 0 to 1."""
        share = self.cleaned_data["raw_share"]
        return None if share is None else share / 100


class LayoutForm(HallForm):
    """A layout with blocks of one module."""

    module = forms.ChoiceField(label=_("Module"), choices=Module.choices)
    block_depth = forms.IntegerField(
        label=_("Block depth (m)"),
        min_value=3,
        max_value=DEEPEST_BLOCK_M,
        required=False,
        help_text=_("Two rows back to back form one block. Blank: as the module states."),
    )
    cross_main_aisles = forms.IntegerField(label=_("Main aisles across the rows"), min_value=0, max_value=20)
    bands_between_main_aisles = forms.IntegerField(
        label=_("Blocks between main aisles along the rows"), min_value=1, max_value=100
    )
    direction = forms.ChoiceField(label=_("Direction of the rows"), choices=Run.choices)
    wall_rows = forms.BooleanField(
        label=_("Booths of 3 × 3 m along the two walls parallel to the rows"), required=False
    )

    @property
    def layout_request(self) -> LayoutRequest:
        data = self.cleaned_data
        return LayoutRequest(
            module=Module(data["module"]),
            block_depth_cm=data["block_depth"] * int(CM) if data["block_depth"] else None,
            aisle_cm=data["aisle"],
            main_aisle_cm=data["main_aisle"],
            cross_main_aisles=data["cross_main_aisles"],
            bands_between_main_aisles=data["bands_between_main_aisles"],
            wall_rows=data["wall_rows"],
            raw_share=self.raw_space,
            direction=Direction[data["direction"]],
            numbering=self.numbering,
        )


class Amount(TextChoices):
    SHARE = "share", "%"
    COUNT = "count", _("booths")


def mix_lines(sizes: Iterable[Size]) -> dict[str, str]:
    """Return form data for these sizes as they would be typed."""
    found: dict[str, str] = {}
    for line, size in enumerate(sizes, start=1):
        amount = f"{size.share * 100:.1f}" if size.share is not None else str(size.count)
        said = {
            "width": f"{size.width_cm / CM:.2f}",
            "depth": f"{size.depth_cm / CM:.2f}",
            "amount": amount,
            "unit": Amount.COUNT if size.share is None else Amount.SHARE,
            **({"island": "on"} if size.is_island else {}),
        }
        found |= {f"size{line}_{part}": value for part, value in said.items()}
    return found


class MixForm(HallForm):
    """A mix of sizes, each on a line of its own with fields `size1_width` and so on; blank lines are ignored.

    Some blank lines always follow the last line with a size.
    """

    on_columns = forms.BooleanField(
        label=_("Booths may stand around columns"),
        required=False,
        help_text=_("Their holders get the column with the space. Rows fill the hall as if it had no columns."),
    )

    entrance_wall = forms.ChoiceField(
        label=_("Entrance zone at"),
        choices=[("", _("no wall")), *EntranceWall.choices],
        required=False,
        help_text=_("Kept free of booths in the middle of the wall, as are entrances on the hall's current plan."),
    )
    entrance_width = MetresField(label=_("Width of the zone (m)"), min_value=1, max_value=LONGEST_M, required=False)
    entrance_depth = MetresField(label=_("Depth of the zone (m)"), min_value=1, max_value=LONGEST_M, required=False)
    from_exits = forms.BooleanField(
        label=_("Straight aisles from each exit through the hall"),
        required=False,
        help_text=_("Facing exits share one. The main aisle starts at the exit nearest to the middle."),
    )

    mix = forms.CharField(required=False, widget=forms.HiddenInput)
    """A field that is never submitted; it carries the errors that concern the mix as a whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        matches = (FILLED_LINE.match(name) for name, value in given.items() if value not in {None, ""})
        self.last_line = max((int(found[1]) for found in matches if found), default=0)
        self.lines = range(1, min(MOST_SIZES, max(FEWEST_LINES, self.last_line + SPARE_LINES)) + 1)
        for line in self.lines:
            where = {"line": line}
            self.fields |= {
                f"size{line}_width": MetresField(
                    label=_("Size %(line)s: width (m)") % where, min_value=1, max_value=DEEPEST_BLOCK_M, required=False
                ),
                f"size{line}_depth": MetresField(
                    label=_("Size %(line)s: depth (m)") % where, min_value=1, max_value=DEEPEST_BLOCK_M, required=False
                ),
                f"size{line}_amount": forms.DecimalField(
                    label=_("Size %(line)s: how much") % where,
                    min_value=Decimal("0.1"),
                    max_value=MOST_BOOTHS,
                    max_digits=5,
                    decimal_places=1,
                    required=False,
                ),
                f"size{line}_unit": forms.ChoiceField(
                    label=_("Size %(line)s: per cent or number") % where, choices=Amount.choices, required=False
                ),
                f"size{line}_island": forms.BooleanField(label=_("Size %(line)s: island") % where, required=False),
            }
        for name, field in self.fields.items():
            if name.startswith("size"):  # shown in a table, without labels of their own
                field.widget.attrs |= {"aria-label": field.label, "class": CONTROLS.get(type(field), "form-control")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for part in ("entrance_width", "entrance_depth"):
            if data.get("entrance_wall") and data.get(part) is None and part not in self.errors:
                self.add_error(part, _("Enter how wide and how deep the entrance zone is."))
        if self.last_line > MOST_SIZES:
            self.add_error("mix", _("At most %(most)s sizes can be entered.") % {"most": MOST_SIZES})
        for line in self.lines:
            said = {part: data.get(f"size{line}_{part}") for part in ("width", "depth", "amount")}
            wrong = [part for part in said if f"size{line}_{part}" in self.errors]
            missing = [part for part, value in said.items() if value is None]
            if missing and len(missing) < len(said) and not wrong:
                self.add_error(
                    f"size{line}_{missing[0]}", _("Enter the width, the depth and how much, or none of them.")
                )
            amount = said["amount"]
            if amount is not None and data.get(f"size{line}_unit") == Amount.COUNT and amount % 1:
                self.add_error(f"size{line}_amount", _("Enter a whole number of booths."))
        return data

    @property
    def entrance(self) -> tuple[Wall, int, int] | None:
        """The wall of the entrance zone, its width and its depth in centimetres, or None without such a zone."""
        data = self.cleaned_data
        return (
            (Wall(data["entrance_wall"]), data["entrance_width"], data["entrance_depth"])
            if data["entrance_wall"]
            else None
        )

    @property
    def sizes(self) -> tuple[Size, ...]:
        return tuple(self._size(line) for line in self.lines if self.cleaned_data[f"size{line}_width"] is not None)

    def _size(self, line: int) -> Size:
        data = self.cleaned_data
        width, depth, amount = (data[f"size{line}_{part}"] for part in ("width", "depth", "amount"))
        is_count = data[f"size{line}_unit"] == Amount.COUNT
        return Size(
            width,
            depth,
            share=None if is_count else amount / 100,
            count=int(amount) if is_count else None,
            is_island=data[f"size{line}_island"],
        )

    @property
    def mix_request(self) -> MixRequest:
        data = self.cleaned_data
        return MixRequest(
            self.sizes,
            aisle_cm=data["aisle"],
            main_aisle_cm=data["main_aisle"],
            on_columns=data["on_columns"],
            from_exits=data["from_exits"],
            raw_share=self.raw_space,
            numbering=self.numbering,
        )


class MoreBoothsForm(forms.Form):
    """The number and the size of the booths to add to a draft."""

    count = forms.IntegerField(label=_("More booths"), min_value=1, max_value=MOST_MORE)
    area_sqm = forms.DecimalField(
        label=_("of … m² each"),
        min_value=1,
        max_value=10_000,
        max_digits=7,
        decimal_places=2,
        required=False,
        help_text=_("In the depths that the rows of the plan have."),
    )
    width = MetresField(label=_("or of this width (m)"), min_value=1, max_value=DEEPEST_BLOCK_M, required=False)
    depth = MetresField(label=_("and depth (m)"), min_value=1, max_value=DEEPEST_BLOCK_M, required=False)
    aisle = MetresField(
        label=_("Aisles (m)"),
        min_value=Decimal("0.5"),
        max_value=WIDEST_AISLE_M,
        help_text=_("No new gap will be narrower."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        sides = [part for part in ("width", "depth") if data.get(part) is not None]
        if self.errors:
            return data
        if data["area_sqm"] is not None and sides:
            self.add_error("area_sqm", _("Enter either m² or a width and a depth, not both."))
        elif len(sides) == 1:
            self.add_error("depth" if "width" in sides else "width", _("Enter both the width and the depth."))
        elif data["area_sqm"] is None and not sides:
            self.add_error("area_sqm", _("Enter how large the booths are to be."))
        return data

    @property
    def size(self) -> AreaOrSides:
        data = self.cleaned_data
        sides = (data["width"], data["depth"]) if data["width"] is not None else None
        return AreaOrSides(data["area_sqm"], sides)


class TakeForm(RevisionForm):
    """The acceptance of a previewed change of a draft, identified by the digest of the change."""

    take = forms.CharField(max_length=40, widget=forms.HiddenInput)
