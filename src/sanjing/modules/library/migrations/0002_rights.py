"""Roles that an older release made get the rights over the library that they start with now."""

from django.db import migrations

from sanjing.foundation.accounts.roles import READY_ROLES

NEW = ("knowledge", "referencecase", "caseuse", "productclaim", "claimexperience", "training")
READY = {role["key"]: role["grants"] for role in READY_ROLES}
KEPT_BY_OTHERS = ("productclaim", "referencecase", "training")


def grant(apps, _editor):
    """A role of the company's own making reads what marketing keeps, and how its holder was trained."""
    reading = READY["salesperson"]
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if role.is_administrator or not role.grants:
            continue
        start = READY.get(role.key, {name: reading[name] for name in KEPT_BY_OTHERS})
        role.grants = {name: start[name] for name in NEW if name in start} | role.grants
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0001_initial"),
        ("accounts", "0002_alter_user_username_and_more"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
