"""/settings/webhooks/"""

import pytest
from django.urls import reverse

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.webhooks.models import Webhook
from tests.support.factories import make

pytestmark = pytest.mark.django_db


def given(url: str, **more) -> dict:
    return {"name": "仓库", "url": url, "whole": ["customer.*"], "more": "", "active": "on", **more}


@pytest.mark.parametrize("name", ["webhooks", "new"])
def test_only_administrators_get_in(boss, name) -> None:
    assert boss.browser().get(reverse(f"webhooks:{name}")).status_code == 403


def test_only_administrators_change_ping_and_remove(boss, hook, receiver) -> None:
    browser = boss.browser()
    for name in ("webhook", "ping", "remove"):
        assert browser.post(reverse(f"webhooks:{name}", args=[hook.pk])).status_code == 403
    assert Webhook.objects.count() == 1 and receiver.heard == []


def test_an_administrator_makes_one_and_history_does_not_hold_its_secret(
    admin, receiver, private_allowed
) -> None:
    page = admin.browser().post("/settings/webhooks/new/", given(receiver.url, more="*.removed"))
    hook = Webhook.objects.get()
    assert (page.status_code, hook.patterns) == (303, ["customer.*", "*.removed"])
    told = Event.objects.get(name="webhook.created")
    assert hook.secret not in str(told.data)
    assert hook.secret in admin.browser().get(page["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "http://127.0.0.1/"}, "url"),
        ({"url": "ftp://example.com"}, "url"),
        ({"whole": []}, "whole"),
        ({"more": "DROP TABLE"}, "more"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(admin, change, field) -> None:
    page = admin.browser().post("/settings/webhooks/new/", {**given("https://8.8.8.8/"), **change})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Webhook.objects.exists()


def test_a_new_secret_replaces_the_old(admin, hook) -> None:
    path, old = reverse("webhooks:webhook", args=[hook.pk]), hook.secret
    admin.browser().post(path, given(hook.url, renew_secret="on"))
    hook.refresh_from_db()
    assert hook.secret != old
    admin.browser().post(path, given(hook.url))
    assert Webhook.objects.get().secret == hook.secret


def test_a_trial_is_sent_at_once_and_its_answer_told(admin, hook, receiver) -> None:
    browser = admin.browser()
    page = browser.post(reverse("webhooks:ping", args=[hook.pk]), follow=True)
    assert receiver.heard[0][0]["Sanjing-Event"] == "ping"
    assert "200" in page.content.decode()


def test_what_was_sent_lately_is_listed(admin, hook, boss) -> None:
    make(registry.get("customer"), boss.actor, name="平安科技")
    page = admin.browser().get(reverse("webhooks:webhook", args=[hook.pk])).content.decode()
    assert "customer.created" in page and "平安科技" in page


def test_removing_one_is_final(admin, hook) -> None:
    admin.browser().post(reverse("webhooks:remove", args=[hook.pk]))
    assert not Webhook.objects.exists()
    assert Event.objects.filter(name="webhook.removed", record_id=hook.pk).exists()
    assert "还没有回调" in admin.browser().get("/settings/webhooks/").content.decode()
