"""No assignment places more, or gives away more m², than the one that is proposed; its proof is checked by itself."""

import random
from collections.abc import Sequence
from itertools import product

import pytest

from exhibitors.office.bulk_decisions.matching import Bound, Requests, in_order, most


def best_by_trying(requests: Requests, sizes: Sequence[int]) -> tuple[int, int]:
    """The most booths and the most m² of every possible assignment."""
    found = []
    for choice in product(*[[None, *liked] for liked in requests]):
        given = [booth for booth in choice if booth is not None]
        if len(given) == len(set(given)):
            found.append((len(given), sum(sizes[booth] for booth in given)))
    return max(count for count, _size in found), max(size for _count, size in found)


def small(seed: int) -> tuple[list[list[int]], list[int]]:
    draw = random.Random(seed)  # noqa: S311  the same draw every time
    sizes = [draw.choice((9, 12, 18, 24)) for _booth in range(draw.randint(0, 5))]
    return [
        draw.sample(range(len(sizes)), draw.randint(0, len(sizes))) for _request in range(draw.randint(0, 5))
    ], sizes


@pytest.mark.parametrize("seed", range(300))
def test_no_assignment_gives_more(seed: int) -> None:
    requests, sizes = small(seed)
    chosen, bound = most(requests, sizes)
    given = [booth for booth in chosen if booth is not None]
    assert len(given) == len(set(given))
    assert all(booth is None or booth in liked for booth, liked in zip(chosen, requests, strict=True))
    assert (len(given), sum(sizes[booth] for booth in given)) == best_by_trying(requests, sizes)
    assert (bound.count, bound.size) == best_by_trying(requests, sizes)
    assert bound.holds(requests, sizes)


@pytest.mark.parametrize("seed", range(100))
def test_earlier_requests_are_placed_before_later_ones(seed: int) -> None:
    """Each request that could be placed together with all placed before it is placed."""
    requests, sizes = small(seed)
    chosen, _bound = most(requests, sizes)
    kept: list[int] = []
    for request, booth in enumerate(chosen):
        together = [requests[each] if each in {*kept, request} else [] for each in range(len(requests))]
        could = best_by_trying(together, [1] * len(sizes))[0] == len(kept) + 1
        assert could == (booth is not None)
        kept += [request] if could else []


def test_a_request_gets_what_it_likes_best_where_nobody_loses() -> None:
    assert most([[0, 1], [1, 0]], [9, 9])[0] == [0, 1]
    assert most([[1, 0], [0, 1]], [9, 9])[0] == [1, 0]
    assert most([[2, 0]], [9, 9, 9])[0] == [2]


def test_in_order_each_takes_the_best_that_is_left() -> None:
    assert in_order([[0, 1], [0], [1, 2], []]) == [0, None, 1, None]


@pytest.mark.parametrize("change", ["count", "size", "requests", "booths"])
def test_a_proof_that_was_changed_does_not_hold(change: str) -> None:
    """One request too many for the two booths; every part of its proof is needed."""
    requests, sizes = [[0], [0], [0, 1]], [18, 9]
    bound = most(requests, sizes)[1]
    changed = {
        "count": Bound(bound.count + 1, bound.size, bound.requests, bound.booths),
        "size": Bound(bound.count, bound.size - 1, bound.requests, bound.booths),
        "requests": Bound(bound.count, bound.size, [0] * 3, bound.booths),
        "booths": Bound(bound.count, bound.size, bound.requests, [0] * 2),
    }[change]
    assert bound.holds(requests, sizes)
    assert not changed.holds(requests, sizes)
