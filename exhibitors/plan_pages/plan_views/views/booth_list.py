"""The booths of one or several plans as a query string requests them: filtered, sorted and in pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.kernel.clock import now
from ciie.web.lists import ROWS_PER_PAGE
from exhibitors.bookings.forms import address_without_choice
from exhibitors.companies.models import Company
from exhibitors.plan_pages.plan_views.forms import PlanFilterForm
from exhibitors.plan_pages.plan_views.queries.booths import Choice, holders_of
from exhibitors.plan_pages.plan_views.queries.plan_drawings import KeptPlan, drawn_hall, kept_plans_of
from exhibitors.plan_pages.plan_views.queries.shown_plans import (
    Audience,
    BoothCriteria,
    ShownBooth,
    found_among,
    numbered,
    waiting_among,
)
from pavilions.floor.ledger.queries import gone_number
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.plans.drawing import LAYER_OF_KIND, TONES, Layer, draw_hall, mark_drawing
from pavilions.plans.queries.halls import halls_by_invitation, halls_with_space
from pavilions.states import Availability, ObstructionKind

ROWS_BESIDE_PLAN = 25
COLUMNS: tuple[tuple[str, str | Promise, str], ...] = (
    ("number", _("Booth"), ""),
    ("hall", _("Hall"), ""),
    ("sector", _("Sector"), ""),
    ("area", _("Area"), "number"),
    ("sides", _("Open sides"), "number"),
    ("kind", _("Kind"), ""),
    ("price", _("List price, plus tax where due"), "number"),
    ("availability", _("Availability"), ""),
    ("holder", _("Held by"), ""),
)


@dataclass(frozen=True)
class Column:
    """A column of the table. `sort` is the order that a click on its header requests."""

    label: str | Promise
    css: str
    direction: str
    sort: str


class BoothList:
    """The booths that the filter finds, as rows, and the one that `?booth=` selects.

    `plans` are those drawn beside the list. `sectors` are those that the booths belong to, by key.
    """

    plans: Sequence[KeptPlan]
    booths: Sequence[ShownBooth]
    sectors: Mapping[int, Sector]
    form: PlanFilterForm
    sent: QueryDict
    rows_per_page = ROWS_BESIDE_PLAN

    @cached_property
    def found(self) -> list[ShownBooth]:
        return found_among(self.booths, self.form.criteria, self.form.sort)

    @property
    def asked_of_plan(self) -> BoothCriteria:
        """The criteria for the drawing: those of the list without the hall and without “free”.

        The drawing shows one hall, and it shows which booths are taken.
        """
        asked = replace(self.form.criteria, hall="")
        return replace(asked, availability="") if asked.availability == Availability.FREE else asked

    @property
    def is_filtered(self) -> bool:
        return self.form.criteria.are_any

    @property
    def waiting(self) -> str:
        """The keys of the booths that will enter the list as soon as they have the availability requested."""
        return _keys(waiting_among(self.booths, self.form.criteria))

    @property
    def shows(self) -> dict[str, bool]:
        """Whether each column is shown. Columns that are not named here are shown."""
        return {}

    @property
    def columns(self) -> list[Column]:
        shows, order = self.shows, self.form.sort
        columns = []
        for name, label, css in COLUMNS:
            if shows.get(name, True):
                direction = {name: "ascending", f"-{name}": "descending"}.get(order, "")
                columns.append(Column(label, css, direction, f"-{name}" if direction == "ascending" else name))
        return columns

    @cached_property
    def page(self) -> "Page[ShownBooth]":
        return Paginator(self.found, self.rows_per_page).get_page(self.sent.get("page"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"booth": booth, "sector": self.sectors.get(booth.sector_id or 0)} for booth in self.page]

    @cached_property
    def selected(self) -> ShownBooth | None:
        """The booth that `?booth=` names by its present or a former number, or None."""
        return numbered(self._drawn, self.sent.get("booth", ""))

    @property
    def selected_row(self) -> dict[str, Any] | None:
        if self.selected is None:
            return None
        themes = {booth: theme for kept in self.plans for booth, theme in kept.plan.themes.items()}
        sector = self.sectors.get(self.selected.sector_id or 0)
        return {"booth": self.selected, "sector": sector, "theme": themes.get(self.selected.id)}

    @property
    def unknown(self) -> str:
        """The number that was requested, if no booth here has it; else an empty text."""
        return "" if self.selected else self.sent.get("booth", "").strip()

    @property
    def gone(self) -> dict[str, list[ShownBooth]] | None:
        """The booths that replaced the one of that number on an earlier version of the only plan, or None.

        The present booths of its holder are included only if the audience may know who that is.
        """
        if len(self.plans) != 1 or not self.unknown:
            return None
        version = self.plans[0].version
        found = gone_number(version.edition_id, version.hall_id, self.unknown)
        if found is None:
            return None
        return {
            "became": [booth for booth in self._drawn if booth.id in found.became],
            "moved_to": [b for b in self._drawn if b.id in found.moved_to - found.became and b.holder],
        }

    def _ticked_or_shown(self, booth: ShownBooth, chosen: Sequence[int], *, for_invited: bool) -> str | None:
        """Return the address that ticks or unticks a free booth, or that opens the card of a taken one.

        Return None for free booths of the other exhibition.
        """
        is_free = booth.availability == Availability.FREE
        if is_free and booth.is_by_invitation != for_invited:
            return None
        ids = [pk for pk in chosen if pk != booth.id]
        if is_free and booth.id not in chosen:
            ids.append(booth.id)
        ticks = "".join(f"&booths={pk}" for pk in ids)
        shown = "" if is_free else f"&{urlencode({'booth': booth.number})}"
        return f"?{address_without_choice(self.sent)}{ticks}{shown}"

    @property
    def _drawn(self) -> list[ShownBooth]:
        """All booths of the drawing, including those that the list leaves out."""
        return [booth for kept in self.plans for booth in kept.plan.booths]


class PlanBooths(BoothList):
    """All booths of the plans that a page shows. Rows link to `address`."""

    def __init__(self, sent: QueryDict, plans: Sequence[KeptPlan], *, address: Callable[[ShownBooth], str]) -> None:
        self.sent, self.plans, self._address = sent, plans, address
        self.booths = [booth for kept in plans for booth in kept.plan.booths]
        self.currency = plans[0].plan.currency if plans else ""
        sectors = Sector.objects.filter(
            pk__in={booth.sector_id for booth in self.booths if booth.sector_id is not None}
        )
        self.sectors = {sector.pk: sector for sector in sectors.order_by("position", "name")}
        self.form = PlanFilterForm(
            sent,
            halls=[kept.plan.hall_name for kept in plans],
            sectors=[(pk, str(sector)) for pk, sector in self.sectors.items()],
            layers=layers_of(plans, len(self.sectors)),
        )

    @property
    def found_ids(self) -> frozenset[int] | None:
        """The keys of the booths found, or None if there are no criteria."""
        return frozenset(booth.id for booth in self.found) if self.is_filtered else None

    @property
    def matches(self) -> str:
        """The keys of the booths found, for the viewer's script."""
        return _keys(self.found)

    @property
    def waiting(self) -> str:
        return super().waiting if len(self.plans) == 1 else ""

    @property
    def shows(self) -> dict[str, bool]:
        """Whether each column is shown. Columns that would have the same value in every row are left out."""
        return {
            "hall": len(self.plans) > 1,
            "sector": len(self.sectors) > 1,
            "price": any(booth.price is not None for booth in self.booths),
            "holder": any(booth.holder for booth in self.booths),
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row | {"url": self._address(row["booth"])} for row in super().rows]

    @property
    def sector_tones(self) -> list[tuple[int, Sector]]:
        """The legend of the layer of sectors."""
        return [(pk % TONES + 1, sector) for pk, sector in self.sectors.items()]


class BookableBooths(BoothList):
    """The booths of an edition's business exhibition for exhibitors who want to book: the free ones by default.

    `plan` is that of the requested hall, drawn beside the list. Booths of the national exhibition are by invitation.
    """

    def __init__(self, edition: Edition, sent: QueryDict) -> None:
        self.edition, self.sent, self.hall = edition, sent, sent.get("hall", "")
        self.halls = halls_with_space(edition.pk)
        self.invited = halls_by_invitation(edition.pk)
        self.is_by_invitation = self.hall in self.invited
        plans = kept_plans_of(edition, Audience.EVERYBODY, now())
        self.plan = next((kept for kept in plans if kept.plan.hall_name == self.hall), None)
        self.plans, self.currency = [self.plan] if self.plan else [], edition.currency
        self.booths = [booth for kept in plans for booth in kept.plan.booths if not booth.is_by_invitation]
        self.sectors = {each.sector.pk: each.sector for hall in self.halls for each in hall.sectors}
        self.rows_per_page = ROWS_BESIDE_PLAN if self.hall else ROWS_PER_PAGE
        given = sent.copy()
        given.setdefault("availability", Availability.FREE)
        self.form = PlanFilterForm(
            given,
            halls=[hall.name for hall in self.halls],
            sectors=[(pk, str(sector)) for pk, sector in self.sectors.items()],
            layers=layers_of([self.plan] if self.plan else plans, len(self.sectors)),
        )

    @cached_property
    def found(self) -> list[ShownBooth]:
        """The booths found, or none if a field has an error."""
        return [] if self.form.errors else super().found

    @property
    def waiting(self) -> str:
        return super().waiting if self.plan and not self.form.errors else ""

    @property
    def shows(self) -> dict[str, bool]:
        shown = [space for space in self.halls if self.hall in {"", space.name}]
        sectors = {each.sector for space in shown for each in space.sectors}
        shows = {"hall": not self.hall, "sector": len(sectors) != 1, "price": True}
        return shows | {"availability": False, "holder": False}

    @cached_property
    def undimmed(self) -> frozenset[int] | None:
        """The keys of the booths that the drawing shows undimmed, or None for all.

        These are the booths that the filter finds, whatever their availability if free ones were requested, since the
        drawing shows which are taken. Without a filter they are the booths of the business exhibition, if the hall has
        others.
        """
        asked = self.asked_of_plan
        is_shared = self.plan is not None and any(booth.is_by_invitation for booth in self.plan.plan.booths)
        return frozenset(b.id for b in found_among(self.booths, asked)) if asked.are_any or is_shared else None

    def context(self, choice: Choice) -> dict[str, Any]:
        """Return the context of the list. `chips` are the chosen booths that are in no row of this page."""
        listed = {booth.id for booth in self.page}
        chosen = [booth for booth in self.booths if booth.id in choice.ids]
        return {
            "filter": {"form": self.form},
            "order": self.form.sort,
            "halls": self.halls,
            "invited": self.invited,
            "is_by_invitation": self.is_by_invitation,
            "page": self.page,
            "rows": self.rows,
            "shows": self.shows,
            "columns": self.columns,
            "waiting": self.waiting,
            "wanted": self.form.criteria.availability,
            "is_asked": self.asked_of_plan.are_any,
            "matches": None if self.undimmed is None else " ".join(map(str, sorted(self.undimmed))),
            "chips": [booth for booth in chosen if booth.id not in listed],
            "chosen_price": sum((booth.price or Decimal(0) for booth in chosen), Decimal(0)),
        }

    def drawing(self, company: Company, choice: Choice) -> SafeString | None:
        """Return the drawing of the requested hall, or None if it has no plan to book from.

        Without JavaScript a free booth is a link that ticks or unticks it.
        """
        if self.plan is None or self.is_by_invitation:
            return None
        chosen = [booth.pk for booth in choice.booths]

        def address(booth: ShownBooth) -> str | None:
            return self._ticked_or_shown(booth, chosen, for_invited=False)

        own = holders_of(company, self.edition)
        hall = drawn_hall(self.plan.plan, Audience.EVERYBODY, address=address, chosen=chosen, own=own)
        return mark_drawing(
            draw_hall(hall),
            dimmed_but=self.undimmed,
            selected=self.selected.id if self.selected else None,
            is_filtered=self.asked_of_plan.are_any,
            layers=self.form.shown_layers,
        )


class PavilionBooths(BoothList):
    """The booths of an edition's national exhibition for the director who allocates space: the free ones by default.

    They are in the requested hall, or else in the first one with a free booth. `chosen` are the keys that were ticked.
    """

    def __init__(self, edition: Edition, sent: QueryDict, chosen: Sequence[int]) -> None:
        self.sent = sent
        every = kept_plans_of(edition, Audience.ORGANIZERS, now())
        plans = [kept for kept in every if any(booth.is_by_invitation for booth in kept.plan.booths)]
        self.free = {kept.plan.hall_name: sum(_can_be_given(booth) for booth in kept.plan.booths) for kept in plans}
        asked = (kept for kept in plans if kept.plan.hall_name == sent.get("hall"))
        with_space = (kept for kept in plans if self.free[kept.plan.hall_name])
        self.plan = next(asked, None) or next(with_space, None) or next(iter(plans), None)
        self.plans, self.currency = [self.plan] if self.plan else [], edition.currency
        self.hall = self.plan.plan.hall_name if self.plan else ""
        every_booth = [booth for kept in plans for booth in kept.plan.booths]
        self.chosen = [booth for booth in every_booth if booth.id in set(chosen) and _can_be_given(booth)]
        self.booths = [booth for booth in every_booth if booth.hall == self.hall and booth.is_by_invitation]
        self.sectors: dict[int, Sector] = {}
        given = sent.copy()
        given["hall"] = self.hall
        given.setdefault("availability", Availability.FREE)
        self.form = PlanFilterForm(given, halls=list(self.free), layers=layers_of([self.plan] if self.plan else [], 0))

    @property
    def shows(self) -> dict[str, bool]:
        return {"hall": False, "sector": False, "price": False, "availability": False, "holder": False}

    @property
    def undimmed(self) -> frozenset[int]:
        """The keys of the booths of the national exhibition that match, as in `BookableBooths.undimmed`."""
        return frozenset(booth.id for booth in found_among(self.booths, self.asked_of_plan))

    def context(self) -> dict[str, Any]:
        listed = {booth.id for booth in self.page}
        return {
            "filter": {"form": self.form},
            "order": self.form.sort,
            "halls": self.free,
            "page": self.page,
            "rows": self.rows,
            "shows": self.shows,
            "columns": self.columns,
            "waiting": self.waiting,
            "wanted": self.form.criteria.availability,
            "is_asked": self.asked_of_plan.are_any,
            "matches": " ".join(map(str, sorted(self.undimmed))),
            "choice": {"booths": self.chosen, "ids": {booth.id for booth in self.chosen}},
            "chosen_sqm": sum((booth.area_sqm for booth in self.chosen), Decimal(0)),
            "chips": [booth for booth in self.chosen if booth.id not in listed],
        }

    def drawing(self, pavilion_id: int) -> SafeString | None:
        """Return the drawing of the hall with all names, or None if there is no plan.

        Without JavaScript a free booth is a link that ticks it.
        """
        if self.plan is None:
            return None
        chosen = [booth.id for booth in self.chosen]

        def address(booth: ShownBooth) -> str | None:
            return self._ticked_or_shown(booth, chosen, for_invited=True)

        hall = drawn_hall(self.plan.plan, Audience.ORGANIZERS, address=address, chosen=chosen, own=[pavilion_id])
        return mark_drawing(
            draw_hall(hall),
            dimmed_but=self.undimmed,
            selected=self.selected.id if self.selected else None,
            is_filtered=self.asked_of_plan.are_any,
            layers=self.form.shown_layers,
        )


def _can_be_given(booth: ShownBooth) -> bool:
    return booth.is_by_invitation and booth.availability == Availability.FREE


def layers_of(plans: Sequence[KeptPlan], sectors: int) -> list[Layer]:
    """Return the layers in which these plans have anything to show."""
    booths = [booth for kept in plans for booth in kept.plan.booths]
    kinds = kinds_on(plans)
    has = {
        Layer.SECTORS: sectors > 1,
        Layer.PAVILIONS: any(booth.holder and booth.holder.booking_id is None for booth in booths),
        Layer.THEMES: any(kept.plan.themes for kept in plans),
        **dict.fromkeys(LAYER_OF_KIND.values(), False),
        **{LAYER_OF_KIND[kind]: True for kind in kinds},
        Layer.PRICES: len(plans) == 1 and any(booth.price is not None for booth in booths),
        Layer.BACKGROUND: any(kept.plan.background for kept in plans),
    }
    return [layer for layer, is_there in has.items() if is_there]


def kinds_on(plans: Sequence[KeptPlan]) -> frozenset[ObstructionKind]:
    return frozenset(each.kind for kept in plans for each in kept.plan.obstructions)


def _keys(booths: Iterable[ShownBooth]) -> str:
    return " ".join(str(booth.id) for booth in booths)
