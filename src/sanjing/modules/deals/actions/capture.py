"""A lead from a public form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.client import household
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.deals.models import FormSubmission, Lead, LeadForm

WINDOW = timedelta(hours=1)
MOST = 8


class TooMany(Refusal):
    """One address sent too much within an hour."""

    code = "too_many"
    status = 429


@transaction.atomic
def capture(
    form: LeadForm, told: Mapping[str, str], *, token: str, address: str, at: datetime
) -> Lead | None:
    """Make a lead; None if the token was used before. Raises TooMany or Invalid: then nothing is kept.

    Of the sender's address a digest is kept for a day, to count by within an hour.
    """
    sender = salted_hmac("sanjing.form-address", household(address), algorithm="sha256")
    values = {"address": sender.hexdigest()[:64], "at": at}
    used, is_first = FormSubmission.objects.get_or_create(token=token, defaults=values)
    if not is_first:
        return None
    recent = FormSubmission.objects.filter(address=used.address, at__gt=at - WINDOW)
    if recent.count() > MOST:
        raise TooMany(_("提交得太频繁了，请过一个小时再试，或直接打电话给我们。"))
    values = {**told, "source": form.source, "campaign": form.campaign, "form": form}
    by = system_actor(_("网站表单“%(name)s”") % {"name": form.name})
    return records.create(registry.get("lead"), values, by=by, at=at, kept={"consented_at": at})


def forget_submissions(*, at: datetime) -> int:
    """Delete what no window reaches any more. Returns how many there were."""
    count, _by_model = FormSubmission.objects.filter(at__lte=at - timedelta(days=1)).delete()
    return count
