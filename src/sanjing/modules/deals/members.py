"""The team of a deal as one field of it: who, as what, and which share is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell, Kind
from sanjing.foundation.phrases import listed
from sanjing.kernel.numbers import plain_number, whole
from sanjing.modules.deals.models import DealMember
from sanjing.modules.deals.rules import Share, shares_fault

COLUMNS = ("user", "role", "share")
MOST = 20
SPARE_ROWS = 2


class Members(Kind):
    """A table of colleagues, roles and shares; the value is a list of `Share`."""

    name = "members"
    operators = ("empty", "filled")
    sortable = False
    api_type = list[dict]
    empty = []

    def parse(self, raw: Any, field: Field) -> list[Share]:
        if raw in (None, ""):
            return []
        if not isinstance(raw, list | tuple) or len(raw) > MOST:
            raise ValueError(gettext("团队应是一张不超过 %(most)s 行的表") % {"most": MOST})
        shares = [one if isinstance(one, Share) else read_share(one) for one in raw]
        if fault := shares_fault(shares):
            raise ValueError(fault)
        return shares

    def format(self, value: list[Share], field: Field) -> str:
        return listed(f"{one.name} {plain_number(one.share)}%" for one in value)

    def cell(self, value: list[Share], field: Field) -> Cell:
        return Cell(self.format(value, field))

    def to_json(self, value: list[Share]) -> list[dict[str, Any]]:
        return [
            {"user": one.user_id, "name": one.name, "role": one.role, "share": float(one.share)}
            for one in value
        ]

    def from_json(self, data: list[dict[str, Any]] | None) -> list[Share]:
        return [
            Share(one["user"], one["name"], one["role"], Decimal(repr(one["share"])))
            for one in data or []
        ]

    def form_field(self, field: Field) -> forms.Field:
        return forms.Field(widget=MembersTable(), **self.form_options(field))

    def initial(self, value: list[Share], field: Field) -> list[dict[str, str]]:
        return [
            {"user": str(one.user_id), "role": one.role, "share": plain_number(one.share)}
            for one in value
        ]

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})


def read_share(raw: Any) -> Share:
    """Keys: user (id or log-in name), role, share (per cent). ValueError says what is wrong."""
    if not isinstance(raw, Mapping):
        raise ValueError(gettext("不是一行团队成员"))
    text = str(raw.get("user") or "").strip()
    people = User.objects.filter(is_active=True)
    pk = whole(text)
    found = people.filter(pk=pk).first() if pk is not None else None
    found = found or people.filter(Q(username=text) | Q(name=text)).order_by("pk").first()
    if found is None:
        raise ValueError(gettext("没有叫“%(text)s”的在职同事") % {"text": text[:40]})
    role = str(raw.get("role") or DealMember.Role.LEADS)
    if role not in DealMember.Role.values:
        raise ValueError(gettext("没有“%(role)s”这个角色") % {"role": role[:40]})
    try:
        share = Decimal(str(raw.get("share") or "0").strip().removesuffix("%"))
    except InvalidOperation as error:
        raise ValueError(gettext("业绩占比要填数字")) from error
    return Share(found.pk, found.name, role, share)


@dataclass(frozen=True, eq=False)
class MembersField(Field):
    """Reads the team of a deal and keeps the one given until the deal is saved."""

    def value(self, record: Any) -> list[Share]:
        held = record.__dict__
        if "held_members" not in held:
            rows = sorted(record.members.all(), key=lambda row: row.pk)
            held["held_members"] = [
                Share(row.user_id, row.user.name, row.role, row.share.normalize() + 0)
                for row in rows
            ]
        return held["held_members"]

    def set(self, record: Any, value: list[Share]) -> None:
        record.__dict__ |= {"held_members": value, "members_given": True}

    def save(self, deals: Sequence[Any]) -> None:
        """Write the teams that were given."""
        given = [deal for deal in deals if deal.__dict__.pop("members_given", False)]
        DealMember.objects.filter(deal__in=[deal.pk for deal in given]).delete()
        DealMember.objects.bulk_create(rows_of(given, self))


def rows_of(deals: Iterable[Any], field: MembersField) -> list[DealMember]:
    return [
        DealMember(deal_id=deal.pk, user_id=one.user_id, role=one.role, share=one.share)
        for deal in deals
        for one in field.value(deal)
    ]


MEMBERS = MembersField(
    name="team",
    label=_("团队"),
    kind=Members(),
    path="members",
    source="parts",
    prefetch=("members__user",),
    help=_("业绩占比合计 100%"),
)


class MembersTable(forms.Widget):
    """Rows of three controls with some spare ones."""

    template_name = "deals/members_table.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = [*(value or []), *[dict.fromkeys(COLUMNS, "")] * SPARE_ROWS]
        people = User.objects.filter(is_active=True).order_by("name").values_list("pk", "name")
        return {
            **super().get_context(name, value, attrs),
            "rows": rows,
            "people": [(str(pk), who) for pk, who in people],
            "roles": DealMember.Role.choices,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}-{column}") for column in COLUMNS]
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=False)]
        return [row for row in rows if row["user"]]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-user" not in data
