"""三种境界: the steps are those of the last run, movers those who bought again or ceased to, each reader their own."""

import datetime as dt
import re

from sanjing.foundation.entities import records, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights import ladder, worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.orders.models import Order
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore, PastScore, Realm
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY

__all__ = ["scored", "written_and_scored"]
PAGE = "/insights/ladder/"
YEAR = dt.timedelta(365)


def steps_on(day, customers):
    """By hand: who bought in the year up to a day, and on how many days ever."""
    found = {}
    for who, on in Order.objects.filter(customer__in=customers, ordered_on__lte=day).values_list(
        "customer", "ordered_on"
    ):
        found.setdefault(who, set()).add(on)
    return {
        who: "" if max(days) <= day - YEAR else Realm.AGAIN if len(days) > 1 else Realm.ONCE
        for who, days in found.items()
    }


def test_the_steps_are_what_was_bought_and_nobody_is_called_satisfied_unasked(scored):
    mine = {"boss": scored["customers"], "seller": scored["customers"][:12]}
    for login, customers in mine.items():
        wanted = list(steps_on(TODAY, customers).values())
        found = ladder.standing(worth.of(scored[login].actor))
        assert {key: sums.customers for key, sums in found.items()} == {
            key: wanted.count(key) for key in set(wanted)
        }
        page = scored[login].browser().get(PAGE).text
        whole = sum(bool(step) for step in wanted)
        assert f"近一年买过的 {whole} 位里" in page and "满意不满意，还没问过" in page
    kept = dict(CustomerScore.objects.values_list("pk", "realm"))
    assert kept == steps_on(TODAY, scored["customers"])
    listed = scored["boss"].browser().get("/api/customers?realm=again&limit=200&fields=id").json()
    assert {row["id"] for row in listed["data"]} == {
        pk for pk, one in kept.items() if one == "again"
    }


def test_movers_are_those_who_bought_again_and_those_who_ceased_to(scored):
    since = min(PastScore.objects.values_list("as_of", flat=True))
    earlier = steps_on(since, scored["customers"])
    assert dict(PastScore.objects.filter(as_of=since).values_list("customer", "realm")) == earlier
    gone, back = [pk for pk, step in earlier.items() if step == Realm.AGAIN][:2]
    PastScore.objects.filter(as_of=since, customer=back).update(realm=Realm.ONCE)
    CustomerScore.objects.filter(pk=gone).update(realm="")
    flows = {
        (one.was, one.now): one for one in ladder.flows(ladder.moved(scored["boss"].actor, since))
    }
    assert flows[Realm.ONCE, Realm.AGAIN].rises and not flows[Realm.AGAIN, ""].rises
    page = scored["boss"].browser().get(f"{PAGE}?since={since}&was=again&now=").text
    shown = re.findall(r'class="sj-title" href="/customers/(\d+)/"', page)
    assert str(gone) in shown and len(shown) == flows[Realm.AGAIN, ""].customers


def test_who_says_yes_later_has_not_climbed(scored):
    since = min(PastScore.objects.values_list("as_of", flat=True))
    PastScore.objects.filter(as_of=since).exclude(realm="").update(realm=Realm.AGAIN)
    CustomerScore.objects.exclude(realm="").update(realm=Realm.REPEAT)
    assert all(
        "" in (one.was, one.now) for one in ladder.flows(ladder.moved(scored["boss"].actor, since))
    )


def test_word_of_mouth_counts_referrals_and_whom_the_unhappy_may_tell(scored):
    fresh = CustomerScore.objects.filter(first_on__gt=TODAY - YEAR).order_by("pk")
    ids = list(fresh.values_list("pk", flat=True))
    Customer.objects.filter(pk__in=ids).update(source="fair")
    Customer.objects.filter(pk=ids[0]).update(source="referral")
    Customer.objects.filter(pk=ids[1]).update(source="")
    upset = CustomerScore.objects.filter(last_on__gt=TODAY - dt.timedelta(90)).order_by("pk")[0]
    values = {"customer": upset.customer, "kind": "call", "mood": "upset", "summary": "等了两周"}
    records.create(registry.get("activity"), values, by=SYSTEM, at=AT)
    carry_out(ask(at=AT), at=AT)
    assert last_run().facts["mouth"] == {"unhappy": 1, "people": 5, "own": upset.year_margin}
    page = scored["boss"].browser().get(PAGE).text
    assert f"知道来历的 {len(ids) - 1} 位新客户里，1 位" in page
    assert "1 位近一年不愉快的客户，大约会告诉 5 个人" in page and "借用" in page
    assert "大约会告诉" not in scored["seller"].browser().get(PAGE).text


def test_who_may_read_no_amounts_is_refused(scored):
    role = scored["service"].user.roles.get()
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    assert scored["service"].browser().get(PAGE).status_code == 403
