"""What the library is made of."""

from sanjing.modules.library.models.cases import CaseUse, ReferenceCase, Use
from sanjing.modules.library.models.claims import ClaimExperience, ProductClaim
from sanjing.modules.library.models.knowledge import Knowledge, KnowledgeVote
from sanjing.modules.library.models.trainings import Training

__all__ = [
    "CaseUse",
    "ClaimExperience",
    "Knowledge",
    "KnowledgeVote",
    "ProductClaim",
    "ReferenceCase",
    "Training",
    "Use",
]
