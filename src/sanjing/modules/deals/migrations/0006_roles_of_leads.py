"""What roles made before leads may do with them."""

from django.db import migrations

VERBS = ("see", "create", "change", "remove", "export", "assign")
READING = dict(zip(VERBS, ("all", "none", "none", "none", "none", "none")))
LEADS = {
    "service": dict(zip(VERBS, ("all", "all", "all", "none", "none", "none"))),
    "marketing": dict(zip(VERBS, ("all", "all", "all", "none", "none", "all"))),
}


def settle(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.exclude(key="owner"):
        if role.is_administrator or not role.grants:
            continue
        more = {"leadform": READING, "leadrule": READING}
        more |= {"lead": LEADS[role.key]} if role.key in LEADS else {}
        role.grants = more | role.grants
        if "customer" in role.field_rules:
            role.field_rules = {"lead": {"phone": "masked"}} | role.field_rules
        role.save(update_fields=["grants", "field_rules"])


class Migration(migrations.Migration):
    dependencies = [("deals", "0005_leads")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
