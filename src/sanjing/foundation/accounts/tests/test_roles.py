"""What roles grant, how several add up, and the page where they are set."""

import pytest

from sanjing.foundation.accounts import actions, catalog, roles
from sanjing.foundation.accounts.actor import VERBS, Actor, FieldRule, Scope
from sanjing.foundation.accounts.guards import AdministratorRequired, LastAdministrator
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.accounts.queries import actor_for, explain_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def boat():
    """An entity of this test only."""
    catalog.register_entity("boat", "船", lambda: [("hull", "船体"), ("phone", "电话")])
    yield "boat"
    catalog.forget_entity("boat")


@pytest.fixture
def role(by, at):
    return actions.create_role(name="船长", by=by, at=at)


def test_the_star_speaks_where_an_entity_is_silent():
    actor = Actor(1, "x", grants={"*": {"see": Scope.ALL}, "boat": {"change": Scope.MINE}})
    assert actor.scope("boat", "see") is Scope.ALL
    assert actor.scope("boat", "change") is Scope.MINE
    assert actor.scope("car", "change") is Scope.NONE


def test_several_roles_add_up_to_the_widest_scope(salesperson):
    salesperson.roles.create(key="a", name="a", grants={"boat": {"see": "mine", "remove": "none"}})
    salesperson.roles.create(key="b", name="b", grants={"*": {"see": "team", "remove": "mine"}})
    actor = actor_for(salesperson)
    assert actor.scope("boat", "see") is Scope.TEAM
    assert actor.scope("boat", "remove") is Scope.MINE


def test_a_field_rule_holds_only_if_every_role_that_shows_the_entity_has_it(salesperson):
    salesperson.roles.clear()
    masked = {"boat": {"phone": "masked"}}
    salesperson.roles.create(key="a", name="a", grants={"*": {"see": "all"}}, field_rules=masked)
    blind = salesperson.roles.create(key="b", name="b", grants={"car": {"see": "all"}})
    assert actor_for(salesperson).field_rule("boat", "phone") is FieldRule.MASKED
    blind.grants = {"boat": {"see": "mine"}}
    blind.save()
    assert actor_for(salesperson).field_rule("boat", "phone") is None


def test_why_someone_may_names_the_roles_widest_first(salesperson):
    salesperson.roles.create(key="a", name="船长", grants={"boat": {"see": "all"}})
    salesperson.roles.create(key="b", name="水手", grants={"boat": {"see": "none"}})
    reasons = explain_scope(actor_for(salesperson), "boat", "see")
    assert reasons == [("船长", Scope.ALL), ("销售", Scope.MINE)]


def test_ready_roles_are_complete_and_installing_again_keeps_changes(db):
    Role.objects.filter(key="service").update(name="热线")
    roles.install_ready_roles()
    assert Role.objects.get(key="service").name == "热线"
    assert Role.objects.count() == len(roles.READY_ROLES) == 8
    for role in Role.objects.all():
        assert all(set(row) == set(VERBS) for row in role.grants.values())


@pytest.mark.parametrize(
    ("key", "entity", "verb", "scope"),
    [
        ("salesperson", "customer", "see", Scope.MINE),
        ("salesperson", "customer", "create", Scope.ALL),
        ("salesperson", "customer", "export", Scope.NONE),
        ("sales_manager", "customer", "assign", Scope.BELOW),
        ("service", "contact", "change", Scope.ALL),
        ("service", "order", "change", Scope.NONE),
        ("finance", "order", "export", Scope.ALL),
        ("owner", "anything", "remove", Scope.ALL),
    ],
)
def test_ready_roles_grant_what_their_work_needs(salesperson, key, entity, verb, scope):
    salesperson.roles.set([Role.objects.get(key=key)])
    assert actor_for(salesperson).scope(entity, verb) is scope


def test_the_matrix_saves_scopes_and_field_rules(admin_client, role, boat, salesperson):
    answer = admin_client.post(
        f"/settings/roles/{role.pk}/",
        {
            "name": "船长",
            "grant:*:see": "mine",
            "grant:boat:see": "team",
            "grant:boat:create": "all",
            "rule:boat:phone": "hidden",
        },
    )
    assert answer.status_code == 302
    role.refresh_from_db()
    assert role.grants["boat"] == {"see": "team", "create": "all"}
    assert role.grants["*"]["see"] == "mine"
    assert role.field_rules == {"boat": {"phone": "hidden"}}
    page = admin_client.get(f"/settings/roles/{role.pk}/").content.decode()
    chosen = page.split('name="rule:boat:phone"')[1].split("</select>")[0]
    assert '<option value="hidden" selected>' in chosen


def test_what_the_page_does_not_show_survives_saving(admin_client, role, boat):
    Role.objects.filter(pk=role.pk).update(grants={"unknown": {"see": "all"}})
    admin_client.post(f"/settings/roles/{role.pk}/", {"name": "船长", "grant:boat:see": "all"})
    assert Role.objects.get(pk=role.pk).grants["unknown"] == {"see": "all"}


def test_a_made_up_scope_is_refused(admin_client, role, boat):
    path = f"/settings/roles/{role.pk}/"
    answer = admin_client.post(path, {"name": "船长", "grant:boat:see": "everything"})
    assert answer.status_code == 400
    assert Role.objects.get(pk=role.pk).grants == {}


def test_a_salesperson_cannot_change_a_role(sales_client, salesperson):
    role = salesperson.roles.get()
    answer = sales_client.post(
        f"/settings/roles/{role.pk}/", {"name": "x", "is_administrator": "on"}
    )
    assert answer.status_code == 403
    role.refresh_from_db()
    assert not role.is_administrator
    with pytest.raises(AdministratorRequired):
        actions.change_role(role, {"name": "x"}, by=actor_for(salesperson), at=None)


def test_the_last_administrators_role_keeps_its_right(by, at, administrator):
    role = administrator.roles.get()
    with pytest.raises(LastAdministrator):
        actions.change_role(role, {"is_administrator": False}, by=by, at=at)
    assert Role.objects.get(pk=role.pk).is_administrator


def test_a_role_may_start_as_a_copy_but_never_as_an_administrator(by, at, administrator):
    copy = actions.create_role(name="副管理员", like=administrator.roles.get(), by=by, at=at)
    assert copy.grants == administrator.roles.get().grants
    assert not copy.is_administrator


def test_the_page_creates_a_role_and_opens_its_matrix(admin_client):
    answer = admin_client.post("/settings/roles/", {"name": "实习生"})
    assert answer["Location"] == f"/settings/roles/{Role.objects.get(name='实习生').pk}/"
