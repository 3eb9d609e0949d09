"""What is kept of insights: most of them are read anew each time."""

from sanjing.modules.insights.models.changes import ServiceChange
from sanjing.modules.insights.models.playbooks import Playbook
from sanjing.modules.insights.models.quotas import Quota
from sanjing.modules.insights.models.seasons import SeasonTask

__all__ = ["Playbook", "Quota", "SeasonTask", "ServiceChange"]
