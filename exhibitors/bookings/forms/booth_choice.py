"""The booths somebody has ticked, carried along as `booths=…` from page to page."""

from collections.abc import Iterable

from django.http import QueryDict

from pavilions.plans.drawing import Layer

MOST_CHOSEN = 100
LONGEST_ID = 18
CARRIED = (
    *("search", "hall", "sector", "area_min", "area_max", "sides", "kind", "price_min", "price_max", "availability"),
    *("sort", "page"),
)


def chosen_ids(values: Iterable[str]) -> list[int]:
    """The ids among these values, once each in their order; whatever is no id is passed over."""
    ids = (int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID)
    return list(dict.fromkeys(ids))[:MOST_CHOSEN]


def address_of(sent: QueryDict) -> str:
    """The query string that shows the same list with the same ticks; nothing else that was sent is in it."""
    carried = QueryDict(mutable=True)
    for name in CARRIED:
        if value := sent.get(name):
            carried[name] = value
    if "layers" in sent:
        carried.setlist("layers", [layer for layer in sent.getlist("layers") if layer in Layer] or [""])
    carried.setlist("booths", [str(pk) for pk in chosen_ids(sent.getlist("booths"))])
    return carried.urlencode()


def address_without_choice(sent: QueryDict) -> str:
    """The same with nothing ticked."""
    kept = sent.copy()
    kept.pop("booths", None)
    return address_of(kept)
