"""The check-up: a line for each finding, and what to do about it."""

from pathlib import Path

import psycopg
import pytest

from sanjing.commands.checkup import machine
from sanjing.commands.checkup.finding import Finding
from sanjing.config.env import Environment
from sanjing.config.keys import secret_key
from tests.support.databases import database_beside, server_url
from tests.support.ports import free_port
from tests.support.server import Server, run_sanjing


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    tmp_path.chmod(0o700)
    return Environment.read({"SANJING_DATA_DIR": str(tmp_path)})


def test_a_running_company_is_well_and_a_stopped_one_lacks_its_worker(running: Server) -> None:
    report = run_sanjing("doctor", "--data", str(running.data_dir), **running.variables)
    assert "problem" not in report.stdout
    assert report.returncode == 0, report.stdout
    assert "worker: heard" in report.stdout
    running.stop()
    report = run_sanjing("doctor", "--data", str(running.data_dir), **running.variables)
    assert report.returncode == 1
    assert "problem  worker: no sign of life → start it: sanjing serve" in report.stdout


def test_an_empty_folder_is_told_to_migrate(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    report = run_sanjing("doctor", "--data", str(tmp_path))
    assert report.returncode == 1
    assert "→ start once, or: sanjing migrate" in report.stdout


@pytest.mark.parametrize("command", ["verify", "score", "reindex", "create-admin-link"])
def test_what_needs_a_company_says_so_where_there_is_none(command: str, tmp_path: Path) -> None:
    report = run_sanjing(command, "--data", str(tmp_path))
    assert report.returncode == 1
    assert "not set up for this version; start once, or run: sanjing migrate" in report.stderr
    assert "Traceback" not in report.stderr


@pytest.mark.parametrize("command", ["verify", "score", "reindex", "create-admin-link", "migrate"])
def test_a_database_that_cannot_be_reached_is_one_sentence(command: str, tmp_path: Path) -> None:
    nobody = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    report = run_sanjing(command, "--data", str(tmp_path), SANJING_DATABASE_URL=nobody)
    assert report.returncode == 1
    assert len(report.stderr.splitlines()) == 1, report.stderr
    assert report.stderr.startswith("The database cannot be used: ")


@pytest.mark.skipif(not server_url(), reason="is about PostgreSQL")
def test_a_database_that_cannot_hold_a_company_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with database_beside(None, "ENCODING 'LATIN1' LOCALE 'C'") as url:
        report = run_sanjing("migrate", "--data", str(tmp_path), SANJING_DATABASE_URL=url)
        assert (report.returncode, "it keeps text as LATIN1" in report.stderr) == (1, True)
        report = run_sanjing("doctor", "--data", str(tmp_path), SANJING_DATABASE_URL=url)
        assert "problem  database: it keeps text as LATIN1" in report.stdout


@pytest.mark.skipif(not server_url(), reason="is about PostgreSQL")
def test_a_user_who_may_not_make_tables_is_told_how_to_get_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with database_beside(None) as url, psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CREATE ROLE visitor LOGIN")
        try:
            visitor = url.replace("//sanjing@", "//visitor@")
            report = run_sanjing("migrate", "--data", str(tmp_path), SANJING_DATABASE_URL=visitor)
        finally:
            owner.execute("DROP ROLE visitor")
    assert (report.returncode, len(report.stderr.splitlines())) == (1, 1), report.stderr
    assert "visitor may not make tables" in report.stderr


def test_a_damaged_database_file_is_no_traceback(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "sanjing.sqlite3").write_bytes(b"this is no database" * 100)
    report = run_sanjing("doctor", "--data", str(tmp_path))
    assert report.returncode == 1
    assert "problem  database" in report.stdout
    assert "Traceback" not in report.stderr


def test_a_slip_in_a_variable_is_named(tmp_path: Path) -> None:
    finding = machine.settings({"SANJING_PROT": "9000"})
    assert not finding.ok
    assert "SANJING_PROT" in finding.detail


def test_a_key_that_others_can_read_is_a_problem(environment: Environment) -> None:
    secret_key(environment.data_dir)
    assert machine.secret_key(environment).ok
    path = environment.data_dir / "secret.key"
    path.chmod(0o644)
    assert machine.secret_key(environment).mend == f"chmod 600 {path}"


def test_a_folder_open_to_all_is_a_problem(environment: Environment) -> None:
    assert machine.data_folder(environment).ok
    environment.data_dir.chmod(0o777)
    assert "chmod o-rwx" in machine.data_folder(environment).mend


def test_this_python_has_what_is_needed() -> None:
    assert machine.python().ok
    assert machine.sqlite().ok


def test_a_full_disk_is_said(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 2**80)
    assert not machine.disk(environment).ok


def test_a_line_says_problem_and_cure() -> None:
    assert Finding("disk", "1 GB").line() == "ok       disk: 1 GB"
    assert Finding("disk", "0 GB", "make room").line() == "problem  disk: 0 GB → make room"


def test_a_proxy_that_nobody_counts_is_a_problem(tmp_path: Path) -> None:
    found = {"SANJING_DATA_DIR": str(tmp_path)}
    assert machine.proxy(Environment.read(found)).ok
    found["SANJING_BEHIND_TLS"] = "yes"
    assert "SANJING_TRUSTED_PROXIES=1" in machine.proxy(Environment.read(found)).mend
    found["SANJING_TRUSTED_PROXIES"] = "1"
    assert machine.proxy(Environment.read(found)).ok
