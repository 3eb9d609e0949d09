"""What the customers that somebody sees are worth, what is at risk, what was lost, and how that was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.figures.queries import figure
from sanjing.foundation.phrases import running
from sanjing.modules.losses import churn
from sanjing.modules.scores import grouping
from sanjing.modules.scores.grouping import BOUGHT, Groups
from sanjing.modules.scores.models import CustomerScore, PastScore, ScoreRun
from sanjing.modules.scores.queries import last_run, of_seen, visible
from sanjing.modules.scores.unevenness import Unevenness, unevenness
from sanjing.modules.scores.valuing import Valued, valued
from sanjing.modules.scores.warnings import Told, by_signal, carries
from sanjing.modules.scores.words import rhythm, risk, warnings


@dataclass(frozen=True, slots=True)
class Lost:
    """Of so many `active` a year ago so many are lost; `amount` is what these had bought in the year before (分)."""

    active: int
    lost: int
    amount: int


@dataclass(frozen=True, slots=True)
class Endangered:
    """A customer with something at stake, and why, in words."""

    score: CustomerScore
    money: int
    why: str


class Worth:
    """The figures of one reader: added up at night where sums are kept, else when they are asked for."""

    def __init__(self, actor: Actor, run: ScoreRun) -> None:
        self.actor, self.run = actor, run
        self.sees_all = actor.scope("customer", "see") is Scope.ALL
        self.facts: dict[str, Any] = run.facts if self.sees_all else {}
        """What the run told of the whole company."""

    def kept(self, name: str, reckon: Callable[[], Any]) -> Any:
        return figure(f"worth.{name}", self.actor, date.max, lambda _day: reckon())

    def read(self) -> None:
        """All of it, so that it is kept."""
        _all = self.now, self.earlier, self.lost, self.uneven, self.valued, self.by_signal

    @cached_property
    def now(self) -> Groups:
        scores = visible(self.actor)
        kept = self.kept("now", lambda: grouping.plain(grouping.grouped(scores)))
        return grouping.from_plain(kept)

    @cached_property
    def earlier(self) -> list[tuple[date, Groups]]:
        """The end of the last month, and that of a year ago, as far as scores are kept of them."""
        kept = self.kept("earlier", self.reckoned_earlier)
        return [(day, grouping.from_plain(rows)) for day, rows in kept if rows]

    def reckoned_earlier(self) -> list[tuple[date, list[list[Any]]]]:
        past = PastScore.objects.filter(of_seen(self.actor))
        days = grouping.days_before(self.run.as_of)
        return [(day, grouping.plain(grouping.grouped(past.filter(as_of=day)))) for day in days]

    @cached_property
    def interval(self) -> tuple[int, int] | None:
        """Between which sums the future margin of the whole company is expected, as far as a model tells it."""
        expected = self.facts.get("future")
        if not expected:
            return None
        future = grouping.whole(self.now).future or 0
        low, high = self.facts["future_low"], self.facts["future_high"]
        return round(future * low / expected), round(future * high / expected)

    @cached_property
    def lost(self) -> Lost:
        year = churn.Churn(self.actor, self.run.as_of).year()
        return Lost(year.active, year.lost, year.lost_amount)

    @cached_property
    def uneven(self) -> Unevenness | None:
        kept = self.kept("uneven", lambda: plain(unevenness(visible(self.actor))))
        if kept is None:
            return None
        return Unevenness(**{**kept, "points": [(part, share) for part, share in kept["points"]]})

    @cached_property
    def valued(self) -> Valued | None:
        kept = self.kept("valued", lambda: plain(valued(visible(self.actor))))
        return Valued(**kept) if kept else None

    def scores(self, keys: list[int]) -> list[CustomerScore]:
        """The scores of these customers in their order, as far as they are seen."""
        rows = visible(self.actor).filter(pk__in=keys).select_related("customer__owner")
        found = rows.in_bulk()
        return [found[key] for key in keys if key in found]

    def endangered(self, most: int, today: date, **only: str) -> list[Endangered]:
        """Those of the last year's buyers with most at stake, of one class or of all."""
        rows = (
            visible(self.actor)
            .filter(BOUGHT, stake__gt=0, **only)
            .select_related("customer__owner")
        )
        found = rows.order_by("-stake", "customer")[:most]
        return [Endangered(one, one.stake or 0, why(one, today)) for one in found]

    @cached_property
    def by_signal(self) -> dict[str, Told]:
        kept = self.kept("signals", self.reckoned_signals)
        return {name: Told(*told) for name, told in kept.items()}

    def reckoned_signals(self) -> dict[str, Any]:
        return {name: astuple(told) for name, told in by_signal(visible(self.actor)).items()}

    def warned(self, most: int, signal: str = "") -> list[Endangered]:
        """Those that changed silently, most money first; of one signal or of any."""
        rows = visible(self.actor).filter(warned__gt=0).select_related("customer__owner")
        rows = rows.filter(carries(signal)) if signal else rows
        found = rows.order_by("-warned", "customer")[:most]
        return [
            Endangered(one, one.warned or 0, running(text for _label, text in warnings(one)))
            for one in found
        ]


def plain(told: Any) -> Any:
    """As a figure is kept; None of nothing."""
    return asdict(told) if told else None


def of(actor: Actor) -> Worth | None:
    """What there is to tell; None before the first run."""
    run = last_run()
    return Worth(actor, run) if run else None


def why(score: CustomerScore, today: date) -> str:
    return running(text for _label, text in (*rhythm(score, today), *risk(score)))
