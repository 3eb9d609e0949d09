"""Programs that call the API as one of the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.api import callers
from sanjing.api.limits import Buckets
from sanjing.foundation.accounts.actions import issue_token
from tests.support.cast import Person

MakeProgram = Callable[..., "Program"]


class Program:
    """A client with a token. Header names are written with underscores: `if_match='"1"'`."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(path, params)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("post", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("delete", path, None, **headers)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        send = getattr(self.client, method)
        return send(path, body, content_type="application/json", headers=given)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> MakeProgram:
    """`program(person, *scopes)`, without a rate limit."""
    monkeypatch.setattr(callers, "buckets", Buckets(0))
    return make_program


def make_program(person: Person, *scopes: str) -> Program:
    wanted = scopes or ("read", "write")
    _token, secret = issue_token(
        person.user, name="测试", scopes=wanted, by=person.actor, at=timezone.now()
    )
    return Program(secret)
