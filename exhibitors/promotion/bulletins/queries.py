"""Lists of releases, and single ones with their figures: current ones while drafted, frozen ones once issued."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from ciie.audit.history import events_of as versions_of
from ciie.kernel.bilingual import CHINESE, ENGLISH, in_language, reads_chinese
from ciie.kernel.days import day_of
from exhibitors.promotion.bulletins.models import Bulletin, BulletinFigure, BulletinPicture
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.bulletins.text import ShownPicture, as_html, filled_in, keys_in, language_of
from exhibitors.promotion.figures.queries.release_figures import (
    KINDS,
    Count,
    CountedFigure,
    Until,
    count_figures,
    counted_until,
    exact_number,
    rounded_figure,
)
from pavilions.floor.models.edition import Edition

PUBLIC = (BulletinState.ISSUED, BulletinState.ARCHIVED)
type Figure = CountedFigure | BulletinFigure


@dataclass(frozen=True)
class Release:
    """A bulletin in one language, with its figures in their order and the moment up to which they are counted."""

    bulletin: Bulletin
    language: str
    title: str
    html: SafeString
    figures: Sequence[Figure]
    until: Until
    is_frozen: bool


def bulletins_of_house() -> QuerySet[Bulletin]:
    """Return every bulletin, newest first."""
    rows = Bulletin.objects.select_related("edition", "written_by", "corrects", "correction")
    return rows.order_by("-edition__number", "-number", "-version")


def public_bulletins() -> QuerySet[Bulletin]:
    """Return issued bulletins, including archived ones, newest first; only the newest version of a corrected one."""
    return public_versions().exclude(correction__state__in=PUBLIC).order_by("-issued_at", "-pk")


def public_versions() -> QuerySet[Bulletin]:
    """Return every issued version of every bulletin."""
    return Bulletin.objects.filter(state__in=PUBLIC).select_related("edition", "corrects", "correction")


def first_issues(bulletins: Iterable[Bulletin]) -> dict[tuple[int, int], datetime]:
    """Return when the first version of each of these bulletins was issued, by edition and number; one query."""
    editions = {bulletin.edition_id for bulletin in bulletins}
    rows = Bulletin.objects.filter(edition__in=editions, version=1)
    issued = rows.values_list("edition", "number", "issued_at")
    return {(edition, number): at for edition, number, at in issued if at is not None}


def writers_of(bulletin: Bulletin) -> set[int]:
    """Return the keys of all people who have written this version."""
    return set(
        versions_of(Bulletin).filter(pgh_obj=bulletin.pk).exclude(written_by=None).values_list("written_by", flat=True)
    )


type Noted = dict[str, list[str]]
"""Figures by their keys: the number, and its words in English and in Chinese."""


def noted_figures(bulletin: Bulletin, count: Count) -> Noted:
    """Return the figures that a bulletin mentions, as counted, in a form that can be stored and compared."""
    english, chinese = figures_in(ENGLISH, count), figures_in(CHINESE, count)
    return {
        key: [f"{english[key].value:f}", english[key].said, chinese[key].said]
        for key in keys_in(f"{bulletin.title}\n{bulletin.body}\n{bulletin.title_zh}\n{bulletin.body_zh}")
        if key in english
    }


def digest_of(figures: Noted) -> str:
    """Return a digest that stands for exactly these figures."""
    return sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class FigureChange:
    """A figure that has changed: its label, and its former and present value, as numbers or in words."""

    label: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.now}"


def changed_figures(before: Noted, now: Noted) -> list[FigureChange]:
    """Return the differences between two counts for the same text. Figures that only one of them has are left out."""
    place = 2 if reads_chinese() else 1
    changes = []
    for key, figure in now.items():
        was = before.get(key, figure)
        if was == figure:
            continue
        is_number = was[0] != figure[0]
        shown = [exact_number(key, Decimal(each[0])) if is_number else each[place] for each in (was, figure)]
        changes.append(FigureChange(str(KINDS[key].label), *shown))
    return changes


@dataclass(frozen=True)
class FallenFigure:
    """A figure of an issued bulletin whose rounded words are no longer true, with its present number."""

    figure: BulletinFigure
    value: Decimal

    @property
    def label(self) -> str:
        return str(KINDS[self.figure.key].label)

    @property
    def said(self) -> str:
        """The figure as published, in the reader's language if the bulletin has a text in it."""
        return in_language(self.figure.said, self.figure.said_zh)

    @property
    def now(self) -> str:
        return exact_number(self.figure.key, self.value)


def fallen_figures(edition: Edition, *, at: datetime) -> list[FallenFigure]:
    """Return the figures that public bulletins state with “over” or “more than”, and that have since fallen below.

    For each figure only the newest bulletin that names it counts. One query, and one for each guest of honour named.
    """
    public = public_bulletins().filter(edition=edition).order_by()
    newest = BulletinFigure.objects.filter(bulletin__in=public).select_related("bulletin__edition")
    newest = newest.order_by("key", "-bulletin__as_of_date", "-bulletin__issued_at", "-pk").distinct("key")
    counted: dict[str, Mapping[str, Figure]] = {}
    fallen = []
    for figure in newest:
        guest = figure.bulletin.guest_country.code or ""
        if guest not in counted:
            counted[guest] = count_figures(edition, day_of(at, edition.zone), guest=guest, at=at).worded()
        with translation.override(own_language(figure.bulletin)):
            floor = rounded_figure(figure.key, figure.value)
        present = counted[guest].get(figure.key)
        if floor is not None and present is not None and present.value < floor:
            fallen.append(FallenFigure(figure, present.value))
    return sorted(fallen, key=lambda each: each.figure.pk)


def read_release(bulletin: Bulletin, *, at: datetime, count: Count | None = None) -> Release:
    """Return a bulletin in the reader's language if it is written in it, else in its own.

    Two queries: one for its pictures, and one for the frozen figures of an issued bulletin or else for those of its day
    as counted at `at`, unless `count` has these.
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
    pictures = {each.number: _shown(each) for each in bulletin.pictures.all()}
    in_title = [key for key in found if key not in keys_in(f"{bulletin.body}\n{bulletin.body_zh}")] if is_frozen else []
    keys = [*(in_title or keys_in(str(bulletin))), *keys_in(body)]
    figures = [found[key] for key in dict.fromkeys(keys) if key in found]
    until = counted_until(bulletin.edition, bulletin.as_of_date, at=bulletin.issued_at or at)
    title = with_figures(str(bulletin), found)
    return Release(bulletin, language, title, as_html(body, said, exact, pictures), figures, until, is_frozen)


def own_language(bulletin: Bulletin) -> str:
    """Return the language of the title and text: English beside a Chinese text, else that of the text."""
    return ENGLISH if bulletin.body_zh else language_of(bulletin.body)


def count_of(bulletin: Bulletin, *, at: datetime) -> Count:
    """Return the figures of the bulletin's day as counted at `at`; one query."""
    return count_figures(bulletin.edition, bulletin.as_of_date, guest=bulletin.guest_country.code or "", at=at)


def figures_in(language: str, count: Count) -> dict[str, CountedFigure]:
    with translation.override(language):
        return count.worded()


def with_figures(title: str, figures: Mapping[str, Figure]) -> str:
    said = {key: figure.said for key, figure in figures.items()}
    return filled_in(title, said, {key: exactly(figure) for key, figure in figures.items()})


def _in_chinese(figure: BulletinFigure) -> CountedFigure:
    return CountedFigure(figure.key, figure.label_zh, figure.value, figure.said_zh, figure.source_zh)


def _shown(picture: BulletinPicture) -> ShownPicture:
    address = reverse("web:picture", args=[picture.digest])
    return ShownPicture(address, picture.width, picture.height, str(picture))


def exactly(figure: Figure) -> str:
    """Return the number itself, without decimals if it has none."""
    return exact_number(figure.key, figure.value)
