"""Fixtures: a real server, and the counting of queries. The cast is in `tests.support.cast`."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.support.databases import (
    PLACE,
    begin_installing,
    company_database,
    database_beside,
    forget_installed,
    install,
    installed,
    server_url,
)
from tests.support.server import Server

ASKING = {"db", "transactional_db", "django_db_setup", "server", "new_server"}
"""Fixtures that lead to the database, a test's own or that of a real server."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--asking-the-database", action="store_true", help="leave out files none of whose tests do"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("asking_the_database"):
        return
    files = {item.path for item in items if asks(item)}
    config.hook.pytest_deselected(items=[item for item in items if item.path not in files])
    items[:] = [item for item in items if item.path in files]


def asks(item: pytest.Item) -> bool:
    """Whether a test asks the database; that it cannot without naming one of these, Django sees to."""
    fixtures = ASKING & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_configure(config: pytest.Config) -> None:
    """The first of several processes begins what all of them will copy. All keep what they compiled."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if hasattr(config, "workerinput"):
        return
    if config.getoption("numprocesses", None) and not config.option.collectonly:
        os.environ[PLACE] = str(begin_installing())


def pytest_collection_finish() -> None:
    """What was imported stays: nobody need look for garbage in it between thousands of tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    """Parallel workers end without their exit handlers, so the data folder is removed here."""
    if settings.DATA_DIR.name.startswith("sanjing-test-"):
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
    forget_installed()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """The database of this process: a copy of the installed, empty company."""
    with ExitStack() as stack:
        if server_url():
            name = stack.enter_context(database_beside(installed())).rpartition("/")[2]
        else:
            install(settings.DATA_DIR / "company")
            name = str(settings.DATA_DIR / "company" / "sanjing.sqlite3")
        with django_db_blocker.unblock():
            connection.close()
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
            if os.environ["DJANGO_SETTINGS_MODULE"] != "tests.support.settings":
                call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        yield
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(scope="module")
def all_along(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What fixtures of a module write within this stands for all its tests, and is gone after the last.

    Every test still has a transaction of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page that was asked for in another language leaves it behind for the next test."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of an installed company, not started yet; it is stopped afterwards."""
    with company_database(tmp_path / "data") as variables:
        server = Server(tmp_path / "data", variables)
        yield server
        server.stop()


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Server]:
    """A server whose first start installs the company."""
    with company_database() as variables:
        server = Server(tmp_path / "data", variables)
        yield server
        server.stop()


@pytest.fixture
def running(server: Server) -> Server:
    """A server that answers."""
    return server.start()


@pytest.fixture
def queries_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], int]:
    """`queries_of(act)` is how many queries that takes, without what is looked at once a second."""
    from sanjing.foundation.accounts import company
    from sanjing.foundation.customization import queries

    for module in (company, queries):
        monkeypatch.setattr(module, "LOOK_AGAIN", float("inf"))

    def counted(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return counted
