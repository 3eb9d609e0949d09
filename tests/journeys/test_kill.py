"""The power goes ten times while people work; nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import time

import pytest

from tests.support.inside import ask
from tests.support.receiver import receiving
from tests.support.server import Server
from tests.support.writers import Fact, Ledger, Writer

KILLS = 10
WRITERS = 4
SEED = 4815
AUDIT = "tests.support.audit"


@pytest.mark.slow
def test_ten_power_cuts_lose_nothing_that_was_acknowledged(server: Server) -> None:
    server.variables |= {"SANJING_WEBHOOK_ALLOW_PRIVATE": "yes", "SANJING_API_RATE": "0"}
    server.start()
    with receiving() as receiver:
        token = ask(server, AUDIT, "prepare", receiver.url)
        ledgers = write_through(server, token, random.Random(SEED))
        found = ask(server, AUDIT, "found")
        assert found["owed"] and set(found["owed"]) <= set(receiver.heard)
    assert [problem for ledger in ledgers for problem in ledger.problems] == []
    assert sum(ledger.acknowledged for ledger in ledgers) > 10 * KILLS
    assert lost(ledgers, found["customers"]) == []
    assert halves(ledgers, found["batches"]) == []
    for kind in ("imported_wrongly", "told_wrongly", "found_wrongly", "delivered_wrongly", "chain"):
        assert found[kind] == [], kind


def write_through(server: Server, token: str, chance: random.Random) -> list[Ledger]:
    """Let everybody write while the server is killed and started again; stop it at the end."""
    writers = [Writer(server.port, token, f"写手{n}", seed=SEED + n) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.3, 2.0))
        server.kill_tree()
        server.start()
    for writer in writers:
        writer.stopping.set()
    for writer in writers:
        writer.join(60)
    wait_for_the_import(server)
    assert server.stop() == 0
    return [writer.ledger for writer in writers]


def lost(ledgers: list[Ledger], customers: dict[str, dict]) -> list[str]:
    """Acknowledged states that are neither there nor overtaken by a write in doubt."""
    wrong = []
    for ledger in ledgers:
        for pk, fact in ledger.facts.items():
            row = customers.get(str(pk))
            if row is None or not stands(fact, row):
                wrong.append(f"{pk}: {row}, acknowledged {fact}")
    return wrong


def wait_for_the_import(server: Server, patience: float = 60) -> None:
    """The restarted worker goes on by itself; what it makes of it the audit sees."""
    deadline = time.monotonic() + patience
    while ask(server, AUDIT, "import_state") in ("waiting", "running"):
        assert time.monotonic() < deadline, server.output
        time.sleep(0.5)


def stands(fact: Fact, row: dict) -> bool:
    if row["version"] == fact.version:
        return (row["told"], row["removed"]) == (fact.told, fact.removed)
    return fact.version < row["version"] <= fact.version + fact.doubts


def halves(ledgers: list[Ledger], batches: dict[str, int]) -> list[str]:
    """Bulk writes of which only some rows are there, or none though acknowledged."""
    acknowledged = {
        mark for ledger in ledgers for mark, answered in ledger.batches.items() if answered
    }
    there = {address.split()[1]: (int(address.split()[2]), n) for address, n in batches.items()}
    partly = [f"{mark}: {n} of {size}" for mark, (size, n) in there.items() if n != size]
    return partly + [f"{mark}: none" for mark in acknowledged - there.keys()]
