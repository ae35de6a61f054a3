"""Names of those who hold booths, as far as everybody or organizers may know them; given by the packages that know
the holders.
"""

from collections.abc import Callable, Mapping

type NameReader = Callable[[set[int]], Mapping[int, str]]

_PUBLIC: list[NameReader] = []
_FOR_ORGANIZERS: list[NameReader] = []


def register_names(*, public: NameReader, for_organizers: NameReader) -> None:
    """A reader gets keys of holders and gives the names, in the active language, of those that may be named."""
    _PUBLIC.append(public)
    _FOR_ORGANIZERS.append(for_organizers)


def public_names(holder_ids: set[int]) -> dict[int, str]:
    return {pk: name for reader in _PUBLIC for pk, name in reader(holder_ids).items()}


def names_for_organizers(holder_ids: set[int]) -> dict[int, str]:
    return {pk: name for reader in _FOR_ORGANIZERS for pk, name in reader(holder_ids).items()}
