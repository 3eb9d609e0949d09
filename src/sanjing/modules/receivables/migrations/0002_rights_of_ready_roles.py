"""Roles that an older release made get the rights over money that they start with now."""

from django.db import migrations

from sanjing.foundation.accounts.roles import READY_ROLES

NEW = ("invoice", "receipt", "collectionnote", "concession")


def grant(apps, _editor):
    for ready in READY_ROLES:
        for role in apps.get_model("accounts", "Role").objects.filter(key=ready["key"]):
            given = {name: ready["grants"][name] for name in NEW if name in ready["grants"]}
            role.grants = given | role.grants
            role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [
        ("receivables", "0001_initial"),
        ("accounts", "0002_alter_user_username_and_more"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
