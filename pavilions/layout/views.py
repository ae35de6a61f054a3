"""The page of the layout generator: a form, a preview, and a draft made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.wording import figure_words
from ciie.web.refusals import attempt
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.geometry import Ring, area_sqm
from pavilions.layout.forms import Fittings, LayoutForm
from pavilions.layout.generator import HallLayout, Obstruction
from pavilions.layout.generator.layout_request import Remark, fittings_of, generate, remarks_on
from pavilions.layout.operations import draft_layout
from pavilions.layout.queries import RulesOfLayout, drafts_of, obstructions_of, only_allotment, rules_of_layout
from pavilions.permissions import only
from pavilions.plans.drawing import (
    USUALLY_SHOWN,
    AreaMark,
    BoothMark,
    DrawnHall,
    Layer,
    ObstructionMark,
    draw_hall,
    mark_drawing,
)
from pavilions.plans.queries.plans import ring_of
from pavilions.publishing.queries.imported_drawings import present_plan
from pavilions.safety.queries import ShapesCheck, check_shapes
from pavilions.states import Availability, BoothKind

INITIAL: Mapping[str, object] = {
    "width": 120,
    "depth": 60,
    "fittings": Fittings.REGULAR,
    "hydrants": 30,
    "exits_per_wall": 2,
    "module": "rows_3",
    "cross_main_aisles": 1,
    "bands_between_main_aisles": 4,
    "direction": "ACROSS",
    "first_letter": "A",
    "start": 1,
    "step": 1,
    "digits": 2,
    "section": "business",
}
NEW_HALL = ("name", "width", "depth", "outline", "building", "level", "ceiling_height_m", "floor_load_kg_sqm")
SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Hall"), ("hall",)),
    (gettext_lazy("A new hall"), NEW_HALL),
    (gettext_lazy("Fittings"), ("fittings", "columns_across", "columns_down", "hydrants", "exits_per_wall")),
    (gettext_lazy("Booths"), ("module", "direction", "wall_rows", "block_depth", "raw_share")),
    (gettext_lazy("Aisles"), ("aisle", "main_aisle", "cross_main_aisles", "bands_between_main_aisles")),
    (gettext_lazy("Numbers"), ("number_prefix", "first_letter", "start", "step", "digits")),
    (gettext_lazy("Space allocation"), ("section", "sector", "capacity_sqm")),
)


@dataclass(frozen=True)
class Field:
    """A field of the form, with remarks on the layout that its value gives."""

    bound: BoundField
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Section:
    """Fields that belong together; those about a new hall are collapsed while an existing one is chosen."""

    title: str | Promise
    fields: tuple[Field, ...]
    folds: bool
    is_open: bool


@dataclass(frozen=True)
class Preview:
    hall_name: str
    outline: Ring
    layout: HallLayout
    rules: RulesOfLayout
    check: ShapesCheck

    @property
    def gross_sqm(self) -> object:
        return area_sqm(self.outline)

    @property
    def raw_sqm(self) -> object:
        return self.layout.sqm_of(BoothKind.RAW)

    @property
    def shell_sqm(self) -> object:
        return self.layout.sqm_of(BoothKind.SHELL)

    @property
    def drawing(self) -> SafeString:
        """The preview as SVG; raw space is marked like a sector."""
        booths = self.layout.booths
        raw = tuple(booth.ring for booth in booths if booth.kind is BoothKind.RAW)
        hall = DrawnHall(
            self.hall_name,
            self.outline,
            tuple(ObstructionMark(each.kind, each.ring, each.name) for each in self.layout.obstructions),
            tuple(
                BoothMark(place, each.number, each.ring, each.area_sqm, Availability.FREE, each.kind, each.open_sides)
                for place, each in enumerate(booths, start=1)
            ),
            (AreaMark(Layer.SECTORS, 1, "", raw),) if raw else (),
        )
        return mark_drawing(draw_hall(hall), layers={*USUALLY_SHOWN, Layer.SECTORS})


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def generate_layout(request: PersonRequest) -> HttpResponse:
    """`?hall=` chooses a hall. Without `make` in the posted form nothing is written."""
    edition = edition_of(request)
    making = "make" in request.POST
    form = LayoutForm(request.POST if request.method == "POST" else _initial(request, edition), making=making)
    preview = attempt(form, lambda: _preview(form, edition))
    if preview and making:
        hall: Hall | None = form.cleaned_data["hall"]
        draft = attempt(
            form,
            lambda: draft_layout(
                edition.pk,
                hall.pk if hall else form.new_hall,
                preview.layout,
                allotment=form.allotment,
                beside=form.cleaned_data["beside"],
                actor=request.user,
                at=now(),
            ),
        )
        if draft:
            words = {"count": figure_words(len(preview.layout.booths)), "hall": draft.hall}
            messages.success(
                request, _("The draft of hall %(hall)s has been created. Number of booths: %(count)s.") % words
            )
            return redirect("drafts:editor", draft.pk)
    refused = request.method == "POST" and bool(form.errors)
    chosen = form.cleaned_data.get("hall") if form.is_bound else None
    rules = preview.rules if preview else rules_of_layout(chosen, edition)
    remarks = remarks_on(preview.layout, rules.rules) if preview else []
    context = {
        "edition": edition,
        "form": form,
        "sections": [_section(form, title, names, remarks) for title, names in SECTIONS],
        "preview": preview,
        "drafts": drafts_of(edition, chosen) if chosen else [],
        "rules": rules,
    }
    return render(request, "pavilions/layout/generate.html", context, status=422 if refused else 200)


def _initial(request: PersonRequest, edition: Edition) -> dict[str, object]:
    """The initial values of the form."""
    name = request.GET.get("hall", "")
    hall = Hall.objects.filter(name=name).first() if name.isprintable() else None
    rules = rules_of_layout(hall, edition)
    aisles = {"aisle": f"{rules.aisle_cm / 100:.2f}", "main_aisle": f"{rules.main_aisle_cm / 100:.2f}"}
    if hall is None:
        return {**INITIAL, **aisles}
    initial = {**INITIAL, **aisles, "hall": hall.name, "width": "", "depth": ""}
    if present_plan(edition.pk, hall.pk):
        initial["fittings"] = Fittings.PRESENT
    allotment = only_allotment(edition, hall)
    if allotment:
        initial |= {"section": allotment.section, "sector": allotment.sector_id or ""}
    return initial


def _preview(form: LayoutForm, edition: Edition) -> Preview:
    hall: Hall | None = form.cleaned_data["hall"]
    outline = ring_of(hall.outline) if hall else form.new_outline
    rules = rules_of_layout(hall, edition)
    obstructions: tuple[Obstruction, ...]
    if hall and form.cleaned_data["fittings"] == Fittings.PRESENT:
        plan = present_plan(edition.pk, hall.pk)
        obstructions = obstructions_of(plan) if plan else ()
    else:
        obstructions = fittings_of(outline, form.fittings_request, rules.rules)
    layout = generate(outline, obstructions, form.layout_request, rules.rules)
    check = check_shapes(
        hall,
        edition,
        outline,
        [(booth.number, booth.ring) for booth in layout.booths],
        [(each.kind, each.ring) for each in layout.obstructions],
        height_m=form.cleaned_data["ceiling_height_m"],
    )
    return Preview(hall.name if hall else form.cleaned_data["name"], outline, layout, rules, check)


def _section(form: LayoutForm, title: str | Promise, names: tuple[str, ...], remarks: Iterable[Remark]) -> Section:
    fields = tuple(Field(form[name], tuple(each for each in remarks if each.field == name)) for name in names)
    is_open = not form["hall"].value() or not form.errors.keys().isdisjoint(names)
    return Section(title, fields, folds=names == NEW_HALL, is_open=is_open)
