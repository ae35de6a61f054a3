"""Tables of events, rooms and topics, and the rows of files."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.bilingual import shown
from ciie.kernel.wording import side_by_side
from ciie.tables.writing import Value
from ciie.web.badges import badge
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.national.programme.models.programme import ProgrammeEvent, Room

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}


def _named(address: str, name: str, note: str) -> SafeString:
    return format_html(
        '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span></span>', address, name, note
    )


class EventTable(tables.Table):
    """Rows of `events_of`, in the active time zone."""

    title = tables.Column(_("Event"))
    begins = tables.Column(_("When"), accessor="period", order_by="period")
    room = tables.Column(_("Room"), order_by="room__name")
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def render_title(self, record: ProgrammeEvent) -> SafeString:
        note = side_by_side(record.get_kind_display(), record.pavilion)
        return _named(reverse("programme:event", args=[record.pk]), str(record), note)

    def render_begins(self, record: ProgrammeEvent) -> str:
        begins, ends = (timezone.localtime(moment) for moment in (record.period.lower, record.period.upper))
        return side_by_side(date_format(begins, "SHORT_WEEKDAY_FORMAT"), f"{begins:%H:%M}–{ends:%H:%M}")

    def render_state(self, value: object, record: ProgrammeEvent) -> SafeString:
        return badge("event_state", record.state)


class RoomTable(tables.Table):
    name = tables.Column(_("Room"))
    hall = tables.Column(_("Hall"), order_by="hall__name", empty_values=())
    seats = tables.Column(_("Seats"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_hall(self, record: Room) -> str:
        return str(record.hall or "–")


class TopicTable(tables.Table):
    """Rows of `topics_of`."""

    title = tables.Column(_("Topic"))
    source = tables.Column(_("Source"))
    score = tables.Column(_("Mean score"), attrs=NUMBER)
    review_count = tables.Column(_("Reviews"), attrs=NUMBER)
    proposed_at = tables.DateColumn(verbose_name=pgettext_lazy("when", "Proposed"))
    state = tables.Column(_("Stage"))

    class Meta:
        order_by_field = "sort"

    def render_title(self, record: ForumTopic) -> SafeString:
        return _named(reverse("topics:topic", args=[record.pk]), shown(record, "title"), shown(record, "institution"))

    def render_score(self, value: float) -> str:
        return str(number_format(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP), 1))

    def render_state(self, value: object, record: ForumTopic) -> SafeString:
        return badge("topic_state", record.state)


EVENT_COLUMNS: Sequence[Value] = (
    _("Event"),
    _("Title in Chinese"),
    _("Kind"),
    _("Room"),
    _("Begins"),
    _("Ends"),
    _("National pavilion"),
    _("State"),
)
TOPIC_COLUMNS: Sequence[Value] = (
    _("Topic"),
    _("Topic in Chinese"),
    _("Institution"),
    _("Institution in Chinese"),
    _("Source"),
    _("Name"),
    _("Email address"),
    _("Mean score"),
    _("Reviews"),
    _("Stage"),
)


def event_rows(events: Iterable[ProgrammeEvent]) -> Iterator[Sequence[Value]]:
    """Yield one row per event, with instants as wall-clock time in the active time zone."""
    for event in events:
        yield (
            event.title,
            event.title_zh,
            event.get_kind_display(),
            str(event.room),
            timezone.localtime(event.period.lower),
            timezone.localtime(event.period.upper),
            str(event.pavilion) if event.pavilion else None,
            event.get_state_display(),
        )


def topic_rows(topics: Iterable[ForumTopic]) -> Iterator[Sequence[Value]]:
    """Yield one row per topic of `topics_of`."""
    for topic in topics:
        yield (
            topic.title,
            topic.title_zh,
            topic.institution,
            topic.institution_zh,
            topic.get_source_display(),
            topic.contact_name,
            topic.contact_email,
            topic.score,  # type: ignore[attr-defined]  # annotated by topics_of
            topic.review_count,  # type: ignore[attr-defined]  # annotated by topics_of
            topic.get_state_display(),
        )
