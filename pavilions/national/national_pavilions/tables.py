"""Tables of pavilions and participants, and the rows of files."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.country_names import by_country_name
from ciie.kernel.days import day_of
from ciie.kernel.wording import day_words
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.templatetags.interface import sqm
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.queries.pavilion_board import Card
from pavilions.national.national_pavilions.queries.pavilion_deadlines import Deadlines, due_of
from pavilions.national.national_pavilions.queries.pavilion_history import LATEST, name_of_participant

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}


class PavilionTable(tables.Table):
    """Rows of `pavilions_of`, with the next due stage as of `today`."""

    name = tables.Column(_("Participant"), empty_values=())
    stage = tables.Column(_("Stage"))
    due = tables.Column(_("Next due"), empty_values=(), orderable=False)
    claimed_sqm = tables.Column(_("Space"), attrs=NUMBER)
    wanted_sqm = tables.Column(_("Requested"), attrs=NUMBER)
    invited_at = tables.Column(_("Invited"))

    class Meta:
        order_by_field = "sort"

    def order_name(self, rows: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        place = by_country_name("country")
        return rows.order_by(place.desc() if is_descending else place.asc(), "organization"), True

    def __init__(self, *args: Any, deadlines: Deadlines, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadlines, self.today = deadlines, today

    def render_invited_at(self, value: datetime, record: Any) -> str:
        return day_words(day_of(value, record.edition.zone))

    def render_name(self, record: NationalPavilion) -> SafeString:
        note = _("guest of honour") if record.is_guest_of_honour else shown(record, "theme")
        return format_html(
            '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span></span>',
            reverse("pavilion:show", args=[record.pk]),
            record,
            note,
        )

    def render_due(self, record: NationalPavilion) -> str:
        due = due_of(record, self.deadlines, today=self.today)
        return render_to_string("pavilions/national_pavilions/due.html", {"due": due})

    def render_stage(self, record: NationalPavilion) -> SafeString:
        return badge("pavilion_stage", record.stage)

    def render_claimed_sqm(self, value: Any) -> str:
        return sqm(value) if value else "–"

    def render_wanted_sqm(self, value: Any) -> str:
        return sqm(value)


class ParticipantTable(tables.Table):
    """Rows of `participants`."""

    name = tables.Column(_("Participant"), empty_values=())
    times = tables.Column(_("Number of editions"), attrs=NUMBER)
    editions = tables.Column(_("Editions"), orderable=False)
    guest_times = tables.Column(_("As guest of honour"), attrs=NUMBER)
    claimed_sqm = tables.Column(_("m² on record"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def order_name(self, rows: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        return rows.order_by("-place" if is_descending else "place", "organization"), True

    def render_name(self, record: dict[str, Any]) -> SafeString:
        """Render a link to the pavilion of the latest edition."""
        *_earlier, (_number, latest) = record["pavilions"]
        return format_html('<a href="{}">{}</a>', reverse("pavilion:show", args=[latest]), name_of_participant(record))

    def render_editions(self, record: dict[str, Any]) -> SafeString:
        """Render the latest editions, oldest first."""
        links = ((reverse("pavilion:show", args=[pk]), number) for number, pk in record["pavilions"][-LATEST:])
        shown = format_html_join(", ", '<a href="{}">{}</a>', links)
        before = "…, " if len(record["pavilions"]) > LATEST else ""
        return format_html("<span>{}{}</span>", before, shown)  # one element, which phones show beside the heading

    def render_guest_times(self, value: int) -> str:
        return str(value or "–")

    def render_claimed_sqm(self, value: Any) -> str:
        return sqm(value)


PAVILION_COLUMNS: Sequence[Value] = (
    _("Participant"),
    _("Country code"),
    _("Guest of honour"),
    _("Stage"),
    _("Next due"),
    _("Due on"),
    _("Days overdue"),
    _("Space (m²)"),
    _("Requested (m²)"),
    _("Theme"),
    _("Theme in Chinese"),
    _("Managers"),
    _("Invited"),
    pgettext_lazy("when", "Confirmed"),
)
PARTICIPANT_COLUMNS: Sequence[Value] = (
    _("Participant"),
    _("Country code"),
    _("Number of editions"),
    _("Editions"),
    _("As guest of honour"),
    _("m² on record"),
)


def pavilion_rows(cards: Iterable[Card]) -> Iterator[Sequence[Value]]:
    """Yield one row per pavilion."""
    for card in cards:
        pavilion, due = card.pavilion, card.due
        yield (
            str(pavilion),
            pavilion.country.code or "",
            _("yes") if pavilion.is_guest_of_honour else "",
            pavilion.get_stage_display(),
            capfirst(str(due.stage.label)) if due else None,
            due.due_date if due else None,
            due.days_late if due and due.is_late else None,
            card.claimed_sqm,
            pavilion.wanted_sqm,
            pavilion.theme,
            pavilion.theme_zh,
            ", ".join(str(manager) for manager in pavilion.managers.all()),
            pavilion.invited_at.astimezone(pavilion.edition.zone),
            pavilion.confirmed_at.astimezone(pavilion.edition.zone) if pavilion.confirmed_at else None,
        )


def participant_rows(rows: Iterable[dict[str, Any]]) -> Iterator[Sequence[Value]]:
    """Yield one row per participant of `participants`."""
    for row in rows:
        yield (
            name_of_participant(row),
            row["country"],
            row["times"],
            ", ".join(map(str, row["editions"])),
            row["guest_times"],
            row["claimed_sqm"],
        )
