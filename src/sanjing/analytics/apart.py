"""Read SQLite in a process of its own.

ADBC brings a SQLite library of its own. When one library closes a file, the system gives up every lock that its process
holds on it, those of another library too (https://www.sqlite.org/howtocorrupt.html, 2.2): a write under way in the
same process would stand unlocked, and be lost under somebody else's. So the file is opened in a child that does
nothing else. It is asked through its input, a line of JSON a question, and answers through its output, a pickled frame
or the text of a refusal; it ends when its input does, or when nobody asked it for a while.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import subprocess
import sys
from collections.abc import Sequence
from threading import Lock
from typing import Any
from urllib.parse import quote

import polars as pl

from sanjing.kernel.children import environment

IDLE = 30.0
"""Seconds after which a child that nobody asks ends."""
AT_ONCE = 1_000_000
"""Rows from which the driver guesses the type of a column: guessing from few would fail on later ones."""


ENDED = (OSError, EOFError, pickle.UnpicklingError)
"""What asking a child raises that has ended, or ends while it answers."""


class UnreadError(Exception):
    """The database refused a query, or the child that read ended; the text says why."""


class Child:
    """A process that reads; a signal to this one's group, like Ctrl-C, does not reach it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__], env=environment(), process_group=0,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, question: bytes) -> pl.DataFrame | str:
        """The rows, or why there are none. Raises one of ENDED if it has."""
        pipes: Any = self.process
        pipes.stdin.write(question)
        pipes.stdin.flush()
        return pickle.load(pipes.stdout)

    def end(self) -> None:
        with self.process:
            self.process.kill()


_child: Child | None = None
_turn = Lock()


def read_sqlite(file: str, text: str, values: Sequence[float | str | None]) -> pl.DataFrame:
    """What a SELECT gives, its columns as the driver hands them over. Raises UnreadError."""
    question = json.dumps([file, text, list(values)]).encode() + b"\n"
    with _turn:
        try:
            told = asked(question)
        except ENDED:  # It had just ended, for nobody asked; another one is asked.
            told = asked_again(question)
    if isinstance(told, str):
        raise UnreadError(told)
    return told


def asked(question: bytes) -> pl.DataFrame | str:
    global _child
    child, _child = _child or Child(), None
    try:
        told = child.ask(question)
    except BaseException:
        child.end()
        raise
    _child = child
    return told


def asked_again(question: bytes) -> pl.DataFrame | str:
    try:
        return asked(question)
    except ENDED as problem:
        raise UnreadError("the process that reads ended") from problem


def main() -> None:
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What a library prints must not stand between answers.
    while select.select([questions], [], [], IDLE)[0] and (question := questions.readline()):
        pickle.dump(answer(*json.loads(question)), answers)
        answers.flush()


def answer(file: str, text: str, values: list[Any]) -> pl.DataFrame | str:
    from adbc_driver_sqlite import dbapi

    try:
        with (
            dbapi.connect(f"file:{quote(file)}?mode=ro") as connection,
            connection.cursor() as cursor,
        ):
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(AT_ONCE)})
            cursor.execute(text, tuple(values))
            return pl.DataFrame(cursor.fetch_arrow())
    except dbapi.Error as refused:
        return str(refused)


if __name__ == "__main__":
    main()
