"""What scores add to the customer and the contract."""

from __future__ import annotations

from sanjing.foundation.entities.panels import Panel
from sanjing.foundation.entities.registry import extend
from sanjing.modules.scores import panels
from sanjing.modules.scores.queries import customer_fields
from sanjing.modules.scores.renewed import contract_fields

extend("customer", computed=customer_fields(), side=[Panel("scores/worth.html", panels.worth)])
extend(
    "contract",
    computed=contract_fields(),
    side=[Panel("scores/renewal.html", panels.renewal)],
)
