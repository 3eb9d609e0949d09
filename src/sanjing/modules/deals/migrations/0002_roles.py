"""Pipelines, stages and reasons are set by administrators; roles made before deals only read them."""

from django.db import migrations

SETTINGS = ("pipeline", "stage", "dealreason")
READING = {"see": "all", "create": "none", "change": "none", "remove": "none", "export": "none", "assign": "none"}


def only_read(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if not role.is_administrator and role.grants:
            role.grants = {name: READING for name in SETTINGS} | role.grants
            role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(only_read, migrations.RunPython.noop)]
