from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Team


@transaction.atomic
def rename_team(team: Team, *, name: str, by: Actor, at: datetime) -> Team:
    require_administrator(by)
    before, team.name = team.name, name
    team.full_clean()
    team.save(update_fields=["name"])
    announce("team_renamed", {"team": team.pk, "before": before, "name": name}, by, at)
    return team
