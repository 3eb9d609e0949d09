"""Salespeople see their own targets and set none."""

from django.db import migrations

OWN = {"see": "mine", "create": "none", "change": "none", "remove": "none", "export": "none", "assign": "none"}


def only_see(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.filter(key="salesperson"):
        role.grants = {"target": OWN} | role.grants
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("deals", "0003_target")]
    operations = [migrations.RunPython(only_see, migrations.RunPython.noop)]
