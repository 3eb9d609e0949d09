"""A real server with a small company, and people who sit before a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browsers import DESK, Visitor, chromium
from tests.support.databases import company_database
from tests.support.inside import ask
from tests.support.server import Server


@dataclass
class Company:
    address: str
    ids: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, list] = field(default_factory=dict)

    def at(self, slug: str, key: str, rest: str = "") -> str:
        return f"/{slug}/{self.ids[key]}/{rest}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a file. It ends with the file: its event loop would forbid others the database."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def company(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """`sanjing serve` with the cast and a few records; shared by the journeys of one file, which may
    name a company of its own in COMPANY.
    """
    prepared = getattr(request.module, "COMPANY", "tests.support.journey_company")
    folder: Path = tmp_path_factory.mktemp("company")
    with company_database(folder / "data") as variables:
        server = Server(folder / "data", variables).start()
        try:
            yield Company(server.address, ask(server, prepared, "prepare"))
        finally:
            server.stop()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visit(address, size)` sits somebody down; at the end nobody's browser may have complained."""
    visitors: list[Visitor] = []

    def sit_down(address: str, size: tuple[int, int] = DESK) -> Visitor:
        visitors.append(Visitor(browser, address, size))
        return visitors[-1]

    yield sit_down
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.context.close()
    assert faults == []


@pytest.fixture
def person(company: Company, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """`person("seller")` is somebody of the cast, signed in and at home."""

    def sit_down(username: str, size: tuple[int, int] = DESK) -> Visitor:
        visitor = visit(company.address, size)
        if username in company.cookies:
            visitor.context.add_cookies(company.cookies[username])
            visitor.open("/")
        else:
            visitor.sign_in(username)
            company.cookies[username] = visitor.context.cookies()
        return visitor

    return sit_down
