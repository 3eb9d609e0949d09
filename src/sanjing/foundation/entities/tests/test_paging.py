"""Pages by key: every row once and in order, both ways, with ties, empties and newcomers."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import asking, paging, registry
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.tests.population import define_fields, populate
from tests.support.factories import make
from tests.support.properties import examples

pytestmark = pytest.mark.django_db


class Lists:
    """The list of customers as one person pages through it."""

    def __init__(self, admin) -> None:
        self.entity: Entity = registry.get("customer")
        define_fields(self.entity, admin.actor)
        self.actor = admin.actor
        self.rows = populate(admin.actor, [admin.user.pk], count=40)
        fields = self.entity.fields_for(admin.actor)
        self.sorts = ["id", *(name for name, field in fields.items() if field.sortable)]

    def page(self, sort: str, limit: int, **place: str) -> paging.Page:
        asked = QueryDict(urlencode({"sort": sort, "limit": limit, **place}))
        question = asking.read(asked, self.entity, self.actor)
        rows = paging.rows_of(self.entity, self.actor, question)
        return paging.page(rows, self.entity, question)

    def forward(self, sort: str, limit: int) -> list[int]:
        page = self.page(sort, limit)
        found = [row.pk for row in page.rows]
        while page.after:
            page = self.page(sort, limit, after=page.after)
            found += [row.pk for row in page.rows]
            assert len(found) <= 10 * len(self.rows), "pages go round in circles"
        return found

    def backward(self, sort: str, limit: int) -> list[int]:
        """From the last page to the first."""
        page = self.page(sort, limit)
        while page.after:
            page = self.page(sort, limit, after=page.after)
        found = [row.pk for row in page.rows]
        while page.before:
            page = self.page(sort, limit, before=page.before)
            found = [row.pk for row in page.rows] + found
            assert len(found) <= 10 * len(self.rows), "pages go round in circles"
        return found


@pytest.fixture
def lists(admin):
    cache.clear()
    yield Lists(admin)
    cache.clear()


def sort_key(lists: Lists, sort: str):
    """Values in order, empty ones last; ties by id, all turned round by a minus."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    field = lists.entity.fields.get(name)
    whole = (
        lists.page("id", 200).rows
        if not field or not field.annotation
        else lists.page(name, 200).rows
    )
    values: dict[int, Any] = {row.pk: field.value(row) if field else row.pk for row in whole}
    filled = sorted(
        (pk for pk in values if values[pk] is not None),
        key=lambda pk: (values[pk], pk),
        reverse=down,
    )
    return filled + sorted((pk for pk in values if values[pk] is None), reverse=down)


def test_every_sort_shows_every_row_once_and_in_order(lists, subtests) -> None:
    for sort in lists.sorts:
        for direction in ("", "-"):
            with subtests.test(direction + sort):
                assert lists.forward(direction + sort, 7) == sort_key(lists, direction + sort)


@examples(20)
@given(data=st.data())
def test_pages_of_any_size_read_the_same_both_ways(lists, data) -> None:
    sort = data.draw(st.sampled_from(["", "-"])) + data.draw(st.sampled_from(lists.sorts))
    limit = data.draw(st.integers(6, 50))
    forward = lists.forward(sort, limit)
    assert sorted(forward) == sorted(row.pk for row in lists.rows)
    assert lists.backward(sort, limit) == forward


def test_newcomers_neither_repeat_nor_hide_rows_that_were_there(lists) -> None:
    for sort in ("name", "-name", "employees", "-next_contact_date", "x_zi_number", "-id"):
        before = {row.pk for row in lists.page(sort, 200).rows}
        page, seen = lists.page(sort, 6), []
        while True:
            seen += [row.pk for row in page.rows]
            for name in ("a", "甲", "~"):
                make(lists.entity, lists.actor, name=name, employees="10")
            if not page.after:
                break
            page = lists.page(sort, 40, after=page.after)
        assert len(seen) == len(set(seen))
        assert before <= set(seen)


@pytest.mark.parametrize(
    "mark",
    [
        "x", "e30", "bnVsbA", "////", "%00", [1, 2], ["name", "", "a"], ["name", "z", "a", 1],
        ["name", "d", "soon", 1], ["name", "", "a\0b", 1], ["name", "", "a", "x"], ["-name", "", "a", 1],
        ["name", "", {"a": 1}, None],
    ],
)  # fmt: skip
def test_a_mark_we_did_not_write_is_refused(lists, mark) -> None:
    text = mark if isinstance(mark, str) else written(mark)
    with pytest.raises(BadCriteria):
        lists.page("name", 5, after=text)


def test_no_forged_value_breaks_a_page(lists) -> None:
    for sort in lists.sorts:
        for value in ("soon", -1, 10**30, True, None, [1], {"a": 1}, 1.5):
            try:
                lists.page(sort, 5, after=written([sort, "", value, 10**30]))
            except BadCriteria as refusal:
                assert str(refusal)


def test_a_mark_of_another_order_is_refused(lists) -> None:
    marks = {sort: lists.page(sort, 5).after for sort in ("id", "name", "-name", "x_zi_number")}
    for sort in marks:
        for other in {*marks} - {sort}:
            with pytest.raises(BadCriteria):
                lists.page(sort, 5, after=marks[other])


def written(mark: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(mark).encode()).decode()
