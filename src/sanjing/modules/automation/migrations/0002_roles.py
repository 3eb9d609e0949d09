"""Stage rules are set by those who lead and read by the others, in roles made before them too."""

from django.db import migrations

VERBS = ("see", "create", "change", "remove", "export", "assign")
READING = dict(zip(VERBS, ("all", "none", "none", "none", "none", "none")))
LEADING = dict(zip(VERBS, ("all", "all", "all", "all", "none", "none")))


def settle(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if role.is_administrator or not role.grants:
            continue
        role.grants = {"stagerule": LEADING if role.key == "sales_manager" else READING} | role.grants
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("automation", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
