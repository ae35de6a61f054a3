from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ciie.kernel.errors import DomainError
from exhibitors.money.approvals.models import Approval
from exhibitors.promotion.figures.queries.release_figures import release_figures
from exhibitors.promotion.published_figures.models import BOUNDS, PublishedFigure
from exhibitors.promotion.published_figures.operations import Statement, correct_edition_figure, publish_edition_figure
from exhibitors.promotion.published_figures.queries import published_figure_history
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.published_figures.figures import LINK, publish
from tests.factories import NOON, EditionFactory, organizer

pytestmark = pytest.mark.django_db

STATED = Statement(Decimal(442), "CIIE Bureau", LINK)
DAY = timedelta(days=1)


def earlier() -> Edition:
    return EditionFactory(number=6, opens_date="2023-11-05", closes_date="2023-11-10")


def published(edition: Edition | None = None, **changed: Any) -> Any:
    statement = replace(STATED, **changed)
    edition = Edition.objects.get(pk=(edition or earlier()).pk)
    return publish_edition_figure(edition.pk, FigureKind.DEBUTS, statement, actor=organizer(), at=NOON)


def refusal(**changed: Any) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as refused:
        published(**changed)
    return refused.value.code, refused.value.field


def test_figure_is_published_with_its_source_and_who_said_so() -> None:
    director = organizer()
    edition = Edition.objects.get(pk=earlier().pk)
    publish_edition_figure(edition.pk, FigureKind.DEBUTS, STATED, actor=director, at=NOON)
    figure = PublishedFigure.objects.get()
    assert (figure.value, figure.source, figure.link) == (Decimal(442), "CIIE Bureau", LINK)
    assert (figure.stated_by, figure.stated_at) == (director, NOON)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"value": Decimal(-500)}, ("figure_impossible", "value")),
        ({"value": Decimal(99_999_999)}, ("figure_impossible", "value")),
        ({"value": Decimal("1.5")}, ("figure_not_whole", "value")),
        ({"value": Decimal(1_001)}, ("figure_unusual", "is_checked")),
        ({"value": None}, ("value_missing", "value")),
        ({"link": "http://www.ciie.org/"}, ("link_not_https", "link")),
        ({"link": "https://no address"}, ("invalid", "link")),
        ({"source": " "}, ("invalid", "source")),
    ],
)
def test_figure_out_of_its_bounds_or_without_a_source_is_refused(
    changed: dict[str, object], refused: tuple[str, str]
) -> None:
    assert refusal(**changed) == refused
    assert not PublishedFigure.objects.exists()


def test_unusually_high_figure_is_proposed_after_confirmation() -> None:
    assert isinstance(published(value=Decimal(1_001), is_checked=True), Approval)
    assert not PublishedFigure.objects.exists()


def test_every_kind_has_bounds() -> None:
    assert {*BOUNDS} == {*FigureKind}


def test_edition_that_has_not_begun_has_no_results() -> None:
    assert refusal(edition=EditionFactory()) == ("edition_not_begun", "edition")


def test_figure_is_published_once_and_then_corrected() -> None:
    figure = published()
    assert refusal(edition=figure.edition) == ("published_figure_once_per_edition", "kind")


def test_reviewer_cannot_publish_nor_correct() -> None:
    reviewer = organizer(OrganizerRole.REVIEWER)
    figure = published()
    with pytest.raises(DomainError) as refused:
        publish_edition_figure(figure.edition_id, FigureKind.EXHIBITORS, STATED, actor=reviewer, at=NOON)
    assert refused.value.code == "not_allowed"
    with pytest.raises(DomainError) as refused:
        correct_edition_figure(figure.pk, STATED, reason="Typed wrong", seen=1, actor=reviewer, at=NOON)
    assert refused.value.code == "not_allowed"


def test_correction_counts_from_its_own_day_and_earlier_days_keep_what_stood() -> None:
    figure, seventh = published(), EditionFactory(number=7)
    correction = replace(STATED, value=Decimal(450))
    correct_edition_figure(figure.pk, correction, reason="Recount", seen=1, actor=organizer(), at=NOON + DAY)
    today = NOON.astimezone(seventh.zone).date()
    at = NOON + 3 * DAY
    debuts = [release_figures(seventh, today + n * DAY, at=at)["debuts"].value for n in (-1, 0, 1)]
    assert debuts == [0, 442, 450]


def test_figure_is_withdrawn_by_a_correction_without_a_value() -> None:
    figure, seventh = published(), EditionFactory(number=7)
    withdrawn = replace(STATED, value=None)
    correct_edition_figure(figure.pk, withdrawn, reason="No source", seen=1, actor=organizer(), at=NOON + DAY)
    day = (NOON + DAY).astimezone(seventh.zone).date()
    assert release_figures(seventh, day, at=NOON + 3 * DAY)["debuts"].value == 0


def test_correction_of_what_a_colleague_corrected_meanwhile_is_refused() -> None:
    figure = published()
    correction = replace(STATED, value=Decimal(450))
    correct_edition_figure(figure.pk, correction, reason="Recount", seen=1, actor=organizer(), at=NOON + DAY)
    with pytest.raises(DomainError) as refused:
        correct_edition_figure(figure.pk, STATED, reason="Recount", seen=1, actor=organizer(), at=NOON + DAY)
    assert refused.value.code == "changed_meanwhile"


def test_correction_needs_a_reason_and_its_history_tells_it() -> None:
    figure = published()
    with pytest.raises(DomainError) as refused:
        correct_edition_figure(figure.pk, STATED, reason=" ", seen=1, actor=organizer(), at=NOON + DAY)
    assert (refused.value.code, refused.value.field) == ("reason_missing", "reason")
    correction = replace(STATED, value=Decimal(450))
    correct_edition_figure(figure.pk, correction, reason="Recount", seen=1, actor=organizer(), at=NOON + DAY)
    corrected, first = published_figure_history(figure)
    assert [(change.before, change.after) for change in corrected.changes] == [("442", "450"), ("", "Recount")]
    assert (first.at, first.changes) == (NOON, ())


def test_database_refuses_what_no_such_figure_can_be() -> None:
    edition = earlier()
    for kind, value in (("debuts", -500), ("debuts", 99_999_999), ("exhibitor_countries", 261)):
        with pytest.raises(IntegrityError), transaction.atomic():
            publish(edition, **{kind: value})
