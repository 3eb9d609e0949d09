"""Where a request comes from."""

from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The address of the browser.

    `X-Forwarded-For` is believed only behind TRUSTED_PROXIES proxies, counted from the right:
    whatever stands further left was written by the client.
    """
    hops = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if hops and len(forwarded) >= hops:
        return _valid(forwarded[-hops].strip())
    return _valid(request.META.get("REMOTE_ADDR", ""))


def household(ip: str) -> str:
    """The address to count by. Whoever has one IPv6 address has the 2⁶⁴ around it."""
    address = ip_address(ip)
    if isinstance(address, IPv4Address):
        return ip
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False).network_address)


def _valid(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return "0.0.0.0"  # a Unix socket has no address; all its clients share the throttle
