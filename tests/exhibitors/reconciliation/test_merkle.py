"""Roots of Merkle trees, compared with those of RFC 6962's and RFC 9162's known trees."""

from hashlib import sha256

import pytest

from exhibitors.office.reconciliation.merkle import leaf_hash, node_hash, root_of

LEAVES = [bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES += [bytes(range(0x60, 0x70))]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_are_those_of_the_published_trees(size: int) -> None:
    root, counted = root_of(LEAVES[:size])
    assert (root.hex(), counted) == (ROOTS[size], size)


def by_definition(leaves: list[bytes]) -> bytes:
    """As the RFC defines it: split at the largest power of two below the number of leaves."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def test_root_of_any_size_is_that_of_the_definition() -> None:
    leaves = [str(number).encode() for number in range(130)]
    for size in range(len(leaves)):
        assert root_of(leaves[:size])[0] == by_definition(leaves[:size]), size
