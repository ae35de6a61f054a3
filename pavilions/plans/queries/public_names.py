"""Names of holders of booths, as far as everybody or organizers may know them.

The packages that know the holders register how to read their names.
"""

from collections.abc import Callable, Mapping

type NameReader = Callable[[set[int]], Mapping[int, str]]

_PUBLIC: list[NameReader] = []
_FOR_ORGANIZERS: list[NameReader] = []


def register_names(*, public: NameReader, for_organizers: NameReader) -> None:
    """Register two readers. Each gets keys of holders and returns the names of those that may be named.

    Names are in the active language.
    """
    _PUBLIC.append(public)
    _FOR_ORGANIZERS.append(for_organizers)


def public_names(holder_ids: set[int]) -> dict[int, str]:
    return {pk: name for reader in _PUBLIC for pk, name in reader(holder_ids).items()}


def names_for_organizers(holder_ids: set[int]) -> dict[int, str]:
    return {pk: name for reader in _FOR_ORGANIZERS for pk, name in reader(holder_ids).items()}
