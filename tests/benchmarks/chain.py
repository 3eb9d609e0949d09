"""Events of a generated company, sealed as they are made, so that `sanjing verify` finds them sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sanjing.foundation.events.models import Event, Seal
from sanjing.foundation.events.seal import canonical
from tests.benchmarks.loading import Table, moment

SEALED_TOGETHER = 20_000
EVENTS = Table(Event, "id", "name", "entity", "record_id", "hub_id", "title", "actor_id", "actor_name",
               "via", "at", "data", "seal_id")  # fmt: skip
SEALS = Table(Seal, "id", "digest", "previous", "count", "sealed_at")


class Ledger:
    """Numbers events and closes a seal after every twenty thousand."""

    def __init__(self) -> None:
        self.last, self.seal, self.inside = 0, 1, 0
        self.previous, self.at = "", datetime.now().astimezone()
        self.digest = hashlib.sha256()
        self.seals: list[list[Any]] = []

    def event(
        self,
        name: str,
        record_id: int,
        hub_id: int,
        title: str,
        who: tuple[int, str],
        at: datetime,
        data: dict,
    ) -> list[Any]:
        self.last += 1
        self.inside += 1
        self.at = at = at.replace(microsecond=0)
        entity = name.partition(".")[0]
        told = SimpleNamespace(
            pk=self.last, name=name, entity=entity, record_id=record_id, hub_id=hub_id, title=title,
            actor_id=who[0], actor_name=who[1], via="web", at=at, data=data, batch=None,
        )  # fmt: skip
        self.digest.update(canonical(told))
        raw = json.dumps(data, ensure_ascii=False)
        row = EVENTS.row(
            self.last,
            name,
            entity,
            record_id,
            hub_id,
            title,
            who[0],
            who[1],
            "web",
            moment(at),
            raw,
            self.seal,
        )
        if self.inside == SEALED_TOGETHER:
            self.close()
        return row

    def close(self) -> None:
        digest = self.digest.hexdigest()
        self.seals.append(SEALS.row(self.seal, digest, self.previous, self.inside, moment(self.at)))
        self.previous, self.inside, self.seal = digest, 0, self.seal + 1
        self.digest = hashlib.sha256(digest.encode())

    def rest(self) -> Iterator[dict[Table, list]]:
        if self.inside:
            self.close()
        yield {SEALS: self.seals}
