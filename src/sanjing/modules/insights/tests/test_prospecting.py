"""How new customers come along, and what each colleague did for it."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import prospecting
from sanjing.modules.quotes.models import Quote

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()
MONTH = TODAY.replace(day=1)
SYSTEM = system_actor("测试")


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


CAME = add_months(MONTH, -2) + dt.timedelta(3)
MET = MONTH


def create(entity, /, at=NOW, by=SYSTEM, **values):
    return records.create(registry.get(entity), values, by=by, at=at)


@pytest.fixture
def meet(seller):
    def make(name, *, kinds=(), quoted=False, ordered=None, came=CAME, owner=seller):
        customer = create("customer", at=noon(came), name=name, owner=owner.user)
        for kind in kinds:
            create("activity", customer=customer, kind=kind, summary="谈了供气", owner=owner.user,
                   happened_at=noon(MET).isoformat())  # fmt: skip
        if quoted:
            quote = create("quote", customer=customer, quoted_on=CAME.isoformat(), owner=owner.user,
                           valid_until=TODAY.isoformat())  # fmt: skip
            Quote.objects.filter(pk=quote.pk).update(state=Quote.State.SENT)
        if ordered:
            create(
                "order",
                customer=customer,
                ordered_on=ordered.isoformat(),
                amount="90",
                owner=owner.user,
            )
        return customer

    return make


@pytest.fixture
def lead(seller):
    return create("lead", at=noon(CAME), name="何先生", company="新来的店", owner=seller.user)


def test_a_cohort_counts_each_step(meet, lead, seller, other_seller, boss):
    meet("来了", kinds=())
    meet("打过电话", kinds=["call"])
    meet("拜访过", kinds=["call", "visit"], quoted=True)
    meet("下单了", kinds=["meeting"], quoted=True, ordered=MONTH)
    meet("别人的", owner=other_seller)
    meet("早就是客户", ordered=CAME - dt.timedelta(30))

    found = {one.month: one.steps for one in prospecting.cohorts(boss.actor, TODAY)}
    assert len(found) == 12
    assert found[CAME.replace(day=1)] == {
        "came": 6,
        "contacted": 3,
        "visited": 2,
        "quoted": 2,
        "ordered": 1,
    }
    assert sum(steps.get("came", 0) for steps in found.values()) == 6
    mine = {one.month: one for one in prospecting.cohorts(seller.actor, TODAY)}[CAME.replace(day=1)]
    assert (mine.came, mine.percent) == (5, 20.0)


def test_each_colleague_beside_the_quota(meet, boss, seller, other_seller):
    meet("打过电话", kinds=["call", "call"])
    meet("下单了", kinds=["visit"], ordered=MONTH)
    meet("老客户", kinds=["visit"], came=add_months(CAME, -3), ordered=add_months(MONTH, -4))
    meet("别人的", kinds=["call"], owner=other_seller)
    create(
        "quota",
        by=boss.actor,
        month=TODAY.isoformat(),
        user=seller.user,
        contacts="2",
        visits="5",
        wins="1",
    )

    rows = prospecting.by_person(boss.actor, MONTH)
    assert [(one.name, one.pairs) for one in rows] == [
        ("林晓梅", [(2, 2), (1, 5), (1, 1)]),
        ("吴海波", [(1, 0), (0, 0), (0, 0)]),
    ]
    assert [one.name for one in prospecting.by_person(seller.actor, MONTH)] == ["林晓梅"]


def test_a_quota_asks_for_something(boss, seller):
    with pytest.raises(Invalid, match="至少写一项指标"):
        create("quota", by=boss.actor, month=TODAY.isoformat(), user=seller.user)
    assert not seller.actor.may("quota", "create")


def test_the_page_lists_whom_to_go_to_next(meet, boss, seller, other_seller):
    meet("还没联系的")
    meet("别人的", owner=other_seller)
    page = seller.browser().get("/insights/prospecting/").text
    assert "还没联系的" in page and "别人的" not in page and "还没联系过" in page
    assert "别人的" in boss.browser().get("/insights/prospecting/?all=1").text
