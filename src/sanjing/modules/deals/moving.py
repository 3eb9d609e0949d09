"""Why the forecast moved between two moments: each deal that stands otherwise, by cause, to the 分."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.id_lists import among
from sanjing.kernel.periods import add_months
from sanjing.modules.deals.forecasting import WEIGHTED
from sanjing.modules.deals.models import Deal, ForecastEntry, Outcome, StageEntry
from sanjing.modules.deals.rules import weighted


class Cause(TextChoices):
    """What adds to a forecast comes first, so that a running sum never falls below what is left."""

    NEW = "new", _("新商机")
    REOPENED = "reopened", pgettext_lazy("个数", "重新打开")
    MOVED_IN = "moved_in", _("日期移进来")
    AMOUNT_UP = "amount_up", _("金额调高")
    RATED_UP = "rated_up", _("阶段或类别上调")
    RATED_DOWN = "rated_down", _("阶段或类别下调")
    AMOUNT_DOWN = "amount_down", _("金额调低")
    MOVED_OUT = "moved_out", _("日期移出去")
    LOST = "lost", pgettext_lazy("个数", "输单")
    WON = "won", pgettext_lazy("个数", "赢单")


class Counted(NamedTuple):
    """What the forecast counts of one open deal: amount in 分, probability in per cent, and whether it is
    due within what is looked at.
    """

    amount: int
    probability: int
    category: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Lens:
    """Which forecast is looked at: of one month (from its first day) or of all deals, weighted or not."""

    month: date | None = None
    is_weighted: bool = True

    def worth(self, one: Counted | None) -> int:
        """What it adds to the forecast, in 分."""
        if one is None or one.category == Deal.Category.OMITTED or not one.inside:
            return 0
        return weighted(one.amount, one.probability) if self.is_weighted else one.amount

    @property
    def inside(self) -> Q:
        """The entries that are due within it."""
        if self.month is None:
            return Q(pk__isnull=False)
        end = add_months(self.month, 1)
        return Q(expected_close_date__gte=self.month, expected_close_date__lt=end)

    def total(self, then: Q) -> Sum:
        """The sum over the entries that stood `then`."""
        counted = then & self.inside & ~Q(category=Deal.Category.OMITTED)
        return Sum(WEIGHTED if self.is_weighted else "amount", filter=counted, default=0)


@dataclass(frozen=True, slots=True)
class Move:
    """What one deal added to the forecast by one cause, and what it was worth before and after; in 分."""

    deal_id: int
    cause: Cause
    amount: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Part:
    cause: Cause
    amount: int
    deals: int


@dataclass(frozen=True)
class Movement:
    """The forecast at two moments, in 分, and every move that leads from the one to the other."""

    start: int
    end: int
    moves: list[Move]

    @cached_property
    def parts(self) -> list[Part]:
        """The causes that moved something, in their order."""
        sums: dict[str, int] = defaultdict(int)
        counts = Counter(one.cause.value for one in self.moves)
        for one in self.moves:
            sums[one.cause.value] += one.amount
        return [
            Part(one, sums[one.value], counts[one.value]) for one in Cause if one.value in counts
        ]


def split(
    before: Counted | None, after: Counted | None, lens: Lens, *, came: Cause, went: Cause
) -> Iterator[tuple[Cause, int]]:
    """What one deal did to the forecast, by cause; the parts sum to the difference exactly.

    One not open before `came`, one not open after `went`. Of one that stayed, another month explains all;
    else leaving the forecast or coming back; else the amount at the odds of before, then the odds.

    >>> told = Counted(100, 20, "best", True), Counted(200, 50, "best", True)
    >>> [(str(cause.value), sum) for cause, sum in split(*told, Lens(), came=Cause.NEW, went=Cause.LOST)]
    [('amount_up', 20), ('rated_up', 60)]
    """
    difference = lens.worth(after) - lens.worth(before)
    if before is None or after is None:
        yield (came if before is None else went), difference
    elif before.inside != after.inside:
        yield (Cause.MOVED_IN if after.inside else Cause.MOVED_OUT), difference
    else:
        omitted = Deal.Category.OMITTED in (before.category, after.category)
        grown = (
            0 if omitted else lens.worth(before._replace(amount=after.amount)) - lens.worth(before)
        )
        rated = difference - grown
        yield (Cause.AMOUNT_UP if grown > 0 else Cause.AMOUNT_DOWN), grown
        yield (Cause.RATED_UP if rated > 0 else Cause.RATED_DOWN), rated


def movement(deals: QuerySet[Deal], lens: Lens, *, since: datetime, until: datetime) -> Movement:
    """How the forecast of these deals came from what it was at `since` to what it was at `until`.

    What stands now as it stood then is only summed; cost follows what changed.
    """
    rows = ForecastEntry.objects.filter(deal__in=deals.values("pk"))
    then, now = (
        Q(from_at__lte=at) & (Q(until_at=None) | Q(until_at__gt=at)) for at in (since, until)
    )
    ends = rows.filter(then | now).aggregate(start=lens.total(then), end=lens.total(now))
    before = entries(rows.filter(then, until_at__lte=until), lens)
    after = entries(rows.filter(now, from_at__gt=since), lens)
    fresh = made_after(deals, after.keys() - before.keys(), since)
    ended = outcomes(before.keys() - after.keys(), until)
    moves = [
        Move(pk, cause, amount, lens.worth(before.get(pk)), lens.worth(after.get(pk)))
        for pk in sorted(before.keys() | after.keys())
        for cause, amount in split(
            before.get(pk), after.get(pk), lens,
            came=Cause.NEW if pk in fresh else Cause.REOPENED, went=ended.get(pk, Cause.RATED_DOWN),
        )
        if amount
    ]  # fmt: skip
    return Movement(int(ends["start"]), int(ends["end"]), moves)


def entries(rows: QuerySet[ForecastEntry], lens: Lens) -> dict[int, Counted]:
    """What was counted of each deal."""
    told = rows.order_by().annotate(inside=ExpressionWrapper(lens.inside, BooleanField()))
    columns = told.values_list("deal", "amount", "probability", "category", "inside")
    return {
        pk: Counted(amount, probability, category, bool(inside))
        for pk, amount, probability, category, inside in columns
    }


def made_after(deals: QuerySet[Deal], ids: Iterable[int], at: datetime) -> set[int]:
    """Which of these deals were made later."""
    rows = deals.filter(pk__in=among(list(ids)), created_at__gt=at)
    return set(rows.order_by().values_list("pk", flat=True))


def outcomes(deals: Iterable[int], at: datetime) -> dict[int, Cause]:
    """How these deals stood closed at a moment."""
    held = Q(left_at=None) | Q(left_at__gt=at)
    rows = StageEntry.objects.filter(held, entered_at__lte=at, deal__in=among(list(deals)))
    ends: dict[Any, Cause] = {Outcome.WON: Cause.WON, Outcome.LOST: Cause.LOST}
    found = rows.filter(stage__outcome__in=ends).values_list("deal", "stage__outcome")
    return {pk: ends[outcome] for pk, outcome in found}
