"""Which machines may be called: public ones only, so that a webhook is no door into the network."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class ForbiddenAddress(ValueError):
    """The address must not be called, or is none; the message is a sentence for the owner."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to connect to: `ip` was checked, so the name is not looked up a second time."""

    ip: str
    port: int
    host: str
    path: str
    tls: bool

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.tls else 80) else f"{host}:{self.port}"


def target_of(url: str, *, allow_private: bool) -> Target:
    """The checked target of `url`. Raises ForbiddenAddress if any of its addresses is forbidden."""
    parts = parsed(url)
    host, tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if tls else 80)
    found = addresses_of(host, port)
    for address in found:
        if not may_call(address, allow_private=allow_private):
            raise ForbiddenAddress(_("“%(host)s”在内部网络里，不能作为回调地址。") % {"host": host})
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(str(found[0]), port, host, path, tls)


def parsed(url: str):
    """`url` in parts. Raises ForbiddenAddress unless it is plain http or https."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        clean = url.isascii() and url.isprintable() and " " not in url
    except ValueError as error:
        raise ForbiddenAddress(_("这不是一个网址。")) from error
    if not known or not clean:
        raise ForbiddenAddress(_("地址须以 https:// 或 http:// 开头。"))
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress(_("地址里不能带用户名和密码。"))
    return parts


def addresses_of(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ForbiddenAddress(_("找不到“%(host)s”。") % {"host": host}) from error
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]


def may_call(address: Address, *, allow_private: bool) -> bool:
    """Whether a request may go there. Metadata services are link-local and stay closed always."""
    address = _inner(address)
    if address.is_multicast or address.is_unspecified or address.is_link_local:
        return False
    return address.is_global or (allow_private and (address.is_private or address.is_loopback))


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
