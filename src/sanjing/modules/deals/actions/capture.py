"""A lead from a public form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.deals.models import FormSubmission, Lead, LeadForm

WINDOW = timedelta(hours=1)
MOST = 8


class TooMany(Refusal):
    """One address sent too much within an hour."""

    code = "too_many"
    status = 429


def capture(
    form: LeadForm, told: Mapping[str, str], *, token: str, address: str, at: datetime
) -> Lead:
    """Make a lead. Call it inside a transaction: IntegrityError says that the token was used before.

    Of the sender's address a digest is kept for an hour, to count by. Raises TooMany or Invalid.
    """
    sender = salted_hmac("sanjing.form-address", address, algorithm="sha256").hexdigest()[:64]
    FormSubmission.objects.create(token=token, address=sender, at=at)
    recent = FormSubmission.objects.filter(address=sender, at__gt=at - WINDOW)
    if recent.count() > MOST:
        raise TooMany(_("提交得太频繁了，请过一个小时再试，或直接打电话给我们。"))
    values = {
        **told, "source": form.source, "campaign": form.campaign, "form": form, "consented_at": at,
    }  # fmt: skip
    by = system_actor(_("网站表单“%(name)s”") % {"name": form.name})
    return records.create(registry.get("lead"), values, by=by, at=at)


def forget_submissions(*, at: datetime) -> int:
    """Delete what no window reaches any more. Returns how many there were."""
    count, _by_model = FormSubmission.objects.filter(at__lte=at - timedelta(days=1)).delete()
    return count
