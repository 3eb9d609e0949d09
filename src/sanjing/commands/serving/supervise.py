"""Keep the parts of one `sanjing serve` alive, and stop them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sanjing.commands.terminal import Stop, complain, words

TICK = 0.25
GRACE = 8.0
SETTLED = 60.0
LONGEST_PAUSE = 30.0
ATTEMPTS_BEFORE_READY = 3


@dataclass
class Part:
    """One child process: `python -m module <pid of the supervisor>`, its own process group.

    Its own group, because Ctrl-C must reach the supervisor alone, which stops the parts in order.
    """

    name: str
    module: str
    process: subprocess.Popen | None = None
    started: float = 0.0
    failures: int = 0
    resume: float = 0.0

    def start(self) -> None:
        command = [sys.executable, "-m", self.module, str(os.getpid())]
        self.process = subprocess.Popen(command, process_group=0)
        self.started = time.monotonic()

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        """At once after a long life, later and later when it keeps dying."""
        now = time.monotonic()
        self.failures = 1 if now - self.started > SETTLED else self.failures + 1
        self.resume = now + min(2 ** (self.failures - 1) - 1, LONGEST_PAUSE)
        self.process = None


class Supervisor:
    """`run()` blocks until SIGINT, SIGTERM or SIGHUP; every part is gone when it returns."""

    def __init__(
        self, parts: list[Part], is_ready: Callable[[], bool], on_ready: Callable[[], None]
    ):
        self.parts = parts
        self.is_ready = is_ready
        self.on_ready = on_ready
        self.stopping = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for part in self.parts:
                part.start()
            self._wait_until_ready()
            while not self.stopping.wait(TICK):
                self._heal()
        finally:
            self._stop()

    def _wait_until_ready(self) -> None:
        while not self.stopping.wait(TICK / 2):
            if self.is_ready():
                self.on_ready()
                return
            self._heal()
            for part in self.parts:
                if part.failures >= ATTEMPTS_BEFORE_READY:
                    raise Stop(
                        words(
                            f"The {part.name} process cannot start; the lines above say why.",
                            f"{part.name} 进程无法启动，原因见上面的输出。",
                        )
                    )

    def _heal(self) -> None:
        for part in self.parts:
            if part.died():
                complain(
                    words(
                        f"The {part.name} process ended ({_ending(part)}); starting it again.",
                        f"{part.name} 进程已退出（{_ending(part)}），正在重新启动。",
                    )
                )
                part.plan_restart()
            if part.process is None and time.monotonic() >= part.resume:
                part.start()

    def _stop(self) -> None:
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ending(part: Part) -> str:
    code = part.process.returncode if part.process else 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"
