"""How knowledge shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import (
    Api,
    Detail,
    Entity,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.library import panels
from sanjing.modules.library.actions.find_useful import find_useful
from sanjing.modules.library.models import Knowledge
from sanjing.modules.library.queries import useful_field


@register
class KnowledgeEntity(Entity):
    model = Knowledge
    slug = "knowledge"
    prefix = "ZS"
    icon = "bulb"
    several = pgettext_lazy("复数", "知识")
    title = "title"
    order = 62
    listing = Listing(
        "title", "kind", "product", "tags", "useful", "owner", "changed_at",
        sort="-changed_at", filters=("kind", "product", "tags", "owner"),
        views=(View(_l("经验"), "kind=lesson"), View(_l("打法"), "kind=play"),
               View(_l("异议应答"), "kind=objection"), View(_l("参考资料"), "kind=material"),
               View(_l("最有用的"), "useful__at_least=1&sort=-useful"), View(_l("我写的"), "owner=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("text"), Timeline()],
        side=[Panel("library/votes.html", panels.votes),
              Facts("kind", "product", "competitors", "reason", "tags", "owner"),
              Panel("library/sources.html", panels.sources), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["title", "kind", "text", "tags"],
        ["product", "competitors", "reason", "owner", "reference"],
    )
    search = Search("title", "tags", "competitors", "text", subtitle="kind")
    transfer = Transfer(match_on=("reference", "title"), spare="text")
    api = Api()
    policy = TeamPolicy(owner="owner", team="owner__team")
    computed = [useful_field()]
    verbs = [find_useful]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: Knowledge, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
