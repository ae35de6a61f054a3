"""Merkle trees of RFC 9162 (section 2.1): one hash stands for many leaves in their order. The module is pure.

The same hashes can prove that a leaf is among them, and that a later tree contains an earlier one.
"""

from collections.abc import Iterable
from hashlib import sha256


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf.

    It begins with another byte than an inner node, so that one cannot pass for the other.
    """
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> tuple[bytes, int]:
    """Return the root and the number of the leaves. Only one hash for each height is in memory at a time.

    `whole` holds the roots of full trees, largest first. A new leaf is combined with those that have become as large.
    """
    whole, size = list[bytes](), 0
    for leaf in leaves:
        found, trees = leaf_hash(leaf), size
        while trees & 1:
            found = node_hash(whole.pop(), found)
            trees >>= 1
        whole.append(found)
        size += 1
    if not whole:
        return sha256(b"").digest(), 0
    root = whole.pop()
    while whole:
        root = node_hash(whole.pop(), root)
    return root, size
