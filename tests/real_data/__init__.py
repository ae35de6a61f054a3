"""How well real files are read: dirty, public files that others made, which this repository may not contain.

Their folder lies beside the repository (`../shared/data`) or where `SHARED_DATA` says; `SOURCE.md` in each of its
folders names where they come from. Where it is missing these tests are deselected, not skipped: everything that readers
must be able to do is proved on `tests/likenesses` too.
"""
