"""Two people at the same moment: one wins, the other is told; nothing is lost or doubled."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from sanjing.foundation.customization import actions
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Conflict, Invalid
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.events.models import Event
from tests.support.factories import make
from tests.support.programs import program  # noqa: F401  a fixture
from tests.support.races import race  # noqa: F401  a fixture

ROUNDS = 4


@pytest.fixture(autouse=True)
def fresh_fields():
    cache.clear()
    yield
    cache.clear()


def split(results: list) -> tuple[list, list]:
    failed = [one for one in results if isinstance(one, Exception)]
    return [one for one in results if one not in failed], failed


def test_one_number_is_given_once(race, boss) -> None:  # noqa: F811
    entity, by = registry.get("product"), boss.actor
    for number in range(ROUNDS):
        write = partial(make, entity, by, reference=f"R-{number}")
        made, refused = split(race(write, write, write))
        assert [type(error) for error in refused] == [Invalid, Invalid]
        assert all("reference" in error.errors for error in refused)
        (count, told) = race(
            lambda: (
                entity.model.objects.count(),
                Event.objects.filter(name="product.created").count(),
            )
        )[0]
        assert (len(made), count, told) == (1, number + 1, number + 1)


def test_sets_and_single_writes_share_the_numbers(race, boss) -> None:  # noqa: F811
    entity, by, at = registry.get("product"), boss.actor, timezone.now()
    rows = [{"name": f"甲{number}"} for number in range(30)]
    together = partial(batches.create_many, entity, rows, by=by, at=at)
    results = race(together, together, partial(make, entity, by), partial(make, entity, by))
    assert split(results)[1] == []
    found = race(lambda: list(entity.model.objects.values_list("pk", "reference")))[0]
    assert len({pk for pk, _reference in found}) == len({ref for _pk, ref in found}) == 62


def test_of_two_edits_of_one_version_one_is_a_conflict(race, boss) -> None:  # noqa: F811
    entity, by = registry.get("product"), boss.actor
    record = make(entity, by, name="原名")
    for version in range(1, ROUNDS + 1):
        edits = [
            partial(records.change, record, {"name": f"{who}{version}"}, by=by, at=timezone.now(), version=version)
            for who in "甲乙"
        ]  # fmt: skip
        won, lost = split(race(*edits))
        assert ([one.version for one in won], [type(one) for one in lost]) == (
            [version + 1],
            [Conflict],
        )
        assert lost[0].record.name == won[0].name
    told = race(lambda: Event.objects.filter(name="product.changed", record_id=record.pk).count())[
        0
    ]
    assert told == ROUNDS


def test_two_own_fields_written_at_once_are_both_kept(race, boss, admin) -> None:  # noqa: F811
    entity, by = registry.get("product"), boss.actor
    for label in ("甲", "乙"):
        actions.define_field(entity, label=label, kind="number", by=admin.actor, at=timezone.now())
    record = make(entity, by)
    for number in range(1, ROUNDS + 1):
        edits = [
            partial(records.change, record, {name: str(number)}, by=by, at=timezone.now())
            for name in ("x_jia", "x_yi")
        ]
        assert split(race(*edits))[1] == []
        custom = race(lambda: entity.model.objects.get(pk=record.pk).custom)[0]
        assert custom == {"x_jia": float(number), "x_yi": float(number)}


def test_who_loses_a_record_meanwhile_changes_it_no_more(race, boss, seller, other_seller) -> None:  # noqa: F811
    """The right is asked again once the record is held."""
    entity, by = registry.get("customer"), seller.actor
    away = {"owner": other_seller.user.pk, "name": "转走"}
    for record in [make(entity, by) for _ in range(2 * ROUNDS)]:
        given, changed = race(
            partial(records.change, record, away, by=boss.actor, at=timezone.now()),
            partial(records.change, record, {"name": "改名"}, by=by, at=timezone.now()),
        )
        assert given.owner_id == other_seller.user.pk
        told = race(partial(authors, record.pk))[0]
        if isinstance(changed, Exception):
            assert isinstance(changed, NotFound)
            assert told == [seller.user.pk, boss.user.pk]
        else:
            assert told == [seller.user.pk, seller.user.pk, boss.user.pk]


def authors(pk: int) -> list[int]:
    """Who wrote to a customer, in order."""
    told = Event.objects.filter(entity="customer", record_id=pk).order_by("pk")
    return list(told.values_list("actor_id", flat=True))


@pytest.mark.parametrize("together", [False, True], ids=["alone", "in a set"])
def test_who_waited_for_a_record_finds_its_links_as_they_are_now(
    race,  # noqa: F811
    boss,
    seller,
    other_seller,
    together,
) -> None:
    by, at = boss.actor, timezone.now()
    customers = [make(registry.get("customer"), seller.actor) for _ in range(2)]
    contact = make(registry.get("contact"), by, customer=customers[0])
    moves = [
        (customers[0], {"owner": other_seller.user.pk}),
        (contact, {"customer": customers[1].pk}),
    ]
    for record, away in moves:
        first_holds = threading.Event()
        given, changed = race(
            partial(change_slowly, record, away, first_holds, by=by, at=at),
            partial(change_later, record, first_holds, together=together, by=by, at=at),
        )
        (link,) = away
        assert not isinstance(changed, Exception) and changed.name == "改名"
        assert getattr(changed, link) == getattr(given, link)


def change_slowly(record, values: dict, first_holds: threading.Event, *, by, at):
    with transaction.atomic():
        changed = records.change(record, values, by=by, at=at)
        first_holds.set()
        time.sleep(1)
    return changed


def change_later(record, first_holds: threading.Event, *, together: bool, by, at):
    assert first_holds.wait(20)
    if not together:
        return records.change(record, {"name": "改名"}, by=by, at=at)
    entity = records.entity_of(record)
    return batches.change_many(entity, [(record.pk, {"name": "改名"})], by=by, at=at).changed[0]


@pytest.mark.parametrize("surface", ["page", "list", "API", "many over the API"])
def test_a_verb_is_refused_where_somebody_did_the_contrary_meanwhile(
    race,  # noqa: F811
    program,  # noqa: F811
    boss,
    surface,
) -> None:
    entity = registry.get("order")
    order = make(entity, boss.actor, state="draft")
    browser, api = boss.browser(), program(boss)
    browser.get(f"/orders/{order.pk}/")
    api.get(f"/api/orders/{order.pk}")
    confirming = {
        "page": lambda: browser.post(f"/orders/{order.pk}/confirm/"),
        "list": lambda: browser.post("/orders/bulk/", {"verb": "confirm", "ids": [order.pk]}),
        "API": lambda: api.post(f"/api/orders/{order.pk}/confirm"),
        "many over the API": lambda: api.post(
            "/api/orders/bulk", {"run": [{"id": order.pk, "verb": "confirm"}]}
        ),
    }[surface]
    first_holds = threading.Event()
    race(
        partial(
            change_slowly,
            order,
            {"state": "cancelled"},
            first_holds,
            by=boss.actor,
            at=timezone.now(),
        ),
        lambda: first_holds.wait(20) and confirming(),
    )
    stands, told = race(
        lambda: (
            entity.model.objects.get(pk=order.pk).state,
            Event.objects.filter(entity="order", record_id=order.pk).count(),
        )
    )[0]
    assert (stands, told) == ("cancelled", 2)
