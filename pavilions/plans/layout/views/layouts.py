"""The page of the layout generator: a form, a preview, and the draft that is made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import require_seen_revision
from ciie.kernel.wording import figure_words, list_words
from ciie.web.refusals import attempt
from pavilions.drawings.geometry import Ring, area_sqm
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
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
from pavilions.plans.layout.forms import Fittings, HallForm, LayoutForm, MixForm, mix_lines
from pavilions.plans.layout.generator import HallLayout, Obstruction
from pavilions.plans.layout.generator.layout_request import Remark, fittings_of, generate, remarks_on, remarks_on_widths
from pavilions.plans.layout.generator.mix import size_words
from pavilions.plans.layout.generator.obstructions import entrance_of
from pavilions.plans.layout.generator.proposals import Proposal, propose
from pavilions.plans.layout.operations import draft_layout
from pavilions.plans.layout.queries import (
    RulesOfLayout,
    capacity_of,
    check_layout,
    drafts_of,
    list_prices,
    obstructions_of,
    only_allotment,
    revenue_of,
    revision_of_versions,
    rules_of_layout,
    sizes_asked_for,
    sizes_of_last_plan,
)
from pavilions.plans.publishing.queries.imported_drawings import present_plan
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.queries import ShapesCheck, check_shapes
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

MIX_INITIAL: Mapping[str, object] = {
    f"size{line}_{part}": value
    for line, size in enumerate(((3, 3, 60, "share", False), (6, 3, 30, "share", False), (6, 6, 10, "share", True)), 1)
    for part, value in zip(("width", "depth", "amount", "unit", "island"), size, strict=True)
}
MIX_SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    *SECTIONS[:3],
    (gettext_lazy("Entrance"), ("entrance_wall", "entrance_width", "entrance_depth")),
    (gettext_lazy("Booths"), ("on_columns", "raw_share")),
    (gettext_lazy("Aisles"), ("aisle", "main_aisle", "from_exits")),
    *SECTIONS[5:],
)


@dataclass(frozen=True)
class Field:
    """A field of the form, with remarks on the layout that its value gives."""

    bound: BoundField
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Section:
    """Fields that belong together; those about a new hall are collapsed while an existing hall is chosen."""

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
        """The preview as SVG, in which raw space is marked like a sector."""
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
    """Preview a layout, and draft it if the posted form has `make`; otherwise write nothing.

    `?hall=` chooses a hall.
    """
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
                seen=form.seen,
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
    remarks = [*remarks_on(preview.layout, rules.rules), *_remarks_on_widths(form, rules)] if preview else []
    context = {
        "edition": edition,
        "form": form,
        "sections": [_section(form, title, names, remarks) for title, names in SECTIONS],
        "preview": preview,
        "revision": _revision(form, edition, making=making),
        "drafts": drafts_of(edition, chosen) if chosen else [],
        "rules": rules,
    }
    return render(request, "pavilions/layout/generate.html", context, status=422 if refused else 200)


def _initial(request: PersonRequest, edition: Edition) -> dict[str, object]:
    """Return the initial values of the form."""
    name = request.GET.get("hall", "")
    hall = Hall.objects.filter(name=name).first() if name.isprintable() else None
    rules = rules_of_layout(hall, edition)
    seen = {
        "aisle": f"{rules.aisle_cm / 100:.2f}",
        "main_aisle": f"{rules.main_aisle_cm / 100:.2f}",
        "revision": revision_of_versions(edition, hall),
    }
    if hall is None:
        return {**INITIAL, **seen}
    initial = {**INITIAL, **seen, "hall": hall.name, "width": "", "depth": ""}
    if present_plan(edition.pk, hall.pk):
        initial["fittings"] = Fittings.PRESENT
    allotment = only_allotment(edition, hall)
    if allotment:
        initial |= {"section": allotment.section, "sector": allotment.sector_id or ""}
    return initial


def _revision(form: HallForm, edition: Edition, *, making: bool) -> object:
    """Return the revision that the page's form carries.

    It is the present one, unless a draft was refused: then the form keeps the one that it was posted with.
    """
    if making and form.errors:
        return form["revision"].value()
    return revision_of_versions(edition, form.cleaned_data.get("hall") if form.is_bound else None)


@dataclass(frozen=True)
class _Asked:
    """The hall that a form requests; `hall` is None for a new one."""

    hall: Hall | None
    outline: Ring
    rules: RulesOfLayout
    obstructions: tuple[Obstruction, ...]


def _asked(form: HallForm, edition: Edition) -> _Asked:
    hall: Hall | None = form.cleaned_data["hall"]
    outline = ring_of(hall.outline) if hall else form.new_outline
    rules = rules_of_layout(hall, edition)
    obstructions: tuple[Obstruction, ...]
    if hall and form.cleaned_data["fittings"] == Fittings.PRESENT:
        plan = present_plan(edition.pk, hall.pk)
        obstructions = obstructions_of(plan) if plan else ()
    else:
        obstructions = fittings_of(outline, form.fittings_request, rules.rules)
    return _Asked(hall, outline, rules, obstructions)


def _preview(form: LayoutForm, edition: Edition) -> Preview:
    asked = _asked(form, edition)
    layout = generate(asked.outline, asked.obstructions, form.layout_request, asked.rules.rules)
    check = check_shapes(
        asked.hall,
        edition,
        asked.outline,
        [(booth.number, booth.ring) for booth in layout.booths],
        [(each.kind, each.ring) for each in layout.obstructions],
        height_m=form.cleaned_data["ceiling_height_m"],
    )
    return Preview(_name(asked, form), asked.outline, layout, asked.rules, check)


def _name(asked: _Asked, form: HallForm) -> str:
    return asked.hall.name if asked.hall else form.cleaned_data["name"]


@dataclass(frozen=True)
class ShownProposal:
    """A proposal as the page shows it. `over_sqm` is the booth area beyond the capacity, which cannot be booked."""

    proposal: Proposal[ShapesCheck]
    preview: Preview
    over_sqm: Decimal | None

    @property
    def sizes(self) -> list[dict[str, object]]:
        return [{"words": size_words(size), "number": number, "sqm": sqm} for size, number, sqm in self.proposal.counts]

    @property
    def title(self) -> str:
        words = [str(aim.label) for aim in self.proposal.aims]
        return capfirst(list_words(words))


@dataclass(frozen=True)
class MixLine:
    """The form fields of one size."""

    width: BoundField
    depth: BoundField
    amount: BoundField
    unit: BoundField
    island: BoundField

    @property
    def fields(self) -> tuple[BoundField, ...]:
        return self.width, self.depth, self.amount, self.unit, self.island

    @property
    def errors(self) -> list[str]:
        return [str(error) for field in (self.width, self.depth, self.amount, self.unit) for error in field.errors]


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def propose_layouts(request: PersonRequest) -> HttpResponse:
    """Show proposals for a mix of sizes side by side; `choose` in the posted form is the digest of the one to draft."""
    edition = edition_of(request)
    chosen = request.POST.get("choose", "")
    initial = {**_initial(request, edition), **MIX_INITIAL, "from_exits": True}
    filling = request.POST.get("fill", "")
    form = MixForm(request.POST if request.method == "POST" else initial, making=bool(chosen))
    if filling:
        form = _filled_in(form, edition, filling)
    shown = [] if filling else attempt(form, lambda: _proposals(form, edition)) or []
    if chosen and shown:
        draft = attempt(form, lambda: _draft_chosen(form, edition, shown, chosen, request.user))
        if draft:
            messages.success(request, _("The draft of hall %(hall)s has been created.") % {"hall": draft.hall})
            return redirect("drafts:editor", draft.pk)
    hall = form.cleaned_data.get("hall") if form.is_bound else None
    rules = shown[0].preview.rules if shown else rules_of_layout(hall, edition)
    remarks = _remarks_on_widths(form, rules) if shown else []
    context = {
        "edition": edition,
        "form": form,
        "sections": [_section(form, title, names, remarks) for title, names in MIX_SECTIONS],
        "mix": [_mix_line(form, line) for line in form.lines],
        "proposals": shown,
        "revision": _revision(form, edition, making=bool(chosen)),
        "drafts": drafts_of(edition, hall) if hall else [],
        "rules": rules,
        "has_sector": form.is_bound and bool(form.cleaned_data.get("sector")),
    }
    refused = request.method == "POST" and bool(form.errors)
    return render(request, "pavilions/layout/proposals.html", context, status=422 if refused else 200)


def _filled_in(form: MixForm, edition: Edition, source: str) -> MixForm:
    """Return the form filled with sizes: those of last year's plan of the hall, or those that applications request.

    If there are none, return the form with an error that says why.
    """
    form.full_clean()
    hall, sector = form.cleaned_data.get("hall"), form.cleaned_data.get("sector")
    if source == "plan":
        sizes = sizes_of_last_plan(edition, hall) if hall else ()
        missing = _("The hall has no published plan in an earlier edition.")
    else:
        sizes = sizes_asked_for(edition, sector.pk if sector else None)
        missing = _("No application waits for a booth here.")
    if not sizes:
        form.add_error("mix", missing)
        return form
    kept = {name: value for name, value in form.data.items() if not name.startswith("size")}
    filled = MixForm({**kept, **mix_lines(sizes)})
    filled.full_clean()
    return filled


def _remarks_on_widths(form: HallForm, rules: RulesOfLayout) -> list[Remark]:
    data = form.cleaned_data
    return remarks_on_widths(
        data["aisle"], data["main_aisle"], usual_cm=rules.aisle_cm, usual_main_cm=rules.main_aisle_cm
    )


def _mix_line(form: MixForm, line: int) -> MixLine:
    return MixLine(*(form[f"size{line}_{part}"] for part in ("width", "depth", "amount", "unit", "island")))


def _proposals(form: MixForm, edition: Edition) -> list[ShownProposal]:
    asked = _asked(form, edition)
    space = form.allotment
    hall_id = asked.hall.pk if asked.hall else None
    capacity = capacity_of(edition, asked.hall, space.section, space.sector_id) or space.capacity_sqm
    check = partial(
        check_layout,
        hall=asked.hall,
        edition=edition,
        outline=asked.outline,
        height_m=form.cleaned_data["ceiling_height_m"],
    )
    revenue = partial(revenue_of, prices=list_prices(edition, space.section, space.sector_id, hall_id))
    zones = (entrance_of(asked.outline, *form.entrance),) if form.entrance else ()
    found = propose(asked.outline, (*asked.obstructions, *zones), form.mix_request, asked.rules.rules, check, revenue)
    return [
        ShownProposal(
            each,
            Preview(_name(asked, form), asked.outline, each.layout, asked.rules, each.check),
            each.layout.net_sqm - capacity if capacity is not None and each.layout.net_sqm > capacity else None,
        )
        for each in found
    ]


def _draft_chosen(
    form: MixForm, edition: Edition, shown: Iterable[ShownProposal], chosen: str, actor: Actor
) -> FloorPlan:
    require_seen_revision(revision_of_versions(edition, form.cleaned_data["hall"]), form.seen)
    layout = next((each.proposal.layout for each in shown if each.proposal.digest == chosen), None)
    if layout is None:
        raise DomainError(
            _("The proposals have changed since this one was shown. Look at them again, and choose one."),
            code="proposal_changed",
        )
    hall: Hall | None = form.cleaned_data["hall"]
    return draft_layout(
        edition.pk,
        hall.pk if hall else form.new_hall,
        layout,
        allotment=form.allotment,
        beside=form.cleaned_data["beside"],
        seen=form.seen,
        actor=actor,
        at=now(),
    )


def _section(form: HallForm, title: str | Promise, names: tuple[str, ...], remarks: Iterable[Remark]) -> Section:
    fields = tuple(Field(form[name], tuple(each for each in remarks if each.field == name)) for name in names)
    is_open = not form["hall"].value() or not form.errors.keys().isdisjoint(names)
    return Section(title, fields, folds=names == NEW_HALL, is_open=is_open)
