"""Where a request comes from, as limits count it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = 64
LONGEST_ADDRESS = 45


def client_network(request: HttpRequest) -> str:
    """The network at the other end of a request."""
    return network_at_the_end(request.headers.get("X-Forwarded-For", ""), request.META.get("REMOTE_ADDR", ""))


def network_at_the_end(forwarded_for: str, peer: str) -> str:
    """What the last trusted proxy says of the address it was asked from (`TRUSTED_PROXY_COUNT`), or else the peer's."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    named = [part.strip() for part in forwarded_for.split(",")]
    return network_of((named[-proxies] if proxies and len(named) >= proxies else "") or peer)


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
