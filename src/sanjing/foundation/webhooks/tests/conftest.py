"""A receiver on this machine that remembers what it was sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from sanjing.foundation.webhooks.actions import create_webhook
from sanjing.foundation.webhooks.models import Webhook


@dataclass
class Receiver:
    """`answers` are the status codes it gives one after the other, then 200; `delay` makes it slow."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    delay: float = 0.0


def handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.heard.append((dict(self.headers), body))
            status = receiver.answers.pop(0) if receiver.answers else 200
            time.sleep(receiver.delay)
            self.send_response(status)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            self.wfile.write(b"thanks" * 5000)

        def log_message(self, *_args: object) -> None:
            """Stay silent in the test's output."""

    return Handler


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]  # callers give up
    made.url = f"http://127.0.0.1:{server.server_address[1]}/hook?from=test"
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def private_allowed(settings) -> None:
    settings.ENV = replace(settings.ENV, webhook_allow_private=True)


@pytest.fixture
def hook(admin, receiver, private_allowed) -> Webhook:
    """Hears everything about customers."""
    return create_webhook(
        name="仓库",
        url=receiver.url,
        patterns=["customer.*"],
        by=admin.actor,
        at=timezone.now(),
    )
