"""A program that calls the API as one of the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.api import callers
from sanjing.api.limits import Buckets
from sanjing.foundation.accounts.actions import issue_token
from tests.support.cast import Person


class Program:
    """A client with a token; JSON in, JSON out."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(path, params)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        send = getattr(self.client, method)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(path, body, content_type="application/json", headers=given)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("post", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("delete", path, **headers)


@pytest.fixture
def program() -> Callable[..., Program]:
    def make(person: Person, *scopes: str) -> Program:
        wanted = scopes or ("read", "write")
        _token, secret = issue_token(
            person.user, name="测试", scopes=wanted, by=person.actor, at=timezone.now()
        )
        return Program(secret)

    return make


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rate limit, unless a test brings its own."""
    monkeypatch.setattr(callers, "buckets", Buckets(0))
