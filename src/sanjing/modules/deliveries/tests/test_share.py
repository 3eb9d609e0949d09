"""The page a customer follows an order on: share, unshare, and what it does not tell."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.deliveries import tracking
from sanjing.modules.deliveries.models import TrackingLink, TrackingLook
from sanjing.modules.deliveries.tests.conftest import again, day, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(order, seller, make_goods):
    lines = [{"product": make_goods.pk, "quantity": "3", "unit_price": "77.31"}]
    made = order(placed=-5, required=2, lines=lines, contact_phone="13800138000", note="机密备注")
    seller.browser().post(f"/orders/{made.pk}/share/")
    return made


@pytest.fixture
def make_goods(boss, now):
    return records.create(registry.get("product"), {"name": "蒸汽阀"}, by=boss.actor, at=now)


def address(order) -> str:
    return f"/track/{TrackingLink.objects.get(order=order, withdrawn_at=None).token}/"


def test_a_stranger_sees_the_stages_and_the_promised_day(shared, delivery) -> None:
    delivery(shared, sent_at=moment(-3, "08:15"), carrier="顺丰", tracking_number="SF900")
    answer = Client().get(address(shared))
    assert answer.status_code == 200
    for word in (shared.reference, day(2), day(-5), f"{day(-3)} 08:15", "在途", "顺丰", "SF900"):
        assert word in answer.text


def test_it_tells_nothing_else(shared, delivery, seller, boss, order) -> None:
    delivery(
        shared, sent_at=moment(-3), address="和平大道 8 号", contact_name="老魏", cause="路上堵"
    )
    other = order(placed=-1)
    text = Client().get(address(shared)).text
    kept = ("¥", "231.93", "77.31", "13800138000", "机密备注", "和平大道", "老魏", "路上堵", "江城面粉厂",
            seller.user.name, boss.user.name, other.reference, "蒸汽阀")  # fmt: skip
    assert [word for word in kept if word in text] == []


def test_search_engines_caches_and_scripts_stay_out(shared) -> None:
    answer = Client().get(address(shared))
    assert "noindex" in answer["X-Robots-Tag"] and 'content="noindex' in answer.text
    assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"
    assert "<script" not in answer.text and not answer.cookies


def test_arrival_is_told_once_all_is_there(shared, delivery) -> None:
    delivery(shared, sent_at=moment(-3), arrived_at=moment(-2, "07:07"))
    second = delivery(shared, sent_at=moment(-3))
    assert tracking.progress_of(address(shared)[7:-1]).stages[3].reached is False
    records.change(
        second, {"arrived_at": moment(-1, "09:09")}, by=system_actor("测试"), at=timezone.now()
    )
    page = Client().get(address(shared)).text
    assert f"{day(-1)} 09:09" in page


def test_a_confirmed_draft_tells_when(order, seller) -> None:
    made = order(placed=-5, state="draft")
    browser = seller.browser()
    assert "给客户看进度" not in browser.get(f"/orders/{made.pk}/").text
    browser.post(f"/orders/{made.pk}/confirm/")
    browser.post(f"/orders/{made.pk}/share/")
    confirmed = tracking.progress_of(address(made)[7:-1]).stages[1]
    assert confirmed.at == Event.objects.filter(name="order.changed").latest("id").at


def test_a_link_withdrawn_never_leads_anywhere_again(shared, seller) -> None:
    first = address(shared)
    browser = seller.browser()
    assert first in browser.get(f"/orders/{shared.pk}/").text
    browser.post(f"/orders/{shared.pk}/unshare/")
    assert Client().get(first).status_code == 404
    assert first not in browser.get(f"/orders/{shared.pk}/").text
    browser.post(f"/orders/{shared.pk}/share/")
    assert address(shared) != first and Client().get(first).status_code == 404
    names = Event.objects.filter(name__in=("order.shared", "order.unshared")).order_by("id")
    assert [event.name for event in names] == ["order.shared", "order.unshared", "order.shared"]
    token = address(shared)[7:-1]
    assert not any(token in str(event.data) for event in Event.objects.all())


def test_sharing_twice_keeps_the_address(shared, seller) -> None:
    first = address(shared)
    seller.browser().post(f"/orders/{shared.pk}/share/")
    assert address(shared) == first


def test_an_order_in_the_bin_is_followed_by_nobody(shared, boss) -> None:
    where = address(shared)
    records.remove(again(shared), by=boss.actor, at=timezone.now())
    assert Client().get(where).status_code == 404


def test_an_address_cannot_be_guessed_or_asked_without_end(shared, monkeypatch) -> None:
    assert len(address(shared)[7:-1]) >= 32
    monkeypatch.setattr(tracking, "MOST", 3)
    stranger = Client()
    answers = [stranger.get("/track/nothing/").status_code for _ in range(4)]
    assert answers == [404, 404, 404, 429]
    assert stranger.get(address(shared)).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.7").get(address(shared)).status_code == 200
    assert TrackingLook.objects.count() == 4
    later = timezone.now() + timedelta(days=2)
    assert (tracking.forget_looks(at=later), TrackingLook.objects.count()) == (4, 0)
