"""Fixtures: a real server, and the counting of queries. The cast is in `tests.support.cast`."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.support.databases import company_database, forget_installed
from tests.support.server import Server


def pytest_collection_finish() -> None:
    """What was imported stays: nobody need look for garbage in it between thousands of tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    """Parallel workers end without their exit handlers, so the data folder is removed here."""
    if settings.DATA_DIR.name.startswith("sanjing-test-"):
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
    forget_installed()


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
