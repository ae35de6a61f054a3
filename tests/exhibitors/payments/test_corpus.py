"""Ten thousand transfers as people make them, read from files and matched."""

from collections import Counter
from time import perf_counter

import pytest

from exhibitors.money.payments.statements.reading import read_statement, statements_in
from tests.exhibitors.payments.corpus import make_corpus, proposals_for
from tests.exhibitors.payments.files import camt_of

LEAST_RIGHT = 0.95
MOST_SECONDS = 20
LINES = 10_000


@pytest.mark.slow
@pytest.mark.usefixtures("in_a_child")
@pytest.mark.parametrize("seed", [12, 2026])
def test_ten_thousand_lines(seed: int) -> None:
    corpus = make_corpus(LINES, seed)
    content = camt_of(corpus.lines)
    began = perf_counter()
    (statement,) = statements_in(read_statement(content))
    proposals = proposals_for(corpus, statement)
    took = perf_counter() - began

    payable, right, by_kind, certain = Counter[bool](), 0, Counter[str](), 0
    for proposal, parts, kind in zip(proposals, corpus.truth, corpus.kinds, strict=True):
        is_right = sorted(proposal.parts) == sorted(parts)
        assert is_right or not proposal.is_certain, (kind, proposal, parts)
        certain += proposal.is_certain
        payable[bool(parts)] += 1
        right += bool(parts) and is_right
        by_kind[kind] += bool(parts) and not is_right
    assert right >= LEAST_RIGHT * payable[True], by_kind
    assert took < MOST_SECONDS
    assert certain > LINES / 3
