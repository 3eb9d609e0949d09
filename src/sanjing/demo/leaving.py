"""Why customers leave the demo company, in their words, and which of them come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sanjing.demo.lives import Life, Values
from sanjing.demo.pursuing import RIVALS
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.entities import records
from sanjing.modules.losses.actions.improve import improve_reason
from sanjing.modules.losses.models import LossReason

FIXERS = {
    "服务差": "service", "员工态度": "manager", "产品不好": "boss", "价格": "boss", "别家更好": "manager",
    "答应的没做到": "manager",
}  # fmt: skip
"""Who answers for the fix of which reason; nobody does for what is out of our hands."""
SAID: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (9, "送货晚", "delivery", ("说好上午到，三次都是晚上才来，厨房停了两顿。", "月底最忙的时候断过一次气，谁还敢用。",
                           "配件等了十一天，别家第二天就送到。")),
    (7, "报修慢", "fitting", ("报警器响了打电话，第三天才来人。", "师傅来了两趟都没带对零件。")),
    (4, "投诉没人管", "hotline", ("投诉电话打了四回，每回都要从头说一遍。", "答应回电话，等了一个星期没人打来。")),
    (5, "员工态度", "fitting", ("你们的人进门不换鞋，说他两句还顶嘴。", "抄表的把我们当贼防。",
                               "客服小姑娘没听完就挂了。")),
    (4, "质量", "sales", ("灶具换了两次阀，第三次我就不换了。", "表具走得比别家快，没人说得清楚。")),
    (9, "价格", "sales", ("一方差两毛，一年下来是一个工人的工资。", "涨价通知是月底才发的，没法跟总部交代。",
                       "对面那家给了一年的固定价。")),
    (4, "账期更长", "billing", ("人家给六十天账期，你们三十天一天不让。", "旺季押着款，只能换能欠的。")),
    (3, "产品更好", "sales", ("换了电锅炉，省心，也不用年检。", "新厂装了热泵，用不着这么多气了。")),
    (4, "答应的没做到", "sales", ("签的时候说送一年检修，一次也没来过。", "说好改管免费，最后账单上写着。")),
    (6, "搬走", "", ("厂子搬到孝感开发区去了，你们管不到那里。", "铺面到期，房东收回去了。")),
    (4, "改行", "", ("不做餐饮了，改做服装，用不上大灶。", "转做贸易，锅炉房拆了。")),
    (5, "破产倒闭", "", ("生意做不下去，月底关门。", "老板欠了工资，人找不到了。")),
)  # fmt: skip
PLANS = (
    "带一份固定价合同上门谈",
    "请客服经理陪同上门道歉",
    "合同到期前一个月再谈一次",
    "送一次免费检修，看看还愿不愿意",
)
WON = ("换了送货的班次，答应晚到就免运费", "给了半年固定价", "经理上门道了歉，欠的检修当天补做")
UNASKED, RETURNS = 0.12, 0.16


@dataclass(frozen=True)
class Goodbye:
    """A departure as it will be written, and when the customer comes back, if they do."""

    day: date
    values: Values
    back: date | None = None
    won: str = ""


class Leaving:
    """Firms that stop buying tell why, most of them; now and then one comes back."""

    def __init__(self, rng: Random, users: Mapping[str, User]):
        self.rng, self.users = rng, users
        rows = LossReason.objects.select_related("parent")
        self.reasons = {one.name: one for one in rows}

    def of(self, life: Life, bought: bool, today: date) -> Iterator[Goodbye]:
        day = min(life.until, today) + timedelta(self.rng.randint(6, 32))
        if life.sort != "home" and bought and life.until < today and day < today:
            yield self.goodbye(life, day, today)

    def goodbye(self, life: Life, day: date, today: date) -> Goodbye:
        values: Values = {"left_on": life.until + (day - life.until) // 2}
        if self.rng.random() < UNASKED:
            return Goodbye(day, values)
        _weight, name, touchpoint, said = self.rng.choices(SAID, [one[0] for one in SAID])[0]
        reason = self.reasons[name]
        values |= {
            "reason": reason, "said": self.rng.choice(said), "touchpoint": touchpoint, "asked_on": day,
            "asked_by": self.users[self.rng.choice((life.owner or "manager", "service"))],
        }  # fmt: skip
        if touchpoint in ("fitting", "hotline") or self.rng.random() < 0.2:
            values["employee"] = self.users[
                "service" if touchpoint != "sales" else life.owner or "manager"
            ]
        if reason.control == LossReason.Control.THEIRS:
            return Goodbye(day, values | {"chance": "none"})
        values |= {
            "chance": self.rng.choice(("small", "fair", "fair", "good")),
            "competitor": self.rng.choice((*RIVALS, "")),
        }
        return self.hope(day, values, today)

    def hope(self, day: date, values: Values, today: date) -> Goodbye:
        """What is planned where it is not long ago, and who comes back of those who left before."""
        back = day + timedelta(self.rng.randint(40, 160))
        if self.rng.random() < RETURNS and back < today:
            return Goodbye(day, values, back, self.rng.choice((*WON, "", "")))
        if (today - day).days < 120 and values["chance"] != "small":
            plan_on = max(day, today) + timedelta(self.rng.randint(-3, 15))
            values |= {"plan": self.rng.choice(PLANS), "plan_on": plan_on}
        return Goodbye(day, values)


def answer(users: Mapping[str, User], actors: Mapping[str, Actor], at: datetime) -> None:
    """Say who puts which reason right, and what the owner asks of money."""
    for name, login in FIXERS.items():
        reason = LossReason.objects.get(name=name)
        records.change(reason, {"owner": users[login]}, by=actors["boss"], at=at)
    set_value(
        find("discount"), Decimal(10), since=at.date(), reason="贷款利率 4.5%，再加做生意的风险",
        by=actors["boss"], at=at,
    )  # fmt: skip


def order_fixes(actors: Mapping[str, Actor], at: datetime) -> None:
    """What the owner asked to be put right after looking at the reasons."""
    fixes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("送货晚", {"what": "旺季前一天装好车，晚到当天给客户回话"}),
        ("报修慢", {"what": "抢修车带齐常用零件，两小时内到场"}),
    )
    for name, asked in fixes:
        improve_reason(LossReason.objects.get(name=name), **asked, by=actors["boss"], at=at)
