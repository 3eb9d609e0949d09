"""Noting from a follow-up whether a customer finds a claim to be so."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.phrases import labelled
from sanjing.modules.activities.models import Activity
from sanjing.modules.library import queries
from sanjing.modules.library.models import ClaimExperience, ProductClaim


class ClaimChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return labelled(obj.product.name, obj.statement)


class ExperienceForm(forms.Form):
    claim = ClaimChoice(
        label=_("哪条口径"), queryset=ProductClaim.objects.none(), empty_label=_("（请选择）")
    )
    held = forms.ChoiceField(label=_("是不是这样"), choices=ClaimExperience.Held.choices)
    said = forms.CharField(label=_("客户原话"), max_length=200)

    def __init__(self, *args: Any, by: Actor, record: Activity | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        claims = queries.claims_in_force(by, timezone.localdate())
        cast(forms.ModelChoiceField, self.fields["claim"]).queryset = claims
        if record:
            self.initial = {"said": record.summary[:200]}


@action(
    entity="activity", verb="note_experience", label=_("印证口径"), icon="speakerphone",
    asks=ExperienceForm, needs="see", bulk=False,
    offered=lambda _activity, by: by.may("claimexperience", "create") and by.may("productclaim", "see"),
)  # fmt: skip
def note_experience(
    activity: Activity, *, claim: ProductClaim, held: str, said: str, by: Actor, at: datetime
) -> ClaimExperience:
    """Keep what the customer said in this contact about a claim of ours."""
    values = {
        "claim": claim, "customer": activity.customer, "held": held, "said": said,
        "said_on": timezone.localdate(activity.happened_at),
        "source": activity.get_kind_display(),
    }  # fmt: skip
    kept = {"activity_id": activity.pk}
    return records.create(registry.get("claimexperience"), values, kept=kept, by=by, at=at)
