"""Rate limits by program, person or address, counted in the shared cache.

While that is unreachable, each process counts for itself: see `ciie.kernel.shared_cache`.
"""

import time
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import TooMany
from ciie.kernel.request_context import visitor_address

WINDOW_SECONDS = 60
NETWORK_BITS = 64
LONGEST_ADDRESS = 45


class TooManyRequests(Exception):
    """The caller has used up its requests. `wait` is the number of seconds until there are more."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def count_known(holder: int) -> None:
    """Count a request with a valid token. Raises `TooManyRequests` beyond `API_REQUESTS_PER_MINUTE`."""
    if wait := _seconds_to_wait("api-requests", holder, settings.API_REQUESTS_PER_MINUTE):
        raise TooManyRequests(wait)


def count_unknown(request: HttpRequest) -> None:
    """Count a request without a valid token by its address.

    Raises `TooManyRequests` beyond `API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN`.
    """
    if wait := _seconds_to_wait(
        "api-strangers", client_network(request), settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN
    ):
        raise TooManyRequests(wait)


def require_pace(what: str, person_id: int, most: int) -> None:
    """Count an action of a person that costs others. Raises `TooMany` (`too_fast`) beyond `most` a minute.

    This only slows people down; the database decides what is allowed at all.
    """
    if wait := _seconds_to_wait(what, person_id, most):
        raise TooMany(
            _("The limit is %(most)d times a minute. Wait %(wait)d s and try again.") % {"most": most, "wait": wait},
            code="too_fast",
            details={"retry_after": wait},
        )


def _seconds_to_wait(what: str, who: object, most: int) -> int:
    """Count once more in this minute, and return the seconds until the next minute if there were too many.

    Otherwise return 0. `most=0` means no limit.
    """
    if not most:
        return 0
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"{what}-{who}-{window}"
    if cache.add(key, 1, timeout=2 * WINDOW_SECONDS):
        return 0
    try:
        count = cache.incr(key)
    except ValueError:  # the cache failed, or recovered, between the two calls
        return 0
    return WINDOW_SECONDS - passed if count > most else 0


def is_within_limit(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more `what` from this client's address, and return whether it is within the limit.

    The count restarts with a window of `seconds`, which starts with its first request.
    """
    key = f"limit:{what}:{client_network(request)}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the window ended between the two calls
        return cache.add(key, 1, timeout=seconds)


def client_network(request: HttpRequest) -> str:
    """Return the network from which a request came."""
    return network_at_the_end(request.headers.get("X-Forwarded-For", ""), request.META.get("REMOTE_ADDR", ""))


def network_at_the_end(forwarded_for: str, peer: str) -> str:
    """Return the visitor's network as the last trusted proxy reports it, or else the peer's."""
    return network_of(visitor_address(forwarded_for, peer) or peer)


def network_of(address: str) -> str:
    """Return an IPv4 address unchanged, and the /64 network of an IPv6 address, all of which belongs to one customer.

    Any other text is returned unchanged, shortened to the length of an address.
    """
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return address[:LONGEST_ADDRESS]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(IPv6Network((parsed, NETWORK_BITS), strict=False))
    return str(parsed)
