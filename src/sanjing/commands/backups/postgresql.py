"""PostgreSQL through its own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sanjing.commands.terminal import Stop, words


def dump(settings: dict[str, Any], target: Path) -> None:
    """Write the database to `target` in pg_dump's own compressed format."""
    _run("pg_dump", settings, "--format=custom", "--no-owner", f"--file={target}")


def load(settings: dict[str, Any], source: Path) -> None:
    """Replace the database with a dump, wholly or not at all."""
    _run(
        "pg_restore",
        settings,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={settings['NAME']}",
        str(source),
    )


def _run(program: str, settings: dict[str, Any], *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise Stop(
            words(
                f"{program} is missing; install the PostgreSQL client programs.",
                f"缺少 {program}，请安装 PostgreSQL 客户端程序。",
            )
        )
    done = subprocess.run(
        [path, *arguments], env=_environment(settings), capture_output=True, text=True
    )
    if done.returncode:
        raise Stop(f"{program}: {done.stderr.strip()}")


def _environment(settings: dict[str, Any]) -> dict[str, str]:
    """Connection by variables: a password on the command line could be read by every user."""
    variables = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    return os.environ | {name: value for name, value in variables.items() if value}
