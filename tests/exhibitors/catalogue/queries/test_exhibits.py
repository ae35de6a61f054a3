from datetime import timedelta

import pytest

from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.promotion.catalogue.operations.debuts import verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import withdraw_exhibit
from exhibitors.promotion.catalogue.queries.exhibits import (
    claimed_debuts,
    debuts_by_edition,
    debuts_counted,
    debuts_lost_with,
    debuts_so_far,
    exhibits_visible_to,
)
from exhibitors.promotion.catalogue.states import Debut
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.states import PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed, exhibitor, shown, shown_by_pavilion, verified
from tests.exhibitors.published_figures.figures import publish
from tests.factories import (
    NOON,
    EditionFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_debuts_are_published_figures_or_what_counts_here_never_both() -> None:
    sixth, seventh = EditionFactory(number=60), EditionFactory(number=70)
    publish(sixth, debuts=400)
    company = exhibitor(seventh)
    verified(exhibitor(sixth), sixth)
    for _each in range(2):
        verified(exhibitor(seventh), seventh)
    claimed(company, seventh)
    withdrawn = verified(company, seventh, name="Roquefort")
    withdraw_exhibit(withdrawn.pk, actor=owner_of(company), at=NOON)
    lines = [(line.edition, line.debuts, line.is_published) for line in debuts_by_edition(seventh, at=NOON)]
    assert lines == [(sixth, 400, True), (seventh, 2, False)]
    assert (debuts_so_far(seventh, at=NOON), debuts_so_far(sixth, at=NOON)) == (402, 400)


def test_debut_counts_while_its_exhibitor_takes_part_and_is_named() -> None:
    edition = EditionFactory()
    company, pavilion = exhibitor(edition), NationalPavilionFactory(edition=edition)
    verified(company, edition)
    verified(exhibitor(edition, is_public=False), edition)
    verified(edition=edition)
    verify_debut(shown_by_pavilion(pavilion, debut=Debut.ASIA).pk, is_separate=True, actor=organizer(), at=NOON)
    assert debuts_counted([edition.pk], until=NOON) == {edition.pk: 1}
    change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=NOON + DAY)
    booking = company.bookings.get()
    cancel_booking(booking.pk, actor=organizer(), at=NOON + 2 * DAY)
    counted = [debuts_counted([edition.pk], until=NOON + days * DAY).get(edition.pk) for days in range(-1, 3)]
    assert counted == [None, 1, 2, 1]


def test_published_figure_of_none_is_none() -> None:
    edition = EditionFactory()
    publish(edition, debuts=0)
    assert [line.debuts for line in debuts_by_edition(edition, at=NOON)] == [0]


def test_people_see_exhibits_of_their_companies_and_pavilions() -> None:
    own, other = shown(), shown()
    of_pavilion = shown_by_pavilion(NationalPavilionFactory(edition=own.edition))
    manager = of_pavilion.pavilion.managers.get()  # type: ignore[union-attr]
    assert set(exhibits_visible_to(owner_of(own.company))) == {own}
    assert set(exhibits_visible_to(manager)) == {of_pavilion}
    assert set(exhibits_visible_to(organizer())) == {own, other, of_pavilion}
    assert set(exhibits_visible_to(UserFactory())) == set()


def test_queue_holds_claims_oldest_first() -> None:
    edition = EditionFactory()
    first, second = claimed(edition=edition), claimed(edition=edition)
    verified(edition=edition)
    shown(edition=edition)
    assert list(claimed_debuts(edition)) == [first, second]


def test_decline_loses_the_debuts_that_no_other_exhibitor_shows() -> None:
    edition = EditionFactory()
    invited, pavilion = (NationalPavilionFactory(edition=edition, country=code) for code in ("DE", "FR"))
    confirmed = change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=NOON)
    alone, together = (shown_by_pavilion(confirmed, debut=Debut.ASIA, name=name) for name in ("Comté", "Roquefort"))
    for each in (alone, together, shown_by_pavilion(invited, debut=Debut.ASIA, name="Quark")):
        verify_debut(each.pk, actor=organizer(), at=NOON)
    assert debuts_lost_with(pavilion=confirmed, at=NOON) == ["2 verified debuts no longer count."]
    same = claimed(exhibitor(edition), edition, name="Roquefort")
    verify_debut(same.pk, same_as=together.pk, actor=organizer(), at=NOON)
    assert debuts_lost_with(pavilion=confirmed, at=NOON) == ["1 verified debut no longer counts."]
    assert debuts_lost_with(pavilion=invited, at=NOON) == []
