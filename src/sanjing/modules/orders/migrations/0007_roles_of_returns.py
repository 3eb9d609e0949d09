"""What roles made before returns may do with them."""

from django.db import migrations

VERBS = ("see", "create", "change", "remove", "export", "assign")
SHARED = dict(zip(VERBS, ("all", "all", "all", "none", "none", "none")))
SETTLING = dict(zip(VERBS, ("all", "none", "all", "none", "all", "none")))


def grant(apps, schema_editor):
    for key, row in {"service": SHARED, "finance": SETTLING}.items():
        for role in apps.get_model("accounts", "Role").objects.filter(key=key):
            role.grants = {"return": row} | role.grants
            role.save(update_fields=["grants"])


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_returns"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
