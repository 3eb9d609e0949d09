"""The program as a person starts it: one command, one process tree."""

import os
import signal
import socket
import time
from argparse import Namespace

import pytest

from sanjing.commands import serve
from tests.support.ports import free_port
from tests.support.processes import runs
from tests.support.server import Server, run_sanjing


def wait_until_gone(pids: list[int], patience: float = 10.0) -> list[int]:
    deadline = time.monotonic() + patience
    while (left := [pid for pid in pids if runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def wait_for_another(server: Server, part: str, than: int, patience: float = 20.0) -> int:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if (pid := server.part(part)) != than:
                return pid
        except StopIteration:
            time.sleep(0.05)
    raise AssertionError(f"{part} was not started again:\n{server.output}")


def test_a_taken_port_is_said_before_anything_is_made(new_server: Server) -> None:
    server = new_server
    with socket.socket() as other:
        other.bind(("127.0.0.1", server.port))
        other.listen()
        refused = run_sanjing("serve", "--port", str(server.port), "--data", str(server.data_dir))
    assert refused.returncode == 1
    assert f"Port {server.port} is taken" in refused.stderr
    assert not (server.data_dir / "sanjing.sqlite3").exists()


def test_one_part_alone_needs_a_database_that_others_reach(new_server: Server) -> None:
    server = new_server
    variables = {"SANJING_DATABASE_URL": ""}
    asked = ("serve", "--only", "worker", "--data", str(server.data_dir))
    refused = run_sanjing(*asked, **variables)
    assert refused.returncode == 1
    assert "--only needs PostgreSQL" in refused.stderr
    assert not server.data_dir.joinpath("sanjing.sqlite3").exists()


@pytest.mark.parametrize(
    ("only", "kept"), [("worker", ["worker"]), ("web", ["web"]), (None, ["web", "worker"])]
)
def test_the_parts_that_are_asked_for_are_kept(only, kept, monkeypatch, tmp_path) -> None:
    seen: list[str] = []

    class Kept(serve.Supervisor):
        def run(self) -> None:
            seen.extend(part.name for part in self.parts)
            assert self.is_ready() is (kept == ["worker"])

    monkeypatch.setattr(serve, "Supervisor", Kept)
    monkeypatch.setattr(serve, "answers", lambda *_place: False)
    monkeypatch.setattr(
        serve, "_prepare", lambda *_a, **more: seen.append(f"welcome {more['welcoming']}")
    )
    monkeypatch.setattr(serve, "require_free_port", lambda *_place: seen.append("port"))
    for name in ("HOST", "PORT", "DATA_DIR"):
        monkeypatch.setenv(f"SANJING_{name}", "")
    monkeypatch.setenv("SANJING_DATABASE_URL", "postgres://somebody@nowhere/company")
    options = Namespace(host=None, port=None, data=str(tmp_path), demo=False, only=only)
    assert serve.run(options) == 0
    listens = "web" in kept
    assert seen == [*(["port"] if listens else []), f"welcome {listens}", *kept]


def test_a_running_company_names_itself_mends_itself_and_ends_with_ctrl_c(
    running: Server, subtests
) -> None:
    """One start for four questions; the last one ends it."""
    with subtests.test("the second start on a folder names the first"):
        names_the_first(running)
    with subtests.test("a killed worker is started again"):
        starts_a_worker_again(running)
    with subtests.test("a killed web process is started again"):
        starts_web_again(running)
    tree = running.tree()
    assert len(tree) >= 4
    assert running.stop(signal.SIGINT) == 0
    assert not [pid for pid in tree if runs(pid)]
    assert "Stopped." in running.output


def names_the_first(running: Server) -> None:
    second = run_sanjing("serve", "--port", str(free_port()), "--data", str(running.data_dir))
    assert second.returncode == 1
    assert f"already running (pid {running.pid}) at {running.address}" in second.stderr


def starts_a_worker_again(running: Server) -> None:
    before = running.part("worker")
    os.kill(before, signal.SIGKILL)
    after = wait_for_another(running, "worker", than=before)
    assert runs(after)
    running.wait_for("worker process ended (signal 9)")


def starts_web_again(running: Server) -> None:
    before = running.part("web")
    os.kill(before, signal.SIGKILL)
    wait_for_another(running, "web", than=before)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert running.health()["migrations"] == "applied"
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The web process does not answer:\n{running.output}")


def test_killing_the_program_alone_leaves_no_orphan_and_a_free_lock(running: Server) -> None:
    tree = running.tree()
    os.kill(running.pid, signal.SIGKILL)
    running.stop()
    assert wait_until_gone(tree) == []
    running.start()
    assert running.health()["migrations"] == "applied"


def test_nonsense_in_the_environment_is_one_sentence_and_code_two() -> None:
    refused = run_sanjing("doctor", SANJING_PORT="eighty")
    assert refused.returncode == 2
    assert refused.stderr == "SANJING_PORT must be a whole number from 1 to 65535, not 'eighty'.\n"
