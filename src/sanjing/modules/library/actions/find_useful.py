from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.events.publish import publish
from sanjing.modules.library.events import KnowledgeFoundUseful
from sanjing.modules.library.models import Knowledge, KnowledgeVote


def may_vote(knowledge: Knowledge, by: Actor) -> bool:
    """Nobody votes for their own, and nobody twice."""
    if by.user_id is None or knowledge.owner_id == by.user_id:
        return False
    return not knowledge.votes.filter(person=by.user_id).exists()


@action(
    entity="knowledge", verb="find_useful", label=_("有用"), icon="thumb-up", needs="see",
    offered=may_vote, bulk=False,
)  # fmt: skip
def find_useful(knowledge: Knowledge, *, by: Actor, at: datetime) -> Knowledge:
    """Say that it helped; said twice it counts once."""
    with transaction.atomic():
        _vote, first = KnowledgeVote.objects.get_or_create(
            knowledge=knowledge, person_id=by.user_id, defaults={"at": at}
        )
        if first:
            about = records.about(records.entity_of(knowledge), knowledge)
            publish(KnowledgeFoundUseful(), about=about, by=by, at=at)
    return knowledge
