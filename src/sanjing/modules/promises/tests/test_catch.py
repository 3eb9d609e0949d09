"""Catching a promise from a follow-up: verb "promise", and beside the quick log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.modules.activities.models import Activity
from sanjing.modules.promises.days import due_in
from sanjing.modules.promises.models import Promise
from sanjing.modules.promises.tests.conftest import TODAY

pytestmark = pytest.mark.django_db
TEXT = "看了锅炉房，谈得不错。答应周五前发样品。"


def friday():
    return due_in("周五", TODAY).day


def test_while_typing_the_promise_is_seen(seller) -> None:
    page = seller.browser().get("/promises/advice/", {"summary": TEXT}).text
    assert "记为承诺：发样品" in page and f"{friday().month}月{friday().day}日" in page
    assert "checked" not in page
    assert (
        "checked"
        in seller.browser().get("/promises/advice/", {"summary": TEXT, "promise": "发样品"}).text
    )
    assert (
        seller.browser().get("/promises/advice/", {"summary": "王总答应周五前转账"}).text.strip()
        == ""
    )


def test_the_day_advised_is_the_day_kept_for_a_contact_of_another_day(mill, seller) -> None:
    """明天 was said on the day of the contact, not on the day somebody wrote it down."""
    browser, before = seller.browser(), TODAY - timedelta(5)
    asked = {"summary": "答应明天发样品", "happened_at": f"{before}T15:00"}
    due = before + timedelta(1)
    assert f"{due.month}月{due.day}日" in browser.get("/promises/advice/", asked).text
    log = f"/customers/{mill.pk}/log/"
    assert "data-duplicates-field" in browser.get(log).text.split('name="happened_at"')[1][:200]
    browser.post(log, asked | {"kind": "visit", "promise": "发样品"})
    assert Promise.objects.get().due_on == due
    told = browser.get("/promises/advice/", asked | {"happened_at": "昨天下午"})
    assert (told.status_code, "记为承诺" in told.text) == (200, True)


def test_one_tap_keeps_it_with_its_source(mill, seller) -> None:
    browser = seller.browser()
    assert "/promises/advice/" in browser.get(f"/customers/{mill.pk}/log/").text
    browser.post(
        f"/customers/{mill.pk}/log/", {"kind": "visit", "summary": TEXT, "promise": "发样品"}
    )
    promise, activity = Promise.objects.get(), Activity.objects.get()
    assert (promise.what, promise.kind, promise.due_on) == ("发样品", "sample", friday())
    assert (promise.source_entity, promise.source_id, promise.evidence) == (
        "activity",
        activity.pk,
        TEXT,
    )
    assert f"/activities/{activity.pk}/" in browser.get(f"/promises/{promise.pk}/").text
    assert "我们答应的" in browser.get(f"/customers/{mill.pk}/").text


def test_what_is_not_ticked_is_not_kept(mill, seller) -> None:
    seller.browser().post(f"/customers/{mill.pk}/log/", {"kind": "visit", "summary": TEXT})
    assert Activity.objects.exists() and not Promise.objects.exists()


def test_beyond_the_floor_neither_is_kept_and_nothing_typed_is_lost(mill, seller, floor) -> None:
    floor("price", most="5")
    text = "答应周五前打八折"
    answer = seller.browser().post(
        f"/customers/{mill.pk}/log/", {"kind": "call", "summary": text, "promise": "打八折"}
    )
    assert answer.status_code == 422
    assert "超过了承诺底线" in answer.text and text in answer.text
    assert not Activity.objects.exists() and not Promise.objects.exists()


def test_any_follow_up_can_be_made_a_promise_later(mill, seller) -> None:
    values = {"customer": mill, "kind": "call", "summary": "答应三天内回复报价"}
    activity = records.create(registry.get("activity"), values, by=seller.actor, at=timezone.now())
    browser, url = seller.browser(), f"/activities/{activity.pk}/promise/"
    assert 'value="回复报价"' in browser.get(url).text
    browser.post(url, {"what": "回复报价", "kind": "service", "due_on": friday().isoformat()})
    assert Promise.objects.get().source_id == activity.pk


def test_who_may_not_promise_is_not_asked(make_person, mill) -> None:
    nobody = make_person("nobody", "何路人")
    assert "记为承诺" not in nobody.browser().get("/promises/advice/", {"summary": TEXT}).text
