from hypothesis import given
from hypothesis import strategies as st

from exhibitors.promotion.directory.queries import ExhibitSets

KEYS = st.sets(st.integers(100, 400))


@given(KEYS, KEYS)
def test_sets_meet_as_sets_do(some: set[int], others: set[int]) -> None:
    sets = ExhibitSets(edition_id=1, first=100)
    both = sets.bits_of(some) & sets.bits_of(others)
    assert list(sets.keys_of(both)) == sorted(some & others, reverse=True)
    assert both.bit_count() == len(some & others)


def test_what_came_before_the_first_has_no_place() -> None:
    sets = ExhibitSets(edition_id=1, first=100)
    assert list(sets.keys_of(sets.bits_of([99, 100, 7]))) == [100]
