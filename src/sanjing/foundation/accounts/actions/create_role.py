from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Role


@transaction.atomic
def create_role(
    *, name: str, description: str = "", like: Role | None = None, by: Actor, at: datetime
) -> Role:
    """A new role, empty or with the rights of `like`. It never manages the system by itself."""
    require_administrator(by)
    role = Role(name=name, description=description, key=_free_key())
    if like is not None:
        role.grants, role.field_rules = like.grants, like.field_rules
    role.full_clean()
    role.save()
    announce("role_created", {"role": role.pk, "name": name}, by, at)
    return role


def _free_key() -> str:
    """Keys of own roles are numbered; names may be Chinese, and may change."""
    last = Role.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return f"role-{last + 1}"
