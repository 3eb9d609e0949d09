from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.quotes.events import ContractSigned
from sanjing.modules.quotes.models import Contract


class SignForm(forms.Form):
    signed_on = forms.DateField(
        label=_l("签订日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    their_signatory = forms.CharField(label=_l("对方签字人"), max_length=60, required=False)


@action(
    entity="contract",
    verb="sign",
    label=_l("双方已签"),
    icon="signature",
    asks=SignForm,
    offered=only_from(Contract.State.DRAFT),
    bulk=False,
)
def sign(
    contract: Contract, *, signed_on: date, their_signatory: str = "", by: Actor, at: datetime
) -> Contract:
    """Both sides signed: the contract is in force from its first day on."""
    values = {"signed_on": signed_on} | (
        {"their_signatory": their_signatory} if their_signatory else {}
    )
    told = ContractSigned(signed_on=signed_on.isoformat())
    kept = {"state": Contract.State.SIGNED}
    return records.change(contract, values, by=by, at=at, telling=told, kept=kept)
