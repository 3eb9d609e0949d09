"""What holds for every event that verbs tell."""

import re
from dataclasses import fields
from typing import get_type_hints

import pytest

from sanjing.foundation.events.timeline import words_of_events
from tools.reference.events import happenings


@pytest.mark.parametrize("happening", happenings(), ids=lambda one: one.name)
def test_amounts_are_whole_fen(happening):
    hints = get_type_hints(happening)
    told = {one.name: hints[one.name] for one in fields(happening) if one.name.endswith("amount")}
    for name, kind in told.items():
        assert kind in (int, int | None), f"{happening.name}: give {name} in 分, as an int"


@pytest.mark.parametrize(("name", "told"), words_of_events().items())
def test_the_words_of_an_event_name_facts_it_has(name, told):
    words, note = told
    happening = {one.name: one for one in happenings()}[name]
    known = {"title", *(one.name for one in fields(happening))}
    assert {*re.findall(r"%\((\w+)\)s", str(words)), *filter(None, [note])} <= known
