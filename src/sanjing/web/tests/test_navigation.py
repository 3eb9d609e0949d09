"""Who sees which entries, in which order."""

import pytest

from sanjing.foundation import navigation
from sanjing.foundation.accounts.actor import Actor, Scope


@pytest.fixture(autouse=True)
def only_what_a_test_adds(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_quick", {})
    monkeypatch.setattr(navigation, "_derived", lambda: ({}, {}))


def person(**grants) -> Actor:
    return Actor(
        1,
        "王小明",
        grants={name: dict.fromkeys(verbs, Scope.MINE) for name, verbs in grants.items()},
    )


def labels(items) -> list[str]:
    return [item.label for item in items]


def test_entries_follow_the_working_day_whatever_order_they_came_in():
    navigation.add(navigation.Place.ORDERS, "订单", "/orders/", "receipt")
    navigation.add(navigation.Place.TODAY, "今日", "/", "sun")
    assert labels(navigation.menu_for(person()).items) == ["今日", "订单"]


def test_a_role_that_may_not_see_customers_has_no_entry_for_them():
    navigation.add(20, "客户", "/customers/", "users", needs="customer")
    assert navigation.menu_for(person()).items == ()
    assert labels(navigation.menu_for(person(customer=["see"])).items) == ["客户"]


def test_the_plus_sign_offers_only_what_one_may_create():
    navigation.add_quick(20, "客户", "/customers/new/", "user-plus", needs="customer")
    assert navigation.menu_for(person(customer=["see"])).quick == ()
    assert labels(navigation.menu_for(person(customer=["create"])).quick) == ["客户"]


def test_settings_are_for_administrators():
    navigation.add(110, "设置", "/settings/", "settings", administrators_only=True)
    assert navigation.menu_for(person()).items == ()
    assert labels(navigation.menu_for(Actor(2, "管理员", is_administrator=True)).items) == ["设置"]


def test_nine_entries_fit_and_a_tenth_folds_two_away():
    for number in range(9):
        navigation.add(number * 10, str(number), f"/{number}/", "sun")
    assert len(navigation.menu_for(person()).items) == 9
    navigation.add(90, "9", "/9/", "sun")
    menu = navigation.menu_for(person())
    assert (len(menu.items), labels(menu.more)) == (8, ["8", "9"])


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"),
        ("/customers/", "/customers/"),
        ("/customers/17/edit/", "/customers/"),
        ("/orders/", ""),
    ],
)
def test_the_entry_of_the_page_is_marked(path, current):
    navigation.add(10, "今日", "/", "sun")
    navigation.add(20, "客户", "/customers/", "users")
    assert navigation.menu_for(person(), path).current == current


def test_entries_of_one_place_stand_under_the_first():
    navigation.add(50, "订单", "/orders/", "receipt", count=lambda _actor: 1)
    navigation.add(56, "应收", "/invoices/", "cash", count=lambda _actor: 2)
    navigation.add(60, "产品", "/products/", "box")
    menu = navigation.menu_for(person(), "/invoices/7/")
    assert labels(menu.items) == ["订单", "产品"]
    assert labels(menu.items[0].inner) == ["应收"]
    assert (menu.current, menu.place) == ("/invoices/", "/orders/")
    assert menu.items[0].total == 3


def test_an_entry_counts_for_the_person_who_looks():
    navigation.add(10, "今日", "/", "sun", count=lambda actor: actor.user_id * 7)
    assert navigation.menu_for(person()).items[0].number == 7


def test_a_phone_has_the_plus_sign_or_one_entry_more():
    for number in range(5):
        navigation.add(number * 10, str(number), f"/{number}/", "sun")
    assert labels(navigation.menu_for(person()).phone_right) == ["2", "3"]
    navigation.add_quick(1, "客户", "/customers/new/", "plus")
    assert labels(navigation.menu_for(person()).phone_right) == ["2"]
