"""The assignment of one booth to each of many requests.

It is pure: a request is a sequence of the booths that it likes, by position and best first.

Which booths can be given away together is a matroid. Therefore, taking the largest booths first, and each that an
augmenting path reaches, gives away most m² and places most requests at once. What no path reaches is the proof: for
each size it covers every pair of a request and a booth that it likes (König 1931), and anyone can check that without
trusting the search.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

type Requests = Sequence[Sequence[int]]
type Choice = list[int | None]

NEVER = 1 << 62
"""The round of members that stay within reach to the end."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound that no assignment places more than `count` requests or gives away more than `size` in all.

    A round is a size of booths, largest first. `requests` and `booths` hold the round in which each went out of reach:
    until then a booth belongs to the cover of its round, and from then on a request does.
    """

    count: int
    size: int
    requests: Sequence[int]
    booths: Sequence[int]

    def holds(self, requests: Requests, sizes: Sequence[int]) -> bool:
        """Return whether the cover proves the bound for these requests and booths."""
        for left, liked in zip(self.requests, requests, strict=True):
            if any(left > self.booths[booth] for booth in liked):
                return False
        rounds = sorted(set(sizes), reverse=True)
        count = size = 0
        for number, (this, following) in enumerate(pairwise((*rounds, 0))):
            count = sum(1 for left in self.requests if left <= number)
            count += sum(1 for each, left in zip(sizes, self.booths, strict=True) if each >= this and left > number)
            size += (this - following) * count
        return (count, size) == (self.count, self.size)


def in_order(requests: Requests) -> Choice:
    """Return the booths if each request in turn takes the one that it likes best among those left, or None."""
    taken: set[int] = set()
    found: Choice = []
    for liked in requests:
        found.append(next((booth for booth in liked if booth not in taken), None))
        taken.update(booth for booth in found[-1:] if booth is not None)
    return found


def most(requests: Requests, sizes: Sequence[int]) -> tuple[Choice, Bound]:
    """Return the assignment that gives away most and places most requests, with its proof. Earlier requests go first.

    Afterwards two requests exchange booths, or one takes a free booth of the same size, wherever that gives the one a
    better liked booth and costs the other no more than the first gains.
    """
    likers: list[list[int]] = [[] for _size in sizes]
    for request, liked in enumerate(requests):
        for booth in liked:
            likers[booth].append(request)
    largest = _Matching(len(sizes), len(requests))
    rounds = {size: number for number, size in enumerate(sorted(set(sizes), reverse=True))}
    for booth in sorted(range(len(sizes)), key=lambda each: (-sizes[each], each)):
        largest.add(booth, likers, rounds[sizes[booth]])
    first = _Matching(len(requests), len(sizes))
    for request in range(len(requests)):
        first.add(request, requests, 0)
    booth_of = _with_both(first.partner, largest.other_partner, len(requests))
    size = sum(sizes[booth] for booth in booth_of if booth is not None)
    bound = Bound(len(largest.partner), size, largest.other_left, largest.left)
    _exchange(requests, sizes, booth_of)
    return booth_of, bound


@dataclass
class _Matching:
    """A matching of two sides. `left` and `other_left` say in which round each member became unreachable."""

    count: int
    other_count: int
    partner: dict[int, int] = field(default_factory=dict)
    other_partner: dict[int, int] = field(default_factory=dict)
    left: list[int] = field(init=False)
    other_left: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.other_left = [NEVER] * self.count, [NEVER] * self.other_count

    def add(self, one: int, pairs: Sequence[Sequence[int]], number: int) -> bool:
        """Pair a member, moving others along the shortest path, and return whether that was possible.

        If it was not, everything that was tried goes out of reach for good.
        """
        came_from: dict[int, int] = {}
        tried = [one]
        for giving in tried:
            for other in pairs[giving]:
                if other in came_from or self.other_left[other] != NEVER:
                    continue
                came_from[other] = giving
                if other not in self.other_partner:
                    self._move(other, came_from)
                    return True
                tried.append(self.other_partner[other])
        for each in tried:
            self.left[each] = number
        for other in came_from:
            self.other_left[other] = number
        return False

    def _move(self, free: int, came_from: dict[int, int]) -> None:
        other: int | None = free
        while other is not None:
            giving = came_from[other]
            before = self.partner.get(giving)
            self.partner[giving], self.other_partner[other] = other, giving
            other = before


def _with_both(first: Mapping[int, int], largest: Mapping[int, int], count: int) -> Choice:
    """Combine the requests of one assignment with the booths of the other (Mendelsohn and Dulmage 1958).

    Both map requests to booths, and neither could be larger.
    """
    chosen = dict(first)
    request_of = {booth: request for request, booth in largest.items()}
    for start in request_of.keys() - set(first.values()):
        booth: int | None = start
        while booth is not None and booth in request_of:
            request = request_of[booth]
            chosen[request] = booth
            booth = first.get(request)
    return [chosen.get(request) for request in range(count)]


def _exchange(requests: Requests, sizes: Sequence[int], booth_of: Choice) -> None:
    """Swap booths between requests, in their order, until no request can get one that it prefers."""
    likings = [{booth: rank for rank, booth in enumerate(liked)} for liked in requests]
    request_of = {booth: request for request, booth in enumerate(booth_of) if booth is not None}
    waiting = list(range(len(requests)))
    while waiting:
        again: list[int] = []
        for request in waiting:
            own = booth_of[request]
            if own is None:
                continue
            for booth in requests[request][: likings[request][own]]:
                other = request_of.get(booth)
                if other is None and sizes[booth] == sizes[own]:
                    del request_of[own]
                elif other is not None and own in likings[other]:
                    gained = likings[request][own] - likings[request][booth]
                    if likings[other][own] - likings[other][booth] >= gained:
                        continue
                    booth_of[other], request_of[own] = own, other
                    again.append(other)
                else:
                    continue
                booth_of[request], request_of[booth] = booth, request
                again.append(request)
                break
        waiting = again
