"""API tokens open what their holder may do, until they end."""

from datetime import timedelta

import pytest

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.actions.issue_token import UnknownScope
from sanjing.foundation.accounts.guards import AdministratorRequired
from sanjing.foundation.accounts.models import ApiToken
from sanjing.foundation.accounts.queries import actor_for, actor_for_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(salesperson, at):
    return actions.issue_token(
        salesperson,
        name="官网",
        scopes=["customers:read", "read"],
        expires_at=at + timedelta(days=1),
        by=actor_for(salesperson),
        at=at,
    )


def test_a_token_acts_as_its_holder_within_its_scopes(issued, salesperson, at):
    actor, scopes = actor_for_token(issued[1], at=at)
    assert (actor.user_id, actor.via) == (salesperson.pk, "api")
    assert scopes == {"read", "customers:read"}
    assert ApiToken.objects.get().last_used_at == at


def test_only_the_digest_is_stored(issued):
    assert issued[1] not in str(list(ApiToken.objects.values_list()))


def test_a_wrong_expired_or_revoked_token_opens_nothing(issued, salesperson, at):
    token, secret = issued
    assert actor_for_token(secret + "x", at=at) is None
    assert actor_for_token(secret, at=at + timedelta(days=1)) is None
    actions.revoke_token(token, by=actor_for(salesperson), at=at)
    assert actor_for_token(secret, at=at) is None


def test_a_deactivated_holder_takes_the_token_along(issued, salesperson, by, at):
    actions.deactivate_user(salesperson, by=by, at=at)
    assert actor_for_token(issued[1], at=at) is None
    actions.reactivate_user(salesperson, by=by, at=at)
    assert actor_for_token(issued[1], at=at) is None


@pytest.mark.parametrize("scopes", [[], ["everything"], ["Customers:read"], ["read;write"]])
def test_an_unknown_scope_is_refused(salesperson, at, scopes):
    with pytest.raises(UnknownScope):
        actions.issue_token(salesperson, name="x", scopes=scopes, by=actor_for(salesperson), at=at)
    assert not ApiToken.objects.exists()


def test_nobody_issues_a_token_for_someone_else(salesperson, administrator, at):
    with pytest.raises(AdministratorRequired):
        actions.issue_token(
            administrator, name="x", scopes=["read"], by=actor_for(salesperson), at=at
        )
    assert not ApiToken.objects.exists()
