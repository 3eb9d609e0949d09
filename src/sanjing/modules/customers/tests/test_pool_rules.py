"""The settings page of the pool."""

from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import PoolRule

ROW = {"silent_days": "10", "days_without_contact": "45", "daily_claim_limit": "3", "active": "on"}


def posted(**changes):
    return {
        f"{grade}-{name}": value
        for grade in ("a", "b", "c", "none")
        for name, value in (ROW | changes).items()
    }


def test_an_administrator_sets_the_rules_and_history_has_them(admin):
    assert admin.browser().post("/settings/pool/", posted()).status_code == 303
    rule = PoolRule.objects.get(grade="a")
    assert (rule.silent_days, rule.days_without_contact, rule.daily_claim_limit, rule.active) == (
        10,
        45,
        3,
        True,
    )
    assert Event.objects.get(name="pool_rule.changed").data["rules"][""]["daily_claim_limit"] == 3


def test_nonsense_changes_nothing_and_says_where(admin):
    answer = admin.browser().post("/settings/pool/", posted(silent_days="0"))
    assert answer.status_code == 422
    assert not PoolRule.objects.exists()


def test_nobody_else_may(seller):
    assert seller.browser().post("/settings/pool/", posted()).status_code == 403
    assert not PoolRule.objects.exists()
