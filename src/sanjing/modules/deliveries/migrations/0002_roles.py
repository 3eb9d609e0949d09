"""What roles made before deliveries may do with them."""

from django.db import migrations

VERBS = ("see", "create", "change", "remove", "export", "assign")
READING = dict(zip(VERBS, ("all", "none", "none", "none", "none", "none")))
SHARED = dict(zip(VERBS, ("all", "all", "all", "none", "none", "none")))


def settle(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if role.is_administrator or not role.grants:
            continue
        more = {"standingpromise": READING}
        more |= {"delivery": SHARED} if role.key == "service" else {}
        role.grants = more | role.grants
        role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
