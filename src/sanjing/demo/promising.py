"""What people of the demo company promised and quoted, how far they may go, and what became of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from sanjing.demo.lives import Values
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.actions import save_rule
from sanjing.foundation.entities import records, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises.actions import bind
from sanjing.modules.promises.actions.apologise import apologise
from sanjing.modules.promises.actions.break_promise import break_promise
from sanjing.modules.promises.actions.keep import keep
from sanjing.modules.promises.models import OWED, Promise
from sanjing.modules.quotes.actions import send as sending
from sanjing.modules.quotes.actions.decline import decline
from sanjing.modules.quotes.models import Quote

SELLERS = ("seller", "seller2", "seller3", "seller4", "manager")
EACH = 14
TOO_CHEAP = 10
"""Which quote gives away more than its author may."""
FLOORS: tuple[tuple[str, Values], ...] = (
    ("降价不超过 5%", {"kind": "price", "most": "5", "note": "毛利薄，再低要经理同意"}),
    ("账期不超过 45 天", {"kind": "payment", "most": "45"}),
    ("大客户账期 60 天", {"kind": "payment", "most": "60", "grade": "a"}),
    ("交货至少留两天", {"kind": "delivery", "least": "2", "note": "配送排班要提前一天"}),
)
MADE: tuple[Values, ...] = (
    {"what": "发报警器样品", "kind": "sample", "value": "198"}, {"what": "回复流量计报价", "kind": "service"},
    {"what": "送波纹管到现场", "kind": "delivery", "value": "900"}, {"what": "安排安检", "kind": "service"},
    {"what": "送检修记录复印件", "kind": "other"}, {"what": "气款账期 30 天", "kind": "payment", "terms": "30"},
    {"what": "配件打九五折", "kind": "price", "terms": "5", "value": "1200"},
)  # fmt: skip
IN_TIME, TOO_LATE = ("收到了，谢谢", "比说好的早", ""), ("收到了，晚了几天", "下次早点说一声", "")
EXCUSES = (("仓库缺货", "换同型号先用着"), ("安检员排不开", "改约并免费检修一次"))
GOODS: tuple[list[Values], ...] = (
    [{"product": "A-C1", "quantity": "4"}, {"product": "C-1", "quantity": "1"}],
    [{"product": "M-G40", "quantity": "2"}, {"product": "R-100", "quantity": "1"}],
    [{"product": "S-B", "quantity": "3", "discount": "4%"}, {"product": "I-2", "quantity": "60"}],
)


def set_limits(actors: dict[str, Actor], at: datetime) -> None:
    """How far one may go in promising, and who decides beyond: whoever leads the one who asks."""
    for name, values in FLOORS:
        given = {"name": name} | values
        records.create(registry.get("promisefloor"), given, by=actors["boss"], at=at)
    for purpose, name in ((bind.PURPOSE, "越过承诺底线"), (sending.PURPOSE, "折扣超过权限")):
        values = {"purpose": purpose, "name": name}
        save_rule(None, values, [{"who": "lead"}], by=actors["admin"], at=at)


def promise(rng: Random, users: dict[str, User], actors: dict[str, Actor], now: datetime) -> None:
    """Promises of the last ten weeks by everybody who sells, the earliest first."""
    today = timezone.localdate(now)
    known = {login: theirs(users[login]) for login in SELLERS}
    days = sorted(
        (today - timedelta(rng.randrange(70)), n, login)
        for login in SELLERS for n in range(EACH) if known[login]
    )  # fmt: skip
    for day, _n, login in days:
        given = rng.choice(MADE) | {"customer": rng.choice(known[login]), "made_on": day}
        given["due_on"] = day + timedelta(rng.randint(2, 12))
        at = moment(day, rng, now)
        made = records.create(registry.get("promise"), given, by=actors[login], at=at)
        settle(rng, made, today, by=actors[login], now=now)
    for login in ("seller", "seller3"):
        beyond = {"customer": known[login][0], "what": "全年配件打九折", "kind": "price", "terms": "10",
                  "value": "26000", "due_on": today + timedelta(6)} if known[login] else None  # fmt: skip
        if beyond:
            records.create(registry.get("promise"), beyond, by=actors[login], at=now)


def theirs(user: User) -> list[Customer]:
    rows = Customer.objects.filter(owner=user, kind="organisation", removed_at=None)
    return list(rows.select_related("owner").order_by("pk")[:60])


def moment(day: date, rng: Random, now: datetime) -> datetime:
    said = datetime.combine(day, time(9)) + timedelta(minutes=rng.randrange(480))
    return min(timezone.make_aware(said), now)


def settle(rng: Random, made: Promise, today: date, *, by: Actor, now: datetime) -> None:
    """Most are kept in time, some late, a few not at all; of those due lately some wait."""
    luck, late = rng.random(), timedelta(rng.randint(1, 5))
    if made.state not in OWED or made.due_on >= today or luck < 0.05:
        return
    if luck < 0.12:
        reason, remedy = rng.choice(EXCUSES)
        at = moment(min(made.due_on + late, today), rng, now)
        broken = break_promise(made, reason=reason, remedy=remedy, by=by, at=at)
        if luck < 0.09:
            apologise(broken, how="登门说明，送了一次免费检修", by=by, at=at)
        return
    on = made.due_on + late if luck < 0.24 else made.due_on - timedelta(rng.randrange(2))
    if made.made_on <= on <= today:
        words = rng.choice(TOO_LATE if on > made.due_on else IN_TIME)
        keep(made, kept_on=on, customer_word=words, by=by, at=moment(on, rng, now))


def quote(rng: Random, users: dict[str, User], actors: dict[str, Actor], now: datetime) -> None:
    """A few quotes of the last month: drafts, sent ones, one declined, one whose discount waits."""
    today = timezone.localdate(now)
    for n, login in enumerate(SELLERS[:4] * 3):
        customers, day = theirs(users[login]), today - timedelta(24 - 2 * n)
        if not customers:
            continue
        values = {
            "customer": rng.choice(customers), "quoted_on": day, "valid_until": day + timedelta(30),
            "lines": GOODS[0] if n == TOO_CHEAP else rng.choice(GOODS),
            "payment_terms": "货到 30 天", "delivery_terms": "送货上门", "prints_claims": n % 3 == 0,
        } | ({"discount": "1900"} if n == TOO_CHEAP else {})  # fmt: skip
        at = moment(day, rng, now)
        made: Quote = records.create(registry.get("quote"), values, by=actors[login], at=at)
        if n % 4 < 3 or n == TOO_CHEAP:
            made = sending.send(made, by=actors[login], at=at)
        if n in (1, 5) and made.state == Quote.State.SENT:
            decline(
                made,
                reason="对手便宜两个点",
                by=actors[login],
                at=moment(day + timedelta(1), rng, now),
            )
