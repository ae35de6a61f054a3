"""The list of booths and the drawing beside it, for whatever filters, order, page and ticks were sent."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.web.pagination import ROWS_PER_PAGE
from exhibitors.bookings.forms.booth_choice import address_without_choice
from exhibitors.companies.models import Company
from exhibitors.plan_views.forms.plan_filters import PlanFilterForm
from exhibitors.plan_views.queries.booths import Choice, holders_of
from exhibitors.plan_views.queries.plan_cache import KeptPlan, kept_plans_of
from exhibitors.plan_views.queries.plan_marks import drawn_hall
from exhibitors.plan_views.queries.plan_search import found_among, waiting_among
from exhibitors.plan_views.queries.shown_plans import Audience, ShownBooth
from exhibitors.plan_views.views.plan_parts import ROWS_BESIDE_PLAN, ids_of, layers_of
from pavilions.floor.models.edition import Edition
from pavilions.plans.drawing import draw_hall, mark_drawing
from pavilions.plans.queries.halls import halls_by_invitation, halls_with_space
from pavilions.states import Availability

if TYPE_CHECKING:
    from pavilions.floor.models.venue import Sector

COLUMNS: tuple[tuple[str, str | Promise, str], ...] = (
    ("number", _("Booth"), ""),
    ("hall", _("Hall"), ""),
    ("sector", _("Sector"), ""),
    ("area", _("Area"), "number"),
    ("sides", _("Open sides"), "number"),
    ("kind", _("Kind"), ""),
    ("price", _("Price"), "number"),
)


class BoothList:
    """The booths of an edition as somebody who wants to book them asked to see them: the free ones unless told.

    Booths of the national exhibition are by invitation and not among them.
    """

    def __init__(self, edition: Edition, sent: QueryDict) -> None:
        self.sent = sent
        self.halls = halls_with_space(edition.pk)
        self.invited = halls_by_invitation(edition.pk)
        self.plans = kept_plans_of(edition, Audience.EVERYBODY)
        self.sectors: dict[int, Sector] = {each.sector.pk: each.sector for hall in self.halls for each in hall.sectors}
        given = sent.copy()
        given.setdefault("availability", Availability.FREE)
        self.form = PlanFilterForm(
            given,
            halls=[hall.name for hall in self.halls],
            sectors=[(pk, str(sector)) for pk, sector in self.sectors.items()],
            layers=layers_of([self.plan] if self.plan else self.plans, len(self.sectors)),
        )

    @cached_property
    def booths(self) -> list[ShownBooth]:
        return [booth for kept in self.plans for booth in kept.plan.booths if not booth.is_by_invitation]

    @cached_property
    def plan(self) -> KeptPlan | None:
        """The plan of the hall that was asked for."""
        return next((kept for kept in self.plans if kept.plan.hall_name == self.sent.get("hall")), None)

    @property
    def is_by_invitation(self) -> bool:
        """Whether the hall that was asked for is of the national exhibition alone."""
        return self.sent.get("hall") in self.invited

    @cached_property
    def found(self) -> list[ShownBooth]:
        """Nothing where something was asked wrongly."""
        return [] if self.form.errors else found_among(self.booths, self.form.wishes, self.form.sort)

    @property
    def waiting(self) -> str:
        """The booths on the drawing that come into the list as soon as they are of the availability asked for."""
        return ids_of(waiting_among(self.booths, self.form.wishes)) if self.plan and not self.form.errors else ""

    @property
    def undimmed(self) -> frozenset[int] | None:
        """Those the filter finds on the drawing, taken ones among them, since they are told apart there anyway; without
        a filter those of the business exhibition, where the hall has others.
        """
        wishes = self.form.wishes
        if wishes.availability == Availability.FREE:
            wishes = replace(wishes, availability="")
        wishes = replace(wishes, hall="")
        is_shared = self.plan is not None and any(booth.is_by_invitation for booth in self.plan.plan.booths)
        return frozenset(b.id for b in found_among(self.booths, wishes)) if wishes.are_any or is_shared else None

    def context(self, choice: Choice) -> dict[str, Any]:
        """What the list part of the page needs."""
        order, hall = self.sent.get("sort", ""), self.sent.get("hall", "")
        shown = [space for space in self.halls if hall in {"", space.name}]
        alike = {"hall": bool(hall), "sector": len({each.sector for space in shown for each in space.sectors}) == 1}
        page = Paginator(self.found, ROWS_BESIDE_PLAN if hall else ROWS_PER_PAGE).get_page(self.sent.get("page"))
        undimmed = self.undimmed
        return {
            "filter": {"form": self.form},
            "order": order,
            "halls": self.halls,
            "invited": self.invited,
            "is_by_invitation": self.is_by_invitation,
            "page": page,
            "rows": [{"booth": booth, "sector": self.sectors.get(booth.sector_id or 0)} for booth in page],
            "alike": alike,
            "columns": [_column(name, label, css, order) for name, label, css in COLUMNS if not alike.get(name)],
            "waiting": self.waiting,
            "wanted": self.form.wishes.availability,
            "matches": None if undimmed is None else " ".join(map(str, sorted(undimmed))),
            **self._chosen(choice, {booth.id for booth in page}),
        }

    def _chosen(self, choice: Choice, listed: set[int]) -> dict[str, Any]:
        """The chosen booths that are on no row of this page, and what all chosen ones cost together."""
        chosen = [booth for booth in self.booths if booth.id in choice.ids]
        return {
            "chips": [booth for booth in chosen if booth.id not in listed],
            "chosen_price": sum((booth.price or Decimal(0) for booth in chosen), Decimal(0)),
        }

    def drawing(self, company: Company, edition: Edition, choice: Choice) -> SafeString | None:
        """The hall that was asked for. Without JavaScript a booth on it is a link that ticks or unticks it."""
        if self.plan is None or self.is_by_invitation:
            return None
        kept, chosen = address_without_choice(self.sent), [booth.pk for booth in choice.booths]

        def address(booth: ShownBooth) -> str | None:
            if booth.availability != Availability.FREE or booth.is_by_invitation:
                return None
            ids = [pk for pk in chosen if pk != booth.id] + ([] if booth.id in chosen else [booth.id])
            return f"?{kept}{''.join(f'&booths={pk}' for pk in ids)}"

        own = holders_of(company, edition)
        hall = drawn_hall(self.plan.plan, Audience.EVERYBODY, address=address, chosen=chosen, own=own)
        return mark_drawing(draw_hall(hall), dimmed_but=self.undimmed, layers=self.form.shown_layers)


def _column(name: str, label: str | Promise, css: str, order: str) -> dict[str, Any]:
    """`sort` is what pressing the head asks for: this order, or the other way round where it is in force."""
    direction = {name: "ascending", f"-{name}": "descending"}.get(order, "")
    return {
        "label": label,
        "css": css,
        "direction": direction,
        "sort": f"-{name}" if direction == "ascending" else name,
    }
