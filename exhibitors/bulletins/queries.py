"""Releases in rows, and one with its figures: counted now while it is written, as they stood once it is issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from ciie.kernel.bilingual import CHINESE, ENGLISH
from exhibitors.bulletins.models import Bulletin, BulletinFigure
from exhibitors.bulletins.states import BulletinState
from exhibitors.bulletins.text import as_html, filled_in, keys_in, language_of
from exhibitors.figures.queries.release_figures import Count, CountedFigure, Until, count_figures, counted_until

PUBLIC = (BulletinState.ISSUED, BulletinState.ARCHIVED)
type Figure = CountedFigure | BulletinFigure


@dataclass(frozen=True)
class Release:
    """A bulletin as it reads in one language: its figures in their order, and up to when they are counted."""

    bulletin: Bulletin
    language: str
    title: str
    html: SafeString
    figures: Sequence[Figure]
    until: Until
    is_frozen: bool


def bulletins_of_house() -> QuerySet[Bulletin]:
    """Every bulletin, newest first."""
    return Bulletin.objects.select_related("edition", "written_by").order_by("-edition__number", "-number")


def public_bulletins() -> QuerySet[Bulletin]:
    """What has been issued, archived ones too, newest first."""
    issued = Bulletin.objects.filter(state__in=PUBLIC).select_related("edition")
    return issued.order_by("-issued_at", "-pk")


def read_release(bulletin: Bulletin, *, at: datetime, count: Count | None = None) -> Release:
    """In the reader's language if it is written in that, else in its own. One statement: the frozen figures of an
    issued bulletin, or those of its day as they are counted at `at`; none where `count` has these.
    """
    is_frozen = bulletin.state in PUBLIC
    language = CHINESE if bulletin.is_read_in_chinese else own_language(bulletin)
    found: dict[str, Figure] = {}
    if is_frozen:
        frozen = list(bulletin.figures.all())
        found.update((each.key, _in_chinese(each) if bulletin.is_read_in_chinese else each) for each in frozen)
    else:
        found.update(figures_in(language, count or count_of(bulletin, at=at)))
    body = bulletin.body_zh if bulletin.is_read_in_chinese else bulletin.body
    said = {key: figure.said for key, figure in found.items()}
    exact = {key: exactly(figure) for key, figure in found.items()}
    in_title = [key for key in found if key not in keys_in(f"{bulletin.body}\n{bulletin.body_zh}")] if is_frozen else []
    keys = [*(in_title or keys_in(str(bulletin))), *keys_in(body)]
    figures = [found[key] for key in dict.fromkeys(keys) if key in found]
    until = counted_until(bulletin.edition, bulletin.as_of_date, at=bulletin.issued_at or at)
    title = with_figures(str(bulletin), found)
    return Release(bulletin, language, title, as_html(body, said, exact), figures, until, is_frozen)


def own_language(bulletin: Bulletin) -> str:
    """The language of its title and text: English beside a Chinese text, else the one that it is written in."""
    return ENGLISH if bulletin.body_zh else language_of(bulletin.body)


def count_of(bulletin: Bulletin, *, at: datetime) -> Count:
    """The figures of its day as they are counted at `at`; one statement."""
    return count_figures(bulletin.edition, bulletin.as_of_date, guest=bulletin.guest_country.code or "", at=at)


def figures_in(language: str, count: Count) -> dict[str, CountedFigure]:
    with translation.override(language):
        return count.worded()


def with_figures(title: str, figures: Mapping[str, Figure]) -> str:
    said = {key: figure.said for key, figure in figures.items()}
    return filled_in(title, said, {key: exactly(figure) for key, figure in figures.items()})


def _in_chinese(figure: BulletinFigure) -> CountedFigure:
    return CountedFigure(figure.key, figure.label_zh, figure.value, figure.said_zh, figure.source_zh)


def exactly(figure: Figure) -> str:
    """The number itself, without decimals where there are none."""
    whole = figure.value == figure.value.to_integral_value()
    return str(number_format(figure.value, 0 if whole else 2, force_grouping=True))
