from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import company
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Company


@transaction.atomic
def name_company(name: str, *, by: Actor, at: datetime) -> Company:
    """Say whose installation this is; every page shows it."""
    require_administrator(by)
    found = Company.objects.order_by("pk").first() or Company()
    before, found.name = found.name, name.strip()
    found.full_clean()
    found.save()
    if found.name != before:
        announce("company_named", {"before": before, "name": found.name}, by, at)
    company.kept.forget()
    transaction.on_commit(company.kept.forget)
    return found
