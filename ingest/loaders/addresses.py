"""Which network addresses may be fetched from: a source must not lead the job into the network that it runs in."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Allowed = Callable[[str], bool]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """A host that is not found or that may not be fetched from; the text says why."""


def is_public(address: str) -> bool:
    """Whether an address is reachable by everyone, and so is what an IPv6 address wraps."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if not all(is_public(str(inner)) for inner in wrapped if inner is not None):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, allowed: Allowed) -> list[str]:
    """The addresses of a host, to connect to and no others: asked again, a hostile name server may say another.

    Raises Refused when the name is unknown or when any of its addresses is not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"the host {host} is not found; check the address and the network") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allowed(address.split("%")[0]):
            raise Refused(
                f"{host} is at {address}, an address of a private network; set PINCITE_ALLOW_PRIVATE=1 to allow these"
            )
    return addresses
