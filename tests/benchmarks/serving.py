"""The real server on the company: how soon it answers, and what its web worker weighs under load."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path

from tests.benchmarks.cast import Person
from tests.benchmarks.clock import Refused, Row, Timing
from tests.support.ports import free_port
from tests.support.processes import children, command

PATIENCE = 120
CALLERS = 4
STARTS = 3
CALLS_A_RUN = 40


def rows(boss: Person, data: Path, runs: int) -> Iterator[Row]:
    starts = []
    for _ in range(min(STARTS, runs)):
        with server(data) as (_port, _pid, took):
            starts.append(took)
    yield Row("server", "start to first answer", len(starts), Timing.of(starts), target=4000)
    cookie = boss.browser.cookies["sessionid"].value
    with server(data) as (port, pid, _took):
        weights = [weigh_after(port, pid, cookie, CALLS_A_RUN * runs // 4) for _ in range(4)]
    yield Row(
        "server", "memory of the web worker, MB", 1, Timing(weights[-1], max(weights), weights[0]),
        target=250, more={"calls between two weighings": CALLS_A_RUN * runs // 4, "MB": [round(w) for w in weights]},
    )  # fmt: skip


@contextmanager
def server(data: Path) -> Iterator[tuple[int, int, float]]:
    """A running `sanjing serve`: its port, its pid and the seconds until /healthz answered."""
    port, start = free_port(), time.perf_counter()
    serve = [sys.executable, "-m", "sanjing", "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        serve, env=os.environ | {"SANJING_API_RATE": "0"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise Refused("sanjing serve did not start")
            time.sleep(0.02)
        yield port, process.pid, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError):  # Nobody listens yet.
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def weigh_after(port: int, pid: int, cookie: str, calls: int) -> float:
    """MB of the process that answers, once four people at a time have asked for so many pages."""
    pages = (
        "/customers/",
        "/customers/?sort=name",
        "/customers/5/",
        "/search/?q=%E7%A7%91%E6%8A%80",
        "/",
        "/api/customers?limit=100",
    )

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _number, page in zip(range(calls // CALLERS), cycle(pages), strict=False):
            connection.request("GET", page, headers={"Cookie": f"sessionid={cookie}"})
            connection.getresponse().read()

    callers = [threading.Thread(target=ask) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    web = next(child for child in children(pid) if "serving.web" in command(child))
    return max(resident(one) for one in (web, *children(web)))


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
        / 1024
    )
