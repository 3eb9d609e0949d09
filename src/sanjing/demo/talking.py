"""When a demo customer is spoken to, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from sanjing.demo import texts
from sanjing.demo.lives import Life, Values

EVERY_DAYS = {"a": 45, "b": 110, "c": 220, "": 800}
PLANNED_SINCE = 45
CALLED = {
    "总经理": "总",
    "老板": "总",
    "店长": "店长",
    "总务主任": "主任",
    "设备科长": "科长",
    "厨师长": "师傅",
}


def touches_of(rng: Random, life: Life, today: date) -> Iterator[tuple[date, str, Values]]:
    """(day, who of us, values of the activity)."""
    pace = EVERY_DAYS[life.values.get("grade", "")]
    day = life.joined + timedelta(rng.randrange(1, 15))
    while day <= min(life.spoken_until, life.until + timedelta(30), today):
        login = life.owner or "service"
        if rng.random() < 0.1:
            login = "service"
        yield day, login, touch(rng, life, day, today)
        day += timedelta(max(int(rng.expovariate(1 / pace)), 6))


def touch(rng: Random, life: Life, day: date, today: date) -> Values:
    is_home = life.sort == "home"
    kind = rng.choices(texts.KINDS, texts.HOME_WEIGHTS if is_home else texts.FIRM_WEIGHTS)[0]
    outcome = rng.choices(texts.OUTCOMES, texts.OUTCOME_WEIGHTS)[0]
    who = addressed(rng, life)
    summary = texts.told(rng, kind, who, day.month, firm=not is_home)
    began = direction(summary, who)
    outcome = reached(outcome, summary, began)
    values = {"kind": kind, "direction": began, "summary": summary, "outcome": outcome}
    if (today - day).days <= PLANNED_SINCE and rng.random() < 0.55:
        values["next_date"] = (day + timedelta(rng.randint(5, 60))).isoformat()
        if rng.random() < 0.5:
            values["next_step"] = rng.choice(texts.STEPS)
    if rng.random() < 0.15:
        values["mood"] = {"trouble": "upset", "agreed": "glad"}.get(outcome, "even")
    return values


def direction(summary: str, who: str) -> str:
    """Texts that open with the customer tell of one who came to us."""
    return "inbound" if summary.startswith(who) else "outbound"


def reached(outcome: str, summary: str, began: str) -> str:
    """Nobody talks to who did not answer, and who calls us is reached."""
    if texts.UNANSWERED in summary:
        return "unreached"
    return "talked" if (began, outcome) == ("inbound", "unreached") else outcome


def addressed(rng: Random, life: Life) -> str:
    """How the person is spoken of: 王总, 李女士."""
    if not life.contacts:
        return (
            life.values["name"][:1] + rng.choice(("先生", "女士"))
            if life.sort == "home"
            else "对方"
        )
    contact = rng.choice(life.contacts)
    return contact["name"][:1] + CALLED.get(contact["job_title"], "经理")
