from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Team


@transaction.atomic
def create_team(*, name: str, parent: Team | None = None, by: Actor, at: datetime) -> Team:
    require_administrator(by)
    team = Team(name=name, parent=parent)
    team.full_clean()
    team.save()
    team.path = f"{parent.path if parent else '/'}{team.pk}/"
    team.save(update_fields=["path"])
    announce("team_created", {"team": team.pk, "name": name}, by, at)
    return team
