"""What people of the demo company promised and quoted, how far they may go, and what became of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from sanjing.demo.agenda import Agenda
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
from sanjing.modules.promises.actions.review import review
from sanjing.modules.promises.models import OWED, Promise
from sanjing.modules.quotes.actions import send as sending
from sanjing.modules.quotes.actions.decline import decline
from sanjing.modules.quotes.models import Quote

SELLERS = ("seller", "seller2", "seller3", "seller4", "manager")
EACH = 14
WEEKS = 10
LOOKS_BACK = timedelta(7 * WEEKS + 1)
QUOTED = 25
"""In how many days the quotes were made."""
TOO_CHEAP = 10
"""Which quote gives away more than its author may."""
FLOORS: tuple[tuple[str, Values], ...] = (
    ("降价不超过 5%", {"kind": "price", "most": "5", "note": "毛利薄，再低要经理同意"}),
    (
        "涡轮流量计降价不超过 3%",
        {"kind": "price", "most": "3", "product": "M-G40", "note": "厂家供货，没有余地"},
    ),
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


REVIEWED = 14
SEEN = (
    "三次跟进都没谈到明年用量，下次请带方案去", "承诺的样品到了，客户满意，继续跟",
    "两个月没见到决策人，本月安排一次拜访", "对账有出入，请财务先核对再谈续签",
)  # fmt: skip


def set_limits(actors: dict[str, Actor], at: datetime) -> None:
    """How far one may go in promising, and who decides beyond: whoever leads the one who asks."""
    for name, values in FLOORS:
        given = {"name": name} | values
        records.create(registry.get("promisefloor"), given, by=actors["boss"], at=at)
    for purpose, name, hours in (
        (bind.PURPOSE, "越过承诺底线", 24), (sending.PURPOSE, "折扣超过权限", None)
    ):  # fmt: skip
        values = {"purpose": purpose, "name": name}
        save_rule(None, values, [{"who": "lead", "hours": hours}], by=actors["admin"], at=at)


def promise(
    agenda: Agenda, rng: Random, users: dict[str, User], actors: dict[str, Actor], now: datetime
) -> None:
    """Promises of the last ten weeks by everybody who sells, each planned for its moment."""
    today = timezone.localdate(now)
    known = {login: theirs(users[login]) for login in SELLERS}
    days = sorted(
        (today - timedelta(rng.randrange(7 * WEEKS)), n, login)
        for login in SELLERS for n in range(EACH) if known[login]
    )  # fmt: skip
    look_after(agenda, rng, actors["manager"], now)
    for day, _n, login in days:
        given = rng.choice(MADE) | {"customer": rng.choice(known[login]), "made_on": day}
        given["due_on"] = day + timedelta(rng.randint(2, 12))
        at = moment(day, rng, now)
        agenda.plan(at, partial(give, agenda, rng, given, by=actors[login], at=at, now=now))
    for login in ("seller", "seller3"):
        beyond = {"customer": known[login][0], "what": "全年配件打九折", "kind": "price", "terms": "10",
                  "value": "26000", "due_on": today + timedelta(6)} if known[login] else None  # fmt: skip
        if beyond:
            kept = partial(
                records.create, registry.get("promise"), beyond, by=actors[login], at=now
            )
            agenda.plan(now, kept)


def look_after(agenda: Agenda, rng: Random, by: Actor, now: datetime) -> None:
    """The manager looked at some of the key accounts, not at all of them."""
    today = timezone.localdate(now)
    keys = Customer.objects.filter(grade="a", kind="organisation", removed_at=None).order_by("pk")
    for customer in keys.exclude(owner=None)[:REVIEWED]:
        at = moment(today - timedelta(rng.randrange(2, 60)), rng, now)
        act = partial(review, customer, note=rng.choice(SEEN), by=by, at=at)
        agenda.plan(at, act)


def give(
    agenda: Agenda, rng: Random, given: Values, *, by: Actor, at: datetime, now: datetime
) -> None:
    made = records.create(registry.get("promise"), given, by=by, at=at)
    settle(agenda, rng, made, timezone.localdate(now), by=by, now=now)


def theirs(user: User) -> list[Customer]:
    rows = Customer.objects.filter(owner=user, kind="organisation", removed_at=None)
    return list(rows.select_related("owner").order_by("pk")[:60])


def moment(day: date, rng: Random, now: datetime) -> datetime:
    said = datetime.combine(day, time(9)) + timedelta(minutes=rng.randrange(480))
    return min(timezone.make_aware(said), now)


def settle(
    agenda: Agenda, rng: Random, made: Promise, today: date, *, by: Actor, now: datetime
) -> None:
    """Most are kept in time, some late, a few not at all; of those due lately some wait."""
    luck, late = rng.random(), timedelta(rng.randint(1, 5))
    if made.state not in OWED or made.due_on >= today or luck < 0.05:
        return
    if luck < 0.12:
        reason, remedy = rng.choice(EXCUSES)
        at = moment(min(made.due_on + late, today), rng, now)
        fail = partial(break_promise, made, reason=reason, remedy=remedy, by=by, at=at)
        agenda.plan(at, fail)
        if luck < 0.09:
            agenda.plan(at, partial(regret, made, by=by, at=at))
        return
    on = made.due_on + late if luck < 0.24 else made.due_on - timedelta(rng.randrange(2))
    if made.made_on <= on <= today:
        words = rng.choice(TOO_LATE if on > made.due_on else IN_TIME)
        at = max(moment(on, rng, now), made.created_at)
        agenda.plan(at, partial(keep, made, kept_on=on, customer_word=words, by=by, at=at))


def regret(made: Promise, *, by: Actor, at: datetime) -> None:
    made.refresh_from_db()
    apologise(made, how="登门说明，送了一次免费检修", by=by, at=at)


def quote(
    agenda: Agenda, rng: Random, users: dict[str, User], actors: dict[str, Actor], now: datetime
) -> None:
    """A few quotes of the last month: drafts, sent ones, one declined, one whose discount waits."""
    today = timezone.localdate(now)
    for n, login in enumerate(SELLERS[:4] * 3):
        customers, day = theirs(users[login]), today - timedelta(QUOTED - 1 - 2 * n)
        if not customers:
            continue
        lines = GOODS[0] if n == TOO_CHEAP else rng.choice(GOODS)
        values = {
            "customer": rng.choice(customers), "quoted_on": day, "valid_until": day + timedelta(30),
            "lines": lines, "prints_claims": lines is GOODS[0],
            "payment_terms": "货到 30 天", "delivery_terms": "送货上门",
        } | ({"discount": "1900"} if n == TOO_CHEAP else {})  # fmt: skip
        at = moment(day, rng, now)
        sent, lost = n % 4 < 3 or n == TOO_CHEAP, n in (1, 5)
        then = moment(day + timedelta(1), rng, now) if lost else None
        act = partial(offer, agenda, values, sent, then, by=actors[login], at=at)
        agenda.plan(at, act)


def offer(
    agenda: Agenda, values: Values, sent: bool, lost: datetime | None, *, by: Actor, at: datetime
) -> None:
    made: Quote = records.create(registry.get("quote"), values, by=by, at=at)
    if sent:
        made = sending.send(made, by=by, at=at)
    if lost and made.state == Quote.State.SENT:
        agenda.plan(lost, partial(decline, made, reason="对手便宜两个点", by=by, at=lost))
