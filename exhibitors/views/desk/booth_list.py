"""The list of booths and the drawing beside it, for whatever filters, order, page and ticks were sent."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.web.pagination import ROWS_PER_PAGE
from exhibitors.filters.desk import BoothFilter
from exhibitors.forms.booth_choice import address_without_choice
from exhibitors.models import Company
from exhibitors.queries.booths import Choice, drawn_for_choice, holders_of
from pavilions.models import Booth, Edition
from pavilions.plan_drawing import draw_hall
from pavilions.queries.booths import published_booths
from pavilions.queries.halls import HallSpace, halls_with_space
from pavilions.queries.plans import published_plan

COLUMNS: tuple[tuple[str, str | Promise, str], ...] = (
    ("number", _("Booth"), ""),
    ("hall", _("Hall"), ""),
    ("sector", _("Sector"), ""),
    ("area", _("Area"), "number"),
    ("sides", _("Open sides"), "number"),
    ("kind", _("Kind"), ""),
)
ROWS_BESIDE_PLAN = 25
USUAL_ORDER = ("plan__hall__position", "plan__hall__name", "number", "pk")


def booth_list(edition: Edition, sent: QueryDict) -> dict[str, Any]:
    """What the list part of the page needs."""
    halls = halls_with_space(edition.pk)
    found = _narrowed(edition, sent, halls)
    rows = _rows(found)
    order, hall = sent.get("sort", ""), sent.get("hall", "")
    shown = [space for space in halls if hall in {"", space.name}]
    alike = {"hall": bool(hall), "sector": len({each.sector for space in shown for each in space.sectors}) == 1}
    return {
        "filter": found,
        "order": order,
        "halls": halls,
        "page": Paginator(rows, ROWS_BESIDE_PLAN if hall else ROWS_PER_PAGE).get_page(sent.get("page")),
        "alike": alike,
        "columns": [_column(name, label, css, order) for name, label, css in COLUMNS if not alike.get(name)],
    }


def listed_booths(edition: Edition, sent: QueryDict) -> QuerySet[Booth]:
    """The rows of all pages."""
    return _rows(_narrowed(edition, sent, halls_with_space(edition.pk)))


def _narrowed(edition: Edition, sent: QueryDict, halls: Sequence[HallSpace]) -> BoothFilter:
    return BoothFilter(sent, queryset=published_booths(edition.pk).order_by(*USUAL_ORDER), halls=halls)


def _rows(found: BoothFilter) -> QuerySet[Booth]:
    rows: QuerySet[Booth] = found.qs if found.is_valid() else found.queryset.none()
    return rows


def _column(name: str, label: str | Promise, css: str, order: str) -> dict[str, Any]:
    """`sort` is what pressing the head asks for: this order, or the other way round where it is in force."""
    direction = {name: "ascending", f"-{name}": "descending"}.get(order, "")
    return {
        "label": label,
        "css": css,
        "direction": direction,
        "sort": f"-{name}" if direction == "ascending" else name,
    }


def hall_drawing(company: Company, edition: Edition, sent: QueryDict, choice: Choice) -> SafeString | None:
    """The plan of the hall that was asked for. Without JavaScript a booth on it is a link that ticks or unticks it."""
    hall_name = sent.get("hall", "")
    plan = published_plan(edition.pk, hall_name) if hall_name else None
    if plan is None:
        return None
    kept = address_without_choice(sent)
    chosen = [booth.pk for booth in choice.booths]

    def address(booth_id: int) -> str:
        ids = [pk for pk in chosen if pk != booth_id] + ([] if booth_id in chosen else [booth_id])
        return f"?{kept}{''.join(f'&booths={pk}' for pk in ids)}"

    return draw_hall(drawn_for_choice(plan, chosen=set(chosen), own=holders_of(company, edition), address=address))
