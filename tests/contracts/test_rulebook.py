"""Every table of rules stands in the register of rules, or here with a reason."""

from __future__ import annotations

import re

from django.apps import apps

from sanjing.foundation.rulebook.checks import check_bylaw
from sanjing.foundation.rulebook.declaring import Bylaw, all_bylaws

A_RULE = re.compile(r"(Rule|Limit|Floor|Rhythm|StandingPromise)$|^Stage$")
NO_RULES: dict[str, str] = {}
"""Tables named like one that hold no rules of the company, and why."""


def test_every_table_of_rules_is_declared() -> None:
    named = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("sanjing.") and A_RULE.search(model.__name__)
    }
    declared = {bylaw.model.__name__ for bylaw in all_bylaws() if bylaw.model}

    assert len(declared) >= 7
    assert named - declared == set(NO_RULES)


def test_a_kind_without_a_place_or_words_on_its_check_fails_at_start() -> None:
    wrong = Bylaw(key="nothing", model=None, says=str, how="")

    assert [one.id for one in check_bylaw(wrong)] == ["rulebook.E001", "rulebook.E002"]
    assert not [error for bylaw in all_bylaws() for error in check_bylaw(bylaw)]
