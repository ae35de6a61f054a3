"""What a planner asks of the layout generator."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.editions.operations.first_allotments import FirstAllotment
from pavilions.floor.models.venue import Hall, Sector
from pavilions.geometry import Box, Ring
from pavilions.layout.forms.layout_fields import CM, MetresField, OutlineField
from pavilions.layout.generator.blocks import ring_of
from pavilions.layout.generator.fittings import Spacing
from pavilions.layout.generator.layout_request import LONGEST_SIDE_CM, FittingsWish, LayoutRequest
from pavilions.layout.generator.modules import Module
from pavilions.layout.generator.numbering import LETTERS, Numbering
from pavilions.layout.generator.spec import Direction
from pavilions.layout.operations import NewHall
from pavilions.states import Section
from pavilions.validators import validate_booth_number, validate_hall_name

LONGEST_M = LONGEST_SIDE_CM // 100
WIDEST_AISLE_M = 30
DEEPEST_BLOCK_M = 60


class Fittings(TextChoices):
    PRESENT = "present", _("as on the hall's present plan")
    REGULAR = "regular", _("at regular distances")


class Run(TextChoices):
    """`Direction` as a choice: the names are those of its members."""

    ACROSS = "ACROSS", _("across the plan, numbered from left to right")
    DOWN = "DOWN", _("down the plan, numbered from top to bottom")


class LayoutForm(forms.Form):
    """Nobody has to name a new hall or a sector just to look: that is asked when a draft is to be `made`."""

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
            "For a hall that is no rectangle: one corner per line in metres, to the right and down: “120, 45.5”."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    building = forms.CharField(
        label=_("Building"),
        max_length=20,
        required=False,
        help_text=_("Empty means as the name says: 5.1H is in building 5, on level 1."),
    )
    level = forms.IntegerField(label=_("Level"), min_value=1, max_value=99, required=False)
    ceiling_height_m = forms.DecimalField(
        label=_("Ceiling height (m)"),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal(2),
        max_value=Decimal(100),
        required=False,
    )
    floor_load_kg_sqm = forms.IntegerField(
        label=_("Floor load (kg/m²)"), min_value=1, max_value=1_000_000, required=False
    )
    fittings = forms.ChoiceField(label=_("What stands in it"), choices=Fittings.choices, widget=forms.RadioSelect)
    columns_across = MetresField(label=_("Columns every … m across"), min_value=3, max_value=LONGEST_M, required=False)
    columns_down = MetresField(label=_("and every … m down"), min_value=3, max_value=LONGEST_M, required=False)
    hydrants = MetresField(
        label=_("Hydrants every … m along the walls"), min_value=5, max_value=LONGEST_M, required=False
    )
    exits_per_wall = forms.IntegerField(label=_("Exits in each wall"), min_value=0, max_value=20)
    module = forms.ChoiceField(label=_("Module"), choices=Module.choices)
    block_depth = forms.IntegerField(
        label=_("Block depth (m)"),
        min_value=3,
        max_value=DEEPEST_BLOCK_M,
        required=False,
        help_text=_("Two rows back to back are one block. Empty means as the module says."),
    )
    aisle = MetresField(label=_("Aisles (m)"), min_value=Decimal("0.5"), max_value=WIDEST_AISLE_M)
    main_aisle = MetresField(label=_("Main aisles (m)"), min_value=Decimal("0.5"), max_value=WIDEST_AISLE_M)
    cross_main_aisles = forms.IntegerField(label=_("Main aisles across the rows"), min_value=0, max_value=20)
    bands_between_main_aisles = forms.IntegerField(
        label=_("Blocks between main aisles along the rows"), min_value=1, max_value=100
    )
    direction = forms.ChoiceField(label=_("Rows run"), choices=Run.choices)
    wall_rows = forms.BooleanField(label=_("Booths of 3 × 3 m along the two walls beside the rows"), required=False)
    raw_share = forms.DecimalField(
        label=_("Raw space, share of the booth area (%)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("The rest is shell scheme. Empty lets the size of each booth decide."),
    )
    number_prefix = forms.CharField(
        label=_("Prefix"), max_length=8, required=False, strip=False, validators=[validate_booth_number]
    )
    first_letter = forms.CharField(
        label=_("Letter of the first row"),
        max_length=2,
        required=False,
        validators=[RegexValidator(f"^[{LETTERS}]*$", _("One or two of the letters A to Z without I and O."))],
        help_text=_("Empty numbers all booths in one go."),
    )
    start = forms.IntegerField(label=_("Count from"), min_value=0, max_value=99_999)
    step = forms.IntegerField(label=_("in steps of"), min_value=1, max_value=1_000)
    digits = forms.IntegerField(label=_("Digits"), min_value=1, max_value=5)
    section = forms.ChoiceField(label=_("Exhibition"), choices=Section.choices)
    sector = forms.ModelChoiceField(
        label=_("Sector"),
        queryset=Sector.objects.all(),
        required=False,
        help_text=_("Needed for the business exhibition."),
    )
    capacity_sqm = forms.DecimalField(
        label=_("Capacity (m²)"),
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        help_text=_("What companies can book. Empty means the area of the booths."),
    )
    beside = forms.BooleanField(label=_("Make another draft beside the open one"), required=False)

    def __init__(self, *args: Any, making: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.making = making

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("hall") and "hall" not in self.errors:
            self._clean_new_hall(said)
        if bool(said.get("columns_across")) != bool(said.get("columns_down")) and not self.errors:
            self.add_error("columns_down", _("Columns stand on a grid: say both distances, or neither."))
        if said.get("section") == Section.NATIONAL and said.get("sector"):
            self.add_error("sector", _("Space of the national exhibition has no sector."))
        if self.making and said.get("section") == Section.BUSINESS and not said.get("sector"):
            self.add_error("sector", _("Say which sector these booths are for."))
        return said

    def _clean_new_hall(self, said: dict[str, Any]) -> None:
        if self.making and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a hall above, or give the new one a name."))
        if said.get("fittings") == Fittings.PRESENT:
            self.add_error("fittings", _("A new hall has no plan yet, so say at which distances."))
        shape = {"width", "depth", "outline"}
        if not shape & self.errors.keys() and not said["outline"] and not (said["width"] and said["depth"]):
            self.add_error("width", _("Say how wide and deep the hall is, or list its corners."))

    @property
    def new_outline(self) -> Ring:
        said = self.cleaned_data
        outline: Ring = said["outline"] or ring_of(Box(0, 0, said["width"], said["depth"]))
        return outline

    @property
    def new_hall(self) -> NewHall:
        said = self.cleaned_data
        about = ("building", "level", "ceiling_height_m", "floor_load_kg_sqm")
        return NewHall(said["name"], self.new_outline, **{name: said[name] for name in about})

    @property
    def fittings_wish(self) -> FittingsWish:
        said = self.cleaned_data
        columns = Spacing(said["columns_across"], said["columns_down"]) if said["columns_across"] else None
        return FittingsWish(columns, said["hydrants"], said["exits_per_wall"])

    @property
    def wish(self) -> LayoutRequest:
        said = self.cleaned_data
        return LayoutRequest(
            module=Module(said["module"]),
            block_depth_cm=said["block_depth"] * int(CM) if said["block_depth"] else None,
            aisle_cm=said["aisle"],
            main_aisle_cm=said["main_aisle"],
            cross_main_aisles=said["cross_main_aisles"],
            bands_between_main_aisles=said["bands_between_main_aisles"],
            wall_rows=said["wall_rows"],
            raw_share=None if said["raw_share"] is None else said["raw_share"] / 100,
            direction=Direction[said["direction"]],
            numbering=Numbering(
                said["number_prefix"], said["first_letter"], said["start"], said["step"], said["digits"]
            ),
        )

    @property
    def allotment(self) -> FirstAllotment:
        said = self.cleaned_data
        sector = said["sector"]
        return FirstAllotment(Section(said["section"]), sector.pk if sector else None, said["capacity_sqm"])
