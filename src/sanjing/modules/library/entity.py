"""How the library shows, and what it adds to deals, customers, follow-ups and products."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.approvals.offering import Purpose, offer
from sanjing.foundation.entities.panels import Panel
from sanjing.foundation.entities.registry import extend
from sanjing.modules.library import (  # noqa: F401  registered with it
    case_entities,
    claim_entities,
    knowledge_entity,
    panels,
    training_entity,
)
from sanjing.modules.library.actions.note_experience import note_experience
from sanjing.modules.library.actions.submit import PURPOSE
from sanjing.modules.library.actions.write_lesson import write_lesson, write_note

offer(Purpose(PURPOSE, "productclaim", _("宣传口径")))
extend("deal", verbs=[write_lesson], side=[Panel("library/fitting.html", panels.fitting)])
extend("customer", verbs=[write_note])
extend("activity", verbs=[note_experience])
extend("product", side=[Panel("library/claims.html", panels.claims_of_product)])
