"""Which Host headers are answered."""

import socket

from sanjing.config.hosts import allowed_hosts


def test_a_private_server_answers_to_loopback_only() -> None:
    assert allowed_hosts("127.0.0.1", ()) == ["localhost", "127.0.0.1", "[::1]"]


def test_listed_names_are_added() -> None:
    assert "crm.example.com" in allowed_hosts("127.0.0.1", ("crm.example.com",))


def test_an_open_server_answers_to_its_own_name_and_to_no_wildcard() -> None:
    hosts = allowed_hosts("0.0.0.0", ())
    assert socket.gethostname().lower() in hosts
    assert "*" not in hosts


def test_a_server_on_one_address_answers_to_it() -> None:
    assert "192.168.1.9" in allowed_hosts("192.168.1.9", ())
    assert "[fe80::1]" in allowed_hosts("fe80::1", ())
