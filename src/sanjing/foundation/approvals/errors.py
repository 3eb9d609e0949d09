"""What can be refused around approvals."""

from sanjing.foundation.entities.errors import Forbidden, Refusal


class AlreadyDecided(Refusal):
    """Somebody was faster."""

    code = "already_decided"


class NotAsked(Forbidden):
    """This person has no say in the open step."""

    code = "not_asked"


class NobodyToApprove(Refusal):
    """The rule names nobody who could decide this request."""

    code = "nobody_to_approve"


class BrokenRule(Refusal):
    """The conditions of a rule cannot be understood any more, so nobody knows whether to ask."""

    code = "broken_rule"
