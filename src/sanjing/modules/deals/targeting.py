"""Targets against what was won, person by person up to the company, and what still covers the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Team, User
from sanjing.foundation.entities import registry
from sanjing.kernel.periods import add_months
from sanjing.modules.deals.models import Deal, DealMember, Outcome
from sanjing.modules.deals.rules import Share, split


@dataclass(frozen=True, slots=True)
class Progress:
    """What one person, team, product or the company was to win in a month and won. Amounts in 分."""

    label: str
    depth: int
    target: int
    won: int
    open: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.won / self.target) if self.target else None

    @property
    def left(self) -> int:
        return max(self.target - self.won, 0)

    @property
    def coverage(self) -> float | None:
        """Pipeline ÷ what is still missing; None where nothing is."""
        return self.open / self.left if self.left else None


def progress(actor: Actor, deals: QuerySet[Deal], month: date) -> list[Progress]:
    """The company, its teams and their people, indented; only those with a target or a result."""
    end = add_months(month, 1)
    targets = list(registry.get("target").visible_to(actor).filter(month=month, product=None))
    won = credited(deals.filter(outcome=Outcome.WON, closed_on__gte=month, closed_on__lt=end))
    ahead = credited(
        deals.filter(
            outcome=Outcome.OPEN, expected_close_date__gte=month, expected_close_date__lt=end
        )
    )
    own: dict[int, int] = defaultdict(int)
    given: dict[int | None, int] = defaultdict(int)
    for target in targets:
        if target.user_id:
            own[target.user_id] += target.amount
        else:
            given[target.team_id] += target.amount
    return Rollup(own, given, won, ahead).rows()


def credited(deals: QuerySet[Deal]) -> dict[int | None, int]:
    """Amounts by person: by the shares of the team where there is one, else all the owner's."""
    parts: dict[int | None, int] = defaultdict(int)
    shares: dict[int, list[Share]] = defaultdict(list)
    for member in DealMember.objects.filter(deal__in=deals.values("pk")).order_by("pk"):
        shares[member.deal_id].append(Share(member.user_id, "", member.role, member.share))
    shared = deals.filter(pk__in=shares).values_list("pk", "amount")
    for pk, amount in shared:
        for user, part in split(amount, shares[pk]).items():
            parts[user] += part
    alone = deals.exclude(pk__in=shares).values_list("owner").order_by()
    for owner, amount in alone.annotate(sum=Sum("amount")):
        parts[owner] += amount
    return parts


class Rollup:
    """Adds people up to teams and teams to the company."""

    def __init__(
        self,
        own: dict[int, int],
        given: dict[int | None, int],
        won: dict[int | None, int],
        ahead: dict[int | None, int],
    ):
        self.own, self.given, self.won, self.ahead = own, given, won, ahead
        self.teams = list(Team.objects.order_by("path"))
        named = {one for one in (*own, *won, *ahead) if one}
        self.people: dict[int | None, list[User]] = defaultdict(list)
        for user in User.objects.filter(pk__in=named).order_by("name"):
            self.people[user.team_id].append(user)
        self.below: dict[int | None, list[Team]] = defaultdict(list)
        for team in self.teams:
            self.below[team.parent_id].append(team)

    def rows(self) -> list[Progress]:

        inner = [*self._inside(None, 1)]
        target = self.given.get(None, 0) or sum(row.target for row in inner if row.depth == 1)
        nobody = self.won.get(None, 0), self.ahead.get(None, 0)
        company = Progress(
            _("全公司"), 0, target,
            sum(row.won for row in inner if row.depth == 1) + nobody[0],
            sum(row.open for row in inner if row.depth == 1) + nobody[1],
        )  # fmt: skip
        return [company, *inner] if inner or any(nobody) or target else []

    def _inside(self, team: int | None, depth: int) -> Iterable[Progress]:
        for one in self.below[team]:
            inner = [*self._inside(one.pk, depth + 1)]
            mine = [row for row in inner if row.depth == depth + 1]
            target = self.given.get(one.pk, 0) or sum(row.target for row in mine)
            if inner or target:
                won, ahead = sum(row.won for row in mine), sum(row.open for row in mine)
                yield Progress(one.name, depth, target, won, ahead)
                yield from inner
        for user in self.people[team]:
            yield Progress(
                user.name, depth, self.own.get(user.pk, 0), self.won.get(user.pk, 0),
                self.ahead.get(user.pk, 0),
            )  # fmt: skip


def product_progress(actor: Actor, deals: QuerySet[Deal], month: date) -> list[Progress]:
    """The same for every product that has a target this month."""
    end = add_months(month, 1)
    targets = registry.get("target").visible_to(actor).filter(month=month, product__isnull=False)
    wanted = {
        (pk, name): amount
        for pk, name, amount in targets.values_list("product", "product__name")
        .order_by("product__name").annotate(sum=Sum("amount"))
    }  # fmt: skip
    lines = deals.filter(rows__product__in=[pk for pk, name in wanted]).values_list("rows__product")
    lines = lines.order_by()
    sums = lines.annotate(
        won=Sum("rows__amount", filter=Q(outcome=Outcome.WON, closed_on__gte=month, closed_on__lt=end), default=0),
        ahead=Sum(
            "rows__amount", default=0,
            filter=Q(outcome=Outcome.OPEN, expected_close_date__gte=month, expected_close_date__lt=end),
        ),
    )  # fmt: skip
    found = {pk: (won, ahead) for pk, won, ahead in sums}
    return [
        Progress(name, 1, amount, *found.get(pk, (0, 0))) for (pk, name), amount in wanted.items()
    ]


def months_with_targets(actor: Actor) -> list[date]:
    rows = registry.get("target").visible_to(actor).values_list("month", flat=True)
    return list(rows.order_by("-month").distinct()[:24])
