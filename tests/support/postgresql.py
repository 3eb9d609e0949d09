"""A PostgreSQL of one's own: made in a temporary folder, run as an ordinary user, stopped by pid.

`python -m tests.support.postgresql COMMAND …` runs the command with SANJING_DATABASE_URL set.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.ports import free_port

PATIENCE = 60.0
FAST_AND_FORGETFUL = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "jit=off",
)
NEVER_FOR_EVER = ("lock_timeout=60s",)


class NoPostgreSQL(Exception):
    """There are no server programs on this machine."""


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database in a fresh cluster, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sanjing-pg-"))
    try:
        with standing_cluster(folder, FAST_AND_FORGETFUL + NEVER_FOR_EVER) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def standing_cluster(folder: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """The URL of the database in a cluster that is kept in `folder`, made there the first time."""
    programs = find_programs()
    owner = _ordinary_user()
    if owner:
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)
    new = not (folder / "data" / "PG_VERSION").exists()
    if new:
        _run(programs / "initdb", "-D", f"{folder}/data", "-U", "sanjing", "-A", "trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", owner=owner)  # fmt: skip
    with _server(programs, folder, owner, options) as port:
        if new:
            _run(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "sanjing",
                 "sanjing", owner=owner)  # fmt: skip
        yield f"postgres://sanjing@127.0.0.1:{port}/sanjing"


def find_programs() -> Path:
    """The folder with initdb and postgres: the newest of Debian's, or the one on the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    on_path = shutil.which("postgres")
    for folder in [*reversed(debian), *([Path(on_path).parent] if on_path else [])]:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoPostgreSQL("There is no PostgreSQL server here; on Debian run: apt install postgresql")


def _ordinary_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None when this is an ordinary user already."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _identity(owner: pwd.struct_passwd | None) -> dict:
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _run(program: Path, *arguments: str, owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [program, *arguments], cwd="/", capture_output=True, text=True, **_identity(owner)
    )
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stderr.strip()}")


@contextmanager
def _server(
    programs: Path, folder: Path, owner: pwd.struct_passwd | None, chosen: Sequence[str]
) -> Iterator[int]:
    port = free_port()
    options = [*chosen, "max_connections=200", f"unix_socket_directories={folder}"]
    command = [
        str(programs / "postgres"),
        "-D",
        f"{folder}/data",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    command += [part for option in options for part in ("-c", option)]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **_identity(owner))
    try:
        _wait_until_ready(programs, port, process, folder)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()


def _wait_until_ready(programs: Path, port: int, process: subprocess.Popen, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ask, cwd="/").returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError((folder / "log").read_text(errors="replace"))
        time.sleep(0.1)


def main(command: list[str]) -> int:
    try:
        with cluster() as url:
            return subprocess.run(
                command, env=os.environ | {"SANJING_DATABASE_URL": url}
            ).returncode
    except NoPostgreSQL as missing:
        sys.stderr.write(f"Tests on PostgreSQL are left out. {missing}\n")
        return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
