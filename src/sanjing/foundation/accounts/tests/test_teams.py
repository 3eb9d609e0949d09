"""The tree of teams and the reach it gives."""

import pytest

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.actions.move_team import BelowItself
from sanjing.foundation.accounts.guards import AdministratorRequired
from sanjing.foundation.accounts.models import Team
from sanjing.foundation.accounts.queries import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(by, at):
    """销售部 > 华东 > 上海; 服务部."""
    sales = actions.create_team(name="销售部", by=by, at=at)
    east = actions.create_team(name="华东", parent=sales, by=by, at=at)
    shanghai = actions.create_team(name="上海", parent=east, by=by, at=at)
    service = actions.create_team(name="服务部", by=by, at=at)
    return sales, east, shanghai, service


def below(user, team):
    user.team = Team.objects.get(pk=team.pk)
    return set(actor_for(user).teams_below)


def test_and_below_reaches_the_whole_branch_only(tree, salesperson):
    sales, east, shanghai, service = tree
    assert below(salesperson, sales) == {sales.pk, east.pk, shanghai.pk}
    assert below(salesperson, east) == {east.pk, shanghai.pk}
    assert below(salesperson, service) == {service.pk}


def test_a_moved_team_takes_its_branch_along(tree, salesperson, by, at):
    sales, east, shanghai, service = tree
    actions.move_team(east, parent=service, by=by, at=at)
    assert below(salesperson, service) == {service.pk, east.pk, shanghai.pk}
    assert below(salesperson, sales) == {sales.pk}
    actions.move_team(east, parent=None, by=by, at=at)
    assert Team.objects.get(pk=shanghai.pk).path == f"/{east.pk}/{shanghai.pk}/"
    assert Team.objects.get(pk=shanghai.pk).parent_id == east.pk


def test_a_team_cannot_hang_below_itself(tree, by, at):
    sales, _, shanghai, _ = tree
    before = list(Team.objects.order_by("pk").values())
    for parent in (sales, shanghai):
        with pytest.raises(BelowItself):
            actions.move_team(sales, parent=parent, by=by, at=at)
    assert list(Team.objects.order_by("pk").values()) == before


def test_only_an_administrator_moves_teams(tree, salesperson, at):
    with pytest.raises(AdministratorRequired):
        actions.move_team(tree[1], parent=None, by=actor_for(salesperson), at=at)
    assert Team.objects.get(pk=tree[1].pk).parent == tree[0]


def test_the_page_builds_moves_and_renames(admin_client, tree):
    sales, east, _, service = tree
    admin_client.post("/settings/teams/", {"name": "苏州", "parent": east.pk})
    suzhou = Team.objects.get(name="苏州")
    assert suzhou.path == f"/{sales.pk}/{east.pk}/{suzhou.pk}/"
    admin_client.post(f"/settings/teams/{suzhou.pk}/", {"name": "苏南", "parent": service.pk})
    suzhou.refresh_from_db()
    assert (suzhou.name, suzhou.path) == ("苏南", f"/{service.pk}/{suzhou.pk}/")


def test_the_page_says_why_a_team_cannot_be_moved(admin_client, tree):
    sales, east, _, _ = tree
    answer = admin_client.post(
        f"/settings/teams/{sales.pk}/", {"name": "销售部", "parent": east.pk}
    )
    assert answer.status_code == 422
    assert "不能放到自己或自己的下级团队下面" in answer.content.decode()
