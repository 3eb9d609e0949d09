"""Is the port free? Asked before anything is changed, so that the answer is a sentence."""

import errno
import socket
import time

from sanjing.commands.terminal import Stop, words

PATIENCE = 3.0


def require_free_port(host: str, port: int, patience: float = PATIENCE) -> None:
    """Raise `Stop` when `host:port` cannot be listened on.

    Waits a moment first: a server that was just stopped may still be letting go.
    """
    give_up = time.monotonic() + patience
    while (reason := _refusal(host, port)) is not None:
        if reason.errno != errno.EADDRINUSE or time.monotonic() > give_up:
            raise Stop(_sentence(host, port, reason)) from reason
        time.sleep(0.2)


def _refusal(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error
    return None


def _sentence(host: str, port: int, reason: OSError) -> str:
    if reason.errno == errno.EADDRINUSE:
        other = port % 65535 + 1
        return words(
            f"Port {port} is taken by another program; choose another, such as --port {other}.",
            f"端口 {port} 已被其他程序占用，请换一个，例如 --port {other}。",
        )
    return words(
        f"Cannot listen on {host}:{port}: {reason.strerror}.",
        f"无法监听 {host}:{port}：{reason.strerror}。",
    )
