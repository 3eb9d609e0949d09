"""Where a request comes from."""

from ipaddress import ip_address

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


def _valid(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return "0.0.0.0"  # a Unix socket has no address; all its clients share the throttle
