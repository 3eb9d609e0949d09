"""Tests of the tests: what has none is either covered or excused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.kinds import KINDS, kind_of
from tests.support.factories import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
EXCUSED: dict[str, str] = {}
"""Modules without tests of their own, and why that is enough for now."""


def module_of(entity) -> Path:
    parts = type(entity).__module__.split(".")[:-1]
    return ROOT / "src" / Path(*parts)


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_the_module_of_every_entity_has_tests(entity) -> None:
    folder = module_of(entity)
    if folder.name in EXCUSED:
        assert EXCUSED[folder.name]
        pytest.skip(EXCUSED[folder.name])
    assert list((folder / "tests").glob("test_*.py")), (
        f"{folder.name} has no tests: add {folder.name}/tests/test_<verb>.py, one file a verb, or "
        "excuse it with a reason in EXCUSED."
    )


def source_of_tests(function) -> str:
    """The tests of the module that offers a verb, which need not be the one of its record type."""
    parts = function.__module__.split(".")[:3]
    folder = ROOT / "src" / Path(*parts) / "tests"
    return "".join(path.read_text("utf-8") for path in folder.glob("test_*.py"))


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_every_verb_is_named_in_a_test_of_its_module(entity) -> None:
    if module_of(entity).name in EXCUSED:
        pytest.skip("its module is excused")
    missing = [
        verb
        for verb, action in entity.actions.items()
        if verb not in source_of_tests(action.function)
    ]
    assert missing == [], f"No test of {entity.name} names {missing}: add test_{missing[0]}.py."


def test_every_kind_has_a_sample() -> None:
    columns = [c for e in registry.all_entities() for c in e.model._meta.concrete_fields]
    names = {kind.name for column in columns if (kind := kind_of(column))} | {*KINDS}
    assert names - {"link", "user"} <= {*SAMPLES}
