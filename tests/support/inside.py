"""Look into the company of a real server, with its own settings, in a process of its own.

`ask(server, "tests.support.audit", "found")` runs that function there and gives its JSON.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import Any

from tests.support.server import SOURCE, Server, clean_environment

ROOT = SOURCE.parent


def ask(server: Server, module: str, function: str, *arguments: str) -> Any:
    variables = {**server.variables, "SANJING_DATA_DIR": str(server.data_dir)}
    environment = clean_environment(**variables) | {"PYTHONPATH": f"{SOURCE}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.inside", module, function, *arguments],
        env=environment, capture_output=True, text=True, timeout=120, cwd=ROOT,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def main(module: str, function: str, *arguments: str) -> None:
    from sanjing.commands.installation import start_django

    start_django()
    sys.stdout.write(json.dumps(getattr(importlib.import_module(module), function)(*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
