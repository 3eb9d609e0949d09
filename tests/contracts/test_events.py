"""What holds for every event that verbs tell."""

from dataclasses import fields
from typing import get_type_hints

import pytest

from tools.reference.events import happenings


@pytest.mark.parametrize("happening", happenings(), ids=lambda one: one.name)
def test_amounts_are_whole_fen(happening):
    hints = get_type_hints(happening)
    told = {one.name: hints[one.name] for one in fields(happening) if one.name.endswith("amount")}
    for name, kind in told.items():
        assert kind in (int, int | None), f"{happening.name}: give {name} in 分, as an int"
