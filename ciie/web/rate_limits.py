"""How often something may be asked or done: by a program, by a person, from an address. Counted in the shared cache.

While that is away each process counts for itself: see `ciie.kernel.shared_cache`.
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
    """This caller has used up its requests; `wait` seconds from now there are more."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def count_known(holder: int) -> None:
    """Count a request of somebody whose token is good. Raises `TooManyRequests` beyond `API_REQUESTS_PER_MINUTE`."""
    if wait := _seconds_to_wait("api-requests", holder, settings.API_REQUESTS_PER_MINUTE):
        raise TooManyRequests(wait)


def count_unknown(request: HttpRequest) -> None:
    """Count a request without a good token by its address; `API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN` are answered."""
    if wait := _seconds_to_wait(
        "api-strangers", client_network(request), settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN
    ):
        raise TooManyRequests(wait)


def require_pace(what: str, person_id: int, most: int) -> None:
    """Count once more what a person does that costs others. Raises `TooMany` (`too_fast`) beyond `most` a minute.

    This only slows people down; what may be done at all the database decides.
    """
    if wait := _seconds_to_wait(what, person_id, most):
        raise TooMany(
            _("The limit is %(most)d times a minute. Wait %(wait)d s and try again.") % {"most": most, "wait": wait},
            code="too_fast",
            details={"retry_after": wait},
        )


def _seconds_to_wait(what: str, who: object, most: int) -> int:
    """Count once more in this minute; how long until the next one, if that was too often. `most=0` is no limit."""
    if not most:
        return 0
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"{what}-{who}-{window}"
    if cache.add(key, 1, timeout=2 * WINDOW_SECONDS):
        return 0
    try:
        count = cache.incr(key)
    except ValueError:  # the cache went away, or came back, between the two calls
        return 0
    return WINDOW_SECONDS - passed if count > most else 0


def is_within_limit(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more `what` from this client's address, and say whether there were not too many in this time.

    Counted in windows of `seconds` from the first one on.
    """
    key = f"limit:{what}:{client_network(request)}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the window ended between the two calls
        return cache.add(key, 1, timeout=seconds)


def client_network(request: HttpRequest) -> str:
    """The network at the other end of a request."""
    return network_at_the_end(request.headers.get("X-Forwarded-For", ""), request.META.get("REMOTE_ADDR", ""))


def network_at_the_end(forwarded_for: str, peer: str) -> str:
    """The network of the visitor as the last trusted proxy says, or else of the peer."""
    return network_of(visitor_address(forwarded_for, peer) or peer)


def network_of(address: str) -> str:
    """An IPv4 address as it is. Of an IPv6 address its /64 network, all of which belongs to one customer.

    Anything else comes back unchanged, at most as long as an address.
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
