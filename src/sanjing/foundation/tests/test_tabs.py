"""Tabs in groups: what a reader may open, where the group leads, and what stands below it."""

from __future__ import annotations

import pytest

from sanjing.foundation import tabs
from sanjing.foundation.accounts.actor import system_actor

ACTOR = system_actor("测试")


def always(_actor):
    return True


def never(_actor):
    return False


@pytest.fixture
def strip(monkeypatch):
    monkeypatch.setattr(tabs, "_strips", {})
    monkeypatch.setattr(tabs, "_groups", {})
    tabs.group("money", "later", 20, "以后")
    tabs.group("money", "now", 10, "现在")
    tabs.group("money", "closed", 5, "看不到的")
    tabs.add("money", 2, "二", "/2/", always, group="now")
    tabs.add("money", 1, "一", "/1/", always, group="now")
    tabs.add("money", 0, "零", "/0/", never, group="now")
    tabs.add("money", 1, "三", "/3/", always, group="later")
    tabs.add("money", 1, "四", "/4/", never, group="closed")
    tabs.add("money", 15, "自己的", "/5/", always, group="没人起过名")


def test_groups_stand_in_their_order_and_lead_to_the_first_page_one_may_open(strip):
    found = tabs.shown("money", ACTOR, "/2/")
    assert [(one.label, one.url, one.here) for one in found] == [
        ("现在", "/1/", True), ("自己的", "/5/", False), ("以后", "/3/", False),
    ]  # fmt: skip
    assert tabs.first("money", ACTOR) == "/1/"


def test_below_stand_the_pages_of_the_group_one_is_in_unless_there_is_but_one(strip):
    below = tabs.shown("money", ACTOR, "/2/")[0].pages
    assert [(one.label, one.here) for one in below] == [("一", False), ("二", True)]
    assert not any(one.pages for one in tabs.shown("money", ACTOR, "/3/"))
    assert tabs.shown("nothing", ACTOR, "") == [] and tabs.first("nothing", ACTOR) == ""
