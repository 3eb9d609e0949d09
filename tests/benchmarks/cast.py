"""Who asks, and what they ask for: people and values found in the company that is measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from django.db.models import Count
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.actions import issue_token
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.customization.models import CustomField
from sanjing.modules.customers.models import Customer
from tests.benchmarks.clock import Refused

HOST = "127.0.0.1"
SAMPLE = 2000


@dataclass
class Person:
    """A user with a browser and a token."""

    user: User

    @cached_property
    def actor(self) -> Actor:
        return actor_for(self.user)

    @cached_property
    def browser(self) -> Client:
        client = Client(SERVER_NAME=HOST)
        client.force_login(self.user)
        return client

    @cached_property
    def program(self) -> Client:
        now = timezone.now()
        _token, secret = issue_token(
            self.user, name="benchmark", scopes=["read", "write"], by=self.actor, at=now
        )
        return Client(SERVER_NAME=HOST, headers={"authorization": f"Bearer {secret}"})

    def opens(self, address: str, **headers: str) -> bytes:
        return self.got(self.browser.get(address, headers=headers))

    def calls(self, address: str) -> bytes:
        return self.got(self.program.get(address))

    @staticmethod
    def got(response: Any, *wanted: int) -> bytes:
        if response.status_code not in (wanted or (200,)):
            raise Refused(f"{response.status_code} {response.request['PATH_INFO']}")
        return response.content


def owner() -> Person:
    """Somebody who sees everything."""
    return Person(User.objects.filter(roles__key="owner", is_active=True).order_by("pk").first())


def seller() -> Person:
    """The salesperson with the most customers."""
    sellers = User.objects.filter(roles__key="salesperson", is_active=True)
    held = Customer.objects.filter(owner__in=sellers).values("owner").annotate(n=Count("pk"))
    return Person(User.objects.get(pk=held.order_by("-n").first()["owner"]))


class Values:
    """Common and rare values of this company, from a sample of its customers."""

    def __init__(self, seed: int = 4815) -> None:
        self.random = Random(seed)
        last = Customer.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        picked = [self.random.randint(1, last) for _ in range(SAMPLE)]
        self.rows = list(Customer.objects.filter(pk__in=picked, removed_at=None))
        self.ids = [row.pk for row in self.rows]

    def ranked(self, values: Any) -> list[Any]:
        return [value for value, _count in Counter(filter(None, values)).most_common()]

    @cached_property
    def regions(self) -> list[str]:
        return self.ranked(row.region for row in self.rows)

    @cached_property
    def tags(self) -> list[str]:
        return self.ranked(tag for row in self.rows for tag in row.tags.split("|"))

    @cached_property
    def bigrams(self) -> list[str]:
        """Pairs of Chinese characters of names, the commonest first."""
        return self.ranked(
            pair
            for row in self.rows
            for pair in (row.name[n : n + 2] for n in range(len(row.name) - 1))
            if all("\u4e00" <= char <= "\u9fff" for char in pair)
        )

    @cached_property
    def tails(self) -> list[str]:
        return [row.phone[-4:] for row in self.rows if row.phone[-4:].isdigit()]

    @cached_property
    def custom_choice(self) -> tuple[str, str] | None:
        """A custom choice field of customers with one of its options, if the company has one."""
        row = CustomField.objects.filter(entity="customer", kind="choice", removed_at=None).first()
        return (row.key, row.options[0]["id"]) if row else None
