"""Read legacy workbooks in a child process.

A damaged XLS can send the native reader into an endless chain of sectors or make it ask for more
memory than there is, which ends the process; here it ends a child, and the file is refused.
"""

import contextlib
import io
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sanjing.kernel.children import environment

from .errors import UnreadableFile
from .table import Row

MEMORY = 1_500_000_000  # bytes of address space of the child
SECONDS = 120
BATCH = 500


class IsolatedBook:
    """The same as workbook.Book, its rows kept in a temporary file."""

    def __init__(self, open_binary: Callable[[], BinaryIO], sheet: str | None):
        self.store = tempfile.NamedTemporaryFile(prefix="sanjing-", suffix=".rows")  # noqa: SIM115
        with tempfile.NamedTemporaryFile(suffix=".xls") as source, open_binary() as stream:
            shutil.copyfileobj(stream, source)
            source.flush()
            self._parse(source.name, sheet)
        with Path(self.store.name).open("rb") as stream:
            outcome = pickle.load(stream)
            self.first_row = stream.tell()
        if isinstance(outcome, UnreadableFile):
            raise outcome
        self.sheet, self.sheets = outcome

    def _parse(self, source: str, sheet: str | None) -> None:
        command = [sys.executable, "-m", __spec__.name, source, self.store.name]
        try:
            subprocess.run(
                [*command, sheet] if sheet else command,
                env=environment(),
                check=True,
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
            raise UnreadableFile("damaged") from problem

    def rows(self) -> Iterator[Row]:
        """Yield (row number, cells)."""
        with Path(self.store.name).open("rb") as stream:
            stream.seek(self.first_row)
            while batch := pickle.load(stream):
                yield from batch


def main(source: str, store: str, sheet: str | None = None) -> None:
    """Write the outcome and then batches of rows, an empty one last."""
    from .workbook import Book

    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Path(store).open("wb") as stream:
        try:
            book = Book(partial(io.BytesIO, Path(source).read_bytes()), sheet)
        except UnreadableFile as problem:
            pickle.dump(problem, stream)
            return
        pickle.dump((book.sheet, book.sheets), stream)
        batch: list[Row] = []
        for row in book.rows():
            batch.append(row)
            if len(batch) == BATCH:
                pickle.dump(batch, stream)
                batch = []
        pickle.dump(batch, stream)
        if batch:
            pickle.dump([], stream)


if __name__ == "__main__":
    main(*sys.argv[1:])
