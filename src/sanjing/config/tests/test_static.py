"""Static files come from the package, cached for ever under an address that follows the content."""

import re

import pytest
from django.test import Client

from sanjing.config.static import hashed_name

VENDORED = "vendor/htmx.min.js"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_installed(settings) -> None:
    """Files are read once at the start, as the settings of the tests spare every client."""
    settings.WHITENOISE_AUTOREFRESH = False


def test_the_address_holds_a_digest_of_the_content() -> None:
    assert re.fullmatch(r"vendor/htmx\.min\.[0-9a-f]{12}\.js", hashed_name(VENDORED))


def test_an_unknown_name_stays_as_it_is() -> None:
    assert hashed_name("vendor/nothing.js") == "vendor/nothing.js"


def test_the_hashed_address_is_immutable(client: Client) -> None:
    answer = client.get(f"/static/{hashed_name(VENDORED)}")
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]


def test_the_plain_address_gives_the_same_file_for_an_hour(client: Client) -> None:
    plain = client.get(f"/static/{VENDORED}")
    assert plain["Cache-Control"] == "max-age=3600, public"
    assert b"".join(plain) == b"".join(client.get(f"/static/{hashed_name(VENDORED)}"))


def test_a_digest_of_other_content_is_not_found(client: Client) -> None:
    assert client.get("/static/vendor/htmx.min.000000000000.js").status_code != 200
