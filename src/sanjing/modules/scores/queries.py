"""Scores as fields of the customer, and who may read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Beside, Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.models import (
    CustomerScore,
    CustomerYear,
    Quadrant,
    Realm,
    Rfm,
    Rhythm,
    ScoreRun,
)

FROM = "order.amount"
"""Scores tell what somebody bought: who may not read that may not read them either."""
NEED = "needsignal.yearly_need"
PERCENT = _("0 到 100")


def customer_fields() -> list[Field]:
    """The scores that lists, criteria, sorting, exports and the API know as fields of the customer."""
    return [
        told("rfm", _("RFM 类别"), "choice", choices=tuple(Rfm.choices)),
        told("quadrant", _("象限"), "choice", choices=tuple(Quadrant.choices)),
        told("rhythm", _("购买节奏"), "choice", choices=tuple(Rhythm.choices)),
        told("realm", pgettext_lazy("台阶", "三境"), "choice", choices=tuple(Realm.choices)),
        told("year_sales", _("近一年消费"), "money"),
        told("year_margin", _("近一年毛利"), "money"),
        told(
            "future", _("未来三年毛利"), "money", name="future_value", help=_("预计，按今天的钱算")
        ),
        told("loyalty", _("忠诚度"), "number", help=PERCENT),
        told("risk", _("流失风险"), "number", name="churn_risk", help=PERCENT),
        told("stake", _("可能失去的毛利"), "money", name="at_stake"),
        told(
            "warned",
            _("预警牵涉的毛利"),
            "money",
            help=_("悄悄变了的客户，一年的毛利按变化的大小折算"),
        ),
        told("due_on", _("预计下次购买"), "date", name="next_purchase_on"),
        told("coming", _("预计一年购买次数"), "number", name="expected_purchases"),
        told("cost", _("近一年服务成本"), "money", name="cost_to_serve", model=CustomerYear),
        told(
            "profit",
            _("近一年利润"),
            "money",
            model=CustomerYear,
            help=_("毛利减服务成本、让步和坏账"),
        ),
        told(
            "share",
            _("客户份额"),
            "number",
            name="customer_share",
            model=CustomerYear,
            of=NEED,
            help=PERCENT,
        ),
        told(
            "gap",
            _("份额缺口"),
            "money",
            name="need_gap",
            model=CustomerYear,
            of=NEED,
            help=_("客户一年向别家买的"),
        ),
    ]


def told(
    column: str, label: Any, kind: str, *, name: str = "", help: Any = "",
    choices: tuple[tuple[str, Any], ...] = (), model: type[Model] = CustomerScore, of: str = FROM,
) -> Field:  # fmt: skip
    value = Beside(model, column)
    return computed(name or column, label, KINDS[kind], value, of=of, choices=choices, help=help)


def may_read(actor: Actor) -> bool:
    """Whether this person may know scores of the customers they see."""
    customer = registry.get("customer")
    return actor.may("customer", "see") and all(
        customer.may_read(name, actor) for name in ("year_sales", "future_value")
    )


def may_run(actor: Actor) -> bool:
    """Whether this person sees all customers with their money: a run tells of the whole company."""
    return may_read(actor) and actor.scope("customer", "see") is Scope.ALL


def visible(actor: Actor) -> QuerySet[CustomerScore]:
    """The scores of the customers that this person sees; those of nobody where scores are hidden from them."""
    if not may_read(actor):
        return CustomerScore.objects.none()
    return CustomerScore.objects.filter(of_seen(actor))


def visible_years(actor: Actor) -> QuerySet[CustomerYear]:
    """What the year came to with the customers that this person sees, with their scores beside."""
    if not may_read(actor):
        return CustomerYear.objects.none()
    return CustomerYear.objects.filter(of_seen(actor)).order_by()


def of_seen(actor: Actor) -> Any:
    """That the customer of a score is one this person sees.

    Who sees all is asked of each row, so that the first of many are met on a walk along an index; the few of others
    are gathered.
    """
    entity = registry.get("customer")
    seen = entity.visible_to(actor).order_by()
    if actor.scope("customer", "see") is Scope.ALL:
        return Exists(seen.filter(pk=OuterRef("customer_id")))
    return Q(customer__in=seen)


def score_of(customer: Customer, actor: Actor) -> CustomerScore | None:
    """The score of a customer, as far as this person may know it; None of who never bought."""
    year = year_of(customer, actor) if may_read(actor) else None
    return year.score if year else None


def year_of(customer: Customer, actor: Actor) -> CustomerYear | None:
    """What the year came to with a customer, with the score, which only who ever bought has, and `needs`.

    Read once for a record, however many parts of its page ask.
    """
    kept = customer.__dict__
    if "year_read" not in kept:
        rows = with_needs(CustomerYear.objects.select_related("score"), actor)
        kept["year_read"] = rows.filter(pk=customer.pk).first()
    return kept["year_read"]


def knows_needs(actor: Actor) -> bool:
    """Whether this person may know what customers buy of everybody."""
    return registry.get("customer").may_read("need_gap", actor)


def with_needs(rows: QuerySet[CustomerYear], actor: Actor) -> QuerySet[CustomerYear]:
    """Each with what was heard last that the customer needs; nothing for whom that is hidden from."""
    signal = registry.get("needsignal")
    if not (actor.may(signal.name, "see") and signal.may_read("name", actor)):
        return rows.annotate(needs=Value(""))
    heard = signal.visible_to(actor).filter(customer=OuterRef("pk")).order_by("-id")
    return rows.annotate(needs=Subquery(heard.values("name")[:1]))


def last_run() -> ScoreRun | None:
    """The run that the present scores come from."""
    return _done().first()


def run_as_of(day: date) -> ScoreRun | None:
    """The last run of a day or of one before it."""
    return _done().filter(as_of__lte=day).first()


def _done() -> QuerySet[ScoreRun]:
    return ScoreRun.objects.filter(state=ScoreRun.State.DONE).order_by("-as_of", "-pk")
