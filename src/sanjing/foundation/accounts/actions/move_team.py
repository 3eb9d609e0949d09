from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Team


class BelowItself(Exception):
    """A team cannot hang below one of its own teams."""

    code = "below_itself"


@transaction.atomic
def move_team(team: Team, *, parent: Team | None, by: Actor, at: datetime) -> Team:
    """Hang `team`, with all teams below it, under `parent`; None makes it a root.

    The tree is locked: two moves at once could otherwise close a ring. Raises BelowItself.
    """
    require_administrator(by)
    rows = {row.pk: row for row in Team.objects.select_for_update()}
    old = rows[team.pk].path
    above = rows[parent.pk].path if parent else "/"
    if above.startswith(old):
        raise BelowItself
    path = f"{above}{team.pk}/"
    below = Team.objects.filter(path__startswith=old)
    below.update(path=Concat(Value(path), Substr("path", len(old) + 1)))
    Team.objects.filter(pk=team.pk).update(parent=parent)
    data = {"team": team.pk, "name": team.name, "below": parent.pk if parent else None}
    announce("team_moved", data, by, at)
    team.refresh_from_db()
    return team
