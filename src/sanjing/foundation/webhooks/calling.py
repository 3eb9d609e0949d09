"""One POST to one checked address: no redirect followed, bounded in time and size."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sanjing.foundation.webhooks.addresses import Target

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
MOST_READ = 2000


class NoAnswer(Exception):
    """The machine could not be reached, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


class _Connection(http.client.HTTPConnection):
    """Speaks over a socket that is connected already."""

    def __init__(self, target: Target, connected: socket.socket):
        super().__init__(target.host, target.port)
        self.sock = connected

    def connect(self) -> None:
        raise ConnectionError("the connection was closed")


def call(
    target: Target, body: bytes, headers: Mapping[str, str], *, seconds: float = WHOLE_SECONDS
) -> Answer:
    """What the receiver answered. Raises NoAnswer."""
    ends = time.monotonic() + seconds
    try:
        with _socket(target, seconds) as connected:
            answer = _exchange(target, connected, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error
    if time.monotonic() >= ends:
        raise NoAnswer(f"cut off after {seconds:g} s")
    return answer


def _exchange(
    target: Target, connected: socket.socket, body: bytes, headers: Mapping[str, str]
) -> Answer:
    connection = _Connection(target, connected)
    own = {"Host": target.authority, "Connection": "close", "Content-Length": str(len(body))}
    connection.request("POST", target.path, body, {**headers, **own})
    response = connection.getresponse()
    return Answer(response.status, response.read(MOST_READ).decode("utf-8", "replace"))


@contextmanager
def _socket(target: Target, seconds: float) -> Iterator[socket.socket]:
    """A connection to the checked address that is cut when the time is over, come what may."""
    with socket.create_connection((target.ip, target.port), timeout=CONNECT_SECONDS) as plain:
        plain.settimeout(seconds)
        layers: list[socket.socket] = [plain]
        timer = threading.Timer(seconds, lambda: _cut(layers[-1]))
        timer.daemon = True
        timer.start()
        try:
            if target.tls:
                secure = _secure(plain, target.host)
                layers.append(secure)
                secure.do_handshake()
            yield layers[-1]
        finally:
            timer.cancel()
            layers[-1].close()


def _secure(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _cut(connected: socket.socket) -> None:
    """End a conversation that drips."""
    with suppress(OSError):  # It ended by itself meanwhile.
        connected.shutdown(socket.SHUT_RDWR)
