"""The pictures of the README and the guides, taken from the demo company: script/pictures"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.inside import ask
from tests.support.server import Server

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
WIDE, LOW, PHONE = (1440, 900), (1200, 760), (375, 760)
MOST_BYTES = 120_000


def today(page: Page) -> None:
    page.goto("/")


def customers(page: Page) -> None:
    page.goto("/customers/?sort=-last_contacted_at")


def customer(page: Page) -> None:
    page.goto("/customers/?owner=me&tags__has=工业&sort=-order_total")
    page.locator("tbody tr a").first.click()
    page.wait_for_url(re.compile(r"/customers/\d+/"))


def log(page: Page) -> None:
    customer(page)
    page.locator("a[href*='/log/?kind=visit']").click()
    page.wait_for_selector("#log-form form")
    page.locator(".sj-quick-log, #log-form").first.evaluate("panel => panel.scrollIntoView()")


def at(address: str) -> Callable[[Page], None]:
    def look(page: Page) -> None:
        page.goto(address)

    return look


def contract(page: Page) -> None:
    page.goto("/contracts/?state=signed")
    page.locator("tbody tr a").first.click()
    page.wait_for_url(re.compile(r"/contracts/\d+/"))


@dataclass(frozen=True)
class Picture:
    name: str
    who: str
    size: tuple[int, int]
    go: Callable[[Page], None]


PICTURES = (
    Picture("today", "boss", WIDE, today),
    Picture("customers", "manager", WIDE, customers),
    Picture("customer", "seller", WIDE, customer),
    Picture("today-phone", "seller", PHONE, today),
    Picture("customer-phone", "seller", PHONE, customer),
    Picture("log-phone", "seller", PHONE, log),
    Picture("board", "manager", LOW, at("/deals/board/")),
    Picture("forecast", "manager", LOW, at("/deals/forecast/")),
    Picture("promises", "manager", LOW, at("/promises/score/")),
    Picture("approvals-phone", "manager", PHONE, at("/approvals/")),
    Picture("ageing", "finance", LOW, at("/receivables/")),
    Picture("collection", "finance", LOW, at("/collection/")),
    Picture("perfect", "boss", LOW, at("/deliveries/perfect/")),
    Picture("visits-phone", "seller", PHONE, at("/visits/")),
    Picture("files", "manager", LOW, contract),
    Picture("worth", "boss", LOW, at("/insights/")),
    Picture("quadrants", "boss", LOW, at("/insights/quadrants/")),
)


def take(browser: Browser, server: Server, language: str, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        base_url=server.address,
        locale=LANGUAGES[language],
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    sign_in(page, picture.who, re.findall(r"Password.*: (\S+)", server.output)[0])
    picture.go(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)  # Charts draw themselves.
    path = FOLDER / language / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    slim(path)


def sign_in(page: Page, who: str, password: str) -> None:
    page.goto("/login/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def slim(path: Path) -> None:
    """Few colours are enough for a page; a picture must not weigh down the repository."""
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} is larger than {MOST_BYTES} bytes.")


def paper_of(language: str) -> Path:
    return FOLDER / language / "quote-paper.png"


def main() -> int:
    for language in LANGUAGES:
        (FOLDER / language).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        server = Server(Path(scratch) / "data")
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        try:
            server.launch("--demo")
            server.wait_for("ready", patience=300)
            for language in LANGUAGES:
                for picture in PICTURES:
                    take(browser, server, language, picture)
                slim(Path(ask(server, "tools.paper", "draw", language, str(paper_of(language)))))
        finally:
            browser.close()
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
