"""Parts of a test that fail under names of their own.

There are tens of thousands, nearly all of which hold: only one that fails is reported, by pytest's own means.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from _pytest.subtests import Subtests


class Parts:
    """`with subtests.test("name"):` goes on after a failure, which is told with that name."""

    def __init__(self, told: Any) -> None:
        self._told = told

    @contextmanager
    def test(self, name: str) -> Iterator[None]:
        try:
            yield
        except BaseException as failure:
            with self._told.test(name):
                raise failure


@pytest.fixture
def subtests(subtests: Subtests) -> Parts:
    return Parts(subtests)
