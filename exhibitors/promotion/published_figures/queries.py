"""Queries on the figures published about editions, and on their history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ciie.audit.history import history_of
from ciie.kernel.days import day_of
from ciie.kernel.wording import billions_figure, figure_words
from exhibitors.history import Event, event_of
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class PublishedEdition:
    """An edition with its figure of every kind. None means not published, or withdrawn."""

    edition: Edition
    figures: Mapping[str, PublishedFigure | None]


def published_figures() -> QuerySet[PublishedFigure]:
    """Return every figure, including withdrawn ones, newest edition first."""
    rows = PublishedFigure.objects.select_related("edition", "stated_by")
    return rows.order_by("-edition__number", "kind")


def newest_begun(at: datetime) -> int | None:
    """Return the number of the newest edition that has begun, whose figures can be published, or None."""
    return next((e.number for e in Edition.objects.newest_first() if e.opens_date <= day_of(at, e.zone)), None)


def figures_of(editions: Iterable[int]) -> dict[int, dict[str, PublishedFigure]]:
    """Return the published figures of these editions, by edition and kind; one query."""
    found: defaultdict[int, dict[str, PublishedFigure]] = defaultdict(dict)
    for figure in PublishedFigure.objects.filter(edition__in=list(editions), value__isnull=False):
        found[figure.edition_id][figure.kind] = figure
    return dict(found)


def values_of(kind: FigureKind) -> dict[int, Decimal]:
    """Return the published figures of one kind, by edition."""
    rows = PublishedFigure.objects.filter(kind=kind, value__isnull=False)
    return {edition: value for edition, value in rows.values_list("edition_id", "value") if value is not None}


def published_before(edition: Edition) -> list[PublishedEdition]:
    """Return the editions before this one that have published figures, newest first; one query."""
    before: dict[Edition, dict[str, PublishedFigure]] = {}
    for figure in published_figures().filter(edition__number__lt=edition.number, value__isnull=False):
        before.setdefault(figure.edition, {})[figure.kind] = figure
    return [PublishedEdition(each, dict.fromkeys(FigureKind.values) | figures) for each, figures in before.items()]


def figure_in_words(figure: PublishedFigure) -> str:
    """Return the figure in words, such as `367,000 m²`, `US$ 78.41 bn` or `3,400`, or that it was withdrawn."""
    if figure.value is None:
        return _("withdrawn")
    if figure.kind == FigureKind.DEALS_USD_BN:
        return _("US$ %(deals)s bn") % {"deals": billions_figure(figure.value)}
    unit = "\N{NO-BREAK SPACE}m²" if figure.kind in {FigureKind.BUSINESS_SQM, FigureKind.TOTAL_SQM} else ""
    return f"{figure_words(figure.value)}{unit}"


FIGURE_FIELDS = ("value", "source", "link", "reason")


def published_figure_history(figure: PublishedFigure) -> list[Event]:
    """Return what was stated when, newest first; one query."""
    return [event_of(entry, frozenset()) for entry in history_of(figure, FIGURE_FIELDS)]
