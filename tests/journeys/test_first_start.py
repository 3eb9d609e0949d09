"""The first minutes: the one-time link makes the administrator, and only once."""

import pytest

from tests.support.server import Server

pytestmark = pytest.mark.journey
PASSWORD = "Changjiang-2031"


def test_the_printed_link_leads_to_the_first_administrator_and_home(
    new_server: Server, visit
) -> None:
    server = new_server.start()
    assert f"Sanjing is ready: {server.address}\n" in server.output
    assert server.health()["database"] == "sqlite"
    link = server.welcome_link
    assert link.startswith(f"{server.address}/welcome/")
    stranger = visit(server.address)
    assert "/login/" in stranger.open("/customers/").url
    page = stranger.page
    page.goto(link)
    fields = {
        "username": "laoban",
        "name": "王老板",
        "password": PASSWORD,
        "password_again": PASSWORD,
    }
    for box in page.locator("form input:visible").all():
        name = box.get_attribute("name") or ""
        kind = box.get_attribute("type")
        box.fill(PASSWORD if kind == "password" else fields.get(name, ""))
    page.click("form button.btn-primary")
    page.wait_for_url(server.address + "/")
    assert page.locator("h1").count() == 1
    assert page.locator("nav a[href='/customers/']").count() >= 1
    assert "王老板" in page.content()

    second = visit(server.address)
    second.page.goto(link)
    assert second.page.locator("input[type=password]:visible").count() in (0, 1)
    second.sign_in("laoban", PASSWORD)
    assert second.page.url == server.address + "/"
