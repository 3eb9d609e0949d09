"""The cast: 王芳 runs the system, 李强 sells in the south team."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Role, Team, User
from sanjing.foundation.accounts.queries import actor_for

PASSWORD = "Qingming-4815"


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def south(db) -> Team:
    team = Team.objects.create(name="华南")
    team.path = f"/{team.pk}/"
    team.save()
    return team


@pytest.fixture
def administrator(db) -> User:
    user = User.objects.create_user("wangfang", PASSWORD, name="王芳")
    user.roles.add(Role.objects.get(key="administrator"))
    return user


@pytest.fixture
def salesperson(db, south) -> User:
    user = User.objects.create_user("liqiang", PASSWORD, name="李强", team=south)
    user.roles.add(Role.objects.get(key="salesperson"))
    return user


@pytest.fixture
def by(administrator) -> Actor:
    return actor_for(administrator)


@pytest.fixture
def admin_client(administrator) -> Client:
    return signed_in(administrator)


@pytest.fixture
def sales_client(administrator, salesperson) -> Client:
    return signed_in(salesperson)


def signed_in(user: User) -> Client:
    client = Client()
    answer = client.post("/login/", {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client
