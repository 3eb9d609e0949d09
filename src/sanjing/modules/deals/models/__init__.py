"""What deals are made of."""

from sanjing.modules.deals.models.deals import Deal, DealLine, DealMember
from sanjing.modules.deals.models.history import ForecastEntry, StageEntry
from sanjing.modules.deals.models.leads import FormSubmission, Lead, LeadForm, LeadRule
from sanjing.modules.deals.models.pipelines import DealReason, Outcome, Pipeline, Stage
from sanjing.modules.deals.models.signals import CompetitorOffer, NeedSignal
from sanjing.modules.deals.models.targets import Target

__all__ = [
    "CompetitorOffer",
    "Deal",
    "DealLine",
    "DealMember",
    "DealReason",
    "ForecastEntry",
    "FormSubmission",
    "Lead",
    "LeadForm",
    "LeadRule",
    "NeedSignal",
    "Outcome",
    "Pipeline",
    "Stage",
    "StageEntry",
    "Target",
]
