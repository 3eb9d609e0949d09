"""Win rate, velocity and the stage where deals are lost, as of any day, with sample sizes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.utils import timezone

from sanjing.modules.deals.models import Deal, Outcome, Stage, StageEntry

FEW = 10
"""Fewer cases than this are shown with a word of caution and never ranked."""

PERIODS = {"90": 90, "365": 365, "all": None}
DIMENSIONS = {
    "owner": ("deal__owner", "deal__owner__name"),
    "product": ("deal__rows__product", "deal__rows__product__name"),
    "source": ("deal__source",),
    "reason": ("deal__reason", "deal__reason__parent__name", "deal__reason__name"),
    "competitor": ("deal__competitors",),
}
"""Of each: what tells one from another, and the words for it if they are elsewhere."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` (None is the beginning) up to and with `end`."""

    start: date | None
    end: date

    @classmethod
    def of(cls, period: str, end: date) -> Window:
        days = PERIODS[period]
        return cls(end - timedelta(days - 1) if days else None, end)

    @property
    def after(self) -> datetime:
        """The first moment after the window."""
        return timezone.make_aware(datetime.combine(self.end + timedelta(1), time()))

    @property
    def days(self) -> Q:
        """What counts as closed on one of its days."""
        began = Q(closed_on__gte=self.start) if self.start else Q()
        return began & Q(closed_on__lte=self.end)

    def within(self, path: str) -> Q:
        inside = Q(**{f"{path}__lt": self.after})
        if self.start:
            begin = timezone.make_aware(datetime.combine(self.start, time()))
            inside &= Q(**{f"{path}__gte": begin})
        return inside


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `closed` deals `won` were won, for `amount` 分; `label` is whose rate it is."""

    label: str
    won: int
    lost: int
    amount: int

    @property
    def closed(self) -> int:
        return self.won + self.lost

    @property
    def percent(self) -> float | None:
        return 100 * self.won / self.closed if self.closed else None

    @property
    def few(self) -> bool:
        return self.closed < FEW


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How long deals stay in a stage and how many of those that left it were lost."""

    stage: Stage
    left: int
    lost: int
    days: float | None

    @property
    def percent(self) -> float | None:
        return 100 * self.lost / self.left if self.left else None

    @property
    def few(self) -> bool:
        return self.left < FEW


def closings(deals: QuerySet[Deal], window: Window) -> QuerySet[StageEntry]:
    """The steps by which deals stood closed at the end of the window, on a day within it.

    The day is that on which the deal counts as closed, as for targets, not that of the entry.
    """
    held = Q(left_at=None) | Q(left_at__gte=window.after)
    closed = Q(stage__outcome__in=(Outcome.WON, Outcome.LOST))
    return StageEntry.objects.filter(held, closed, window.days, deal__in=deals.values("pk"))


_SUMS: dict[str, Any] = {
    "won": Count("deal", filter=Q(stage__outcome=Outcome.WON), distinct=True),
    "lost": Count("deal", filter=Q(stage__outcome=Outcome.LOST), distinct=True),
}


def win_rate(deals: QuerySet[Deal], window: Window) -> Rate:
    won = Q(stage__outcome=Outcome.WON)
    found = closings(deals, window).aggregate(
        **_SUMS, amount=Sum("deal__amount", filter=won, default=0)
    )
    return Rate("", found["won"], found["lost"], found["amount"])


def rates_by(deals: QuerySet[Deal], window: Window, dimension: str) -> list[Rate]:
    """The same for each person, product, source, reason or competitor, the most cases first.

    By product an amount is that of the lines of the product; elsewhere that of the deal.
    """
    path = DIMENSIONS[dimension]
    amount = "deal__rows__amount" if dimension == "product" else "deal__amount"
    won = Q(stage__outcome=Outcome.WON)
    groups = closings(deals, window).values_list(*path).order_by()
    rows = groups.annotate(**_SUMS, amount=Sum(amount, filter=won, default=0))
    rates = [
        Rate(" / ".join(filter(None, words[1:] or words)), won, lost, amount)
        for *words, won, lost, amount in rows
    ]
    rates = each_tag(rates) if dimension == "competitor" else rates
    return sorted(rates, key=lambda rate: (-rate.closed, rate.label))


def each_tag(rates: Iterable[Rate]) -> list[Rate]:
    """Rates of rows of tags as rates of the single tags; a deal with two counts for each of them."""
    found: dict[str, Rate] = {}
    for rate in rates:
        for tag in rate.label.strip("|").split("|"):
            one = found.get(tag, Rate(tag, 0, 0, 0))
            found[tag] = Rate(
                tag, one.won + rate.won, one.lost + rate.lost, one.amount + rate.amount
            )
    return list(found.values())


def cycle(deals: QuerySet[Deal], window: Window) -> tuple[float | None, int]:
    """(mean days from the beginning to the end, number of closed deals)."""
    found = closings(deals, window).aggregate(days=Avg("deal__cycle_days"), n=Count("deal"))
    return found["days"], found["n"]


def by_stage(deals: QuerySet[Deal], window: Window, stages: list[Stage]) -> list[StageFigures]:
    """What became of the deals that left each of the open stages within the window."""
    ended_lost = StageEntry.objects.filter(
        deal=OuterRef("deal"), entered_at=OuterRef("left_at"), stage__outcome=Outcome.LOST
    )
    stay = ExpressionWrapper(F("left_at") - F("entered_at"), output_field=DurationField())
    entries = StageEntry.objects.filter(window.within("left_at"), deal__in=deals.values("pk"))
    rows: QuerySet[Any, Any] = entries.annotate(was_lost=Exists(ended_lost)).values_list("stage")
    found = {
        stage: (left, lost, mean)
        for stage, left, lost, mean in rows.order_by().annotate(
            left=Count("pk"), lost=Count("pk", filter=Q(was_lost=True)), mean=Avg(stay)
        )
    }
    figures = []
    for stage in stages:
        left, lost, mean = found.get(stage.pk, (0, 0, None))
        figures.append(
            StageFigures(stage, left, lost, mean.total_seconds() / 86400 if mean else None)
        )
    return figures


def leak(figures: list[StageFigures]) -> StageFigures | None:
    """The stage where the largest share of deals is lost, among those with enough cases."""
    known = [one for one in figures if not one.few and one.lost]
    return max(known, key=lambda one: one.lost / one.left, default=None)


def velocity(deals: QuerySet[Deal], window: Window, rate: Rate, days: float | None) -> int | None:
    """分 a day that the open pipeline is likely to bring: open deals × win rate × mean won amount ÷ days."""
    if not rate.won or not days:
        return None
    count = deals.filter(outcome=Outcome.OPEN).count()
    return round(count * (rate.won / rate.closed) * (rate.amount / rate.won) / days)
