"""Ready roles made since leads came only read the forms and rules that administrators set."""

from django.db import migrations

SETTINGS = ("leadform", "leadrule")
VERBS = ("see", "create", "change", "remove", "export", "assign")
READING = dict(zip(VERBS, ("all", "none", "none", "none", "none", "none")))


def only_read(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if not role.is_administrator and role.grants:
            role.grants = dict.fromkeys(SETTINGS, READING) | role.grants
            role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("deals", "0008_commit_label"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(only_read, migrations.RunPython.noop)]
