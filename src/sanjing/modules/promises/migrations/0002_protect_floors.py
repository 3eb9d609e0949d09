"""Roles made before there were floors would let everybody who may make something move them."""

from django.db import migrations

READING = {"see": "all", "create": "none", "change": "none", "remove": "none", "export": "none", "assign": "none"}
KEYS = ("sales_manager", "salesperson", "channel_manager", "service", "marketing", "finance")


def protect(apps, _editor):
    for role in apps.get_model("accounts", "Role").objects.filter(key__in=KEYS):
        role.grants.setdefault("promisefloor", READING)
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_initial")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
