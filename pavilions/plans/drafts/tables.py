"""The list of halls and their plans, as a table and for export."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.templatetags.interface import figure, sqm
from pavilions.floor.models.venue import Hall

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class HallPlanTable(tables.Table):
    """A table of `halls_with_plans`."""

    name = tables.TemplateColumn(
        template_name="pavilions/drafts/hall.html", verbose_name=_("Hall"), order_by=("position", "name")
    )
    published = tables.TemplateColumn(
        template_name="pavilions/drafts/published.html",
        verbose_name=pgettext_lazy("when", "Published"),
        order_by="published_at",
    )
    booths = tables.Column(_("Booths"), accessor="booth_count", attrs=NUMBER)
    area = tables.Column(pgettext_lazy("area", "Drawn"), accessor="drawn_sqm", attrs=NUMBER)
    drafts = tables.TemplateColumn(
        template_name="pavilions/drafts/drafts_of_hall.html", verbose_name=_("Drafts"), order_by="last_edited_at"
    )

    class Meta:
        order_by_field = "sort"

    def render_booths(self, value: int) -> str:
        return figure(value)

    def render_area(self, value: Any) -> str:
        return sqm(value)


HALL_PLAN_COLUMNS: Sequence[Value] = (
    _("Hall"),
    _("Published version"),
    pgettext_lazy("when", "Published"),
    _("Booths"),
    _("Drawn (m²)"),
    _("Draft"),
    _("Edits"),
    _("Last edited by"),
    _("Last edited"),
)


def hall_plan_rows(halls: Iterable[Hall], zone: ZoneInfo) -> Iterator[Sequence[Value]]:
    """Yield a row for each draft of `halls_with_plans`, and one for a hall without drafts. Times are in `zone`."""
    for hall in halls:
        row: Any = hall
        drawn = (row.name, row.published_version, _local(row.published_at, zone), row.booth_count, row.drawn_sqm)
        for draft in row.drafts or [None]:
            edits: tuple[Value, ...] = (None,) * 4
            if draft:
                edits = (draft.version, draft.edit_count, draft.editor, _local(draft.edited_at, zone))
            yield (*drawn, *edits)


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None
