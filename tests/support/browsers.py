"""A person at a real browser. Whatever the browser complains about is a fault of the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from tests.support.cast import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-background-networking",
]
AXE = Path(__file__).with_name("axe") / "axe.min.js"
PATIENCE = 15_000
PHONE, DESK = (375, 740), (1440, 900)
ANTICIPATED = (400, 403, 404, 409, 422)
"""Answers that pages give to a person on purpose; Chromium logs them as errors all the same."""


@contextmanager
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"There is no {CHROMIUM}; on Debian run: apt install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """One person's browser profile with one tab; `faults` must stay empty."""

    def __init__(self, browser: Browser, address: str, size: tuple[int, int] = DESK) -> None:
        width, height = size
        self.address = address
        self.faults: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in ANTICIPATED:
            self.faults.append(f"{response.status} {response.url}")
        if response.status >= 400 and "/static/" in response.url:
            self.faults.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, username: str, password: str = PASSWORD) -> Visitor:
        page = self.open("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("main button.btn-primary, form button.btn-primary")
        page.wait_for_url(lambda url: "/login/" not in url)
        return self

    def overflow(self, size: tuple[int, int] | None = None) -> int:
        """How many pixels the page is wider than the screen, or than one of another size would be."""
        if size is None:
            return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.wait_for_timeout(60)  # Charts follow in their next frame.
        wider = self.overflow()
        if usual:
            self.page.set_viewport_size(usual)
        return wider

    def hindrances(self) -> list[str]:
        """Serious and critical findings of axe on the page as it stands."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
        )
        return [
            f"{one['id']} ({one['impact']}): {one['help']}: {one['nodes'][0]['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
