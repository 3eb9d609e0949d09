"""Verbs over many customers at once: asked for once, done for each, refused row by row."""

import pytest
from django.contrib.messages import get_messages

from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import Customer
from tests.support.making import make

BULK = "/customers/bulk/"


@pytest.fixture
def three(seller):
    return [make("customer", name=name, owner=seller.user) for name in ("海天", "长风", "平安")]


def ids_of(customers) -> list[int]:
    return [customer.pk for customer in customers]


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_bar_of_the_list_offers_verbs_that_ask(three, boss, seller):
    for verb in ("assign", "release"):
        assert f'value="{verb}"' in boss.browser().get("/customers/").content.decode()
    shown = seller.browser().get("/customers/").content.decode()
    assert 'value="release"' in shown and 'value="assign"' not in shown


def test_choosing_one_asks_once_for_all_and_changes_nothing_yet(three, boss):
    before = Event.objects.count()
    answer = boss.browser().post(
        BULK, {"verb": "assign", "ids": ids_of(three), "next": "/customers/?q=a"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert all(f'name="ids" value="{pk}"' in shown for pk in ids_of(three))
    assert 'name="to"' in shown and "海天" in shown and 'value="/customers/?q=a"' in shown
    assert "<html" in shown
    assert Event.objects.count() == before


def test_a_script_gets_the_form_alone(three, boss):
    answer = boss.browser().post(
        BULK, {"verb": "assign", "ids": ids_of(three)}, headers={"HX-Request": "true"}
    )
    assert "<html" not in answer.content.decode() and 'name="to"' in answer.content.decode()


def test_all_are_handed_over_each_with_its_own_event(three, boss, other_seller):
    told = {"verb": "assign", "ids": ids_of(three), "told": "1", "to": other_seller.user.pk}
    answer = boss.browser().post(BULK, told)
    assert (answer.status_code, answer["Location"]) == (303, "/customers/")
    assert set(Customer.objects.values_list("owner", flat=True)) == {other_seller.user.pk}
    assert Event.objects.filter(name="customer.assigned").count() == 3
    assert said(answer) == ["转交：3 条"]


@pytest.mark.parametrize("told", [{}, {"to": "999999"}, {"to": "x"}])
def test_a_form_that_is_wrong_comes_back_and_nothing_happens(three, boss, told):
    before = list(Customer.objects.values_list("pk", "version", "owner"))
    events = Event.objects.count()
    form = {"verb": "assign", "ids": ids_of(three), "told": "1", "note": "多关照", **told}
    answer = boss.browser().post(BULK, form)
    assert answer.status_code == 422
    assert "多关照" in answer.content.decode() and "invalid-feedback" in answer.content.decode()
    assert list(Customer.objects.values_list("pk", "version", "owner")) == before
    assert Event.objects.count() == events


def test_what_is_refused_is_said_with_its_reason_and_the_rest_is_done(
    three, boss, seller, other_seller
):
    pooled = make("customer", name="公海里的", owner=None)
    theirs = make("customer", name="吴家的", owner=other_seller.user)
    ids = [*ids_of(three), pooled.pk, theirs.pk]
    told = {"verb": "release", "ids": ids, "told": "1", "reason": "不做了"}
    answer = seller.browser().post(BULK, told)
    done, refused = said(answer)
    assert done == "放回公海：3 条"
    assert refused.startswith("2 条没有做成：") and "公海里的" in refused
    assert "吴家的" not in refused
    theirs.refresh_from_db()
    assert theirs.owner == other_seller.user
    assert Event.objects.filter(name="customer.released").count() == 3


def test_a_role_without_the_right_is_refused_before_it_is_asked(three, seller, other_seller):
    for told in ({}, {"told": "1", "to": other_seller.user.pk}):
        answer = seller.browser().post(BULK, {"verb": "assign", "ids": ids_of(three), **told})
        assert answer.status_code == 403
    assert set(Customer.objects.values_list("owner", flat=True)) == {seller.user.pk}


def test_no_row_or_too_many_rows_do_nothing(three, boss, other_seller):
    told = {"verb": "assign", "told": "1", "to": other_seller.user.pk}
    assert said(boss.browser().post(BULK, told)) == ["请先勾选要处理的记录。"]
    many = boss.browser().post(BULK, {**told, "ids": [*ids_of(three), *range(10**6, 10**6 + 500)]})
    assert many.status_code == 413
    assert not Event.objects.filter(name="customer.assigned").exists()
