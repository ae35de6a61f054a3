"""Releases in rows, and one with its figures: counted now while it is written, as they stood once it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from exhibitors.bulletins.models import Bulletin, BulletinFigure
from exhibitors.bulletins.states import BulletinState
from exhibitors.bulletins.text import as_html, keys_in, language_of
from exhibitors.figures.queries.release_figures import CountedFigure, Until, counted_until, release_figures

PUBLIC = (BulletinState.ISSUED, BulletinState.ARCHIVED)
type Figure = CountedFigure | BulletinFigure


@dataclass(frozen=True)
class Release:
    """A bulletin as it reads, the figures that it speaks of in their order, and up to when they are counted."""

    bulletin: Bulletin
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


def read_release(bulletin: Bulletin, *, at: datetime) -> Release:
    """One statement: the frozen figures of an issued bulletin, or those of its day as they are counted now."""
    is_frozen = bulletin.state in PUBLIC
    found: dict[str, Figure] = {}
    if is_frozen:
        found.update((figure.key, figure) for figure in bulletin.figures.all())
    else:
        found.update(figures_of(bulletin, at=at))
    said = {key: figure.said for key, figure in found.items()}
    exact = {key: exactly(figure) for key, figure in found.items()}
    figures = [found[key] for key in keys_in(bulletin.body) if key in found]
    until = counted_until(bulletin.edition, bulletin.as_of_date, at=bulletin.issued_at or at)
    return Release(bulletin, as_html(bulletin.body, said, exact), figures, until, is_frozen)


def figures_of(bulletin: Bulletin, *, at: datetime) -> dict[str, CountedFigure]:
    """Those of its day as they are counted at `at`, said in the language that it is written in; one statement."""
    with translation.override(language_of(bulletin.body)):
        guest = bulletin.guest_country.code or ""
        return release_figures(bulletin.edition, bulletin.as_of_date, guest=guest, at=at)


def exactly(figure: Figure) -> str:
    """The number itself, without decimals where there are none."""
    whole = figure.value == figure.value.to_integral_value()
    return str(number_format(figure.value, 0 if whole else 2, force_grouping=True))
