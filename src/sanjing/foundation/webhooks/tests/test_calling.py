"""A call is bounded in time and size and goes where it was told, no further."""

import socket
import threading
import time

import pytest

from sanjing.foundation.webhooks.addresses import Target, target_of
from sanjing.foundation.webhooks.calling import MOST_READ, NoAnswer, call


def test_only_the_beginning_of_an_answer_is_read(receiver) -> None:
    answer = call(target_of(receiver.url, allow_private=True), b"{}", {})
    assert answer.taken and len(answer.text) == MOST_READ


def test_a_redirect_is_not_followed(receiver) -> None:
    receiver.answers = [302]
    answer = call(target_of(receiver.url, allow_private=True), b"{}", {})
    assert (answer.status, answer.taken) == (302, False)
    assert len(receiver.heard) == 1


def test_a_receiver_that_says_nothing_is_left_in_time(receiver) -> None:
    receiver.delay = 3
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        call(target_of(receiver.url, allow_private=True), b"{}", {}, seconds=0.3)
    assert time.monotonic() - started < 2


def test_a_receiver_that_drips_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()
        threading.Thread(target=drip, args=[server, stop], daemon=True).start()
        target = Target("127.0.0.1", server.getsockname()[1], "drip", "/", tls=False)
        started = time.monotonic()
        with pytest.raises(NoAnswer):
            call(target, b"{}", {}, seconds=0.5)
        stop.set()
    assert time.monotonic() - started < 2


def drip(server: socket.socket, stop: threading.Event) -> None:
    """One byte of an endless header at a time."""
    connection, _address = server.accept()
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not stop.wait(0.1):
        try:
            connection.sendall(b"x")
        except OSError:
            return


def test_nobody_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NoAnswer):
        call(Target("127.0.0.1", port, "gone", "/", tls=False), b"{}", {})


def test_something_that_speaks_no_http_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            connection, _address = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n")

        threading.Thread(target=babble, daemon=True).start()
        target = Target("127.0.0.1", server.getsockname()[1], "ssh", "/", tls=False)
        with pytest.raises(NoAnswer):
            call(target, b"{}", {}, seconds=2)
