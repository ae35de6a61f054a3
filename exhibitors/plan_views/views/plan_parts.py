"""What every page with a plan shows: the drawing as filtered, the table of the same booths, and one booth's card."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django_htmx.http import replace_url

from exhibitors.plan_views.forms.plan_filters import PlanFilterForm
from exhibitors.plan_views.queries.plan_cache import KeptPlan
from exhibitors.plan_views.queries.plan_search import found_among, numbered, waiting_among
from exhibitors.plan_views.queries.shown_plans import Audience, ShownBooth
from pavilions.floor.models.venue import Sector
from pavilions.plans.drawing import TONES, Layer
from pavilions.publishing.queries.gone_numbers import gone_number
from pavilions.states import ObstructionKind

ROWS_BESIDE_PLAN = 25
COLUMNS: tuple[tuple[str, str | Promise, str], ...] = (
    ("number", _("Booth"), ""),
    ("hall", _("Hall"), ""),
    ("sector", _("Sector"), ""),
    ("area", _("Area"), "number"),
    ("sides", _("Open sides"), "number"),
    ("kind", _("Kind"), ""),
    ("price", _("Price"), "number"),
    ("availability", _("Availability"), ""),
    ("holder", _("Held by"), ""),
)


@dataclass(frozen=True)
class Column:
    """A column of the table; `address` asks for the order that pressing its head gives."""

    name: str
    label: str | Promise
    css: str
    direction: str
    address: str


class LookedAt:
    """The booths of one hall or of several, as somebody asked to see them."""

    def __init__(
        self,
        request: HttpRequest,
        plans: Sequence[KeptPlan],
        audience: Audience,
        *,
        record: Callable[[ShownBooth], str],
    ) -> None:
        self.audience = audience
        self.booths = [booth for kept in plans for booth in kept.plan.booths]
        self.themes = {booth: theme for kept in plans for booth, theme in kept.plan.themes.items()}
        self.currency = plans[0].plan.currency if plans else ""
        self.sectors = _sectors({booth.sector_id for booth in self.booths})
        names = [(pk, str(sector)) for pk, sector in self.sectors.items()]
        halls = [kept.plan.hall_name for kept in plans]
        self.form = PlanFilterForm(request.GET, halls=halls, sectors=names, layers=layers_of(plans, len(names)))
        self.record = record
        self._sent = request.GET
        self._has_several_halls = len(plans) > 1
        self._version = plans[0].version if len(plans) == 1 else None

    @cached_property
    def found(self) -> list[ShownBooth]:
        return found_among(self.booths, self.form.wishes, self.form.sort)

    @property
    def is_filtered(self) -> bool:
        return self.form.wishes.are_any

    @property
    def found_ids(self) -> frozenset[int] | None:
        """The booths that are like that; None where nothing was asked."""
        return frozenset(booth.id for booth in self.found) if self.is_filtered else None

    @property
    def matches(self) -> str:
        """The same for the viewer's script, as an attribute."""
        return ids_of(self.found)

    @property
    def waiting(self) -> str:
        """The booths of one hall that come into the table as soon as they are of the availability asked for."""
        return "" if self._has_several_halls else ids_of(waiting_among(self.booths, self.form.wishes))

    @cached_property
    def page(self) -> "Page[ShownBooth]":
        return Paginator(self.found, ROWS_BESIDE_PLAN).get_page(self._sent.get("page"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"booth": booth, "url": self.record(booth), "sector": self.sectors.get(booth.sector_id or 0)}
            for booth in self.page
        ]

    @property
    def shows(self) -> dict[str, bool]:
        """Columns that would say the same in every row are left out."""
        return {
            "hall": self._has_several_halls,
            "sector": len(self.sectors) > 1,
            "price": any(booth.price is not None for booth in self.booths),
            "holder": any(booth.holder for booth in self.booths),
        }

    @property
    def columns(self) -> list[Column]:
        shows = self.shows
        return [self._column(*column) for column in COLUMNS if shows.get(column[0], True)]

    def _column(self, name: str, label: str | Promise, css: str) -> Column:
        order = self.form.sort
        direction = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        return Column(name, label, css, direction, f"-{name}" if direction == "ascending" else name)

    @property
    def sector_tones(self) -> list[tuple[int, Sector]]:
        """The key to the layer of sectors."""
        return [(pk % TONES + 1, sector) for pk, sector in self.sectors.items()]

    @cached_property
    def meant(self) -> ShownBooth | None:
        """The booth that `?booth=` names, by its number now or before."""
        return numbered(self.booths, self._sent.get("booth", ""))

    @property
    def meant_row(self) -> dict[str, Any] | None:
        if self.meant is None:
            return None
        return {
            "booth": self.meant,
            "sector": self.sectors.get(self.meant.sector_id or 0),
            "theme": self.themes.get(self.meant.id),
        }

    @property
    def unknown(self) -> str:
        """A number that was asked for and that no booth here has."""
        return "" if self.meant else self._sent.get("booth", "").strip()

    @property
    def gone(self) -> dict[str, list[ShownBooth]] | None:
        """Where that number leads, if an earlier version of the one hall's plan had it. To where its holder stands now
        only if the audience may know who that is.
        """
        if self._version is None or not self.unknown:
            return None
        found = gone_number(self._version.edition_id, self._version.hall_id, self.unknown)
        if found is None:
            return None
        return {
            "became": [booth for booth in self.booths if booth.id in found.became],
            "moved_to": [b for b in self.booths if b.id in found.moved_to - found.became and b.holder],
        }


def ids_of(booths: Iterable[ShownBooth]) -> str:
    return " ".join(str(booth.id) for booth in booths)


def layers_of(plans: Sequence[KeptPlan], sectors: int) -> list[Layer]:
    """The layers that these plans have anything in."""
    booths = [booth for kept in plans for booth in kept.plan.booths]
    kinds = {each.kind for kept in plans for each in kept.plan.obstructions}
    has = {
        Layer.SECTORS: sectors > 1,
        Layer.PAVILIONS: any(booth.holder and booth.holder.booking_id is None for booth in booths),
        Layer.THEMES: any(kept.plan.themes for kept in plans),
        Layer.OBSTRUCTIONS: bool(kinds - {ObstructionKind.EXIT}),
        Layer.EXITS: ObstructionKind.EXIT in kinds,
        Layer.PRICES: len(plans) == 1 and any(booth.price is not None for booth in booths),
        Layer.BACKGROUND: any(kept.plan.background for kept in plans),
    }
    return [layer for layer, is_there in has.items() if is_there]


def _sectors(ids: set[int | None]) -> dict[int, Sector]:
    found = Sector.objects.filter(pk__in=[pk for pk in ids if pk is not None]).order_by("position", "name")
    return {sector.pk: sector for sector in found}


def background_answer(drawing: str) -> HttpResponse:
    """A drawing that lies under a plan, as a file of its own that can run nothing."""
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return HttpResponse(drawing, content_type="image/svg+xml", headers=headers)


def answer_part(request: HttpRequest, looked: LookedAt, context: dict[str, Any]) -> HttpResponse | None:
    """What htmx asked for: the table, under the address that asks for it again, or a booth's card; else None."""
    context = {"look": looked, **context}
    target = getattr(request, "htmx", None) and request.htmx.target  # type: ignore[attr-defined]  # its middleware's
    if target == "booths":
        answer = render(request, "exhibitors/plan_views/plan_booths.html", context)
        return replace_url(answer, f"{request.path}?{looked.form.address}".rstrip("?"))
    if target == "booth-card":
        return render(request, "exhibitors/plan_views/card.html", context)
    return None
