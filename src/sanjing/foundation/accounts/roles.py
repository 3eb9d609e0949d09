"""The roles an installation starts with. Administrators change them as they like afterwards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from sanjing.foundation.accounts.actor import EVERY, VERBS, FieldRule, Scope
from sanjing.foundation.accounts.models import Role

NONE, MINE, TEAM, BELOW, ALL = Scope.NONE, Scope.MINE, Scope.TEAM, Scope.BELOW, Scope.ALL


def _row(*scopes: Scope) -> dict[str, str]:
    """Scopes in the order of VERBS: see, create, change, remove, export, assign."""
    return {verb: str(scope) for verb, scope in zip(VERBS, scopes, strict=True)}


_EVERYTHING = _row(ALL, ALL, ALL, ALL, ALL, ALL)
_READING = _row(ALL, NONE, NONE, NONE, NONE, NONE)
_OWN = _row(MINE, ALL, MINE, NONE, NONE, NONE)
_OWN_AND_TIDY = _row(MINE, ALL, MINE, MINE, NONE, MINE)
_LEADING = _row(BELOW, ALL, BELOW, BELOW, BELOW, BELOW)
_SHARED = _row(ALL, ALL, ALL, NONE, NONE, NONE)
_SETTINGS = dict.fromkeys(
    ("pipeline", "stage", "dealreason", "promisefloor", "standingpromise", "leadform", "leadrule",
     "stagerule", "servicechange", "warehouse",
     "lossreason", "tier"),
    _READING,
)  # fmt: skip
"""What administrators set up and everybody works with."""
_NOTHING = _row(NONE, NONE, NONE, NONE, NONE, NONE)
_SAID_AND_SHOWN = dict.fromkeys(("productclaim", "referencecase"), _READING)
"""What marketing keeps and everybody works with."""
_LIBRARY = {
    **_SAID_AND_SHOWN,
    "knowledge": _row(ALL, ALL, MINE, MINE, NONE, NONE),
    "caseuse": _row(MINE, ALL, NONE, NONE, NONE, NONE),
    "training": _row(MINE, NONE, NONE, NONE, NONE, NONE),
}
"""Everybody reads and writes knowledge, and sees how they were trained themselves."""
_LEDGERS = ("invoice", "receipt")
_COLLECTING = ("collectionnote", "concession")
_MASKED_PHONES = {
    "customer": {"phone": str(FieldRule.MASKED)},
    "contact": {"phone": str(FieldRule.MASKED), "mobile": str(FieldRule.MASKED)},
    "lead": {"phone": str(FieldRule.MASKED)},
}

READY_ROLES: list[dict[str, Any]] = [
    {
        "key": "owner",
        "name": _("老板"),
        "description": _("看得到全部客户和业绩，什么都能改"),
        "grants": {EVERY: _EVERYTHING},
    },
    {
        "key": "sales_manager",
        "name": _("销售经理"),
        "description": _("管本团队和下级团队的客户"),
        "grants": {
            EVERY: _LEADING,
            "product": _READING,
            "listprice": _READING,
            **_SETTINGS,
            **dict.fromkeys(("stagerule", "servicechange"), _row(ALL, ALL, ALL, ALL, NONE, NONE)),
            **_SAID_AND_SHOWN,
            "knowledge": _row(ALL, ALL, BELOW, BELOW, ALL, BELOW),
            "caseuse": _row(BELOW, ALL, NONE, NONE, BELOW, NONE),
            "training": _row(BELOW, BELOW, BELOW, BELOW, BELOW, BELOW),
            **dict.fromkeys(_LEDGERS, _row(BELOW, NONE, NONE, NONE, BELOW, NONE)),
        },
    },
    {
        "key": "salesperson",
        "name": _("销售"),
        "description": _("管自己的客户、跟进和订单"),
        "grants": {
            EVERY: _OWN,
            "activity": _OWN_AND_TIDY,
            "task": _OWN_AND_TIDY,
            "product": _READING,
            "listprice": _READING,
            **_SETTINGS,
            **dict.fromkeys(("target", "quota"), _row(MINE, NONE, NONE, NONE, NONE, NONE)),
            **_LIBRARY,
            **dict.fromkeys(_LEDGERS, _row(MINE, NONE, NONE, NONE, NONE, NONE)),
        },
    },
    {
        "key": "service",
        "name": _("客服"),
        "description": _("查得到每位客户，登记来电，维护联系人"),
        "grants": {
            EVERY: _READING,
            **_LIBRARY,
            "claimexperience": _row(ALL, ALL, MINE, NONE, NONE, NONE),
            "lead": _SHARED,
            "contact": _SHARED,
            "activity": _SHARED,
            "task": _OWN_AND_TIDY,
            "promise": _row(ALL, ALL, MINE, NONE, NONE, NONE),
            "delivery": _SHARED,
            "return": _SHARED,
            "stockcount": _row(ALL, ALL, MINE, NONE, NONE, NONE),
            "departure": _row(ALL, ALL, MINE, NONE, NONE, NONE),
        },
    },
    {
        "key": "marketing",
        "name": _("市场"),
        "description": _("查看全部客户，登记线索和活动，电话隐去中间几位"),
        "grants": {
            EVERY: _READING,
            **_LIBRARY,
            **dict.fromkeys(("productclaim", "referencecase"), _EVERYTHING),
            "knowledge": _row(ALL, ALL, MINE, MINE, ALL, NONE),
            "caseuse": _row(ALL, ALL, NONE, NONE, ALL, NONE),
            "claimexperience": _row(ALL, ALL, MINE, MINE, ALL, NONE),
            "lead": _row(ALL, ALL, ALL, NONE, NONE, ALL),
            "customer": _row(ALL, ALL, MINE, NONE, NONE, NONE),
            "contact": _row(ALL, ALL, MINE, NONE, NONE, NONE),
            "activity": _row(ALL, ALL, MINE, MINE, NONE, NONE),
            "task": _OWN_AND_TIDY,
            **dict.fromkeys((*_LEDGERS, *_COLLECTING), _NOTHING),
        },
        "field_rules": _MASKED_PHONES,
    },
    {
        "key": "finance",
        "name": _("财务"),
        "description": _("管应收、回款和催收，查看全部客户和订单，电话隐去中间几位"),
        "grants": {
            EVERY: _READING,
            **_LIBRARY,
            "order": _row(ALL, NONE, ALL, NONE, ALL, NONE),
            "return": _row(ALL, NONE, ALL, NONE, ALL, NONE),
            **dict.fromkeys((*_LEDGERS, *_COLLECTING), _EVERYTHING),
            "activity": _row(ALL, ALL, MINE, MINE, NONE, NONE),
            "task": _OWN_AND_TIDY,
        },
        "field_rules": _MASKED_PHONES,
    },
    {
        "key": "channel_manager",
        "name": _("渠道经理"),
        "description": _("管本团队的经销商客户和他们的订单"),
        "grants": {
            EVERY: _row(TEAM, ALL, TEAM, MINE, TEAM, TEAM),
            "product": _READING,
            "listprice": _READING,
            **_SETTINGS,
            **_SAID_AND_SHOWN,
            "knowledge": _row(ALL, ALL, TEAM, TEAM, ALL, TEAM),
            "caseuse": _row(TEAM, ALL, NONE, NONE, TEAM, NONE),
            "training": _row(TEAM, TEAM, TEAM, TEAM, TEAM, TEAM),
            **dict.fromkeys(_LEDGERS, _row(TEAM, NONE, NONE, NONE, TEAM, NONE)),
        },
    },
    {
        "key": "administrator",
        "name": _("管理员"),
        "description": _("管理用户、角色、导入和备份，看得到全部资料"),
        "grants": {EVERY: _EVERYTHING},
        "is_administrator": True,
    },
]


def install_ready_roles(**_signal: Any) -> None:
    """Create the ready roles that are missing; one that exists is left as its owner made it."""
    for role in READY_ROLES:
        Role.objects.get_or_create(key=role["key"], defaults=role)
