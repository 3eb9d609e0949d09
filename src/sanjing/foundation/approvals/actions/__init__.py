"""What can be done about approvals: one verb a file."""

from sanjing.foundation.approvals.actions.approve import approve
from sanjing.foundation.approvals.actions.ask import ask
from sanjing.foundation.approvals.actions.delegate import delegate
from sanjing.foundation.approvals.actions.end_delegation import end_delegation
from sanjing.foundation.approvals.actions.pass_on import pass_on
from sanjing.foundation.approvals.actions.refuse import refuse
from sanjing.foundation.approvals.actions.remove_rule import remove_rule
from sanjing.foundation.approvals.actions.save_rule import save_rule
from sanjing.foundation.approvals.actions.withdraw import withdraw

__all__ = [
    "approve",
    "ask",
    "delegate",
    "end_delegation",
    "pass_on",
    "refuse",
    "remove_rule",
    "save_rule",
    "withdraw",
]
