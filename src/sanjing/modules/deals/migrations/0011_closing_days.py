"""The day on which a deal counts as closed, kept with the step by which it was closed."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate


def settle(apps, schema_editor):
    entries = apps.get_model("deals", "StageEntry").objects.exclude(stage__outcome="open")
    deal = apps.get_model("deals", "Deal").objects.filter(pk=OuterRef("deal"))
    entries.filter(left_at=None).update(closed_on=Subquery(deal.values("closed_on")))
    entries.filter(closed_on=None).update(closed_on=TruncDate("entered_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0004_index_of_owner_by_region'),
        ('deals', '0010_lead_verbs_alone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='stageentry',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='stageentry',
            index=models.Index(fields=['closed_on'], name='entry_by_closing'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
