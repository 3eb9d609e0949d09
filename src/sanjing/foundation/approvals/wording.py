"""An approval rule in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals import purposes
from sanjing.foundation.approvals.models import ApprovalRule, RuleStep
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.sentences import describe
from sanjing.foundation.phrases import listed


def conditions(rule: ApprovalRule, reader: Actor) -> str:
    """The conditions of a rule in words; nothing for a rule that always applies."""
    purpose = purposes.find(rule.purpose)
    entity = registry.find(purpose.entity) if rule.criteria and purpose else None
    if entity is None:
        return ""
    try:
        return describe(criteria.parse(rule.criteria), entity.fields, reader)
    except BadCriteria as error:
        return str(error)


def whole(rule: ApprovalRule, reader: Actor) -> str:
    """What it is for, when it applies, and who is asked one after the other."""
    purpose = purposes.find(rule.purpose)
    told = {
        "what": str(purpose.label) if purpose else rule.purpose,
        "when": conditions(rule, reader) or _("不论什么情况"),
        "who": " → ".join(asked(step) for step in rule.steps.all()),
    }
    return _("%(what)s（%(when)s）：%(who)s") % told


def asked(step: RuleStep) -> str:
    who = str(step.get_who_display())
    if step.who == RuleStep.Who.ROLE:
        who = str(step.role)
    if step.who == RuleStep.Who.PEOPLE:
        who = listed(person.name for person in step.people.all())
    hours = _("%(who)s %(hours)s 小时内") % {"who": who, "hours": step.hours}
    return hours if step.hours else who
