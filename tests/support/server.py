"""The real `sanjing serve` on a free loopback port, with a data folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from tests.support.ports import free_port
from tests.support.processes import children, command, runs

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 180.0


class Server:
    """Started with `start()`; everything it printed is in `output`."""

    def __init__(self, data_dir: Path, variables: dict[str, str] | None = None) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.variables = variables or {}
        self.output = ""
        self.process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def start(self, *arguments: str) -> "Server":
        """Returns once the server says that it is ready; fails with its output otherwise."""
        self.launch(*arguments)
        self.wait_for("ready")
        return self

    def launch(self, *arguments: str) -> None:
        self.output = ""
        serve = ["serve", "--port", str(self.port), "--data", str(self.data_dir), *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sanjing", *serve],
            env=clean_environment(**self.variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def wait_for(self, text: str, patience: float = PATIENCE) -> None:
        """Wait until the server has printed `text`."""
        deadline = time.monotonic() + patience
        while text not in self.output:
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise AssertionError(f"The server did not say {text!r}:\n{self.output}")
            time.sleep(0.05)

    @property
    def welcome_link(self) -> str:
        """The one-time link, as printed."""
        found = re.search(r"http://\S+/welcome/\S+", self.output)
        assert found, f"No link was printed:\n{self.output}"
        return found.group()

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def tree(self) -> list[int]:
        """The server's process and everything below it."""
        return [self.pid, *children(self.pid)]

    def part(self, name: str) -> int:
        """The pid of the part called `web` or `worker`."""
        return next(pid for pid in children(self.pid) if f"serving.{name}" in command(pid))

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=10) as response:
            return response.read()

    def health(self) -> dict:
        return json.loads(self.get("/healthz"))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Signal the server alone, by its pid; returns its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(30)
        if self._reader:
            self._reader.join(10)
        return code

    def kill_tree(self) -> None:
        """`kill -9` for every process, as a power cut would."""
        for pid in self.tree():
            if runs(pid):
                os.kill(pid, signal.SIGKILL)
        self.stop()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output += line


def clean_environment(**variables: str) -> dict[str, str]:
    """The environment without this run's own settings, so that the real defaults hold."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SANJING_") and name != "DJANGO_SETTINGS_MODULE"
    }
    return kept | {"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8"} | variables


def run_sanjing(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one `sanjing` command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "sanjing", *arguments],
        env=clean_environment(**variables),
        capture_output=True,
        text=True,
        timeout=120,
    )
