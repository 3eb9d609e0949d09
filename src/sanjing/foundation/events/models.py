"""One row for everything that happened, and one for everything still to be told because of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Seal(models.Model):
    """A link of the hash chain: `digest` covers the previous digest and the events sealed with
    it.
    """

    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()


class Event(models.Model):
    """Timeline, audit trail and outbox in one. `hub_id` is the record whose timeline shows it.

    No foreign keys: an event outlives what it speaks of.
    """

    name = models.CharField(max_length=60)
    entity = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    hub_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    via = models.CharField(max_length=20)
    at = models.DateTimeField(_("时间"))
    data = models.JSONField(default=dict)
    batch = models.BigIntegerField(null=True)
    seal_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["hub_id", "-id"], name="event_of_hub"),
            models.Index(fields=["entity", "record_id", "-id"], name="event_of_record"),
            models.Index(fields=["id"], name="event_unsealed", condition=Q(seal_id=None)),
            models.Index(fields=["batch"], name="event_of_batch", condition=Q(batch__isnull=False)),
            models.Index(fields=["seal_id"], name="event_of_seal"),
        ]


class Delivery(models.Model):
    """One event owed to one subscriber, until done."""

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("投递", "待办")
        DONE = "done", _("已办")
        FAILED = "failed", _("已放弃")

    event = models.ForeignKey(
        Event, models.DO_NOTHING, db_constraint=False, related_name="deliveries"
    )
    subscriber = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivered_once")
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="delivery_due", condition=Q(state="pending")
            ),
            models.Index(fields=["-id"], name="delivery_failed", condition=Q(state="failed")),
        ]
