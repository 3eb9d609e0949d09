"""Bring the demo company into an empty installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from sanjing.commands.terminal import Stop, words
from sanjing.demo import (
    asking,
    catalogue,
    contracting,
    delivering,
    enquiring,
    filing,
    installing,
    judging,
    leaving,
    lives,
    offering,
    owing,
    parting,
    promising,
    pursuing,
    ruling,
    selling,
    staff,
    stocking,
    texts,
    tiering,
)
from sanjing.demo.agenda import Agenda
from sanjing.demo.buying import Goods
from sanjing.demo.knowing import Library
from sanjing.demo.writing import Writer
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Team, User
from sanjing.foundation.customization.actions.save_view import save_view
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.actions.score import ask, carry_out

SIZE = 2400
YEARS = 3
SEED = 20260309
VIEWS = (
    ("boss", "customer", "大客户", "grade=a&sort=-order_total&columns=name,owner,order_total,last_ordered_on"),
    ("boss", "customer", "半年没下单", "last_ordered_on__within=older_than_180_days&sort=-last_ordered_on"),
    ("manager", "customer", "工业用户", "tags=工业&sort=name"),
    ("seller", "customer", "武昌区的商户", "region=420106&owner=me"),
    ("boss", "order", "谁家在装", installing.ASKED),
    ("finance", "order", "本季大额订单", "ordered_on__within=this_quarter&amount__at_least=50000"),
)  # fmt: skip


class AlreadyInUse(Stop):
    """There is data here already; the demo company never mixes with it."""


def ensure_demo(say: Callable[[str], None]) -> None:
    """Load the demo company unless it is there, and say how to log in. Raises AlreadyInUse."""
    if not is_loaded():
        say(
            words(
                "Preparing the demo company, half a minute …",
                "正在准备演示公司“江城燃气”，约半分钟 …",
            )
        )
        load_if_empty(timezone.now())
    people = [(login, name) for login, name, _role, _team in staff.PEOPLE]
    say(
        words(
            "Demo users: " + ", ".join(f"{login} ({name})" for login, name in people),
            "演示用户：" + "、".join(f"{login}（{name}）" for login, name in people),
        )
    )
    say(words(f"Password of all of them: {staff.PASSWORD}", f"密码都是：{staff.PASSWORD}"))


def is_loaded() -> bool:
    return (
        Team.objects.filter(name=staff.FIRM).exists()
        and User.objects.filter(username="boss").exists()
    )


def load_if_empty(now: datetime, *, size: int = SIZE) -> None:
    """Load into an installation that nobody has used. Raises AlreadyInUse."""
    if User.objects.exists() or Customer.objects.exists():
        raise AlreadyInUse(
            words(
                "There is data here already; the demo company needs an empty data folder.",
                "这里已经有数据，演示公司只能装进空的数据目录。",
            )
        )
    load(now, size=size)
    carry_out(ask(at=now), at=now)
    actors = staff.actors_of({one.username: one for one in User.objects.all()})
    judging.judge(actors, now)
    tiering.grade(actors, now)


@transaction.atomic
def load(now: datetime, *, size: int = SIZE) -> None:
    """Three years of the company up to `now`, all or nothing. Call `load_if_empty` unless you know it is empty."""
    rng = Random(SEED)
    today = timezone.localdate(now)
    start = today - timedelta(365 * YEARS)
    opened = now - timedelta(365 * YEARS + 1)
    users = staff.hire(opened)
    actors = staff.actors_of(users)
    goods = stock(opened, actors["boss"])
    delivering.promise_publicly(actors["boss"], opened)
    delivering.open_warehouses(actors["boss"], opened)
    leaving.answer(users, actors, opened)
    form = enquiring.open_website(actors["admin"], opened)
    agenda = Agenda()
    writer = Writer(rng, users, actors, start, now, agenda)
    writer.plan(lives.invent(rng, size, start, today), goods)
    enquiring.enquiries(agenda, Random(SEED), actors, form, now, max(10, size // 40))
    parting.part(agenda, Random(SEED), actors, now)
    contracting.contract(agenda, Random(SEED), actors, start, now)
    promising.set_limits(actors, opened)
    writer.write(until=today - promising.LOOKS_BACK)
    promising.promise(agenda, Random(SEED), users, actors, now)
    writer.write(until=today - timedelta(promising.QUOTED))
    promising.quote(agenda, Random(SEED), users, actors, now)
    writer.write(until=today - timedelta(5))
    lately = min(writer.evening(today - timedelta(5)), now)
    plan_tasks(rng, users, actors, lately)
    selling.ask_of_stages(agenda, Random(SEED), actors, lately)
    writer.write(until=today)
    agenda.run(until=now)
    owing.rules(actors, opened)
    writer.ledger.give_up(now)
    Library(Random(SEED), users, actors, goods, now).fill()
    offering.set_prices(goods, actors["boss"], now)
    offering.open_channel(actors["admin"], actors["manager"], now)
    offering.hear_rivals(actors["manager"], now)
    offering.quote_deals(actors, now)
    offering.promise_on_deals(actors, now)
    filing.draw_up(users, actors, now)
    filing.keep_papers(actors, now)
    pursuing.set_targets(Random(SEED), users, goods, actors["boss"], now)
    selling.look_forward(Random(SEED), users, actors, now)
    delivering.load_vehicles(Random(SEED), actors["service"], now)
    stocking.count_shelves(Random(SEED), actors["channel"], now)
    asking.ask(Random(SEED), actors["channel"], now)
    asking.price_visits(actors["boss"], opened)
    ruling.answer(users, actors, opened)
    leaving.order_fixes(actors, now - timedelta(3))
    installing.assign(Random(SEED), users, actors, opened, now)
    for login, entity, label, query in VIEWS:
        save_view(
            registry.get(entity),
            label=label,
            query=query,
            shared=login != "seller",
            by=actors[login],
            at=now,
        )


def stock(at: datetime, by: Actor) -> Goods:
    rows = [
        dict(zip(("reference", "name", "category", "unit", "price", "cost"), product, strict=True))
        for product in catalogue.PRODUCTS
    ]
    made = batches.create_many(registry.get("product"), rows, by=by, at=at)
    return {product.reference: product for product in made.created.values()}


def plan_tasks(rng: Random, users: dict[str, User], actors: dict[str, Actor], at: datetime) -> None:
    """A handful of errands for each who sells or serves, due about now."""
    today = timezone.localdate(at) + timedelta(5)
    for login in ("manager", "seller", "seller2", "seller3", "seller4", "service", "channel"):
        mine = list(Customer.objects.filter(owner=users[login]).order_by("pk")[:200])
        rows = [
            {"title": title, "owner": users[login], "due_date": (today + timedelta(rng.randint(-6, 12))).isoformat(),
             "customer": rng.choice(mine) if mine else None, "priority": rng.choice(("high", "normal", "low"))}
            for title in texts.TASKS
        ]  # fmt: skip
        batches.create_many(registry.get("task"), rows, by=actors[login], at=at)
