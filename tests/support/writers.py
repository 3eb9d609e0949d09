"""People who write without pause over HTTP and remember exactly what they were told."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TOLD = ("name", "phone", "description", "stage")
PHONES = ("138", "139", "150", "186")
LOST = (OSError, http.client.HTTPException)


class Unanswered(Exception):
    """The server went away before it answered: the write happened or it did not."""


@dataclass
class Fact:
    """The last acknowledged state of one record; `doubts` are later writes never answered."""

    version: int
    told: dict[str, Any]
    removed: bool = False
    doubts: int = 0


@dataclass
class Ledger:
    """What one writer was told."""

    facts: dict[int, Fact] = field(default_factory=dict)
    batches: dict[str, bool] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    acknowledged: int = 0


class Writer(threading.Thread):
    """Creates, changes, advances, removes and restores customers of its own until told to stop."""

    def __init__(self, port: int, token: str, name: str, seed: int) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.token, self.random = port, token, random.Random(seed)
        self.ledger, self.stopping = Ledger(), threading.Event()
        self.connection: http.client.HTTPConnection | None = None
        self.count = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                self.step()
            except Unanswered:
                self.connection = None
                self.stopping.wait(0.05)

    def step(self) -> None:
        ours = [pk for pk, fact in self.ledger.facts.items() if fact.doubts < 3]
        if len(ours) < 5:
            self.create()
            return
        steps: tuple[Callable[..., None], ...] = (
            self.create,
            self.create_many,
            self.change,
            self.advance,
            self.remove,
        )
        step = self.random.choices(steps, weights=(35, 3, 45, 10, 7))[0]
        step(self.random.choice(ours)) if step in steps[2:] else step()

    def create(self) -> None:
        status, body = self.ask("POST", "/api/customers", self.values())
        if self.expect(status, 201, body):
            self.ledger.facts[body["id"]] = Fact(body["version"], picked(body))

    def create_many(self) -> None:
        """All or none: a batch that is found in part is a fault, whatever was answered."""
        rows = [self.values() for _ in range(self.random.randint(20, 60))]
        mark = rows[0]["name"]
        for row in rows:
            row["address"] = f"批次 {mark} {len(rows)}"
        self.ledger.batches[mark] = False
        status, body = self.ask("POST", "/api/customers/bulk", {"create": rows})
        if self.expect(status, 200, body) and body["done"] == len(rows):
            self.ledger.batches[mark] = True

    def change(self, pk: int) -> None:
        values = {"phone": self.phone(), "description": f"第 {self.count} 次联系"}
        self.write(pk, "PATCH", f"/api/customers/{pk}", values)

    def advance(self, pk: int) -> None:
        if self.ledger.facts[pk].told["stage"] != "lifelong":
            self.write(pk, "POST", f"/api/customers/{pk}/advance", None)

    def remove(self, pk: int) -> None:
        """Into the bin, and half of the time out of it again."""
        self.write(pk, "DELETE", f"/api/customers/{pk}", None)
        if self.random.random() < 0.5 and self.ledger.facts[pk].removed:
            self.write(pk, "POST", f"/api/customers/{pk}/restore", None, match=False)

    def write(self, pk: int, method: str, path: str, body: Any, *, match: bool = True) -> None:
        fact = self.ledger.facts[pk]
        if fact.doubts or (match and fact.removed):
            self.look_again(pk)
            return
        headers = {"If-Match": f'"{fact.version}"'} if match else {}
        try:
            status, answer = self.ask(method, path, body, **headers)
        except Unanswered:
            fact.doubts += 1
            raise
        if status == 204:
            fact.version, fact.removed = fact.version + 1, True
        elif self.expect(status, 200, answer):
            fact.version, fact.told, fact.removed = answer["version"], picked(answer), False

    def look_again(self, pk: int) -> None:
        """Read what a write in doubt came to; what was acknowledged must not have gone back."""
        fact = self.ledger.facts[pk]
        status, body = self.ask("GET", f"/api/customers/{pk}", None)
        if status == 404 and (fact.doubts or fact.removed):
            fact.doubts = 3  # Removed: the audit decides whether rightly.
        elif self.expect(status, 200, body):
            back = fact.removed and not fact.doubts
            if back or not fact.version <= body["version"] <= fact.version + fact.doubts:
                self.ledger.problems.append(f"{pk}: version {body['version']} after {fact}")
            fact.version, fact.told, fact.doubts = body["version"], picked(body), 0
            fact.removed = False

    def expect(self, status: int, wanted: int, body: Any) -> bool:
        if status != wanted:
            self.ledger.problems.append(f"{status} instead of {wanted}: {body}")
        self.ledger.acknowledged += status == wanted
        return status == wanted

    def values(self) -> dict[str, Any]:
        self.count += 1
        return {"name": f"{self.name}{self.count:05d}号商行", "phone": self.phone()}

    def phone(self) -> str:
        return f"{self.random.choice(PHONES)} {self.random.randrange(10**8):08d}"[:16]

    def ask(self, method: str, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Status and decoded answer. Raises Unanswered."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            raw = None if body is None else json.dumps(body).encode()
            self.connection.request(method, path, raw, self.headers(**headers))
            response = self.connection.getresponse()
            data = response.read()
        except LOST as error:
            raise Unanswered from error
        return response.status, json.loads(data) if data else None

    def headers(self, **more: str) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return own | {name.replace("_", "-"): value for name, value in more.items()}


def picked(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in TOLD}
