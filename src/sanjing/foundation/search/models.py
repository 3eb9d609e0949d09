"""The one index behind every search box."""

from django.db import models


class SearchEntry(models.Model):
    """What one record is found by. `terms` and `scope` feed the full-text index by the database
    itself.

    `plain` is the folded text a hit is verified and ranked with.
    """

    entity = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    hub_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    plain = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    scope = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "record_id"], name="indexed_once")]
        indexes = [models.Index(fields=["hub_id"], name="entry_of_hub")]
