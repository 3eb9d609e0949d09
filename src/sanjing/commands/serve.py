"""Start everything: web, worker and schedule, in one process tree."""

import argparse
import os
from collections.abc import Callable
from datetime import datetime

from sanjing.commands.installation import add_data_argument, choose, open_environment, start_django
from sanjing.commands.serving.lock import lock_folder
from sanjing.commands.serving.port import require_free_port
from sanjing.commands.serving.ready import answers
from sanjing.commands.serving.supervise import Part, Supervisor
from sanjing.commands.terminal import Stop, say, words
from sanjing.config.env import Environment
from sanjing.config.hosts import EVERYWHERE

HELP = "start web, worker and schedule"
MODULES = {"web": "sanjing.commands.serving.web", "worker": "sanjing.commands.serving.worker"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default 8000)")
    parser.add_argument(
        "--demo", action="store_true", help="bring a demo company, in a folder of its own"
    )
    parser.add_argument(
        "--only", choices=sorted(MODULES), help="one part, on a machine of its own with PostgreSQL"
    )
    add_data_argument(parser)


def run(options: argparse.Namespace) -> int:
    choose(host=options.host, port=options.port)
    environment = open_environment(options)
    if options.demo and not options.data:
        choose(data_dir=environment.data_dir / "demo")
        environment = Environment.read(os.environ)
    wanted = [options.only] if options.only else [*MODULES]
    if options.only:
        _require_postgresql(environment)
    with lock_folder(environment.data_dir, _address(environment)):
        _serve(environment, wanted, demo=options.demo)
    say(words("Stopped.", "已停止。"))
    return 0


def _serve(environment: Environment, wanted: list[str], *, demo: bool) -> None:
    """Keep the parts `wanted` alive until told to stop."""
    listens = "web" in wanted
    if listens:
        require_free_port(environment.host, environment.port)
    welcome = _prepare(environment, demo=demo, welcoming=listens)
    greet = _greeting(_address(environment), welcome) if listens else _at_work
    Supervisor(
        [Part(name, MODULES[name]) for name in wanted],
        is_ready=lambda: not listens or answers(environment.host, environment.port),
        on_ready=greet,
    ).run()


def _require_postgresql(environment: Environment) -> None:
    if not environment.database_url.startswith("postgres"):
        raise Stop(
            words(
                "--only needs PostgreSQL (SANJING_DATABASE_URL); with SQLite one program does all.",
                "--only 需要 PostgreSQL（SANJING_DATABASE_URL）；用 SQLite 时由一个程序做所有的事。",
            )
        )


def _at_work() -> None:
    say(words("Sanjing's worker is running.", "三境的后台进程已在工作。"))
    say(words("Ctrl-C stops it.", "按 Ctrl-C 停止。"))


def _address(environment: Environment) -> str:
    host = "127.0.0.1" if environment.host in EVERYWHERE else environment.host
    return f"http://{f'[{host}]' if ':' in host else host}:{environment.port}"


def _prepare(environment: Environment, *, demo: bool, welcoming: bool = True) -> str | None:
    """Bring the database up to date; returns the path for the first administrator, if needed."""
    start_django()
    from django.db import connections

    from sanjing.commands.serving.prepare import prepare_database
    from sanjing.config.parts import optional

    prepare_database(environment.data_dir / "backups", at=datetime.now().astimezone())
    if demo:
        _bring_demo(optional("sanjing.demo.company", "ensure_demo"))
    welcome_path = optional("sanjing.foundation.accounts.welcome", "welcome_path")
    welcome = welcome_path() if welcome_path and welcoming else None
    connections.close_all()
    return welcome


def _bring_demo(ensure_demo: Callable[[Callable[[str], None]], None] | None) -> None:
    if ensure_demo is None:
        raise Stop(words("This build has no demo company.", "此版本没有演示公司。"))
    ensure_demo(say)


def _greeting(address: str, welcome: str | None) -> Callable[[], None]:
    def greet() -> None:
        say(words(f"Sanjing is ready: {address}", f"三境已就绪：{address}"))
        if welcome:
            say(
                words(
                    f"Create the administrator (link works once): {address}{welcome}",
                    f"请用此链接创建管理员（只能使用一次）：{address}{welcome}",
                )
            )
        say(words("Ctrl-C stops it.", "按 Ctrl-C 停止。"))

    return greet
