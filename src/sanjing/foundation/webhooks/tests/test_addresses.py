"""A webhook is no door into the company's network."""

import ipaddress
import socket

import pytest

from sanjing.foundation.webhooks import addresses
from sanjing.foundation.webhooks.addresses import ForbiddenAddress, may_call, target_of

PUBLIC = ["8.8.8.8", "1.2.3.4", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
]
NEVER = [
    "169.254.169.254",
    "169.254.1.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "fe80::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
]
SHARED = ["100.64.0.1", "100.100.100.200"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_called(address) -> None:
    assert may_call(ipaddress.ip_address(address), allow_private=False)


@pytest.mark.parametrize("address", [*PRIVATE, *NEVER, *SHARED])
def test_addresses_inside_are_refused(address) -> None:
    assert not may_call(ipaddress.ip_address(address), allow_private=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_may_be_called_where_the_owner_says_so(address) -> None:
    assert may_call(ipaddress.ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", [*NEVER, *SHARED])
def test_metadata_services_stay_closed_even_then(address) -> None:
    assert not may_call(ipaddress.ip_address(address), allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//example.com",
        "example.com",
        "",
        "http://",
        "http://user:pass@8.8.8.8/",
        "http://8.8.8.8:99999/",
        "http://8.8.8.8:0/",
        "http://8.8.8.8/\r\nHost: inside",
        "http://8.8.8.8/ x",
        "http://localhost/",
        "http://127.0.0.1:6379/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_an_address_that_is_none_or_lies_inside_is_refused(url) -> None:
    with pytest.raises(ForbiddenAddress):
        target_of(url, allow_private=False)


def answers(*found: str):
    def getaddrinfo(host, port, **_options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    return getaddrinfo


def test_one_address_inside_among_several_is_enough_to_refuse(monkeypatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", answers("8.8.8.8", "10.0.0.1"))
    with pytest.raises(ForbiddenAddress):
        target_of("https://example.com/", allow_private=False)


def test_what_was_checked_is_what_is_called(monkeypatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", answers("8.8.8.8"))
    target = target_of("https://example.com:8443/in?x=1", allow_private=False)
    assert (target.ip, target.port, target.host) == ("8.8.8.8", 8443, "example.com")
    assert (target.path, target.authority, target.tls) == ("/in?x=1", "example.com:8443", True)
