"""The same few people in every test.

销售部          周建国 manager
├── 一组        林晓梅 seller
└── 二组        吴海波 other seller
客服部          郑丽 service
                钱总 boss, 孙管 administrator, 何路人 outsider (an account without any role)
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Role, Team, User
from sanjing.foundation.accounts.queries import actor_for

PASSWORD = "Qingming-4815"


@dataclass(frozen=True)
class Person:
    """A user, as the user and as the actor they act as."""

    user: User

    @property
    def actor(self) -> Actor:
        return actor_for(self.user)

    def browser(self) -> Client:
        """A test client that is signed in as this person."""
        client = Client()
        client.force_login(self.user)
        return client


def team(name: str, parent: Team | None = None) -> Team:
    found = Team.objects.filter(name=name).first()
    if found:
        return found
    made = Team.objects.create(name=name, parent=parent)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def person(
    username: str, name: str, *, role: str | None = None, team: Team | None = None
) -> Person:
    """Open an account with one of the ready roles, by its key."""
    user = User.objects.create_user(username, PASSWORD, name=name, team=team)
    if role:
        user.roles.add(Role.objects.get(key=role))
    return Person(user)


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    return person


@pytest.fixture
def boss(db: None) -> Person:
    return person("boss", "钱总", role="owner")


@pytest.fixture
def admin(db: None) -> Person:
    return person("admin", "孙管", role="administrator")


@pytest.fixture
def manager(db: None) -> Person:
    return person("manager", "周建国", role="sales_manager", team=team("销售部"))


@pytest.fixture
def seller(db: None) -> Person:
    return person("seller", "林晓梅", role="salesperson", team=team("一组", team("销售部")))


@pytest.fixture
def other_seller(db: None) -> Person:
    return person("other_seller", "吴海波", role="salesperson", team=team("二组", team("销售部")))


@pytest.fixture
def service(db: None) -> Person:
    return person("service", "郑丽", role="service", team=team("客服部"))


@pytest.fixture
def outsider(db: None) -> Person:
    return person("outsider", "何路人")
