"""Where a request comes from, as limits count it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

NETWORK_BITS = 64


def network_of(address: str) -> str:
    """An IPv4 address as it is. Of an IPv6 address its /64 network, all of which belongs to one customer.

    Anything else comes back unchanged, at most as long as an address.
    """
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return address[:45]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(IPv6Network((parsed, NETWORK_BITS), strict=False))
    return str(parsed)
