"""A firm whose customers were scored, for the pages that read scores: taken by name into the tests that want it."""

from __future__ import annotations

from random import Random

import pytest

from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.tests.conftest import AT, found_firm

MONTHS = 2


@pytest.fixture(scope="module")
def written_and_scored(all_along):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "MONTHS", MONTHS)
        firm = found_firm(Random(20260630))
        carry_out(ask(at=AT), at=AT)
    return firm


@pytest.fixture
def scored(written_and_scored, db):
    """The firm, in a transaction of the test's own."""
    return written_and_scored
