"""The table of published figures, and the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.kernel.days import day_of
from ciie.kernel.wording import day_words
from ciie.tables.writing import Value
from ciie.web.templatetags.interface import marked
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.queries import figure_in_words


class PublishedFigureTable(tables.Table):
    """Rows of `published_figures`."""

    edition = tables.Column(_("Edition"), order_by="edition__number")
    kind = tables.Column(_("What it counts"))
    # Translators: A number that is published, not a drawing.
    value = tables.Column(_("Figure"), attrs=NUMBER, empty_values=())
    source = tables.Column(_("Source"))
    stated_at = tables.Column(_("Stated on"), attrs=ONE_LINE)

    class Meta:
        order_by_field = "sort"

    def render_kind(self, record: PublishedFigure) -> SafeString:
        address = reverse("organizer:published_figure", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record.get_kind_display())

    def render_value(self, record: PublishedFigure) -> str:
        return figure_in_words(record)

    def render_source(self, record: PublishedFigure) -> SafeString | str:
        if not record.link:
            return marked(record, "source")
        return format_html('<a href="{}" rel="external">{}</a>', record.link, marked(record, "source"))

    def render_stated_at(self, record: PublishedFigure) -> str:
        return day_words(day_of(record.stated_at, record.edition.zone))


PUBLISHED_FIGURE_COLUMNS: Sequence[Value] = (
    _("Edition"),
    _("What it counts"),
    _("Figure"),
    _("Source"),
    _("Source in Chinese"),
    _("Link to the source"),
    _("Stated on"),
    _("Stated by"),
    _("Reason for the correction"),
)


def published_figure_rows(figures: Iterable[PublishedFigure]) -> Iterator[Sequence[Value]]:
    """Yield one row per figure. Withdrawn ones have no value."""
    for each in figures:
        yield (
            str(each.edition),
            each.get_kind_display(),
            each.value,
            each.source,
            each.source_zh,
            each.link,
            day_of(each.stated_at, each.edition.zone),
            str(each.stated_by or ""),
            each.reason,
        )
