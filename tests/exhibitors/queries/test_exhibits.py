import pytest

from exhibitors.operations.exhibits import withdraw_exhibit
from exhibitors.queries.exhibits import claimed_debuts, debuts_by_edition, debuts_so_far, exhibits_visible_to
from tests.exhibitors.exhibits import claimed, shown, shown_by_pavilion, verified
from tests.exhibitors.figures import publish
from tests.factories import NOON, EditionFactory, NationalPavilionFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db


def test_debuts_are_published_figures_or_what_is_verified_never_both() -> None:
    sixth, seventh = EditionFactory(number=60), EditionFactory(number=70)
    publish(sixth, debuts=400)
    verified(edition=sixth)
    for _each in range(2):
        verified(edition=seventh)
    claimed(edition=seventh)
    withdrawn = verified(edition=seventh)
    withdraw_exhibit(withdrawn.pk, actor=owner_of(withdrawn.company), at=NOON)
    lines = [(line.edition, line.debuts, line.is_published) for line in debuts_by_edition(seventh)]
    assert lines == [(sixth, 400, True), (seventh, 2, False)]
    assert (debuts_so_far(seventh), debuts_so_far(sixth)) == (402, 400)


def test_published_figure_of_none_is_none() -> None:
    edition = EditionFactory()
    publish(edition, debuts=0)
    assert [line.debuts for line in debuts_by_edition(edition)] == [0]


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
