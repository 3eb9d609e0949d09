"""Every example in a docstring is true."""

import doctest
import importlib
import pkgutil

import pytest

import sanjing.kernel

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(sanjing.kernel.__path__, "sanjing.kernel.")
    if not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
