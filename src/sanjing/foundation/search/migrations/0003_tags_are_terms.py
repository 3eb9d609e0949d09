"""Records are found by their tags as well. Any migration of this app makes an upgrade rebuild the index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = []
