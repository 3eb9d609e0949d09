"""The worker part: background tasks and the schedule. Run as a child of `sanjing serve`."""

import os
import signal
import sys
import threading

from sanjing.commands.installation import start_django
from sanjing.commands.serving.parent import die_with
from sanjing.config.env import Environment


def main(parent: int) -> None:
    die_with(parent)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    environment = Environment.read(os.environ)
    start_django()
    from sanjing.foundation.tasks.worker import run_worker

    run_worker(stop, task_threads=environment.task_threads)


if __name__ == "__main__":
    main(int(sys.argv[1]))
