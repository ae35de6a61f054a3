"""Every address of the URL configuration."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from exhibitors.bookings.models import Booking


def addresses(booking: Booking) -> list[str]:
    claim = booking.claims.select_related("booth__plan__hall").get()
    assert claim.booth is not None
    values = {
        "pk": booking.pk,
        "company": booking.company_id,
        "booth": claim.booth_id,
        "number": f"{booking.reference}-1",
        "edition": booking.edition.number,
        "hall": claim.booth.plan.hall.name,
        "shown_by": "company",
        "name": claim.booth.plan.hall.name,
        "kind": "csv",
        "key": "x",
        "uidb36": "1",
    }
    return sorted({written(route, values) for route in routes(get_resolver())})


def routes(resolver: URLResolver, before: tuple[URLPattern | URLResolver, ...] = ()) -> Iterator[list[str]]:
    for entry in resolver.url_patterns:
        trail = (*before, entry)
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from routes(entry, trail)
        else:
            yield [str(part.pattern) for part in trail]


def written(route: list[str], values: dict[str, object]) -> str:
    """An address of the route, its parameters replaced by something that exists where we know it."""
    parts = "".join(route).replace("^", "").replace("$", "").replace("\\", "").split("<")
    address = parts[0]
    for part in parts[1:]:
        name, _bracket, rest = part.partition(">")
        address += str(values.get(name.rpartition(":")[2], 1)) + rest
    return address.replace("(?P", "").replace(")", "").replace("Z", "")


def named_addresses(
    resolver: URLResolver, path: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{path}{entry.pattern}", f"{namespace}{entry.name}", entry
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_addresses(entry, f"{path}{entry.pattern}", inner)
