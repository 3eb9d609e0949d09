"""Roles that were there before the library get their rights over it, and keep what was set."""

import importlib

import pytest
from django.apps import apps

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.accounts.roles import READY_ROLES

pytestmark = pytest.mark.django_db
settle = importlib.import_module("sanjing.modules.library.migrations.0002_rights")
ALL = {"see": "all", "create": "all", "change": "all"}


def test_roles_of_an_older_release_get_what_new_ones_have() -> None:
    own = Role.objects.create(key="own", name="内勤", grants={"*": ALL, "training": {"see": "all"}})
    for role in Role.objects.exclude(key="own"):
        role.grants = {n: row for n, row in role.grants.items() if n not in settle.NEW}
        role.save()
    settle.grant(apps, None)
    ready = {role["key"]: role["grants"] for role in READY_ROLES}
    assert dict(Role.objects.exclude(key="own").values_list("key", "grants")) == ready
    own.refresh_from_db()
    assert own.grants["training"] == {"see": "all"}
    assert own.grants["productclaim"]["change"] == "none" and own.grants["*"] == ALL
