"""The examples in the documentation of the functions run, and give what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

import sanjing.analytics

HERE = Path(sanjing.analytics.__file__).parent
WITH_EXAMPLES = [
    path.stem for path in sorted(HERE.glob("*.py")) if ">>>" in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_are_true(name):
    found = doctest.testmod(importlib.import_module(f"sanjing.analytics.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
