"""流失成本: what it costs that customers leave, by the firm's own figures or by typed ones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.analytics.churn_cost import Lost, by_reason
from sanjing.analytics.enough import TooLittle
from sanjing.foundation import tabs
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions import queries as assumptions
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.pages import render_page
from sanjing.kernel.numbers import format_number
from sanjing.modules.losses import calculating, charts
from sanjing.modules.losses.churn import SHOWN, Churn, Why, Year
from sanjing.modules.losses.forms import ChurnForm
from sanjing.modules.losses.keeping import known_on, why_not
from sanjing.modules.losses.models import LossReason
from sanjing.modules.losses.reading import refuse_hidden

if TYPE_CHECKING:
    from sanjing.analytics.own_gain import Measured

ADDRESS = "/insights/churn-cost/"


@require_safe
def churn_cost(request: HttpRequest) -> HttpResponse:
    """The numbers of the form in the address; what is left out is the firm's own."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    margin = assumptions.value("margin", today, reader=actor)
    discount = assumptions.value("discount", today, reader=actor)
    reading = Churn(actor, today)
    own = reading.year()
    form = ChurnForm(request.GET or None)
    told: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = calculating.given(told, own, margin, discount)
    form.initial = calculating.starting(own, margin, discount)
    if form.is_bound and form.is_valid():
        form = ChurnForm(initial=form.initial | {k: v for k, v in told.items() if v is not None})
    context = {
        "tabs": tabs.shown("insights", actor, ADDRESS), "kept_on": reading.night,
        "form": form, "own": own, "asked": asked, "margin": margin, "discount": discount,
        "example": f"{ADDRESS}?{urlencode(calculating.EXAMPLE)}",
        "sector": assumptions.borrowed(find("yearly_churn")),
        "range": assumptions.borrowed(find("profit_of_keeping")),
        **winning(told, own, asked, actor),
        "lost": reading.lost() if own.lost else [],
        "most": SHOWN,
        "silent": silent_url(own),
        **own_gain(asked, actor, today),
        **reasons(reading, own, margin.share),
    }  # fmt: skip
    return render_page(request, "losses/churn_cost.html", context)


def own_gain(asked: calculating.Given | None, actor: Actor, today: date) -> dict[str, Any]:
    """The costs, with what the whole company's customers say of fewer leaving for whom may know that."""
    known = known_on(today) if find("profit_of_keeping").may_see(actor) else None
    measured = known.measured if known else None
    own = None if isinstance(measured, TooLittle) else measured
    return {
        "known": known,
        "why_not": why_not(measured) if isinstance(measured, TooLittle) else "",
        **(costs(asked, own) if asked else {}),
    }


def costs(asked: calculating.Given, own: Measured | None) -> dict[str, Any]:
    cost, years = asked.firm.cost, calculating.over_years(asked)
    fewer = calculating.fewer(asked, own)
    return {
        "customers": counted(cost.customers),
        "revenue": in_yuan(cost.revenue),
        "profit": in_yuan(cost.profit),
        "rate": float(100 * asked.firm.rate),
        "years": [(n, in_yuan(one.revenue), in_yuan(one.profit), in_yuan(sum_)) for n, one, sum_ in years],
        "title": charts.years_title(tuple(one for _n, one, _sum in years)),
        "option": charts.years_chart(years),
        "fewer_title": charts.fewer_title(fewer, assumptions.borrowed(find("profit_of_keeping"))),
        "fewer": [
            (one.points, counted(one.kept.customers), in_yuan(one.kept.revenue), in_yuan(one.kept.profit),
             one.percent, one.interval)
            for one in fewer
        ],
    }  # fmt: skip


def counted(customers: Fraction) -> str:
    """Customers with at most one place: an average is not whole."""
    return format_number(round(Decimal(customers.numerator) / customers.denominator, 1))


def in_yuan(amount: Fraction) -> int:
    """An amount of 分 to the whole 元: more would claim to know more than an average does."""
    return round(amount / 100) * 100


def winning(
    told: dict[str, Any], own: Year, asked: calculating.Given | None, actor: Actor
) -> dict[str, Any]:
    """What winning one costs beside keeping one, as typed or measured, and what replacing the lost would."""
    today = timezone.localdate()
    cost = assumptions.value("winning_cost", today, reader=actor)
    return {
        "ratio": ratio(told, own),
        "times": assumptions.value("acquisition_ratio", today, reader=actor),
        "common": assumptions.borrowed(find("acquisition_ratio")),
        "hidden": not find("acquisition_ratio").may_see(actor),
        "winning": cost,
        "replaced": counted(asked.firm.cost.customers) if asked else None,
        "replacing": in_yuan(asked.firm.cost.customers * cost.minor) if asked else None,
    }


def ratio(told: dict[str, Any], own: Year) -> dict[str, Any] | None:
    """What winning and keeping one cost, and how many times that is; None until it was typed."""
    spent = calculating.spending(told, own)
    if spent is None:
        return None
    figures = {"won": spent.of_one_won, "kept": spent.of_one_kept, "times": spent.ratio}
    too_little = any(isinstance(one, TooLittle) for one in figures.values())
    if too_little:
        return {"too_little": True}
    plain = {name: Fraction(one) for name, one in figures.items() if not isinstance(one, TooLittle)}
    return {
        "won": round(plain["won"]), "kept": round(plain["kept"]), "times": float(plain["times"])
    }  # fmt: skip


def reasons(reading: Churn, own: Year, margin: Fraction) -> dict[str, Any]:
    """The lost ones by reason, and those nobody wrote anything down of."""
    told = known_reasons(reading.by_reason()) if own.lost else []
    groups = by_reason(told, margin=margin)
    rest = own.lost_spent - sum(one.revenue for one in groups)
    return {
        "groups": [(one, round(one.profit)) for one in groups],
        "unwritten": own.lost - sum(one.customers for one in told),
        "unwritten_amount": rest,
        "unwritten_profit": round(rest * margin),
    }


def known_reasons(rows: list[Why]) -> list[Lost]:
    """The same by the label of the reason, and whether it was in our hands."""
    known = LossReason.objects.select_related("parent").in_bulk(
        [one.reason for one in rows if one.reason]
    )
    told = [(known.get(one.reason or 0), one) for one in rows]
    ours = LossReason.Control.OURS
    return [
        Lost(
            str(reason or ""),
            reason is not None and reason.control == ours,
            one.spent,
            one.customers,
        )
        for reason, one in told
    ]


def silent_url(own: Year) -> str:
    """The list of the customers whose last order lies in the year before."""
    return "/customers/?" + urlencode(
        {
            "last_ordered_on__after": own.since.isoformat(),
            "last_ordered_on__before": (own.before + timedelta(1)).isoformat(),
            "sort": "-order_total",
        }
    )
