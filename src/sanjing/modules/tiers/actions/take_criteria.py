"""Letting a tier take the customers of a saved list: its conditions are copied, later changes of the list are not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.entities import asking, criteria, records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.criteria import Criterion, Group, Not, Test
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.kinds import Asked
from sanjing.modules.tiers.events import CriteriaTaken
from sanjing.modules.tiers.models import Tier

TOLD_BY_TIERS = ("tier", "tier_since", "service_level")


class TakeForm(forms.Form):
    view = forms.ModelChoiceField(
        label=_l("哪个列表"), queryset=SavedView.objects.none(), required=False,
        empty_label=_l("（不要条件）"), help_text=_l("在客户列表里选好条件，存成视图，再到这里选"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        view: Any = self.fields["view"]
        theirs = Q(owner_id=by.user_id) | Q(shared=True)
        view.queryset = SavedView.objects.filter(theirs, entity="customer").order_by("label", "pk")


@action(
    entity="tier", verb="take_criteria", label=_l("按列表收客户"), icon="filter", asks=TakeForm, bulk=False
)  # fmt: skip
def take_criteria(tier: Tier, *, view: SavedView | None = None, by: Actor, at: datetime) -> Tier:
    """Keep the conditions of the list with the tier; without one it has none. Raises Invalid, Forbidden."""
    kept = {"criteria": json.dumps(tree_of(view, by, at), ensure_ascii=False) if view else ""}
    if view and tier.measure:
        told = _("这一级已经按“%(measure)s”分，先把它清空")
        raise Invalid({"view": [told % {"measure": tier.get_measure_display()}]})
    happened = CriteriaTaken(view=view.label if view else "")
    return records.change(tier, {}, kept=kept, by=by, at=at, telling=happened)


def tree_of(view: SavedView, by: Actor, at: datetime) -> dict[str, Any]:
    """The conditions of a list, as far as they mean the same for everybody."""
    question = asking.read(QueryDict(view.query), registry.get("customer"), by)
    tests = list(every_test(question.where))
    if question.words or any(test.value == "me" for test in tests):
        raise Invalid({"view": [_("这个列表有搜索的字或“我”，对每个人不一样，不能当规则")]})
    if any(test.field in TOLD_BY_TIERS for test in tests):
        raise Invalid({"view": [_("这个列表本身就看分级，不能拿来分级")]})
    if not tests:
        raise Invalid({"view": [_("这个列表没有条件")]})
    try:
        criteria.compile(question.where, question.fields, Asked(by, timezone.localdate(at)))
    except criteria.BadCriteria as bad:
        raise Invalid({"view": [str(bad)]}) from bad
    return criteria.dump(question.where)


def every_test(part: Criterion) -> Iterator[Test]:
    match part:
        case Test():
            yield part
        case Not(inner):
            yield from every_test(inner)
        case Group(_join, parts):
            for one in parts:
                yield from every_test(one)
