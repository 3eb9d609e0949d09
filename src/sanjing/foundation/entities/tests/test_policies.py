"""What a search row carries of whose it is."""

from types import SimpleNamespace

import pytest

from sanjing.foundation.entities.policies import TeamPolicy

PERSON = SimpleNamespace(pk=3, team_id=7)
RECORD = SimpleNamespace(
    owner_id=3, owner=PERSON, team_id=5, customer=SimpleNamespace(owner_id=4, team_id=8)
)


@pytest.mark.parametrize(
    ("policy", "tokens"),
    [
        (TeamPolicy(), "xo3 xt5"),
        (TeamPolicy(team="owner__team"), "xo3 xt7"),
        (TeamPolicy(owner="customer__owner", team="customer__team"), "xo4 xt8"),
    ],
)
def test_owner_and_team_are_found_over_their_paths(policy, tokens) -> None:
    assert policy.tokens(RECORD) == tokens


def test_nobodys_is_open() -> None:
    assert (
        TeamPolicy(team="owner__team").tokens(SimpleNamespace(owner_id=None, owner=None)) == "xopen"
    )
