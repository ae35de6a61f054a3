"""Names of those who hold booths, as far as everybody may know them; given by the packages that know the holders."""

from collections.abc import Callable, Mapping

type NameReader = Callable[[set[int]], Mapping[int, str]]

_READERS: list[NameReader] = []


def register_public_names(reader: NameReader) -> None:
    """`reader` gets keys of holders and gives the names, in the active language, of those that may be named."""
    _READERS.append(reader)


def public_names(holder_ids: set[int]) -> dict[int, str]:
    return {pk: name for reader in _READERS for pk, name in reader(holder_ids).items()}
