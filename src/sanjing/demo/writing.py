"""Living three years in half a minute: everything is written in its order, by its person, through the write path."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from sanjing.demo.agenda import Agenda
from sanjing.demo.buying import Goods, orders_of
from sanjing.demo.delivering import deliveries_of
from sanjing.demo.leaving import Leaving
from sanjing.demo.lives import Life, Values
from sanjing.demo.owing import Ledger
from sanjing.demo.pursuing import Selling, pursuits_of
from sanjing.demo.returning import BACK, Backs
from sanjing.demo.talking import touches_of
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.actions.win_back import win_back

Happened = tuple[date, Life, Values]
DAILY, WEEKLY, MONTHLY = 7, 77, 28
"""Things are written down every day of the last week, weekly for eleven weeks, and before that every four."""


class Writer:
    """Collects what happens by step and person, then writes it step by step."""

    def __init__(
        self,
        rng: Random,
        users: dict[str, User],
        actors: dict[str, Actor],
        start: date,
        now: datetime,
        agenda: Agenda,
    ):
        self.rng, self.users, self.actors, self.now = rng, users, actors, now
        self.agenda = agenda
        self.today = timezone.localdate(now)
        self.steps = list(step_ends(start, self.today))
        self.written = 0
        self.customers: dict[int, Customer] = {}
        (
            self.joining,
            self.talks,
            self.sales,
            self.moves,
            self.pursuits,
            self.goodbyes,
            self.returns,
        ) = (defaultdict(lambda: defaultdict(list)) for _ in range(7))
        self.selling, self.chances = Selling(users), Random(rng.getstate()[1][0])
        self.luck = Random(rng.getstate()[1][1])
        self.leaving = Leaving(Random(rng.getstate()[1][4]), users)
        self.ledger = Ledger(
            Random(rng.getstate()[1][2]), self.today, actors["finance"], self.create,
            [users["manager"], users["boss"]],
        )  # fmt: skip
        self.backs = Backs(
            Random(rng.getstate()[1][3]), actors["service"], actors["finance"], self.today - BACK
        )

    def plan(self, lives: list[Life], goods: Goods) -> None:
        for life in lives:
            login = life.owner or "manager"
            self.joining[self.steps[bisect_right(self.steps, life.joined) - 1]][login].append(
                (life, life.values)
            )
            for day, talker, values in touches_of(self.rng, life, self.today):
                self.talks[self.step_of(day)][talker].append((day, life, values))
            self.plan_leaving(life, login, self.plan_orders(life, login, goods))
            for one in pursuits_of(self.chances, life, self.today):
                for n, (day, *_step) in enumerate(one.steps):
                    self.pursuits[self.step_of(day)][login].append((day, life, (one, n)))

    def plan_leaving(self, life: Life, login: str, last: Any) -> None:
        """Who stops buying says why, and buys the same again when they come back."""
        for one in self.leaving.of(life, bool(last), self.today):
            self.goodbyes[self.step_of(one.day)][login].append((life, one.values))
            if one.back and one.won and life.owner:
                self.returns[self.step_of(one.back)][login].append((life, one))
            if one.back:
                again = min(one.back + timedelta(2 if one.won else 0), self.today)
                values = {"ordered_on": again, "lines": last, "state": "confirmed"}
                self.sales[self.step_of(again)][login].append((again, life, values))

    def plan_orders(self, life: Life, login: str, goods: Goods) -> Any:
        """What they buy; the lines of the last order."""
        days, lines = [], None
        for day, lines in orders_of(self.rng, life, goods, self.today):
            days.append(day)
            state, shipped = self.state_of(day)
            values = {"ordered_on": day, "lines": lines, "state": state, "shipped_on": shipped}
            self.sales[self.step_of(day)][login].append((day, life, values))
        if days:
            self.moves[self.step_of(days[0])][login].append((life, {"stage": "new"}))
        later = [day for day in days if (day - days[0]).days > 300]
        if later:
            self.moves[self.step_of(later[0])][login].append((life, {"stage": "regular"}))
        return lines

    def state_of(self, day: date) -> tuple[str, date | None]:
        age = (self.today - day).days
        if self.rng.random() < 0.025:
            return "cancelled", None
        if age > 20:
            return "done", day + timedelta(self.rng.randint(0, 6))
        if age > 6:
            return "shipped", day + timedelta(3)
        return ("draft", None) if self.rng.random() < 0.1 else ("confirmed", None)

    def step_of(self, day: date) -> date:
        """The day on which what happened on `day` is written down."""
        return self.steps[bisect_left(self.steps, min(day, self.today))]

    def write(self, *, until: date) -> None:
        """Write what has not been written yet, up to and with the day `until`."""
        while self.written < len(self.steps) and self.steps[self.written] <= until:
            step = self.steps[self.written]
            self.written += 1
            if self.written.bit_count() == 1:
                count_rows()
            for place, (login, by) in enumerate(self.actors.items()):
                at = self.moment(step, place, morning=True)
                self.agenda.run(until=at)
                self.welcome(self.joining[step][login], by, at)
            for place, login in enumerate(self.actors):
                at = self.moment(step, place)
                self.agenda.run(until=at)
                self.part(step, login, at)
                self.write_step(step, login, at)
            self.agenda.run(until=self.evening(step))
            self.ledger.close(step, self.evening(step))
            unpaid = {one.order_id for one in self.ledger.owing.values() if one.order_id}
            self.backs.close(step, self.evening(step), unpaid)
        self.agenda.run(until=self.evening(until))

    def moment(self, step: date, place: int, *, morning: bool = False) -> datetime:
        """A minute of the working day, a later one for each person; never after now."""
        start, apart = (time(8, 30), 8) if morning else (time(10, 5), 40)
        at = datetime.combine(step, start) + timedelta(
            minutes=place * apart + self.rng.randrange(apart)
        )
        return min(timezone.make_aware(at), self.now)

    def evening(self, step: date) -> datetime:
        """When the books of a day are closed, after everybody else wrote what they did."""
        return min(timezone.make_aware(datetime.combine(step, time(18, 30))), self.now)

    def spoken_at(self, day: date, at: datetime) -> datetime:
        """Some minute of `day`, before it is written down."""
        said = datetime.combine(day, time(9)) + timedelta(minutes=self.rng.randrange(500))
        return min(timezone.make_aware(said), at - timedelta(minutes=self.rng.randrange(3, 30)))

    def write_step(self, step: date, login: str, at: datetime) -> None:
        by = self.actors[login]
        touched = [
            values | {"customer": self.customers[id(life)], "happened_at": self.spoken_at(day, at)}
            for day, life, values in in_order(self.talks[step][login])
        ]
        self.create("activity", touched, by, at)
        sales = in_order(self.sales[step][login])
        sold = [values | {"customer": self.customers[id(life)]} for _day, life, values in sales]
        ordered = self.create("order", sold, by, at)
        self.create("delivery", deliveries_of(self.luck, ordered.values(), self.now), by, at)
        for place, order in ordered.items():
            self.backs.sell(order)
            self.ledger.sell(sales[place][1], order)
        pursued: Any = in_order(self.pursuits[step][login])
        for _day, life, (one, n) in pursued:
            self.selling.step(one, n, self.customers[id(life)], by=by, at=at)
        moved = [(self.customers[id(life)].pk, values) for life, values in self.moves[step][login]]
        if moved:
            batches.change_many(registry.get("customer"), moved, by=by, at=at)

    def part(self, step: date, login: str, at: datetime) -> None:
        """Write down who left, and who was won back."""
        by = self.actors[login]
        rows = [
            values | {"customer": self.customers[id(life)], "owner": by.user_id}
            for life, values in self.goodbyes[step][login]
        ]
        self.create("departure", rows, by, at)
        for life, one in self.returns[step][login]:
            win_back(self.customers[id(life)], came_back_on=one.back, note=one.won, by=by, at=at)

    def welcome(self, joining: list[tuple[Life, Values]], by: Actor, at: datetime) -> None:
        """Customers with their contacts; a branch finds its parent among those already there."""
        rows = [
            values | {
                "owner": self.users[life.owner] if life.owner else None,
                "parent": self.customers.get(id(life.parent)) if life.parent else None,
            }
            for life, values in joining
        ]  # fmt: skip
        made = self.create("customer", rows, by, at)
        self.customers |= {id(life): made[n] for n, (life, _values) in enumerate(joining)}
        contacts = [
            c | {"customer": made[n]} for n, (life, _v) in enumerate(joining) for c in life.contacts
        ]
        self.create("contact", contacts, by, at)

    def create(self, entity: str, rows: list[Values], by: Actor, at: datetime) -> dict:
        if not rows:
            return {}
        outcome = batches.create_many(registry.get(entity), rows, by=by, at=at)
        if outcome.refused:
            position, errors = next(iter(outcome.refused.items()))
            raise ValueError(f"The demo {entity} {rows[position]} was refused: {errors}")
        return outcome.created


def in_order(happened: list[Happened]) -> list[Happened]:
    return sorted(happened, key=itemgetter(0))


def step_ends(start: date, today: date) -> Iterator[date]:
    """Days on which things are written down, the last of them today."""
    day = start
    while day < today:
        yield day
        left = (today - day).days
        day += timedelta(1 if left <= DAILY else 7 if left <= WEEKLY else MONTHLY)
    yield today


def count_rows() -> None:
    """Let PostgreSQL know how much there is by now: nobody else sees the rows of this transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
