"""Quotas and changes of service are set by those who lead, in roles made before them too."""

from django.db import migrations

VERBS = ("see", "create", "change", "remove", "export", "assign")
READING = dict(zip(VERBS, ("all", "none", "none", "none", "none", "none")))
LEADING = dict(zip(VERBS, ("all", "all", "all", "all", "none", "none")))
OWN = dict(zip(VERBS, ("mine", "none", "none", "none", "none", "none")))


def settle(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if role.is_administrator or not role.grants:
            continue
        more = {"servicechange": LEADING if role.key == "sales_manager" else READING}
        more |= {"quota": OWN} if role.key == "salesperson" else {}
        role.grants = more | role.grants
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
