"""The web part: granian in front of the WSGI application. Run as a child of `sanjing serve`."""

import os
import sys
from functools import partial
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from sanjing.commands.serving.parent import die_with
from sanjing.config.env import Environment


def load_application(master: int) -> Any:
    """Runs inside each granian worker, which must not outlive its master either."""
    die_with(master)
    from sanjing.config.wsgi import application

    return application


def serve(environment: Environment) -> None:
    server = Server(
        "sanjing.config.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=environment.workers,
        blocking_threads=environment.threads,
        blocking_threads_idle_timeout=600,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(load_application, os.getpid()), wrap_loader=False)


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    serve(Environment.read(os.environ))
